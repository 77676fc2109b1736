"""The voices of an 8-bit sound chip: pulse waves, a stepped triangle and noise. For chiptunes, in place of a soundfont."""
import numpy as np
from midi import separate

NOISE_HOLD = {36: 24, 38: 5, 42: 1}  # drum pitch: samples of 48 kHz that one noise value lasts
DRUM_SECONDS = {36: 0.11, 38: 0.14, 42: 0.05}
VOICES = {'pulse 12': 0.125, 'pulse 25': 0.25, 'pulse 50': 0.5}


def _tone(voice, pitch, count, rate):
    """One note (count,) with a short decay and a late vibrato."""
    t = np.arange(count) / rate
    vibrato = 0.004 * np.sin(2 * np.pi * 6 * t) * np.clip((t - 0.25) * 4, 0, 1)
    phase = np.cumsum(440 * 2 ** ((pitch - 69) / 12) * (1 + vibrato) / rate) % 1
    if voice == 'triangle':
        return np.round((np.abs(phase * 4 - 2) - 1) * 7.5) / 7.5 * 1.3
    wave = np.where(phase < VOICES[voice], 1.0, -1.0)
    return wave * (0.55 + 0.45 * np.exp(-t * 7))


def _noise(pitch, rate, rng):
    count = int(DRUM_SECONDS[pitch] * rate)
    hold = NOISE_HOLD[pitch]
    wave = np.repeat(rng.choice([-1.0, 1.0], count // hold + 1), hold)[:count]
    decay = np.exp(-np.arange(count) / rate * 5 / DRUM_SECONDS[pitch])
    if pitch == 36:  # the kick is a tone that falls
        t = np.arange(count) / rate
        wave = 0.2 * wave + 1.3 * np.sign(np.sin(2 * np.pi * (45 * t + 2.6 * (1 - np.exp(-t * 35)))))
    return wave * decay


def render(parts, voices, tempo_bpm, seconds, rate=48000):
    """Stems (P, 2, N) of the parts; `voices` names one of VOICES, triangle or noise for each."""
    rng, total = np.random.default_rng(8), int(seconds * rate)
    stems = np.zeros((len(parts), 2, total), np.float32)
    for stem, part, voice in zip(stems, parts, voices):
        angle = part.pan / 127 * np.pi / 2
        gains = np.array([[np.cos(angle)], [np.sin(angle)]]) * (part.volume / 127) ** 2 * 0.3
        for note in separate(part.notes):
            start = int(note.start * 60 / tempo_bpm * rate)
            count = int(note.length * 60 / tempo_bpm * rate)
            wave = _noise(note.pitch, rate, rng) if voice == 'noise' else _tone(voice, note.pitch, count, rate)
            fade = min(len(wave), 96)
            wave[-fade:] *= np.linspace(1, 0, fade)
            stem[:, start:start + len(wave)] += (gains * wave * note.velocity / 127)[:, :total - start]
    return stems
