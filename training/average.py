"""
The weighted mean of several text encoders and audio heads that began from the same weights.

    python3 average.py --out RUN/mean.pt RUN/a.pt=1 RUN/b.pt=1 ../models/collap-mini=0.5

Each part is a checkpoint of joint.train or song.train, or a released model folder; `song.train --joint RUN/mean.pt` goes on from it. A part with fewer
layers than the first gets some that change nothing. Source: Wortsman et al. 2022 (arXiv 2203.05482), uniform soups.
"""
import argparse
from pathlib import Path

import torch

from descent import average_into
from joint.modules import load_pair, pair_state
from text.imitate import grow


@torch.no_grad()
def average(pairs, weights):
    """Turns the first of the pairs (text encoder, audio head) into the mean of all; layers that others lack are added to them."""
    shares = [weight / sum(weights) for weight in weights]
    layers = pairs[0][0].tower.settings['layers']
    alike = [pairs[0]] + [(grow(text, layers), head) for text, head in pairs[1:]]
    for networks in zip(*alike):
        average_into(networks, shares)
    return alike[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('parts', nargs='+', help='PATH=WEIGHT')
    parser.add_argument('--out', type=Path, required=True)
    parser.add_argument('--variant', choices=('bidirectional', 'causal'), default='bidirectional', help='which text encoder of released folders')
    options = parser.parse_args()
    paths, weights = zip(*(part.rsplit('=', 1) for part in options.parts))
    text, head = average([load_pair(path, options.variant) for path in paths], [float(weight) for weight in weights])
    torch.save(pair_state(text, head, options), options.out)


if __name__ == '__main__':
    main()
