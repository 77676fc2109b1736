"""Manifests of structure, tempo and key from rendered songs, whose truth is exact.

    python3 -m structure.rendered --rendered RENDERED --audio-root AUDIO --out validation
    python3 -m structure.rendered --rendered GROOVES --audio-root AUDIO --out validation --ending=-grooves --most 40
    python3 -m structure.rendered --rendered RENDERED GROOVES --audio-root FORMS --out FORMS --split train --most 1000

Writes structure-rendered.jsonl, tempo.jsonl and key.jsonl (with the ending, structure-rendered-grooves.jsonl and so on), and the songs that they name to AUDIO/rendered where they are not there yet.
Sections are labelled by their function, since that is what comes back in a song.
"""
import argparse
import json
from pathlib import Path

from captions.sound_files import read_songs, write_song


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--rendered', type=Path, nargs='+', required=True)
    for name in ('audio-root', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--ending', default='', help='of the names of the manifests')
    parser.add_argument('--split', choices=('validation', 'train'), default='validation')
    parser.add_argument('--most', type=int, default=60, help='songs of each folder')
    options = parser.parse_args()
    songs = []
    for folder in options.rendered:
        chosen = [song for song in read_songs(folder) if song['split'] == options.split][:options.most]
        songs += [song | {'audio': write_song(folder, options.audio_root, song['id'])} for song in chosen]
    segments = lambda song: [{'start': s['startSeconds'], 'end': s['endSeconds'], 'label': s['function']} for s in song['sections']]
    tables = {
        'structure-rendered': [{'segments': segments(song)} for song in songs],
        'tempo': [{'tempoBpm': song['tempoBpm']} for song in songs],
        'key': [{'key': song['key']} for song in songs],
    }
    for name, rows in tables.items():
        lines = [json.dumps({'id': song['id'], 'audio': song['audio'], 'group': song['genre'], **row}) for song, row in zip(songs, rows)]
        (options.out / f'{name}{options.ending}.jsonl').write_text('\n'.join(lines) + '\n')
    print(len(songs), 'songs')


if __name__ == '__main__':
    main()
