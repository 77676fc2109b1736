"""Adds the structure head to a model folder: structure.onnx, and its entries in the card.

    python3 -m structure.export --head RUN/structure.pt --forms harmonix_segments.tar.xz --model ../models/collap-mini

To be run again after export.py has written new audio weights and the head has been trained on what they hear. FORMS are annotations of real songs;
from them comes how functions follow each other.
"""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import torch

from export import OPSET, round_to_half, store_half
from render.forms import read_real_forms

from .head import FUNCTIONS, StructureGraph, load_head
from .songs import FOLDED

PSEUDO_COUNT = 0.5  # so that nothing is impossible


def read_order(path):
    """Probabilities of the first function, of the next after each, and of the last, over the songs of FORMS."""
    count = len(FUNCTIONS)
    first, following, last = np.full(count, PSEUDO_COUNT), np.full((count, count), PSEUDO_COUNT), np.full(count, PSEUDO_COUNT)
    for form in (form for forms in read_real_forms(path).values() for form in forms):
        functions = [FUNCTIONS.index(FOLDED.get(kind, kind)) for kind, _ in form]
        first[functions[0]] += 1
        last[functions[-1]] += 1
        for before, after in zip(functions, functions[1:]):
            following[before, after] += 1
    shares = lambda counts: np.round(counts / counts.sum(-1, keepdims=True), 4).tolist()
    return {'first': shares(first), 'next': shares(following), 'last': shares(last)}


def write_graph(head, path):
    """features (1, G, V) f32 to begins (1, G) and functions (1, G, K); the number of cells is free."""
    example = torch.zeros(1, 50, head.settings['values'])
    axes = {name: {1: 'cells'} for name in ('features', 'begins', 'functions')}
    torch.onnx.export(round_to_half(StructureGraph(head)).eval(), example, str(path), input_names=['features'], output_names=['begins', 'functions'],
                      dynamic_axes=axes, opset_version=OPSET)
    store_half(path)


def main():
    parser = argparse.ArgumentParser()
    for name in ('head', 'forms', 'model'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    stored = torch.load(options.head)
    path, card_path = options.model / 'structure.onnx', options.model / 'model.json'
    write_graph(load_head(stored), path)
    entry = {'file': path.name, 'values': stored['settings']['values'], 'functions': list(FUNCTIONS), 'threshold': stored['threshold'],
             'order': read_order(options.forms)}
    card = {}
    for name, value in json.loads(card_path.read_text()).items():
        if name != 'structure':
            card[name] = value
        if name == 'song':
            card['structure'] = entry
    content = path.read_bytes()
    card['files'] = dict(sorted((card['files'] | {path.name: {'bytes': len(content), 'sha256': hashlib.sha256(content).hexdigest()}}).items()))
    card_path.write_text(json.dumps(card, indent=1) + '\n')
    print(path.name, len(content), 'bytes, threshold', entry['threshold'])


if __name__ == '__main__':
    main()
