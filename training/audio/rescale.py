"""Makes the standardised units of a cache those in which a released student speaks: every later stage then goes on where that release ended.

    python3 -m audio.rescale --cache CACHE --student models/collap-mini

Rewrites tags_mean and tags_std of CACHE/stats.npz. A student's output s estimates (teacher − mean) / std; the line through teacher
against s over training chunks gives both back (its intercept is the mean, its slope the deviation).
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch

from .cache import CHUNK_FRAMES
from .frontend import MEL_BANDS
from .outputs import load_student

CHUNKS, BATCH = 1200, 32
LEAST_SPREAD = 0.3  # of a student's output: below, a slope says nothing and the corpus' own statistics stay


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser()
    for name in ('cache', 'student'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    targets, stats = np.load(options.cache / 'targets.npz'), dict(np.load(options.cache / 'stats.npz'))
    tracks = json.loads((options.cache / 'tracks.json').read_text())
    train = np.flatnonzero(targets['taught'] & np.array([tracks[t]['split'] == 'train' for t in targets['track']]))
    rows = np.sort(np.random.default_rng(0).permutation(train)[:CHUNKS])
    mels = np.memmap(options.cache / 'mels.f16', np.float16, 'r').reshape(-1, MEL_BANDS, CHUNK_FRAMES)
    student = load_student(options.student)
    said = [student(torch.from_numpy(np.asarray(mels[rows[n:n + BATCH]], np.float32)))[0] for n in range(0, len(rows), BATCH)]
    heard = targets['tags'][rows].astype(np.float64).reshape(-1, targets['tags'].shape[-1])
    said = torch.cat(said).numpy()[..., :heard.shape[1]].reshape(-1, heard.shape[1]).astype(np.float64)
    centred = said - said.mean(0)
    slope = (centred * heard).sum(0) / np.maximum((centred ** 2).sum(0), 1e-9)
    good = (said.std(0) > LEAST_SPREAD) & (slope > 0)
    mean = heard.mean(0) - slope * said.mean(0)
    print('tags rescaled', int(good.sum()), 'of', len(good), '; median of new to old deviation', float(np.median(slope[good] / stats['tags_std'][good])))
    stats['tags_mean'], stats['tags_std'] = np.where(good, mean, stats['tags_mean']), np.where(good, slope, stats['tags_std'])
    np.savez(options.cache / 'stats.npz', **{name: value.astype(np.float32) for name, value in stats.items()})


if __name__ == '__main__':
    main()
