"""The front end inside the graph: waveform to log-mel, chroma and onset strength, by products and convolutions that every runtime has.

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
HALVED_AT_ONCE = 80


def mel_matrix(bands=MEL_BANDS, size=FFT_SIZE, rate=SAMPLE_RATE_HZ, low=MEL_LOW_HZ, high=MEL_HIGH_HZ):
    """Triangular filters, shape (bands, size // 2 + 1), each of area 1. Source: HTK mel scale, 2595 log10(1 + f / 700)."""
    to_mel = lambda f: 2595 * np.log10(1 + f / 700)
    edges = 700 * (10 ** (np.linspace(to_mel(low), to_mel(high), bands + 2) / 2595) - 1)
    freqs = np.arange(size // 2 + 1) * rate / size
    rise = (freqs - edges[:-2, None]) / np.maximum(edges[1:-1] - edges[:-2], rate / size)[:, None]
    fall = (edges[2:, None] - freqs) / np.maximum(edges[2:] - edges[1:-1], rate / size)[:, None]
    weights = np.maximum(0, np.minimum(rise, fall))
    return (weights / np.maximum(weights.sum(1, keepdims=True), 1e-9)).astype(np.float32)


def hann_window(size=FFT_SIZE):
    """Periodic, of energy 1, shape (size)."""
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size)
    return (window / np.sqrt((window ** 2).sum())).astype(np.float32)


def dft_matrix(bins, size=FFT_SIZE):
    """Cosines and sines of some bins of a transform of `size` over its first half, shape (size // 2, 2 * bins)."""
    phase = 2 * np.pi * np.outer(np.arange(size // 2), bins) / size
    return np.concatenate([np.cos(phase), np.sin(phase)], 1).astype(np.float32)


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


def notes_by_octave():
    """The kernels of note_kernels() in three groups, each cut to the window that its lowest note fills: two octaves, and all above them."""
    complex_kernels = note_kernels()[:, 0].reshape(2, CHROMA_NOTES, -1)
    groups = np.split(complex_kernels, [12, 24], 1)
    windows = [CHROMA_WINDOW_SAMPLES >> octave for octave in range(len(groups))]
    cuts = [(CHROMA_WINDOW_SAMPLES - window) // 2 for window in windows]
    return [group[:, :, cut:cut + window].reshape(-1, 1, window) for group, cut, window in zip(groups, cuts, windows)]


def halving_filter():
    """Low-pass at a quarter of the rate, shape (taps): a sinc under a Blackman window."""
    n = np.arange(HALVING_TAPS) - HALVING_TAPS // 2
    taps = np.sinc(n / 2) * np.blackman(HALVING_TAPS)
    return (taps / taps.sum()).astype(np.float32)


def halving_matrix(count):
    """The filter for `count` halved samples at once, shape (taps + 2 * (count - 1), count): one wide product instead of many narrow ones."""
    taps = halving_filter()
    matrix = np.zeros((HALVING_TAPS + 2 * (count - 1), count), np.float32)
    for n in range(count):
        matrix[2 * n:2 * n + HALVING_TAPS, n] = taps
    return matrix


def before(rows, count):
    """The last `count` values of the row before each (B, R, N); zeros before the first."""
    return F.pad(rows[:, :, -count:], (0, 0, 1, -1))


def after(rows, count):
    """The first `count` values of the row after each (B, R, N); zeros after the last."""
    return F.pad(rows[:, :, :count], (0, 0, -1, 1))


class LogMel(nn.Module):
    """
    Waveform (B, T) to log-mel (B, M, T / 250); T is a multiple of 250.

    One step of a fast Fourier transform halves the work: the even bins are a transform of half the size of the sum of a frame's two halves,
    the odd ones of their difference. Beyond one step, moving values costs more than multiplying them.
    """

    def __init__(self):
        super().__init__()
        even, odd = np.arange(2, FFT_SIZE // 2, 2), np.arange(1, FFT_SIZE // 2, 2)  # no band reaches the first bin or the last
        mel = mel_matrix()
        for name, bins in (('even', even), ('odd', odd)):
            self.register_buffer(f'{name}_dft', torch.from_numpy(dft_matrix(bins)))
            self.register_buffer(f'{name}_mel', torch.from_numpy(np.tile(mel[:, bins].T, (2, 1))))  # squared cosines and sines add up
        first, second = np.split(hann_window(), 2)
        self.register_buffer('first_window', torch.from_numpy(first))
        self.register_buffer('second_window', torch.from_numpy(second))

    def halves(self, waveform):
        """Both halves of all frames, (B, L, size / 2) each: a frame is a row of a hop with what stands before and after it."""
        rows = waveform.view(waveform.shape[0], -1, HOP_SAMPLES)
        side, middle = (FFT_SIZE - HOP_SAMPLES) // 2, HOP_SAMPLES // 2
        return torch.cat([before(rows, side), rows[:, :, :middle]], -1), torch.cat([rows[:, :, middle:], after(rows, side)], -1)

    def forward(self, waveform):
        first, second = self.halves(waveform)
        first, second = first * self.first_window, second * self.second_window
        even, odd = (first + second) @ self.even_dft, (first - second) @ self.odd_dft
        power = (even * even) @ self.even_mel + (odd * odd) @ self.odd_mel
        return torch.log10(power + 1e-6).transpose(1, 2)


class Chroma(nn.Module):
    """Waveform (B, T) to chroma (B, F, 12) from C to B: log-compressed note energies summed over octaves; T is a multiple of 4000."""

    def __init__(self):
        super().__init__()
        self.register_buffer('halving', torch.from_numpy(halving_matrix(HALVED_AT_ONCE)))
        for octave, kernels in enumerate(notes_by_octave()):
            self.register_buffer(f'notes_{octave}', torch.from_numpy(kernels))
        fold = np.zeros((12, CHROMA_NOTES), np.float32)
        fold[(np.arange(CHROMA_NOTES) + CHROMA_LOWEST_MIDI) % 12, np.arange(CHROMA_NOTES)] = 1
        self.register_buffer('fold', torch.from_numpy(fold)[:, :, None])

    def energies(self, halved, kernels):
        """Squared length of each complex tone, (B, notes, F)."""
        side = (kernels.shape[-1] - CHROMA_HOP_SAMPLES) // 2
        tones = F.conv1d(F.pad(halved, (side, side)), kernels, stride=CHROMA_HOP_SAMPLES)
        notes = kernels.shape[0] // 2
        return tones[:, :notes] ** 2 + tones[:, notes:] ** 2

    def forward(self, waveform):
        rows, side = waveform.view(waveform.shape[0], -1, 2 * HALVED_AT_ONCE), HALVING_TAPS // 2
        halved = torch.cat([before(rows, side), rows, after(rows, side - 1)], -1) @ self.halving
        halved = halved.view(waveform.shape[0], 1, -1)
        energy = torch.cat([self.energies(halved, kernels) for name, kernels in self.named_buffers() if name.startswith('notes_')], 1)
        return F.conv1d(torch.log10(1 + 1e4 * energy), self.fold).transpose(1, 2)


def onset_strength(log_mel):
    """Half-wave rectified rise of the log-mel over two frames, mean over bands: (B, M, L) to (B, L).

    Source: Boeck and Widmer 2013 (SuperFlux), without the maximum filter.
    """
    rise = F.relu(log_mel[:, :, 2:] - log_mel[:, :, :-2]).mean(1)
    return F.pad(rise, (2, 0))
