"""How well instruments are told apart within a song: by the student's own outputs for them, and by their names in the joint space.

    python3 -m song.within --cache COLLECTED --text DATA/text --joint song.pt

Over the rendered songs of the validation split: for every instrument that plays in some clips of a song and not in others, the chance that a clip
with it lies above one without (area under the ROC curve, as scikit-learn's roc_auc_score); the mean of all, by the folders that songs came from.
"""
import argparse
import collections
import json
import re
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from audio.labels import CLASSES
from joint.modules import load_pair
from joint.train import tokenise

from .presence import FORMS


def area(scores, present):
    """Chance that a score of `present` (N) bool lies above one of the others; ties count half."""
    above = scores[present][:, None] - scores[~present][None]
    return float((above > 0).mean() + (above == 0).mean() / 2)


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('cache', 'text', 'joint'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    said, targets = np.load(options.cache / 'outputs.npz'), np.load(options.cache / 'targets.npz')
    outputs = [said[name] for name in ('tags', 'hidden')]  # an archive reads an array anew whenever it is asked for it
    labels, of_track, tracks = targets['labels'], targets['track'], json.loads((options.cache / 'tracks.json').read_text())
    tokenizer = Tokenizer.from_file(str(options.text / 'tokenizer.json'))
    text, head = load_pair(options.joint, 'bidirectional')
    text.eval(), head.eval()
    names = np.stack([text(*tokenise(tokenizer, [form.format(name) for form in FORMS])).mean(0).numpy() for name in CLASSES])
    areas = collections.defaultdict(list)
    for n, track in enumerate(tracks):
        if track['split'] != 'validation' or track['set'] != 'songs':
            continue
        clips = np.flatnonzero(of_track == n)
        tags, hidden = (torch.from_numpy(rows[clips]) for rows in outputs)
        own, near = tags[:, -len(CLASSES):].numpy(), head(tags, hidden).numpy() @ names.T
        for k in range(len(CLASSES)):
            present = labels[clips, k] == 1
            if (labels[clips, k] >= 0).all() and 0 < present.sum() < len(clips):
                areas[re.split(r'\d*-', track['id'])[0]].append((area(own[:, k], present), area(near[:, k], present)))
    for folder, pairs in areas.items():
        print(folder, {'n': len(pairs), **dict(zip(('outputs', 'names'), np.mean(pairs, 0).round(3).tolist()))})


if __name__ == '__main__':
    main()
