"""
MusicNN on Jamendo and MagnaTagATune: 3 s → 50 tags and 200 features.

B = windows, F = 188 frames, M = 96 mel bands. BatchNorms are folded into the layers before them.
Source: Pons & Serra 2019 (arXiv 1909.06654); PyTorch weights and front end of Won et al. 2020 (arXiv 2006.00751).
"""
import torch
from torch.nn import functional

from . import frontend

EPSILON = 1e-5
KERNEL_FRAMES = 7


def to_decibels(power, filterbank):
    """Power (B, F, 257) → mel in dB, (B, F, M)."""
    return 10 * (power @ filterbank).clamp(min=1e-10).log10()


class SpectrogramNorm:
    """Mel filterbank, decibels and the first BatchNorm of the weights in `state`."""

    def __init__(self, state):
        self.filterbank = state["spec.mel_scale.fb"]
        one, zero = torch.ones(1), torch.zeros(1)
        self.scale, self.shift = frontend.fold_batch_norm(one, zero, state, "spec_bn", EPSILON)

    def __call__(self, power):
        return to_decibels(power, self.filterbank) * self.scale + self.shift


class Musicnn:
    """
    @param path - .pth state dict.
    @param dtype - of the vertical convolutions; bfloat16 is four times as fast on CPUs with AMX.
    """

    def __init__(self, path, dtype=torch.float32):
        self.state, self.dtype = torch.load(path, map_location="cpu"), dtype
        self.normalise = SpectrogramNorm(self.state)
        self.vertical = [self.fold(f"layers.{i}") for i in (0, 1)]
        self.vertical = [(frontend.flatten_vertical(w[:, 0]).to(dtype), b) for w, b in self.vertical]
        self.horizontal = [self.fold(f"layers.{i}") for i in (2, 3, 4)]
        self.backend = [self.fold(f"layer{i}") for i in (1, 2, 3)]
        dense = self.state["dense1.weight"], self.state["dense1.bias"]
        self.dense = frontend.fold_batch_norm(*dense, self.state, "bn", EPSILON)

    def fold(self, name):
        weight, bias = self.state[f"{name}.conv.weight"], self.state[f"{name}.conv.bias"]
        return frontend.fold_batch_norm(weight, bias, self.state, f"{name}.bn", EPSILON)

    def embed_frames(self, mel):
        """Normalised mel (B, F, M) → front-end channels (B, 561, F)."""
        batch, frames, _ = mel.shape
        unfolded = frontend.unfold_time(mel, self.dtype)
        columns = [frontend.convolve_vertical(unfolded, matrix) + bias for matrix, bias in self.vertical]
        parts = [column.view(batch, frames, -1).transpose(1, 2) for column in columns]
        mean = mel.mean(2).unsqueeze(1)
        parts += [functional.conv1d(mean, w, b, padding=w.shape[2] // 2) for w, b in self.horizontal]
        return torch.cat(parts, 1).relu_()

    def __call__(self, power):
        """Power spectrogram (B, F, 257) of windows of 48,000 samples → logits (B, 50), features (B, 200)."""
        channels = self.embed_frames(self.normalise(power))
        outputs, residual = [channels], 0
        for weight, bias in self.backend:
            convolved = functional.conv1d(outputs[-1], weight, bias, padding=KERNEL_FRAMES // 2)
            residual = convolved.relu_() + residual
            outputs.append(residual)
        channels = torch.cat(outputs, 1)
        pooled = torch.cat([channels.amax(2), channels.mean(2)], 1)
        features = functional.linear(pooled, *self.dense).relu_()
        return functional.linear(features, self.state["dense2.weight"], self.state["dense2.bias"]), features
