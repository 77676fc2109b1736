"""The axes in which frames are shipped: the principal axes of the frame features of a trained student.

    python3 -m audio.frames --cache CACHE --checkpoint RUN/checkpoint.pt --out RUN/frames.npz

Writes mean (C), axes (C, 64) and offset (64) float32: an embedding is (frame − mean) @ axes + offset. Legend: C = channels of a frame.
"""
import argparse
from pathlib import Path

import numpy as np
import torch

from precision import autocast

from .cache import CHUNK_FRAMES
from .frontend import MEL_BANDS
from .released import load_frame_projection, load_student

FRAME_SIZE = 64
CHUNKS, EVERY_FRAMES = 2000, 9


@torch.no_grad()
def hear(student, mels):
    """Frames of log-mel chunks (n, M, L), thinned out: (N, C)."""
    seen = []
    for start in range(0, len(mels), 32):
        with autocast():
            frames = student.frames(torch.from_numpy(np.asarray(mels[start:start + 32], np.float32)))
        seen.append(frames.float()[:, :, ::EVERY_FRAMES].transpose(1, 2).flatten(0, 1))
    return torch.cat(seen)


def principal_axes(centred):
    """The FRAME_SIZE directions in which frames (N, C) vary most, (C, FRAME_SIZE). Source: Pearson 1901."""
    return torch.linalg.eigh(centred.T @ centred)[1].flip(1)[:, :FRAME_SIZE]


def axes_towards(model, centred, mels):
    """Axes and offset that lead closest to the frame embeddings of a released model, by least squares: what stands on those keeps standing."""
    wanted = load_frame_projection(model)(hear(load_student(model), mels))
    offset = wanted.mean(0)
    gram = centred.T @ centred
    axes = torch.linalg.solve(gram + 1e-4 * gram.diagonal().mean() * torch.eye(len(gram)), centred.T @ (wanted - offset))
    left = ((centred @ axes + offset - wanted) ** 2).sum() / ((wanted - offset) ** 2).sum()
    print(f'share of the variance of the released frame embeddings that is kept: {1 - left:.3f}')
    return axes, offset


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser()
    for name in ('cache', 'checkpoint', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--towards', type=Path, help='a released model folder whose frame embeddings are to be kept, so that its structure head still fits')
    options = parser.parse_args()
    mels = np.memmap(options.cache / 'mels.f16', np.float16, 'r').reshape(-1, MEL_BANDS, CHUNK_FRAMES)
    mels = mels[np.sort(np.random.default_rng(0).permutation(len(mels))[:CHUNKS])]
    seen = hear(load_student(options.checkpoint), mels)
    mean = seen.mean(0)
    if options.towards:
        axes, offset = axes_towards(options.towards, seen - mean, mels)
    else:
        axes = principal_axes(seen - mean)
        offset = torch.zeros(axes.shape[1])
    np.savez(options.out, mean=mean.numpy(), axes=axes.numpy(), offset=offset.numpy())
    print('frames', len(seen), 'of', len(mels), 'chunks; axes written to', options.out)


if __name__ == '__main__':
    main()
