"""What the trained student says of every cached chunk, once, for the stages that follow.

    python3 -m audio.outputs --cache CACHE --checkpoint RUN/checkpoint.pt --out RUN/outputs.npz

Writes tags (n, K) and hidden (n, H) float32, the means over a chunk's windows, and frame_mean (C), frame_axes (C, 64): the principal
axes of the frame features.
"""
import argparse
from pathlib import Path

import numpy as np
import torch

from precision import autocast

from .cache import CHUNK_FRAMES
from .frontend import MEL_BANDS
from .graph import WINDOW_STRIDE_FRAMES
from .released import fuse_norms, load_student as load_released
from .student import Student

FRAME_SIZE = 64


def load_student(path):
    """The student with averaged weights of a checkpoint, or of a released model folder, ready for inference."""
    if Path(path).is_dir():
        return load_released(path).eval()
    stored = torch.load(path, map_location='cpu')
    student = Student(**stored['config'])
    if stored.get('fused'):
        fuse_norms(student.eval())
    student.load_state_dict(stored['average'])
    return student.eval()


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser()
    for name in ('cache', 'checkpoint', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    student = load_student(options.checkpoint)
    mels = np.memmap(options.cache / 'mels.f16', np.float16, 'r').reshape(-1, MEL_BANDS, CHUNK_FRAMES)
    tags, hidden, frames_seen = [], [], []
    for start in range(0, len(mels), 32):
        with autocast():
            frames = student.frames(torch.from_numpy(np.asarray(mels[start:start + 32], np.float32)))
        frames = frames.float()
        hidden.append(student.windows(frames, WINDOW_STRIDE_FRAMES).mean(1))
        tags.append(student.tags(hidden[-1]))
        frames_seen.append(frames[:, :, ::9].transpose(1, 2).flatten(0, 1))
    seen = torch.cat(frames_seen)
    mean = seen.mean(0)
    axes = torch.linalg.eigh((seen - mean).T @ (seen - mean))[1].flip(1)[:, :FRAME_SIZE]
    np.savez(options.out, tags=torch.cat(tags).numpy(), hidden=torch.cat(hidden).numpy(), frame_mean=mean.numpy(), frame_axes=axes.numpy())
    print('chunks', len(mels), 'written to', options.out)


if __name__ == '__main__':
    main()
