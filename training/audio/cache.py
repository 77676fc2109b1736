"""Gathers everything that the audio encoder is trained on into flat arrays: half-precision log-mel, teachers' outputs, labels.

    python3 -m audio.cache --data DATA … --weights WEIGHTS --tagspace TAGSPACE --out CACHE

Writes mels.f16 (n, M, L) float16, targets.npz (tags (n, 3, teacher tags), features (n, 3, R), labels (n, classes),
taught (n) bool, track (n) index into tracks.json, start (n) samples), stats.npz (mean and deviation of every target).
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch

from text.tagspace import audioset_names

from .frontend import MEL_BANDS, LogMel
from .labels import exact, from_audioset, known_cast

CHUNK_SAMPLES = 144000
CHUNK_FRAMES = 576
LEAST_SAMPLES = 48000
LEAST_LOGIT = -9.0  # below one in eight thousand, how absent a sound is says nothing
TEACHER_SOURCES = ('jamendo', 'mtat', 'msd', 'audioset')


def teacher_sources(tagspace):
    """The teacher of every tag that a teacher says, in the order of the tag space."""
    return [tag['source'] for tag in tagspace if tag['source'] in TEACHER_SOURCES]


def pick_tags(taught, tagspace):
    """Teacher outputs in the order of the tag space: (chunks, 3, teacher tags)."""
    keys = {'audioset': 'yamnet'}
    columns = [taught[keys.get(tag['source'], tag['source'])][..., tag['index']] for tag in tagspace if tag['source'] in TEACHER_SOURCES]
    return np.maximum(np.stack(columns, -1), LEAST_LOGIT).astype(np.float16)


def quiet_tracks(data):
    """Ids of the tracks in which the teachers hear no music, once teach.py has heard them."""
    scores = data / 'music_score.json'
    return set(json.loads(scores.read_text())['skip']) if scores.exists() else set()


def recordings(data, tagspace, audioset):
    """Every taught chunk of the recordings, with the exact labels of solo instruments."""
    quiet = quiet_tracks(data)
    for line in (data / 'tracks.jsonl').open():
        track = json.loads(line)
        path = data / 'teach' / f"{track['id']}.npz"
        if not path.exists() or (track['id'] in quiet and track['set'] != 'phil'):
            continue
        taught = np.load(path)
        pcm = np.load(data / 'pcm' / f"{track['id']}.npy", mmap_mode='r')
        tags, features, sounds, cast = pick_tags(taught, tagspace), taught['features'], taught['yamnet'], known_cast(track)
        for chunk, start in enumerate(taught['starts']):
            labels = exact(cast) if cast else from_audioset(sounds[chunk], audioset)
            yield track, int(start), pcm[start:start + CHUNK_SAMPLES], tags[chunk], features[chunk], labels


def rendered(folder):
    """Every chunk of the rendered phrases, mixtures or songs of a folder, with exact labels and no teacher."""
    songs = (folder / 'songs.jsonl').exists()
    for line in (folder / ('songs.jsonl' if songs else 'phrases.jsonl')).open():
        track = dict(json.loads(line))
        track['set'] = 'songs' if songs else 'mixtures' if track.get('chunks') else 'phrases'
        path = folder / 'pcm' / f"{track['id']}.npy"
        if not path.exists():
            continue
        pcm = np.load(path, mmap_mode='r')
        for chunk in track.get('chunks') or [{'start': 0, 'classes': track['classes']}]:
            start = int(chunk['start'] * 16000)
            part = pcm[start:start + CHUNK_SAMPLES]
            if len(part) >= LEAST_SAMPLES:
                yield track, start, part, None, None, exact(chunk['classes'], chunk.get('faint', ()))


def fill(part):
    """A chunk of exactly CHUNK_SAMPLES float32 samples in -1..1; what is shorter repeats."""
    return np.resize(np.asarray(part, np.float32) / 32768, CHUNK_SAMPLES)


def main():
    parser = argparse.ArgumentParser()
    for name in ('weights', 'tagspace', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--data', type=Path, nargs='+', required=True)
    parser.add_argument('--phrases', type=Path, nargs='*', default=[])
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    tagspace = json.loads(options.tagspace.read_text())
    audioset = audioset_names(options.weights)
    teacher_tags = sum(tag['source'] in TEACHER_SOURCES for tag in tagspace)
    log_mel, tracks, known, rows, pending = LogMel().eval(), [], {}, [], []

    def flush(mels):
        with torch.no_grad():
            mels.write(log_mel(torch.from_numpy(np.stack(pending))).numpy().astype(np.float16).tobytes())
        pending.clear()

    sources = [recordings(folder, tagspace, audioset) for folder in options.data] + [rendered(folder) for folder in options.phrases]
    with (options.out / 'mels.f16').open('wb') as mels:
        for source in sources:
            for track, start, part, tags, features, labels in source:
                if track['id'] not in known:
                    known[track['id']] = len(tracks)
                    tracks.append(track)
                taught = tags is not None
                rows.append((tags if taught else np.zeros((3, teacher_tags), np.float16),
                             features if taught else np.zeros((3, 600), np.float16), labels, taught, known[track['id']], start))
                pending.append(fill(part))
                if len(pending) == 32:
                    flush(mels)
                if len(rows) % 2000 == 0:
                    print(len(rows), 'chunks', flush=True)
        if pending:
            flush(mels)
    save(options.out, rows, tracks)


def save(out, rows, tracks):
    columns = [np.stack(column) for column in zip(*rows)]
    names = ('tags', 'features', 'labels', 'taught', 'track', 'start')
    arrays = dict(zip(names, columns))
    np.savez(out / 'targets.npz', **arrays)
    (out / 'tracks.json').write_text(json.dumps(tracks))
    train = arrays['taught'] & np.array([tracks[t]['split'] == 'train' for t in arrays['track']])
    stats = {}
    for name in ('tags', 'features'):
        values = arrays[name][train].astype(np.float32).reshape(-1, arrays[name].shape[-1])
        stats[name + '_mean'], stats[name + '_std'] = values.mean(0), values.std(0) + 1e-3
    np.savez(out / 'stats.npz', **stats)
    print('total', len(rows), 'chunks,', int(train.sum()), 'taught for training,', len(tracks), 'tracks;', MEL_BANDS, 'bands')


if __name__ == '__main__':
    main()
