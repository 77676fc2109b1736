"""Prints ten captions of validation recordings beside what the training teachers hear in them, as Markdown.

    python3 -m captions.show --data DATA --weights WEIGHTS --out ../docs/captions.md

Needs DATA/teach of the training recordings, for what is usual, and of the ten (`--teach`, by default the same folder). With `--list FILE` it
only writes their lines of tracks.jsonl, so that `teach.py` can hear them alone.
"""
import argparse
import json
from pathlib import Path

import numpy as np

from .chosen import NOT_PACKAGES
from .heldback import write_captions
from .hearing import measure_corpus, read_scores, read_tracks

SHOWN, STRONGEST, OF_A_THIRD = 10, 8, 3
HEAD = '''# Captions of validation recordings, beside what is heard

Made by `python3 -m captions.show` (training/). The captions come from two taggers that the model never learned from (`training/captions/heldback.py`);
below each stands what the other four taggers, those that it did learn from, hear in the same recording: the tags that stand out most from the
training recordings, of the whole and of its first, middle and last third. The two columns have nothing in common but the recording.
'''


def measure_usual(data, tags):
    """Mean and deviation of the tags over the training recordings."""
    tracks = [t for t in read_tracks(data) if t['split'] == 'train' and t['set'] not in NOT_PACKAGES]
    paths = [data / 'teach' / f"{track['id']}.npz" for track in tracks]
    mean, deviation, _ = measure_corpus([read_scores(path, tags)[1] for path in paths if path.exists()])
    return mean, deviation


def strongest(z, names, count):
    found = list(dict.fromkeys(names[k] for k in np.argsort(-z)))
    return ', '.join(found[:count])


def show(track, text, z, names):
    thirds = [strongest(part.mean(0), names, OF_A_THIRD) for part in np.array_split(z, 3)] if len(z) >= 3 else []
    lines = [f"## {track['id']}", '', f"> {text}", '', f"- **heard**: {strongest(z.mean(0), names, STRONGEST)}"]
    return lines + [f'- **{place}**: {words}' for place, words in zip(('first third', 'middle third', 'last third'), thirds)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('data', 'weights', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--teach', type=Path)
    parser.add_argument('--list', type=Path)
    options = parser.parse_args()
    rows, _ = write_captions(options.data, options.weights)
    rows = [rows[n] for n in np.unique(np.round(np.linspace(0, len(rows) - 1, SHOWN)).astype(int))]
    if options.list:
        options.list.write_text(''.join(json.dumps(track) + '\n' for track, _, _ in rows))
        return
    tags = [tag for tag in json.loads((options.data / 'text' / 'tagspace.json').read_text()) if tag['source'] != 'instrument']
    names = [(tag['patterns'] or tag['phrases'])[0] for tag in tags]
    mean, deviation = measure_usual(options.data, tags)
    parts = [HEAD]
    for track, text, _ in rows:
        scores = read_scores((options.teach or options.data / 'teach') / f"{track['id']}.npz", tags)[1]
        parts.append('\n'.join(show(track, text, (scores - mean) / deviation, names)) + '\n')
    options.out.write_text('\n'.join(parts))
    print(len(rows), 'captions written to', options.out)


if __name__ == '__main__':
    main()
