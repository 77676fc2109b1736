"""From what `teach.py` stored to what `recordings.py` reads: tag scores over time, standardised over a corpus, and the level of every chunk."""
import json

import numpy as np

RATE_HZ, CHUNK_SECONDS = 16000, 9
STORED = {'jamendo': 'jamendo', 'mtat': 'mtat', 'msd': 'msd', 'audioset': 'yamnet'}  # source of a tag: array of teach/<id>.npz


def read_scores(path, tags):
    """(starts in seconds (T,), logits (T, K)) of a teach file; tags that no teacher knows are 0. `tags` are rows of tagspace.json."""
    with np.load(path) as said:
        starts = said['starts'].astype(np.float32) / RATE_HZ
        scores = np.zeros((len(starts), len(tags)), np.float32)
        means = {source: said[name].astype(np.float32).mean(1) for source, name in STORED.items()}
    for k, tag in enumerate(tags):
        if tag['source'] in means:
            scores[:, k] = means[tag['source']][:, tag['index']]
    return starts, scores


def measure_corpus(scores):
    """Mean and deviation (K,) over recordings of their mean scores [(T, K), …], and the deviation of single chunks."""
    means, chunks = np.stack([s.mean(0) for s in scores]), np.concatenate(scores)
    return means.mean(0), np.maximum(means.std(0), .05), np.maximum(chunks.std(0), .05)


def measure_levels(pcm, starts):
    """Level in dB below full scale of the chunk at each start."""
    levels = []
    for start in starts:
        part = pcm[int(start * RATE_HZ):int((start + CHUNK_SECONDS) * RATE_HZ)].astype(np.float32) / 32768
        levels.append(10 * np.log10(float((part ** 2).mean()) + 1e-8) if len(part) else -80.0)
    return np.array(levels, np.float32)


def hear(data, track, tags, mean, deviation):
    """The dict of `recordings.py` for a line of tracks.jsonl, or None where no teacher heard it. `data` holds teach/ and pcm/."""
    path = data / 'teach' / f"{track['id']}.npz"
    if not path.exists():
        return None
    starts, scores = read_scores(path, tags)
    pcm = np.load(data / 'pcm' / f"{track['id']}.npy", mmap_mode='r')
    return {'starts': starts, 'z': (scores - mean) / deviation, 'loudnessDb': measure_levels(pcm, starts), 'durationSeconds': track['seconds'],
            'tempoBpm': None, 'key': None, 'text': track.get('text')}


def read_tracks(data):
    return [json.loads(line) for line in (data / 'tracks.jsonl').open()]
