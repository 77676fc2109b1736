"""What is heard when, measured on the dry parts: stretches in which an instrument sounds, and the loudness over time.

P = parts, F = frames of FRAME_SECONDS.
"""
import numpy as np

from synth import FRAME_SECONDS

WINDOW_SECONDS = 0.5
AUDIBLE_DB, SILENT_DB = -24, -60
LONGEST_REST_SECONDS, SHORTEST_SECONDS = 4.0, 2.0


def windows(levels):
    """Power (P, W) in windows of WINDOW_SECONDS."""
    size = round(WINDOW_SECONDS / FRAME_SECONDS)
    count = levels.shape[1] // size
    return (levels[:, :count * size] ** 2).reshape(len(levels), count, size).mean(2)


def stretches(heard):
    """[start, end] in seconds of a boolean row, short rests bridged and short sounds left out."""
    found = []
    for at in np.flatnonzero(heard) * WINDOW_SECONDS:
        if found and at - found[-1][1] <= LONGEST_REST_SECONDS:
            found[-1][1] = at + WINDOW_SECONDS
        else:
            found.append([at, at + WINDOW_SECONDS])
    return [[round(float(a), 1), round(float(b), 1)] for a, b in found if b - a >= SHORTEST_SECONDS]


def find_activity(levels, names):
    """{instrument: [[start, end], ...]}: where it is within AUDIBLE_DB of all together."""
    power = windows(levels)
    total = power.sum(0)
    heard = (power > total * 10 ** (AUDIBLE_DB / 10)) & (total > 10 ** (SILENT_DB / 10))
    rows = {}
    for name, row in zip(names, heard):
        rows[name] = rows.get(name, False) | row
    return {name: found for name, found in ((name, stretches(row)) for name, row in rows.items()) if found}


def find_loudness(samples, rate_hz=16000, seconds=3):
    """Level in dB below full scale of every `seconds` of int16 samples."""
    size = rate_hz * seconds
    blocks = samples[:len(samples) // size * size].reshape(-1, size).astype(np.float32) / 32768
    return [round(float(10 * np.log10(v + 1e-8)), 1) for v in (blocks ** 2).mean(1)]
