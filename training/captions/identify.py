"""How far the words of a caption could identify its recording, read by the very taggers that wrote it: the ceiling of `recordings.jsonl`.

    python3 -m captions.identify --data DATA --weights WEIGHTS

Prints recall by the number of strongest words that are named (a third of them counting twice) and of weakest words that are denied.
"""
import argparse
from pathlib import Path

import numpy as np

from .heldback import write_captions

NAMED, DENIED = (6, 8, 12, 18, 24), (0, 2, 4)


def recall(texts, audio):
    """(R@1, R@10) of word vectors (N, V) among the recordings' scores (N, V); ties count against."""
    scores = texts @ (audio / np.linalg.norm(audio, axis=1, keepdims=True)).T
    ranks = (scores >= np.diag(scores)[:, None]).sum(1)
    return (ranks <= 1).mean(), (ranks <= 10).mean()


def name_words(order, named, denied):
    """Word vectors: 2 for the strongest third of the named words, 1 for the others, −1 for the denied ones."""
    texts = np.zeros(order.shape)
    for row, words in zip(texts, order):
        row[words[:named]] = 1
        row[words[:named // 3]] = 2
        row[words[len(words) - denied:]] -= 1
    return texts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('data', 'weights'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    rows, _ = write_captions(options.data, options.weights)
    audio = np.stack([thirds.mean(0) for _, _, thirds in rows])
    order = np.argsort(-audio, 1)
    for named in NAMED:
        found = [recall(name_words(order, named, denied), audio) for denied in DENIED]
        print(f'{named:2d} named · ' + ' · '.join(f'{denied} denied: R@1 {one:.2f} R@10 {ten:.2f}' for denied, (one, ten) in zip(DENIED, found)))


if __name__ == '__main__':
    main()
