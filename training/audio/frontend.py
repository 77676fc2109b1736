"""The front end inside the graph: waveform to log-mel, chroma and onset strength, by convolutions that every runtime has.

Legend: B = batch, T = samples, L = mel frames (64 a second), F = frames (4 a second), M = mel bands.
"""
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

SAMPLE_RATE_HZ = 16000
FFT_SIZE = 512
HOP_SAMPLES = 250  # 64 mel frames a second, so that 16 of them are one frame of a quarter of a second
MEL_BANDS = 64
MEL_LOW_HZ, MEL_HIGH_HZ = 30.0, 8000.0
CHROMA_RATE_HZ = 8000  # notes are read from the signal at half its rate
CHROMA_HOP_SAMPLES = 2000
CHROMA_WINDOW_SAMPLES = 4096
CHROMA_LOWEST_MIDI, CHROMA_NOTES = 43, 53  # G2 to B6: below, a semitone is narrower than the window resolves
HALVING_TAPS = 63


def mel_matrix(bands=MEL_BANDS, size=FFT_SIZE, rate=SAMPLE_RATE_HZ, low=MEL_LOW_HZ, high=MEL_HIGH_HZ):
    """Triangular filters, shape (bands, size // 2 + 1), each of area 1. Source: HTK mel scale, 2595 log10(1 + f / 700)."""
    to_mel = lambda f: 2595 * np.log10(1 + f / 700)
    edges = 700 * (10 ** (np.linspace(to_mel(low), to_mel(high), bands + 2) / 2595) - 1)
    freqs = np.arange(size // 2 + 1) * rate / size
    rise = (freqs - edges[:-2, None]) / np.maximum(edges[1:-1] - edges[:-2], rate / size)[:, None]
    fall = (edges[2:, None] - freqs) / np.maximum(edges[2:] - edges[1:-1], rate / size)[:, None]
    weights = np.maximum(0, np.minimum(rise, fall))
    return (weights / np.maximum(weights.sum(1, keepdims=True), 1e-9)).astype(np.float32)


def dft_kernels(size=FFT_SIZE):
    """Windowed cosines and sines, shape (2 * (size // 2 + 1), 1, size), so that a convolution is a short-time Fourier transform."""
    n = np.arange(size)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * n / size)
    phase = 2 * np.pi * np.outer(np.arange(size // 2 + 1), n) / size
    kernels = np.concatenate([np.cos(phase), np.sin(phase)]) * window / np.sqrt((window ** 2).sum())
    return kernels[:, None].astype(np.float32)


def note_kernels():
    """Windowed complex tones of the equal-tempered notes, shape (2 * notes, 1, window): a constant number of cycles above E4, the full window below."""
    n = np.arange(CHROMA_WINDOW_SAMPLES) - CHROMA_WINDOW_SAMPLES / 2
    kernels = []
    for midi in range(CHROMA_LOWEST_MIDI, CHROMA_LOWEST_MIDI + CHROMA_NOTES):
        hz = 440 * 2 ** ((midi - 69) / 12)
        length = min(CHROMA_WINDOW_SAMPLES, 50 * CHROMA_RATE_HZ / hz)
        window = np.where(np.abs(n) <= length / 2, 0.5 + 0.5 * np.cos(2 * np.pi * n / length), 0)
        kernels.append(np.exp(2j * np.pi * hz * n / CHROMA_RATE_HZ) * window / window.sum())
    kernels = np.array(kernels)
    return np.concatenate([kernels.real, kernels.imag])[:, None].astype(np.float32)


def halving_filter():
    """Low-pass at a quarter of the rate, shape (1, 1, taps): a sinc under a Blackman window."""
    n = np.arange(HALVING_TAPS) - HALVING_TAPS // 2
    taps = np.sinc(n / 2) * np.blackman(HALVING_TAPS)
    return (taps / taps.sum())[None, None].astype(np.float32)


class LogMel(nn.Module):
    """Waveform (B, T) to log-mel (B, M, T / 250)."""

    def __init__(self):
        super().__init__()
        self.register_buffer('dft', torch.from_numpy(dft_kernels()))
        self.register_buffer('mel', torch.from_numpy(mel_matrix())[:, :, None])

    def forward(self, waveform):
        side = (FFT_SIZE - HOP_SAMPLES) // 2
        spectrum = F.conv1d(F.pad(waveform[:, None], (side, side)), self.dft, stride=HOP_SAMPLES)
        bins = FFT_SIZE // 2 + 1
        power = spectrum[:, :bins] ** 2 + spectrum[:, bins:] ** 2
        return torch.log10(F.conv1d(power, self.mel) + 1e-6)


class Chroma(nn.Module):
    """Waveform (B, T) to chroma (B, F, 12) from C to B: log-compressed note energies summed over octaves."""

    def __init__(self):
        super().__init__()
        self.register_buffer('halving', torch.from_numpy(halving_filter()))
        self.register_buffer('notes', torch.from_numpy(note_kernels()))
        fold = np.zeros((12, CHROMA_NOTES), np.float32)
        fold[(np.arange(CHROMA_NOTES) + CHROMA_LOWEST_MIDI) % 12, np.arange(CHROMA_NOTES)] = 1
        self.register_buffer('fold', torch.from_numpy(fold)[:, :, None])

    def forward(self, waveform):
        side = (CHROMA_WINDOW_SAMPLES - CHROMA_HOP_SAMPLES) // 2
        halved = F.conv1d(waveform[:, None], self.halving, stride=2, padding=HALVING_TAPS // 2)
        tones = F.conv1d(F.pad(halved, (side, side)), self.notes, stride=CHROMA_HOP_SAMPLES)
        energy = tones[:, :CHROMA_NOTES] ** 2 + tones[:, CHROMA_NOTES:] ** 2
        return F.conv1d(torch.log10(1 + 1e4 * energy), self.fold).transpose(1, 2)


def onset_strength(log_mel):
    """Half-wave rectified rise of the log-mel over two frames, mean over bands: (B, M, L) to (B, L).

    Source: Boeck and Widmer 2013 (SuperFlux), without the maximum filter.
    """
    rise = F.relu(log_mel[:, :, 2:] - log_mel[:, :, :-2]).mean(1)
    return F.pad(rise, (2, 0))
