"""Songs as `features.mjs` writes them, with what the head is to say of every cell. Legend: G = cells, V = values of a cell."""
import json
from dataclasses import dataclass

import numpy as np

from .head import FUNCTIONS

BEGIN_SECONDS = 0.25  # deviation of a beginning's neighbourhood
SECOND_SHARE = 0.4  # weight of a second labeller
UNKNOWN = -1
FOLDED = {'prechorus': 'verse', 'break': 'instrumental', 'solo': 'instrumental'}  # as src/eval/metrics/function-accuracy.ts


@dataclass
class Song:
    name: str
    kind: str
    features: np.ndarray  # (G, V)
    edges: np.ndarray  # (G + 1) seconds
    begins: np.ndarray  # (G) 0..1
    functions: np.ndarray  # (G) index into FUNCTIONS or UNKNOWN
    boundaries: np.ndarray  # seconds, without the song's start


def begins_at(edges, boundaries):
    """1 at the cell that begins nearest to a boundary, less around it."""
    near = np.zeros(len(edges) - 1)
    for boundary in boundaries:
        closeness = np.exp(-0.5 * ((edges[:-1] - boundary) / BEGIN_SECONDS) ** 2)
        near = np.maximum(near, closeness / max(1e-9, closeness.max()))
    return near


def functions_of(edges, segments):
    """The function of the section at the middle of every cell; UNKNOWN where its label is none."""
    middles, functions = (edges[:-1] + edges[1:]) / 2, np.full(len(edges) - 1, UNKNOWN)
    for segment in segments:
        name = FOLDED.get(segment['label'], segment['label'])
        if name in FUNCTIONS:
            functions[(middles >= segment['start']) & (middles < segment['end'])] = FUNCTIONS.index(name)
    return functions


def read_songs(folder, keep=lambda row: True):
    songs = []
    for row in map(json.loads, (folder / 'index.jsonl').open()):
        if not keep(row):
            continue
        edges = np.array(row['edges'])
        features = np.fromfile(folder / f"{row['id']}.f32", '<f4').reshape(-1, row['size'])
        starts = [np.array([segment['start'] for segment in row[which][1:]]) for which in ('segments', 'segments2') if row.get(which)]
        begins = begins_at(edges, starts[0])
        if len(starts) == 2:
            begins = (1 - SECOND_SHARE) * begins + SECOND_SHARE * begins_at(edges, starts[1])
        songs.append(Song(row['id'], row['set'], features, edges, begins, functions_of(edges, row['segments']), starts[0]))
    return songs


def pad(songs, arrays, fill=0.0):
    """Arrays of shape (G, …), a song each, as one of shape (B, longest, …)."""
    longest = max(len(song.begins) for song in songs)
    out = np.full((len(songs), longest) + arrays[0].shape[1:], fill, np.asarray(arrays[0]).dtype)
    for row, array in zip(out, arrays):
        row[:len(array)] = array
    return out
