"""What a release needs of runs of `song.ears`: their mean, a share of the way from where they began, with norms of its own.

    python3 -m song.settle RUN/a.pt RUN/b.pt --towards 0.7 --cache CACHE --model ../models/collap-mini --out RUN/ears.pt

The runs began from the same release with the same seed, and what is written is `--student` and `--head` of `replace_audio.py`, in one. CACHE then holds
what these ears say of its chunks, too, and so is the COLLECTED of `replace_audio.py` and `song.train`.
Sources: Wortsman et al. 2022 (arXiv 2203.05482), uniform soups; Wortsman et al. 2021 (arXiv 2109.01903), a share of the way.
"""
import argparse
from pathlib import Path

import torch

from audio.train import Chunks, settle_norms
from descent import average_into

from .ears import BATCH, hear_cache, load_ears, open_ears, save_ears

SETTLING = {'phrases': 0.14, 'mixtures': 0.1, 'songs': 0.2, 'voices': 0.06, 'phil': 0.06}  # of the chunks on which norms are settled; recordings have the rest


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('runs', type=Path, nargs='+')
    for name in ('cache', 'model', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--towards', type=float, default=0.6, help='share of the way from the release to the mean of the runs')
    parser.add_argument('--seed', type=int, default=1, help='that of the runs')
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    chunks = Chunks(options.cache)
    runs = [load_ears(path) for path in options.runs]
    average_into([*runs, open_ears(options.model, chunks, options.seed)], [options.towards / len(runs)] * len(runs) + [1 - options.towards])
    ears = runs[0]
    settle_norms(ears, chunks, chunks.odds(SETTLING), BATCH, options.seed)
    save_ears(ears, options)
    hear_cache(ears, chunks.mels, options.cache)


if __name__ == '__main__':
    main()
