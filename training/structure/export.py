"""Adds the choice of tempo and the structure head to a model folder: entries in the card, and structure.onnx.

    python3 -m structure.export --model ../models/collap-mini --tempo RUN/tempo.json
    python3 -m structure.export --model ../models/collap-mini --head RUN/structure.pt --forms harmonix_segments.tar.xz \\
        --golden ../test/fixtures/structure-golden.json --version VERSION

To be run again after export.py has written new audio weights, with what has been fitted to what they hear. FORMS are annotations of real songs;
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
    torch.onnx.export(StructureGraph(head).eval(), example, str(path), input_names=['features'], output_names=['begins', 'functions'],
                      dynamic_axes=axes, opset_version=OPSET)
    store_half(path)


def write_golden(head, path):
    """What PyTorch says of cells given by formula: test/model/structure-head.test.ts runs the same through the exported graph."""
    cells, values = 40, head.settings['values']
    features = torch.sin(torch.arange(cells * values, dtype=torch.float32) * 0.37).view(1, cells, values)
    with torch.no_grad():
        begins, functions = StructureGraph(head)(features)
    path.write_text(json.dumps({'cells': cells, 'begins': begins[0].tolist(), 'functions': functions[0].flatten().tolist()}) + '\n')


def read_head(path, forms, out, golden):
    """Writes the graph of a checkpoint of structure.train into OUT; returns its entry in the card."""
    stored = torch.load(path)
    head = round_to_half(load_head(stored))
    write_graph(head, out)
    if golden:
        write_golden(head, golden)
    return {'file': out.name, 'values': stored['settings']['values'], 'functions': list(FUNCTIONS), 'threshold': stored['threshold'],
            'typicalSeconds': stored['typical_seconds'], 'order': read_order(forms)}


def insert_after(card, place, name, value):
    """The card with an entry, new or replaced, behind another one."""
    pairs = [pair for pair in card.items() if pair[0] != name]
    at = [key for key, _ in pairs].index(place) + 1
    return dict(pairs[:at] + [(name, value)] + pairs[at:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--model', type=Path, required=True)
    parser.add_argument('--tempo', type=Path)
    parser.add_argument('--head', type=Path)
    parser.add_argument('--forms', type=Path, help='needed with --head')
    parser.add_argument('--version', help='of the model from now on: with another, libraries hear their songs anew')
    parser.add_argument('--golden', type=Path, help='with --head: where the parity test finds what PyTorch says')
    options = parser.parse_args()
    card_path, path = options.model / 'model.json', options.model / 'structure.onnx'
    card = json.loads(card_path.read_text())
    card['version'] = options.version or card['version']
    if options.tempo:
        card = insert_after(card, 'song', 'tempo', json.loads(options.tempo.read_text()))
    if options.head:
        card = insert_after(card, 'song', 'structure', read_head(options.head, options.forms, path, options.golden))
        content = path.read_bytes()
        card['files'] = dict(sorted((card['files'] | {path.name: {'bytes': len(content), 'sha256': hashlib.sha256(content).hexdigest()}}).items()))
        print(path.name, len(content), 'bytes, threshold', card['structure']['threshold'])
    card_path.write_text(json.dumps(card, indent=1) + '\n')


if __name__ == '__main__':
    main()
