"""Fits the choice among metrical levels: a small network over what speaks for every candidate tempo.

    python3 -m structure.tempo --train FEATURES/train --validation FEATURES/validation --out RUN/tempo.json

FEATURES are folders of structure/features.mjs. The songs' own tempi are the truth, a listener's choice of level among them. Seconds; seeded.
Also prints what five folds of the training songs say, since validation alone is small.
Legend: B = songs, T = candidates, V = values of a candidate, H = hidden units.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch

CANDIDATES_BPM = 30 * 2 ** (np.arange(160) / 48)  # as src/embed/tempo-candidates.ts
NEAR_OCTAVES = 0.02
LEVELS = (1, 2, 1 / 2, 3, 1 / 3)
TOLERANCE = 0.04
NOISE, DROPOUT, FOLDS = 0.1, 0.1, 5


def read(folder):
    """Values (B, T, V), tempi (B), what the rule said (B), kinds (B)."""
    rows = [row for row in map(json.loads, (folder / 'index.jsonl').open()) if row.get('tempoBpm')]
    values = np.stack([np.fromfile(folder / f"{row['id']}.tempo.f32", '<f4').reshape(len(CANDIDATES_BPM), -1) for row in rows])
    return values, np.array([row['tempoBpm'] for row in rows]), np.array([row['estimatedBpm'] or 0 for row in rows]), np.array([row['set'] for row in rows])


def accuracy(found, truth):
    """(within 4 %, the same at other metrical levels)."""
    near = lambda level: np.abs(found - level * truth) <= TOLERANCE * level * truth
    return {'acc1': round(float(near(1).mean()), 3), 'acc2': round(float(np.any([near(level) for level in LEVELS], 0).mean()), 3)}


def fit(values, truth, options):
    """A network on standardised values, and their statistics."""
    torch.manual_seed(options.seed)
    mean, scale = values.mean((0, 1)), 1 / (values.std((0, 1)) + 1e-3)
    near = np.exp(-0.5 * (np.log2(CANDIDATES_BPM[None] / truth[:, None]) / NEAR_OCTAVES) ** 2)
    x, target = torch.from_numpy(((values - mean) * scale).astype(np.float32)), torch.from_numpy((near / near.sum(1, keepdims=True)).astype(np.float32))
    net = torch.nn.Sequential(torch.nn.Linear(values.shape[-1], options.hidden), torch.nn.ReLU(), torch.nn.Dropout(DROPOUT), torch.nn.Linear(options.hidden, 1, bias=False))
    optimiser = torch.optim.AdamW(net.parameters(), options.rate, weight_decay=options.decay)
    for _ in range(options.steps):
        some = torch.randperm(len(x))[:options.batch]
        scores = net(x[some] + NOISE * torch.randn(len(some), *x.shape[1:]))[..., 0]
        optimiser.zero_grad(set_to_none=True)
        (-(target[some] * scores.log_softmax(-1)).sum(-1).mean()).backward()
        optimiser.step()
    return fold_in(net, mean, scale)


def fold_in(net, mean, scale):
    """Weights (H, V), bias (H) and weights out (H) that read values as they are written."""
    weight, bias, out = (layer.detach().double().numpy() for layer in (net[0].weight, net[0].bias, net[3].weight[0]))
    tidy = lambda values: np.vectorize(lambda value: float(f'{value:.5g}'))(values).tolist()
    return {'hidden': tidy(weight * scale), 'bias': tidy(bias - weight @ (mean * scale)), 'weights': tidy(out)}


def choose(choice, values):
    """The likeliest candidate of every song (B)."""
    inner = np.maximum(0, values @ np.array(choice['hidden']).T + np.array(choice['bias']))
    return CANDIDATES_BPM[(inner @ np.array(choice['weights'])).argmax(1)]


def main():
    parser = argparse.ArgumentParser()
    for name in ('train', 'validation', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--hidden', type=int, default=16)
    parser.add_argument('--steps', type=int, default=400)
    parser.add_argument('--batch', type=int, default=64)
    parser.add_argument('--rate', type=float, default=3e-3)
    parser.add_argument('--decay', type=float, default=0.1)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    print({name: str(value) for name, value in vars(options).items()})
    values, truth, rule, kinds = read(options.train)
    fold, found = np.arange(len(truth)) % FOLDS, np.zeros(len(truth))
    for part in range(FOLDS):
        found[fold == part] = choose(fit(values[fold != part], truth[fold != part], options), values[fold == part])
    choice = fit(values, truth, options)
    options.out.write_text(json.dumps(choice))
    report('folds', kinds, truth, {'learned': found, 'rule': rule})
    values, truth, rule, kinds = read(options.validation)
    report('validation', kinds, truth, {'learned': choose(choice, values), 'rule': rule})


def report(title, kinds, truth, estimates):
    for kind in sorted(set(kinds)):
        own = kinds == kind
        print(title, kind, int(own.sum()), {name: accuracy(found[own], truth[own]) for name, found in estimates.items()})


if __name__ == '__main__':
    main()
