"""Writes the audio that manifests name and nobody else keeps: rendered songs and recordings joined end to end, 16 kHz mono WAV."""
import json
import wave

import numpy as np

RATE_HZ = 16000


def write_wav(path, pcm):
    """pcm: int16 (T,). A file that exists is left alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        return
    with wave.open(str(path), 'wb') as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(RATE_HZ)
        file.writeframes(np.ascontiguousarray(pcm).tobytes())


def list_of(folder):
    """The file that lists the tracks of a folder: tracks.jsonl of prepare.py, songs.jsonl or phrases.jsonl of render/."""
    return next(folder / name for name in ('tracks.jsonl', 'songs.jsonl', 'phrases.jsonl') if (folder / name).exists())


def read_songs(rendered):
    """The records of render/songs.py, each id once."""
    return list({song['id']: song for song in map(json.loads, (rendered / 'songs.jsonl').open())}.values())


def write_song(rendered, audio_root, song_id):
    """Writes a song of render/songs.py where it is not there yet, and returns its path below the audio root."""
    audio = f'rendered/{song_id}.wav'
    if not (audio_root / audio).exists():
        write_wav(audio_root / audio, np.load(rendered / 'pcm' / f'{song_id}.npy', mmap_mode='r'))
    return audio


def write_joined(data, audio_root, first, second, seconds=45):
    """Writes the middle of one recording followed by the middle of another, each with short fades and equally loud; returns the path."""
    audio, parts, count = f"joined/{first['id']}+{second['id']}.wav", [], seconds * RATE_HZ
    for track in (first, second):
        pcm = np.load(data / 'pcm' / f"{track['id']}.npy", mmap_mode='r')
        start = max(0, (len(pcm) - count) // 2)
        part = pcm[start:start + count].astype(np.float32)
        part *= 3000 / (np.sqrt((part ** 2).mean()) + 1)
        part[:RATE_HZ] *= np.linspace(0, 1, RATE_HZ)
        part[-RATE_HZ:] *= np.linspace(1, 0, RATE_HZ)
        parts.append(part)
    write_wav(audio_root / audio, np.clip(np.concatenate(parts), -32768, 32767).astype(np.int16))
    return audio
