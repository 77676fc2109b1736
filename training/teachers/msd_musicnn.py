"""
MusicNN on the Million Song Dataset: 3 s → 50 tags and 200 features.

B = windows, F = 187 frames, M = 96 mel bands. Here ReLU comes before every BatchNorm.
Source: Pons & Serra 2019 (arXiv 1909.06654) and the TensorFlow graph of the package `musicnn` 0.1.0.
"""
import numpy as np
import torch
from torch.nn import functional

from . import frontend

EPSILON = 1e-3  # tf.layers.batch_normalization
WINDOW_FRAMES = 187
COMPRESSION = 10_000
MEL_BREAK_HZ, MEL_STEP_HZ, MEL_LOG_STEP = 1000.0, 200 / 3, np.log(6.4) / 27  # Slaney's Auditory Toolbox, 1998


def mel_to_hz(mel):
    """Slaney's mel scale: linear below 1 kHz, logarithmic above."""
    break_mel = MEL_BREAK_HZ / MEL_STEP_HZ
    return np.where(mel < break_mel, mel * MEL_STEP_HZ, MEL_BREAK_HZ * np.exp(MEL_LOG_STEP * (mel - break_mel)))


def build_filterbank():
    """Triangles of equal area, (257, M), as librosa.filters.mel with its defaults (0 to 8 kHz)."""
    nyquist = frontend.SAMPLE_RATE_HZ / 2
    top = MEL_BREAK_HZ / MEL_STEP_HZ + np.log(nyquist / MEL_BREAK_HZ) / MEL_LOG_STEP
    edges = mel_to_hz(np.linspace(0, top, frontend.MEL_BANDS + 2))
    bins = np.linspace(0, nyquist, frontend.N_FFT // 2 + 1)[:, None]
    rising = (bins - edges[:-2]) / np.diff(edges)[:-1]
    falling = (edges[2:] - bins) / np.diff(edges)[1:]
    triangles = np.maximum(0, np.minimum(rising, falling))
    return torch.tensor(triangles * 2 / (edges[2:] - edges[:-2]), dtype=torch.float32)


class MsdMusicnn:
    """
    @param path - .npz of the checkpoint's variables, `|` for `/`.
    @param dtype - of the convolutions over bands; bfloat16 is four times as fast on CPUs with AMX.
    """

    def __init__(self, path, dtype=torch.float32):
        self.values = {name: torch.tensor(value) for name, value in np.load(path).items()}
        self.dtype, self.filterbank = dtype, build_filterbank()
        self.vertical = [self.prepare_vertical(i) for i in (0, 1)]
        self.temporal = self.prepare_temporal()
        kernels = [self.values[f"conv2d_{i}|kernel"][:, :, 0].permute(2, 1, 0).contiguous() for i in (5, 6, 7)]
        self.backend = [(k, self.values[f"conv2d_{i}|bias"], *self.affine(i + 1)) for k, i in zip(kernels, (5, 6, 7))]

    def affine(self, index):
        """Scale and shift of one BatchNorm, each (K,)."""
        name = "batch_normalization" + (f"_{index}" if index else "")
        scale = self.values[f"{name}|gamma"] / (self.values[f"{name}|moving_variance"] + EPSILON).sqrt()
        return scale, self.values[f"{name}|beta"] - self.values[f"{name}|moving_mean"] * scale

    def prepare_vertical(self, index):
        """Matrix (height * 7, K), sign, bias, scale, shift of one vertical convolution."""
        name = f"conv2d_{index}" if index else "conv2d"
        kernel = self.values[f"{name}|kernel"][:, :, 0].permute(2, 1, 0)  # (K, height, 7)
        scale, shift = self.affine(index + 1)
        sign = torch.where(scale < 0, -1.0, 1.0)  # a falling BatchNorm turns the maximum over bands into a minimum
        matrix = frontend.flatten_vertical(kernel * sign.view(-1, 1, 1)).to(self.dtype)
        return matrix, sign, self.values[f"{name}|bias"], scale, shift

    def prepare_temporal(self):
        """The three temporal convolutions as one of 128 frames: matrix (128, 153), sign, bias, scale, shift."""
        columns, biases, scales, shifts = [], [], [], []
        for index in (2, 3, 4):
            kernel = self.values[f"conv2d_{index}|kernel"][:, 0, 0]  # (frames, 51)
            before = 63 - (len(kernel) - 1) // 2  # TensorFlow's 'same' padding puts the odd frame at the end
            columns.append(functional.pad(kernel, (0, 0, before, 128 - before - len(kernel))))
            biases.append(self.values[f"conv2d_{index}|bias"])
            scale, shift = self.affine(index + 1)
            scales, shifts = scales + [scale], shifts + [shift]
        scale = torch.cat(scales)
        sign = torch.where(scale < 0, -1.0, 1.0)
        return (torch.cat(columns, 1) * sign).to(self.dtype), sign, torch.cat(biases), scale, torch.cat(shifts)

    def convolve_temporal(self, mel):
        """Maximum over bands of the temporal convolutions: mel (B, F, M) → (B * F, 153), without bias."""
        windows = functional.pad(mel, (0, 0, 63, 64)).to(self.dtype).transpose(1, 2).contiguous().unfold(2, 128, 1)
        best = torch.mm(windows[:, 0].reshape(-1, 128), self.temporal[0])
        for band in range(1, mel.shape[2]):
            torch.maximum(best, torch.mm(windows[:, band].reshape(-1, 128), self.temporal[0]), out=best)
        return best.float()

    def embed_frames(self, mel):
        """Normalised mel (B, F, M) → front-end channels (B, 561, F)."""
        unfolded = frontend.unfold_time(mel, self.dtype)
        best = [frontend.convolve_vertical(unfolded, layer[0]) for layer in self.vertical]
        best.append(self.convolve_temporal(mel))
        parts = []
        for value, (_, sign, bias, scale, shift) in zip(best, [*self.vertical, self.temporal]):
            parts.append((value * sign + bias).relu_() * scale + shift)
        return torch.cat(parts, 1).view(*mel.shape[:2], -1).transpose(1, 2)

    def __call__(self, power):
        """Power spectrogram (B, >= F, 257) of windows of 48,000 samples → logits (B, 50), features (B, 200)."""
        scale, shift = self.affine(0)
        mel = (COMPRESSION * (power[:, :WINDOW_FRAMES] @ self.filterbank) + 1).log10() * scale + shift
        outputs, residual = [self.embed_frames(mel)], 0
        for kernel, bias, scale, shift in self.backend:
            convolved = functional.conv1d(outputs[-1], kernel, bias, padding=3).relu_()
            residual = convolved * scale[:, None] + shift[:, None] + residual
            outputs.append(residual)
        channels = torch.cat(outputs, 1)
        pooled = torch.stack([channels.amax(2), channels.mean(2)], 2).flatten(1)
        scale, shift = self.affine(9)
        hidden = (pooled * scale + shift) @ self.values["dense|kernel"] + self.values["dense|bias"]
        scale, shift = self.affine(10)
        features = hidden.relu_() * scale + shift
        return features @ self.values["dense_1|kernel"] + self.values["dense_1|bias"], features
