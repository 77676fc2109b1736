"""Gathers what the student says of every clip, what the teachers say of the same seconds, and exact labels, for the stages after the student.

    python3 -m audio.collect --data DATA … --weights WEIGHTS --songs SONGS --rendered RENDERED … --out COLLECTED

Reads the files of audio.songs. Writes targets.npz (tags (n, 3, teacher tags), labels (n, classes), taught (n) bool, track (n) index into
tracks.json, start (n) samples), outputs.npz (tags (n, K), hidden (n, H)) and stats.npz, the first in the form of audio.cache.
Legend: n = clips of all tracks.
"""
import argparse
import json
from pathlib import Path

import numpy as np

from captions.sound_files import read_songs
from text.tagspace import audioset_names

from .cache import CHUNK_SAMPLES, TEACHER_SOURCES, pick_tags, quiet_tracks
from .labels import CLASSES, UNKNOWN, exact, from_audioset
from .songs import CLIP_SAMPLES

LEAST_OVERLAP = 0.5  # of a taught chunk that a clip must hold to take its targets over
LEAST_SPREAD = 0.3  # of a student's output: below, a slope says nothing and the corpus' own statistics stay
LEAST_SLOPE = 0.25  # of the corpus' own deviation: a flatter line comes from a tag that the student does not hear


def match_chunks(clip_starts, chunk_starts):
    """For every clip the taught chunk that it shares most with, -1 where that is less than LEAST_OVERLAP: (N)."""
    if not len(chunk_starts):
        return np.full(len(clip_starts), -1)
    first = np.maximum(clip_starts[:, None], chunk_starts[None])
    last = np.minimum(clip_starts[:, None] + CLIP_SAMPLES, chunk_starts[None] + CHUNK_SAMPLES)
    shared = np.maximum(0, last - first) / CHUNK_SAMPLES
    return np.where(shared.max(1) >= LEAST_OVERLAP, shared.argmax(1), -1)


def recorded(data, tagspace, audioset):
    """(track, clip starts to tags, labels, taught) of every decoded recording."""
    quiet = quiet_tracks(data)
    for line in (data / 'tracks.jsonl').open():
        track = json.loads(line)
        if track['id'] not in quiet or track['set'] == 'phil':
            yield track, lambda starts, track=track: targets_of(data / 'teach' / f"{track['id']}.npz", track, starts, tagspace, audioset)


def targets_of(path, track, starts, tagspace, audioset):
    """(tags (N, 3, T), labels (N, classes), taught (N)) of the clips of a recording."""
    width = sum(tag['source'] in TEACHER_SOURCES for tag in tagspace)
    tags, labels = np.zeros((len(starts), 3, width), np.float16), np.full((len(starts), len(CLASSES)), UNKNOWN, np.int8)
    if track.get('instrument'):
        labels[:] = exact([track['instrument']])
    if not path.exists():
        return tags, labels, np.zeros(len(starts), bool)
    stored = np.load(path)
    chunk = match_chunks(starts, stored['starts'])
    taught = chunk >= 0
    said = pick_tags(stored, tagspace)
    tags[taught] = said[chunk[taught]]
    for clip in np.flatnonzero(taught) if not track.get('instrument') else ():
        labels[clip] = from_audioset(stored['yamnet'][chunk[clip]], audioset)
    return tags, labels, taught


def composed(folder, width):
    """The same of every rendered song or phrase: exact labels of the clips, no teacher."""
    songs = (folder / 'songs.jsonl').exists()
    for track in read_songs(folder) if songs else map(json.loads, (folder / 'phrases.jsonl').open()):
        track['set'] = 'songs' if songs else 'phrases'

        def targets(starts, track=track):
            labels = np.stack([label_clip(track, start / 16000) for start in starts])
            return np.zeros((len(starts), 3, width), np.float16), labels, np.zeros(len(starts), bool)
        yield track, targets


def label_clip(track, start):
    """Classes heard in a clip: those of the rendered chunk that it shares most with; a solo phrase has one class throughout."""
    chunks = track.get('chunks')
    if not chunks:
        return exact(track['classes'])
    nearest = min(chunks, key=lambda chunk: abs(chunk['start'] - start))
    return exact(nearest['classes'], nearest.get('faint', ()))


def released_units(heard, said):
    """Means and deviations under which the student's outputs are the teachers' standardised logits.

    A student's output s estimates (teacher − mean) / deviation: of the line through teacher against s, the slope is the deviation.
    """
    heard, said = heard.astype(np.float64), said.astype(np.float64)
    centred = said - said.mean(0)
    slope = (centred * heard).sum(0) / np.maximum((centred ** 2).sum(0), 1e-9)
    good = (said.std(0) > LEAST_SPREAD) & (slope > LEAST_SLOPE * heard.std(0)) & (heard.std(0) > 0)
    print('teacher tags in the units of the student:', int(good.sum()), 'of', len(good))
    return np.where(good, heard.mean(0) - slope * said.mean(0), heard.mean(0)), np.where(good, slope, heard.std(0) + 1e-3)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--data', type=Path, nargs='+', required=True)
    for name in ('weights', 'songs', 'out', 'tagspace'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--rendered', type=Path, nargs='*', default=[])
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    tagspace = json.loads(options.tagspace.read_text())
    audioset = audioset_names(options.weights)
    width = sum(tag['source'] in TEACHER_SOURCES for tag in tagspace)
    sources = [recorded(folder, tagspace, audioset) for folder in options.data] + [composed(folder, width) for folder in options.rendered]
    tracks, columns = [], {name: [] for name in ('tags', 'labels', 'taught', 'track', 'start', 'said', 'hidden')}
    for source in sources:
        for track, targets in source:
            path = options.songs / f"{track['id']}.npz"
            if not path.exists():
                continue
            song = np.load(path)
            starts = np.round(song['starts'] * 16000).astype(np.int64)
            tags, labels, taught = targets(starts)
            for name, value in (('tags', tags), ('labels', labels), ('taught', taught), ('track', np.full(len(starts), len(tracks))), ('start', starts),
                                ('said', song['tags']), ('hidden', song['hidden'])):
                columns[name].append(value)
            tracks.append(track)
    arrays = {name: np.concatenate(parts) for name, parts in columns.items()}
    train = arrays['taught'] & np.array([tracks[t]['split'] == 'train' for t in arrays['track']])
    mean, deviation = released_units(arrays['tags'][train].mean(1), arrays['said'][train][:, :width])
    np.savez(options.out / 'stats.npz', tags_mean=mean.astype(np.float32), tags_std=deviation.astype(np.float32))
    np.savez(options.out / 'outputs.npz', tags=arrays.pop('said').astype(np.float32), hidden=arrays.pop('hidden').astype(np.float32))
    np.savez(options.out / 'targets.npz', **arrays)
    (options.out / 'tracks.json').write_text(json.dumps(tracks))
    print('clips', len(train), 'taught for training', int(train.sum()), 'tracks', len(tracks))


if __name__ == '__main__':
    main()
