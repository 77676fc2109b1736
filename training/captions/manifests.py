"""Writes the validation manifests that come from what is known of the recordings: voices, solo instruments, genres.

    python3 -m captions.manifests --data DATA --out training/validation
"""
import argparse
import collections
import json
from pathlib import Path

from .heldback import where

LEAST_PHRASES = 7  # of an instrument, in both splits together


def main():
    parser = argparse.ArgumentParser()
    for name in ('data', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    tracks = [json.loads(line) for line in (options.data / 'tracks.jsonl').open()]
    held = [track for track in tracks if track['split'] == 'validation']
    phrases = collections.Counter(track['instrument'] for track in tracks if track['set'] == 'phil')
    genres = dict(line.rstrip('\n').split('\t') for line in (options.out / 'genres.tsv').open() if not line.startswith('#'))
    write = lambda name, rows: (options.out / name).write_text(''.join(json.dumps(row, ensure_ascii=False) + '\n' for row in rows))
    write('voices.jsonl', [{'id': t['id'], 'audio': where(t), 'text': t['text']} for t in held if t['set'] == 'voices'])
    write('instruments.jsonl', [{'id': t['id'], 'audio': where(t), 'label': t['instrument'].split(', ')[-1]} for t in held
                                if t['set'] == 'phil' and phrases[t['instrument']] >= LEAST_PHRASES])
    write('genres.jsonl', [{'id': t['id'], 'audio': where(t), 'label': genres[Path(t['path']).name]} for t in held if Path(t['path']).name in genres and t['set'] != 'phil'])


if __name__ == '__main__':
    main()
