"""Makes the probabilities of labels mean what they say: fits each group's calibration on validation songs, and writes it into the model card.

    python3 calibrate_labels.py --model ../models/collap-mini --audio-root AUDIO --cache CACHE

The product scores (`collap eval labels`), so nothing here knows how; to be run after every export and `captions/sung.mjs`. Each label has a bias of its own,
drawn to that of its group: every song with a voice is taken for reggae by the same words that find reggae. What a probability is worth is told by songs that
the fit has not seen (five folds by song); those figures go into the card under quality, and with the card's other tables into the README beside it.
"""
import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from evaluate import HERE, round_all, write_tables

MANIFEST = HERE / 'validation' / 'labels.jsonl'
SMALLEST_SHARE = 1e-9  # as in src/classify/calibrate-labels.ts
EDGES = (0, .1, .3, .5, .7, .9, 1)
FOLDS, PENALTY, STEPS = 5, 1e-3, 50
OWN_PENALTY = {'rarer': 5, 'commoner': 12}  # inverse variance of a label's own bias: what is common in rendered songs need not be so elsewhere
COMMON = 3  # columns that the labels of a group share: share, height, 1
SUNG_WEIGHT = 3  # songs that somebody sings are one in six here, and most of what people have
CERTAIN = (.5, .55, .6, .65, .7, .75, .8)
CERTAIN_TRUE = .8  # share of certain claims that must be true
KINDS = ('songs', 'rendered songs')  # a solo instrument is no song
LEARNED = 'songs learned from'  # helps to fit, and is not told of


def score(model, audio_root, cache):
    """One line for every label of every song, as the product scores it."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / 'scores.jsonl'
        command = ['node', str(HERE.parent / 'dist/cli/main.js'), 'eval', 'labels', '--manifest', str(MANIFEST), '--audio-root', str(audio_root), '--cache', str(cache),
                   '--model', str(model), '--out', str(out), '--json']
        run = subprocess.run(command, stdout=subprocess.PIPE, check=False)
        if run.returncode not in (0, 3):
            raise SystemExit(f'{" ".join(command)} failed: {run.stdout.decode()}')
        return [json.loads(line) for line in out.open()]


def inputs(cases, labels):
    """(n, 3 + labels): the logarithm of the share, the height, 1, and which label; (n) bool: what holds; (n): how much each counts."""
    share = np.log(np.maximum([case['share'] for case in cases], SMALLEST_SHARE))
    common = np.stack([share, [case['height'] for case in cases], np.ones(len(cases))], 1)
    own = np.eye(len(labels))[[labels.index(case['label']) for case in cases]]
    return np.hstack([common, own]), np.array([case['holds'] for case in cases]), np.array([SUNG_WEIGHT if case['sung'] else 1 for case in cases])


def probability(x, weights):
    return 1 / (1 + np.exp(-np.clip(x @ weights, -40, 40)))


def fit(x, holds, counts):
    """Logistic regression by Newton's method, slightly held back."""
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        ridge = np.diag([PENALTY * len(x)] * 2 + [0] + [OWN_PENALTY['commoner' if own > 0 else 'rarer'] for own in weights[COMMON:]])
        p = probability(x, weights)
        gradient = x.T @ (counts * (p - holds)) + ridge @ weights
        weights = weights - np.linalg.solve(x.T @ (x * (counts * p * (1 - p))[:, None]) + ridge + 1e-9 * np.eye(len(weights)), gradient)
    return weights


def held_out(cases, labels, has_own=True):
    """Probabilities of every case by a fit on the other songs."""
    x, holds, counts = inputs(cases, labels)
    x = x if has_own else x[:, :COMMON]
    songs = sorted({case['id'] for case in cases})
    fold = np.array([songs.index(case['id']) % FOLDS for case in cases])
    p = np.zeros(len(cases))
    for number in range(FOLDS):
        rest = fold != number
        p[~rest] = probability(x[~rest], fit(x[rest], holds[rest], counts[rest]))
    return p, holds


def calibration(cases, labels):
    """What the card keeps of a group."""
    weights = fit(*inputs(cases, labels)).round(4)
    return {**dict(zip(('share', 'height', 'bias'), map(float, weights))), 'own': dict(zip(labels, map(float, weights[COMMON:])))}


def known_only(cases, p, holds, rows):
    """Without the songs whose prompts training heard."""
    chosen = np.array([rows[case['id']]['kind'] in KINDS for case in cases])
    return p[chosen], holds[chosen]


def figures(p, holds, certain):
    bins = []
    for low, high in zip(EDGES, EDGES[1:]):
        inside = (p >= low) & ((p < high) | (high == 1))
        bins.append({'from': low, 'to': high, 'n': int(inside.sum()), 'claimed': float(p[inside].mean()) if inside.any() else None, 'true': float(holds[inside].mean()) if inside.any() else None})
    error = sum(b['n'] * abs(b['claimed'] - b['true']) for b in bins if b['n']) / len(p)
    sure = p >= certain
    return {'n': len(p), 'calibrationError': float(error), 'certainTrue': float(holds[sure].mean()) if sure.any() else None, 'certainFound': float((sure & holds).sum() / max(1, holds.sum())), 'bins': bins}


def compare(group, cases, labels, certain):
    """Prints what the labels' own biases give, for songs that are sung, also those whose prompts training heard, and for the others."""
    sung = np.array([case['sung'] for case in cases])
    for biases, has_own in (('one bias', False), ('own biases', True)):
        p, holds = held_out(cases, labels, has_own)
        for name, part in (('sung', sung), ('others', ~sung)):
            if part.any():
                told = figures(p[part], holds[part], certain)
                print(group, name, biases, {key: told[key] and round(told[key], 3) for key in ('n', 'certainTrue', 'certainFound')})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('model', 'audio-root', 'cache'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    card_path = options.model / 'model.json'
    card = json.loads(card_path.read_text())
    rows = {row['id']: row for row in map(json.loads, MANIFEST.open())}
    scored = [case for case in score(options.model, options.audio_root, options.cache) if rows[case['id']]['kind'] in (*KINDS, LEARNED)]
    cases = [{**case, 'sung': 'instrumental' in rows[case['id']]['not'].get('voice', [])} for case in scored]
    labels = {group: [entry['label'] for entry in entries] for group, entries in card['labelGroups'].items()}
    by_group = {group: [case for case in cases if case['group'] == group] for group in labels}
    told = {group: known_only(part, *held_out(part, labels[group]), rows) for group, part in by_group.items() if part}
    p, holds = (np.concatenate([pair[i] for pair in told.values()]) for i in (0, 1))
    certain = next((level for level in CERTAIN if holds[p >= level].mean() >= CERTAIN_TRUE), CERTAIN[-1])
    card['calibration']['labels'] = {group: calibration(by_group[group], labels[group]) for group in told}
    card['calibration']['certainLabel'] = certain
    report = {group: figures(*pair, certain) for group, pair in told.items()}
    card.setdefault('quality', {})['labels'] = {'certain': certain, 'command': 'python3 training/calibrate_labels.py', 'groups': round_all(report)}
    card_path.write_text(json.dumps(card, indent=1) + '\n')
    print(json.dumps(card['calibration']['labels'], indent=1), 'certain from', certain)
    for group in told:
        compare(group, by_group[group], labels[group], certain)
    write_tables(options.model, card)


if __name__ == '__main__':
    main()
