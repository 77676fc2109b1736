"""
Teaches a text encoder of the joint space what a larger reader makes of a hundred thousand texts (text/reader.py).

    python3 -m text.imitate --text DATA/text --embedded READER --reader READER/grounded.pt --joint ../models/collap-mini --layers 4 --out RUN/imitated.pt

With --own 1 what the encoder of JOINT makes of a text counts as much as the reader's answer. Begins from the encoder of JOINT, with layers added that change nothing at first. Writes a checkpoint for `song.train --joint`.
Loss: 1 − cosine with the reader's vector, and 1 − cosine of the second head with the sentence embedding.
"""
import argparse
import copy
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from descent import blend, decay_at, set_rate, take_step
from joint.modules import TextEncoder, load_pair, pair_state
from joint.train import encode, pad
from precision import autocast

from .bridge import normalise
from .reader import Encoder, load_reader, read_all
from .tower import TextTower

SENTENCE_WEIGHT = 0.5
POOL = 16  # batches that are drawn together and sorted by length, so that little is padded
HELD_BACK = 50  # one in so many texts is never shown, and tells how far what was learned carries
AVERAGE_DECAY = 0.997


@torch.no_grad()
def grow(encoder, layers):
    """The same encoder with `layers` layers; new ones add nothing until they have learned something."""
    known = encoder.tower
    tower = TextTower(**known.settings | {'layers': layers})
    for block in tower.blocks[known.settings['layers']:]:
        for layer in (block.out, block.narrow):
            layer.weight.zero_(), layer.bias.zero_()
    tower.load_state_dict(tower.state_dict() | known.state_dict())
    grown = TextEncoder(tower, encoder.project.out_features)
    grown.project.load_state_dict(encoder.project.state_dict())
    return grown


def draw_batches(rows, shown, size, random):
    """Positions of texts, batch for batch, for ever; those of a batch are about equally long."""
    while True:
        pool = sorted(random.choice(shown, POOL * size, replace=False), key=lambda n: len(rows[n]))
        for number in random.permutation(POOL):
            yield pool[number * size:(number + 1) * size]


def read(encoder, ids, mask):
    """Vectors (B, D) and sentence embeddings (B, 384), unit norm."""
    with autocast():
        profile, sentence = encoder.tower(ids, mask)
        vectors = encoder.project(profile)
    return F.normalize(vectors.float(), dim=-1), F.normalize(sentence.float(), dim=-1)


@torch.no_grad()
def agreement(encoder, rows, vectors, chosen):
    """Mean cosine with the reader over the chosen texts."""
    order = sorted(chosen, key=lambda n: len(rows[n]))
    cosines = [(read(encoder, *pad([rows[n] for n in part]))[0] * vectors[part]).sum(1) for part in np.array_split(order, len(order) // 64 + 1)]
    return round(float(torch.cat(cosines).mean()), 4)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('text', 'embedded', 'reader', 'joint', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--variant', choices=('bidirectional', 'causal'), default='bidirectional')
    parser.add_argument('--own', type=float, default=0.0, help="weight of the encoder's own vectors beside the reader's")
    parser.add_argument('--layers', type=int, default=2)
    parser.add_argument('--steps', type=int, default=6000)
    parser.add_argument('--batch', type=int, default=192)
    parser.add_argument('--rate', type=float, default=1e-3)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    print(vars(options), flush=True)
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    tokenizer = Tokenizer.from_file(str(options.text / 'tokenizer.json'))
    texts, sentences = json.loads((options.embedded / 'texts.json').read_text()), np.load(options.embedded / 'embeddings.npy').astype(np.float32)
    rows, own = encode(tokenizer, texts), Encoder(options.text, options.joint, options.variant)(texts) if options.own else 0
    vectors, sentences = torch.from_numpy(normalise(read_all(load_reader(options.reader), sentences) + options.own * own)), torch.from_numpy(sentences)
    encoder, head = load_pair(options.joint, options.variant)
    encoder = grow(encoder, options.layers)
    average = copy.deepcopy(encoder).eval()
    optimiser = torch.optim.AdamW(encoder.parameters(), options.rate, weight_decay=0.01)
    encoder.train()
    held_back = np.arange(0, len(rows), HELD_BACK)
    batches = draw_batches(rows, np.setdiff1d(np.arange(len(rows)), held_back), options.batch, random)
    print('texts', len(rows), 'agreement before', agreement(average, rows, vectors, held_back), flush=True)
    losses = []
    for step in range(options.steps):
        set_rate(optimiser, step, options.steps, options.rate, warm_up=200)
        chosen = next(batches)
        said, meant = read(encoder, *pad([rows[n] for n in chosen]))
        apart, astray = ((1 - (own * theirs[chosen]).sum(1)).mean() for own, theirs in ((said, vectors), (meant, sentences)))
        take_step(optimiser, apart + SENTENCE_WEIGHT * astray, encoder.parameters())
        blend(average, encoder, decay_at(step, AVERAGE_DECAY))
        losses.append((float(apart), float(astray)))
        if (step + 1) % 250 == 0:
            print(json.dumps({'step': step + 1, 'apart': np.mean(losses[-250:], 0).round(4).tolist(), 'agreement': agreement(average, rows, vectors, held_back)}), flush=True)
    torch.save(pair_state(average, head, options), options.out)


if __name__ == '__main__':
    main()
