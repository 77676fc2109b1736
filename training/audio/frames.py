"""The axes in which frames are shipped: the principal axes of the frame features of a trained student.

    python3 -m audio.frames --cache CACHE --checkpoint RUN/checkpoint.pt --out RUN/frames.npz

Writes mean (C) and axes (C, 64) float32. Legend: C = channels of a frame.
"""
import argparse
from pathlib import Path

import numpy as np
import torch

from precision import autocast

from .cache import CHUNK_FRAMES
from .frontend import MEL_BANDS
from .released import load_student

FRAME_SIZE = 64
CHUNKS, EVERY_FRAMES = 2000, 9


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser()
    for name in ('cache', 'checkpoint', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    student = load_student(options.checkpoint)
    mels = np.memmap(options.cache / 'mels.f16', np.float16, 'r').reshape(-1, MEL_BANDS, CHUNK_FRAMES)
    rows, seen = np.sort(np.random.default_rng(0).permutation(len(mels))[:CHUNKS]), []
    for start in range(0, len(rows), 32):
        with autocast():
            frames = student.frames(torch.from_numpy(np.asarray(mels[rows[start:start + 32]], np.float32)))
        seen.append(frames.float()[:, :, ::EVERY_FRAMES].transpose(1, 2).flatten(0, 1))
    seen = torch.cat(seen)
    mean = seen.mean(0)
    axes = torch.linalg.eigh((seen - mean).T @ (seen - mean))[1].flip(1)[:, :FRAME_SIZE]
    np.savez(options.out, mean=mean.numpy(), axes=axes.numpy())
    print('frames', len(seen), 'of', len(rows), 'chunks; axes written to', options.out)


if __name__ == '__main__':
    main()
