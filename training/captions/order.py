"""Writes the validation manifest of the order of events: rendered songs, each told forwards and backwards.

    python3 -m captions.order --rendered RENDERED --audio-root AUDIO --out validation/order.jsonl

The songs are those of render/songs.py; their audio is written to AUDIO/rendered. Only songs whose told sections differ when read backwards count.
"""
import argparse
import json
import wave
from pathlib import Path

import numpy as np

MOST_SONGS = 100


def tell(song):
    """The instruments of the first, a middle and the last section whose cast differs from the one before; None where that reads alike backwards."""
    told = []
    for section in song['sections']:
        if section['instruments'] and (not told or set(section['instruments']) != set(told[-1])):
            told.append(section['instruments'])
    if len(told) > 3:
        told = [told[0], told[len(told) // 2], told[-1]]
    casts = [frozenset(instruments) for instruments in told]
    return None if len(told) < 2 or casts == casts[::-1] else told


def describe(genre, told):
    words = [', '.join(names[:-1]) + ' and ' + names[-1] if len(names) > 1 else names[0] for names in told]
    middle = ''.join(f' Next we hear {word}.' for word in words[1:-1])
    return f'A {genre} piece. It starts with {words[0]}.{middle} It ends with {words[-1]}.'


def write_wav(path, pcm):
    with wave.open(str(path), 'wb') as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(16000)
        file.writeframes(pcm.tobytes())


def main():
    parser = argparse.ArgumentParser()
    for name in ('rendered', 'audio-root', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    (options.audio_root / 'rendered').mkdir(exist_ok=True)
    songs = [json.loads(line) for line in (options.rendered / 'songs.jsonl').open()]
    told = [(song, tell(song)) for song in songs]
    rows = []
    for song, story in [entry for entry in told if entry[1]][:MOST_SONGS]:
        audio = f"rendered/{song['id']}.wav"
        write_wav(options.audio_root / audio, np.load(options.rendered / 'pcm' / f"{song['id']}.npy"))
        rows.append({'id': song['id'], 'audio': audio, 'texts': [describe(song['genre'], story), describe(song['genre'], story[::-1])], 'answer': 0})
    options.out.write_text(''.join(json.dumps(row) + '\n' for row in rows))
    print(len(rows), 'songs told forwards and backwards, written to', options.out)


if __name__ == '__main__':
    main()
