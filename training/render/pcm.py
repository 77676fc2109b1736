"""From a rendered mix to training audio: effects of a finished production, and 16 kHz mono int16."""
import subprocess
import numpy as np
from scipy.signal import resample_poly, sosfilt, butter

PCM_RATE_HZ = 16000


def mono(mix, rate_hz):
    """Mix (2, N) at rate_hz to (M,) float32 at 16 kHz."""
    step = np.gcd(PCM_RATE_HZ, rate_hz)
    return resample_poly(mix.mean(0), PCM_RATE_HZ // step, rate_hz // step).astype(np.float32)


def tilt(signal, rng):
    """Random tone: some low cut, some high cut, one broad boost or cut."""
    if rng.random() < 0.35:
        signal = sosfilt(butter(1, rng.uniform(60, 250), 'high', fs=PCM_RATE_HZ, output='sos'), signal)
    if rng.random() < 0.35:
        signal = sosfilt(butter(1, rng.uniform(2500, 7000), 'low', fs=PCM_RATE_HZ, output='sos'), signal)
    if rng.random() < 0.5:
        centre = np.exp(rng.uniform(np.log(200), np.log(4000)))
        band = sosfilt(butter(1, [centre / 1.5, centre * 1.5], 'band', fs=PCM_RATE_HZ, output='sos'), signal)
        signal = signal + rng.uniform(-0.5, 0.9) * band
    return signal.astype(np.float32)


def compress(signal, threshold_db=-22.0, ratio=3.0, window_seconds=0.05):
    """Light compression by a smoothed RMS envelope."""
    width = int(window_seconds * PCM_RATE_HZ)
    power = np.convolve(signal ** 2, np.ones(width) / width, 'same')
    over = np.maximum(0, 10 * np.log10(power + 1e-10) - threshold_db)
    return signal * 10 ** (-over * (1 - 1 / ratio) / 20)


def level(signal, rms_db):
    """The signal at this RMS (dB below full scale, silence not counted), peaks kept under -0.3 dB."""
    loud = signal[np.abs(signal) > 1e-4]
    rms = np.sqrt(np.mean(loud ** 2)) if len(loud) else 1.0
    signal = signal * 10 ** (rms_db / 20) / rms
    return signal * min(1.0, 0.966 / (np.abs(signal).max() + 1e-9))


def codec(signal, kind, kbits):
    """A lossy round trip through ffmpeg: kind 'mp3' or 'opus', bit rate in kbit/s; same length."""
    raw = ['-f', 'f32le', '-ar', str(PCM_RATE_HZ), '-ac', '1']
    name, container = {'mp3': ('libmp3lame', 'mp3'), 'opus': ('libopus', 'ogg')}[kind]
    quiet = ['ffmpeg', '-v', 'error', '-threads', '1']
    coded = subprocess.run(quiet + raw + ['-i', '-', '-c:a', name, '-b:a', f'{kbits}k', '-f', container, '-'],
                           input=signal.astype(np.float32).tobytes(), stdout=subprocess.PIPE, check=True).stdout
    back = subprocess.run(quiet + ['-i', '-', *raw, '-'], input=coded, stdout=subprocess.PIPE, check=True).stdout
    result = np.frombuffer(back, np.float32)
    return np.pad(result, (0, max(0, len(signal) - len(result))))[:len(signal)]


def int16(signal):
    """Full scale to int16, clipped."""
    return np.clip(np.round(signal * 32767), -32768, 32767).astype(np.int16)
