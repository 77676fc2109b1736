"""Fits how likely one section repeats another: logistic regression on pairs of sections, as structure/letters.mjs writes them.

    python3 -m structure.letters --pairs RUN/pairs.jsonl

Prints the constants of src/structure/section-likeness.ts. What is to be said of a pair is the share of its moments that bear one label; songs of
every manifest count alike, and in a song pairs by their moments. Seconds.
Legend: P = pairs, V = values of a pair.
"""
import argparse
import json
from collections import Counter
from pathlib import Path

import torch
import torch.nn.functional as F

VALUES = ('timbre', 'course', 'transposed', 'lengths', 'purpose')
DECAY = 1e-4


def read(path):
    """Values (P, V), shares (P) and weights (P) of all pairs; weights sum to 1."""
    songs = [song for song in map(json.loads, path.open()) if sum(pair['moments'] for pair in song['pairs']) > 0]
    of_set = Counter(song['set'] for song in songs)
    values, shares, weights = [], [], []
    for song in songs:
        total = sum(pair['moments'] for pair in song['pairs']) * of_set[song['set']] * len(of_set)
        for pair in song['pairs']:
            values.append([pair[name] for name in VALUES]), shares.append(pair['same']), weights.append(pair['moments'] / total)
    return torch.tensor(values, dtype=torch.float64), torch.tensor(shares, dtype=torch.float64), torch.tensor(weights, dtype=torch.float64)


def fit(values, shares, weights):
    """Bias and what each of the values (P, V) counts as it is."""
    mean, scale = values.mean(0), values.std(0)
    x, learned = (values - mean) / scale, torch.zeros(values.shape[1] + 1, dtype=torch.float64, requires_grad=True)
    descent = torch.optim.LBFGS([learned], max_iter=300)

    def loss():
        descent.zero_grad()
        value = (F.binary_cross_entropy_with_logits(learned[0] + x @ learned[1:], shares, reduction='none') * weights).sum() + DECAY * (learned ** 2).sum()
        value.backward()
        return value

    descent.step(loss)
    counts = learned.detach()[1:] / scale
    return float(learned.detach()[0] - counts @ mean), counts.tolist()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--pairs', type=Path, required=True)
    values, shares, weights = read(parser.parse_args().pairs)
    print(len(values), 'pairs,', f'{float((shares * weights).sum()):.3f} of their moments alike')
    for name, used in (('ODDS', len(VALUES)), ('ODDS_ALONE', VALUES.index('purpose'))):
        bias, counts = fit(values[:, :used], shares, weights)
        print(name, {'bias': round(bias, 3)} | {value: round(count, 3) for value, count in zip(VALUES, counts)})


if __name__ == '__main__':
    main()
