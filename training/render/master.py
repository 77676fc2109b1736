"""Finishing a demo song: loudness, limiter, and the tagged file."""
import re
import subprocess
import numpy as np
from scipy.ndimage import maximum_filter1d, uniform_filter1d

TARGET_LUFS = -16.0
CEILING_DB = -4.5  # lossy coding adds up to 3 dB of peak


def loudness(mix, rate_hz):
    """Integrated loudness of a mix (2, N) in LUFS, measured by ffmpeg's ebur128."""
    command = ['ffmpeg', '-hide_banner', '-f', 'f32le', '-ar', str(rate_hz), '-ac', '2', '-i', '-', '-af', 'ebur128', '-f', 'null', '-']
    report = subprocess.run(command, input=mix.T.astype(np.float32).tobytes(), stderr=subprocess.PIPE, check=True).stderr.decode()
    return float(re.findall(r'I:\s+(-?[\d.]+) LUFS', report)[-1])


def limit(mix, rate_hz, ceiling_db=CEILING_DB, seconds=0.004):
    """The mix with peaks held under the ceiling by a smooth gain that looks ahead."""
    width = int(seconds * rate_hz) | 1
    ceiling = 10 ** (ceiling_db / 20)
    gain = ceiling / np.maximum(ceiling, maximum_filter1d(np.abs(mix).max(0), 2 * width))
    return mix * uniform_filter1d(gain, width)


def saturate(mix, drive_db):
    """The mix pushed into soft clipping, as loud genres are: its peak is driven `drive_db` over full scale."""
    return np.tanh(mix / np.abs(mix).max() * 10 ** (drive_db / 20))


def master(mix, rate_hz, target_lufs=TARGET_LUFS, fade_seconds=0.0):
    """The mix at the target loudness, limited, with a fade at its end."""
    for _ in range(3):
        mix = limit(mix * 10 ** ((target_lufs - loudness(mix, rate_hz)) / 20), rate_hz)
    count = int(fade_seconds * rate_hz)
    if count:
        mix[:, -count:] *= np.linspace(1, 0, count) ** 1.5
    return mix


def encode(mix, rate_hz, path, kbits, tags):
    """Writes .opus or .ogg (Vorbis) at about `kbits` kbit/s with the tags."""
    codec = ['-c:a', {'.opus': 'libopus', '.ogg': 'libvorbis'}[path.suffix], '-b:a', f'{kbits}k']
    metadata = [word for key, value in tags.items() for word in ('-metadata', f'{key}={value}')]
    command = ['ffmpeg', '-v', 'error', '-y', '-f', 'f32le', '-ar', str(rate_hz), '-ac', '2', '-i', '-', *codec, *metadata,
               '-fflags', '+bitexact', '-flags:a', '+bitexact', str(path)]
    subprocess.run(command, input=mix.T.astype(np.float32).tobytes(), check=True)
