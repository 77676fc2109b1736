"""
FCN on Jamendo and the Million Song Dataset: 29 s → 50 tags. Held back from training, for judging the student.

B = windows, F = 1,813 frames, M = 96 mel bands.
Source: Choi et al. 2016 (arXiv 1606.00298); weights of Won et al. 2020 (arXiv 2006.00751).
"""
import torch
from torch.nn import functional

from . import frontend
from .musicnn import EPSILON, SpectrogramNorm

WINDOW_SAMPLES = 464_000
POOLS = [(2, 4), (2, 4), (2, 4), (3, 5), (4, 4)]  # (bands, frames)


class Fcn:
    def __init__(self, path):
        self.state = torch.load(path, map_location="cpu")
        self.normalise = SpectrogramNorm(self.state)
        folded = [self.fold(f"layer{i}") for i in range(1, 6)]
        self.layers = [(w.contiguous(memory_format=torch.channels_last), b) for w, b in folded]

    def fold(self, name):
        weight, bias = self.state[f"{name}.conv.weight"], self.state[f"{name}.conv.bias"]
        return frontend.fold_batch_norm(weight, bias, self.state, f"{name}.bn", EPSILON)

    def __call__(self, power):
        """Power spectrogram (B, F, 257) of windows of 464,000 samples → logits (B, 50), features (B, 64)."""
        planes = self.normalise(power).transpose(1, 2).unsqueeze(1)
        planes = planes.contiguous(memory_format=torch.channels_last)  # twice as fast, the same values
        for (weight, bias), pool in zip(self.layers, POOLS):
            planes = functional.max_pool2d(functional.conv2d(planes, weight, bias, padding=1), pool).relu_()
        features = planes.flatten(1)
        return functional.linear(features, self.state["dense.weight"], self.state["dense.bias"]), features
