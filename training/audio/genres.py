"""What genres the teachers themselves tell apart: how far the zero-shot genres of `validation/genres.jsonl` could come with all that a student learns from.

    python3 -m audio.genres --data DATA --weights WEIGHTS --tagspace DATA/text/tagspace.json

Needs `teach.py` and `teach.py --split validation`. What the teachers say of the training recordings of `captions/genres.jsonl` (means over a recording) trains a
softmax regression; its ridge is the one that does best on packages left out in turn. Printed: how often it names a genre of a recording of a package left out,
and how often that of the validation recordings. Legend: T = recordings, K = tags, L = genres.
"""
import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch

from text.tagspace import audioset_names

from .cache import recordings

HERE = Path(__file__).resolve().parents[1]
SAME = {'film score': 'orchestral', 'trap': 'hip hop', 'hard rock': 'rock', 'metal': 'rock', 'celtic': 'folk'}  # captions' words for a genre of the validation
RIDGES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)  # of features of unit variance, divided by their number


def hear_teachers(options):
    """{id of a recording: the mean of what the teachers say of it (K,)}."""
    tagspace = json.loads(options.tagspace.read_text())
    audioset = audioset_names(options.weights)
    said = defaultdict(list)
    for track, _, _, tags, *_ in recordings(options.data, tagspace, audioset):
        said[track['id']].append(tags.astype(np.float32).mean(0))
    return {name: np.mean(chunks, 0) for name, chunks in said.items()}


def read_lines(path):
    return [json.loads(line) for line in (HERE / path).open()]


def fit(tags, truth, ridge):
    """Softmax regression of standardised tags (T, K) on shares of genres (T, L); rare genres count more. Returns the function that names genres."""
    mean, scale = tags.mean(0), tags.std(0) * np.sqrt(tags.shape[1]) + 1e-3
    x, y = (torch.from_numpy(values.astype(np.float32)) for values in ((tags - mean) / scale, truth / truth.sum(1, keepdims=True)))
    worth = (y / y.sum(0).clamp(min=1).sqrt()).sum(1)
    weights, bias = torch.zeros(x.shape[1], y.shape[1], requires_grad=True), torch.zeros(y.shape[1], requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn='strong_wolfe')

    def loss():
        optimiser.zero_grad()
        miss = -(worth * (y * torch.log_softmax(x @ weights + bias, 1)).sum(1)).sum() / worth.sum()
        total = miss + ridge * (weights ** 2).sum() / len(x)
        total.backward()
        return total

    optimiser.step(loss)
    learned, offset = weights.detach().numpy(), bias.detach().numpy()
    return lambda others: (((others - mean) / scale) @ learned + offset).argmax(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('data', 'weights', 'tagspace'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    said = hear_teachers(parser.parse_args())
    held = [row for row in read_lines('validation/genres.jsonl') if row['id'] in said]
    genres = sorted({row['label'] for row in held})
    named = {row['id']: {SAME.get(name, name) for name in row['genres']} & set(genres) for row in read_lines('captions/genres.jsonl')}
    ids = [name for name, found in named.items() if found and name in said]
    tags, truth = np.stack([said[name] for name in ids]), np.array([[genre in named[name] for genre in genres] for name in ids], float)
    packages = np.array([name.split('_')[0] for name in ids])

    def left_out(ridge):
        guesses = np.zeros(len(ids), int)
        for package in np.unique(packages):
            out = packages == package
            guesses[out] = fit(tags[~out], truth[~out], ridge)(tags[out])
        return truth[np.arange(len(ids)), guesses].mean()

    scores = {ridge: left_out(ridge) for ridge in RIDGES}
    ridge = max(scores, key=scores.get)
    guesses = fit(tags, truth, ridge)(np.stack([said[row['id']] for row in held]))
    right = np.array([genres[guess] == row['label'] for guess, row in zip(guesses, held)])
    labels = np.array([row['label'] for row in held])
    print(json.dumps({'trainedOn': len(ids), 'packagesLeftOut': round(scores[ridge], 3), 'ridge': ridge, 'n': len(held), 'accuracy': round(right.mean(), 3),
                      'macroAccuracy': round(np.mean([right[labels == genre].mean() for genre in genres]), 3),
                      'wrong': {row['id']: [row['label'], genres[guess]] for row, guess, ok in zip(held, guesses, right) if not ok}}, indent=1))


if __name__ == '__main__':
    main()
