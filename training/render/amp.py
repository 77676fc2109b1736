"""A guitar amplifier: drive and speaker cabinet on a guitar's stem. Strings that sound together distort together, as on a real one."""
import numpy as np
from scipy.signal import butter, sosfilt, resample_poly

CABINET = [('high', 2, 80), ('low', 4, 4600)]  # kind, order, Hz
SCOOP_HZ, SCOOP = (450, 950), -0.3
PRESENCE_HZ, PRESENCE = (1800, 3600), 0.3


def _filter(signal, kind, order, hertz, rate_hz):
    return sosfilt(butter(order, hertz, kind, fs=rate_hz, output='sos'), signal)


def amplify(stem, rate_hz, drive=15.0, output=0.13, pan=0.5, scoop=SCOOP):
    """Stem (2, N) of a guitar to (2, N) of a loud one; `pan` 0 left to 1 right; twice the rate inside keeps the overtones clean."""
    signal = _filter(stem.mean(0), 'high', 2, 140, rate_hz)
    signal = resample_poly(signal / (np.abs(signal).max() + 1e-9) * drive, 2, 1)
    signal = np.tanh(signal + 0.2 * np.tanh(signal * 0.5) ** 2)  # a little asymmetry: even overtones
    signal = resample_poly(signal, 1, 2)[:stem.shape[1]]
    for kind, order, hertz in CABINET:
        signal = _filter(signal, kind, order, hertz, rate_hz)
    for band, amount in ((SCOOP_HZ, scoop), (PRESENCE_HZ, PRESENCE)):
        signal = signal + amount * _filter(signal, 'band', 1, band, rate_hz)
    angle = pan * np.pi / 2
    return (np.array([[np.cos(angle)], [np.sin(angle)]]) * signal * output).astype(np.float32)


def echo(stem, rate_hz, seconds=0.27, feedback=0.35, times=4):
    """The stem (2, N) with repeats that change sides."""
    result = stem.copy()
    for i in range(1, times + 1):
        late = int(i * seconds * rate_hz)
        result[:, late:] += feedback ** i * stem[::-1 if i % 2 else 1, :-late]
    return result
