"""Writes the statistics of a cache in the units of a released student, so that what goes on from it says the same of the same sound.

    python3 -m audio.units --cache CACHE --model MODEL

A student gives the teachers' logits standardised by the corpus that it learned from; text encoders and calibration know those units.
Replaces the means and deviations of the tags in CACHE/stats.npz.
"""
import argparse
from pathlib import Path

import numpy as np
import torch

from .cache import CHUNK_FRAMES, MEL_BANDS
from .collect import released_units
from .released import load_student

MOST_CHUNKS, BATCH = 3000, 32


@torch.no_grad()
def hear(student, mels):
    return torch.cat([student(torch.from_numpy(np.asarray(mels[first:first + BATCH], np.float32)))[0] for first in range(0, len(mels), BATCH)]).numpy()


def main():
    parser = argparse.ArgumentParser()
    for name in ('cache', 'model'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    targets, stats = np.load(options.cache / 'targets.npz'), dict(np.load(options.cache / 'stats.npz'))
    taught = np.random.default_rng(0).permutation(np.flatnonzero(targets['taught']))[:MOST_CHUNKS]
    taught.sort()
    mels = np.memmap(options.cache / 'mels.f16', np.float16, 'r').reshape(-1, MEL_BANDS, CHUNK_FRAMES)[taught]
    heard, said = targets['tags'][taught], hear(load_student(options.model), mels)
    width = heard.shape[-1]
    stats['tags_mean'], stats['tags_std'] = released_units(heard.reshape(-1, width), said[..., :width].reshape(-1, width))
    np.savez(options.cache / 'stats.npz', **stats)


if __name__ == '__main__':
    main()
