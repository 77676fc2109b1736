"""
What the spectrogram teachers share: the power spectrogram and the two vertical convolutions.

B = windows, T = samples, F = frames, M = 96 mel bands, K = filters.
"""
import torch
from torch.nn import functional

SAMPLE_RATE_HZ = 16_000
N_FFT, HOP_SAMPLES, MEL_BANDS = 512, 256, 96


def compute_power(audio):
    """Power spectrogram of audio (B, T) in [-1, 1]: (B, T // 256 + 1, 257). Centred, reflected edges, Hann."""
    window = torch.hann_window(N_FFT)
    options = dict(center=True, pad_mode="reflect", return_complex=True)
    spectrum = torch.stft(audio, N_FFT, HOP_SAMPLES, N_FFT, window, **options)
    return (spectrum.real**2 + spectrum.imag**2).transpose(1, 2)


def fold_batch_norm(weight, bias, norm, prefix, epsilon):
    """Returns weight (K, ...) and bias (K,) of a convolution with the BatchNorm that follows folded in."""
    scale = norm[f"{prefix}.weight"] / (norm[f"{prefix}.running_var"] + epsilon).sqrt()
    shape = (-1,) + (1,) * (weight.dim() - 1)
    return weight * scale.view(shape), (bias - norm[f"{prefix}.running_mean"]) * scale + norm[f"{prefix}.bias"]


def flatten_vertical(weight):
    """Kernel (K, height, 7) over (band, frame) → matrix (height * 7, K)."""
    return weight.flatten(1).t().contiguous()


def unfold_time(mel, dtype):
    """Mel (B, F, M) → every frame with three neighbours on each side, zeros outside: (B * F, M * 7)."""
    frames = functional.pad(mel, (0, 0, 3, 3)).to(dtype).unfold(1, 7, 1)
    return frames.reshape(-1, mel.shape[2] * 7)


def convolve_vertical(unfolded, matrix):
    """
    Maximum over all band offsets of a convolution that is taller than its steps.

    One matrix product an offset, on a view: the (height, 7) patch at offset f is contiguous in `unfolded`.

    @param unfolded - (B * F, M * 7), from unfold_time.
    @param matrix - (height * 7, K), from flatten_vertical.
    @returns (B * F, K) float32, without bias.
    """
    width = matrix.shape[0]
    best = torch.mm(unfolded[:, :width], matrix)
    product = torch.empty_like(best)
    for start in range(7, unfolded.shape[1] - width + 1, 7):
        torch.mm(unfolded[:, start : start + width], matrix, out=product)
        torch.maximum(best, product, out=best)
    return best.float()
