"""
Compares the teachers with published outputs on a synthetic signal.

    python3 -m teachers.check WEIGHTS
"""
import sys
from pathlib import Path

import torch

from .fcn import Fcn
from .frontend import compute_power
from .msd_musicnn import MsdMusicnn
from .musicnn import Musicnn
from .yamnet import Yamnet

# teacher: class, samples, tolerance, first five sigmoid outputs, argmax, maximum
EXPECTED = {
    "jamendo_musicnn.pth": (Musicnn, 48_000, 2e-3, (0.03734, 0.23966, 0.03351, 0.08622, 0.01215), 8, 0.65466),
    "mtat_musicnn.pth": (Musicnn, 48_000, 2e-3, (0.06308, 0.00051, 0.02959, 0.86535, 0.00122), 3, 0.86535),
    "jamendo_fcn.pth": (Fcn, 464_000, 2e-3, (0.04702, 0.00788, 0.00055, 0.00071, 0.00015), 8, 0.71945),
    "msd_fcn.pth": (Fcn, 464_000, 2e-3, (0.00163, 0.00256, 0.00234, 0.01053, 0.35019), 4, 0.35019),
    "msd_musicnn.npz": (MsdMusicnn, 48_000, 2e-3, (0.00676, 0.00814, 0.02474, 0.08206, 0.73131), 4, 0.73131),
    "yamnet.tflite": (Yamnet, 15_600, 1e-2, (0.0193, 0, 0.00603, 0.00023, 0), 388, 0.94288),
}


def make_signal(samples):
    """Three sine tones gated twice a second, (samples,) float32."""
    t = torch.arange(samples, dtype=torch.float64) / 16_000
    tones = [(0.4, 220), (0.2, 440), (0.1, 554.365)]
    chord = sum(gain * torch.sin(2 * torch.pi * hz * t) for gain, hz in tones)
    return (chord * (0.5 + 0.5 * torch.sign(torch.sin(4 * torch.pi * t)))).float()


def check_teacher(path, family, samples, tolerance, first, argmax, maximum):
    """Returns whether the outputs agree, and the largest difference."""
    audio = make_signal(samples)[None]
    teacher = family(path)
    logits = teacher(audio) if family is Yamnet else teacher(compute_power(audio))[0]
    outputs = logits[0].sigmoid()
    error = max((outputs[:5] - torch.tensor(first)).abs().max().item(), abs(outputs.max().item() - maximum))
    return error <= tolerance and outputs.argmax().item() == argmax, error


def main():
    passed = True
    with torch.no_grad():
        for name, expected in EXPECTED.items():
            agrees, error = check_teacher(Path(sys.argv[1]) / name, *expected)
            print(f"{'pass' if agrees else 'FAIL'}  {name:20} largest difference {error:.5f}")
            passed &= agrees
    sys.exit(not passed)


if __name__ == "__main__":
    main()
