"""Contrastive training of the text encoder and the audio head on what the student says; the distillation loss keeps the text in place.

    python3 -m joint.train --cache COLLECTED --text TEXT --tower tower.pt --out joint.pt

InfoNCE in both directions with a learned temperature. Source: Wu et al. 2024 (arXiv 2410.02271), section 3; temperature starts at 0.07.
"""
import argparse
import copy
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from descent import blend, decay_at, set_rate, take_step
from text.tower import load_tower

from .corpus import Corpus
from .modules import build_pair, pair_state

TEMPERATURE_START = 0.07
AVERAGE_DECAY = 0.99
LONGEST = 128


def encode(tokenizer, texts):
    """Token ids of every text, LONGEST at most: a list of lists."""
    return [encoding.ids[:LONGEST] for encoding in tokenizer.encode_batch(list(texts))]


def pad(rows):
    """Lists of ids to padded ids and mask, both (B, L) int64."""
    length = max(map(len, rows))
    ids = torch.tensor([row + [0] * (length - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (length - len(row)) for row in rows])
    return ids, mask


def tokenise(tokenizer, texts):
    """Padded ids and mask, both (B, L) int64."""
    return pad(encode(tokenizer, texts))


def read_by_length(texts, read, size=64):
    """What `read` makes of texts (n, D), in their order; it gets those that are about equally long together, so that little is padded."""
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    parts = [read([texts[n] for n in order[first:first + size]]) for first in range(0, len(order), size)]
    return torch.cat(parts)[torch.from_numpy(np.argsort(order))]


def info_nce(audio, text, scale, maybe_right):
    """`contrast` of vectors, both (B, D)."""
    return contrast(text @ audio.T, scale, maybe_right)


def contrast(scores, scale, maybe_right):
    """Symmetric cross-entropy over the scores of a batch (B, B), the right ones on the diagonal; pairs that may also be right do not count as wrong."""
    logits = (scores * scale).masked_fill(maybe_right, -1e4)
    target = torch.arange(len(scores))
    return (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)) / 2


def read_texts(folder):
    """Training texts and their bridge profiles (m, K), rows of unit norm."""
    rows = [json.loads(line) for line in (folder / 'texts.jsonl').open()]
    profiles = np.load(folder / 'targets.npy').astype(np.float32)
    keep = np.array([row['split'] == 'train' and len(row['text'].split()) >= 2 for row in rows])
    profiles = profiles[keep] / np.maximum(np.linalg.norm(profiles[keep], axis=1, keepdims=True), 1e-6)
    return [row['text'] for row, kept in zip(rows, keep) if kept], profiles


def open_corpus(cache, text):
    """The corpus of a cache and the training texts, and the texts' bridge profiles (m, K)."""
    words = [entry['words'] for entry in json.loads((Path(__file__).parents[1] / 'instruments.json').read_text())['classes']]
    texts, profiles = read_texts(text)
    return Corpus(cache, texts, profiles, words, json.loads((text / 'tagspace.json').read_text())), profiles


def parse():
    parser = argparse.ArgumentParser()
    for name in ('cache', 'text', 'tower', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--size', type=int, default=256)
    parser.add_argument('--steps', type=int, default=360)
    parser.add_argument('--batch', type=int, nargs=4, default=(48, 28, 40, 12), help='pairs by nearest text, by spoken tags, by labels, by words')
    parser.add_argument('--rate', type=float, default=3e-4)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--audio-from', type=Path, help='a trained pair whose audio head stays as it is: a second text encoder for the same space')
    parser.add_argument('--keep', type=float, default=1.0, help='weight of the distillation loss')
    return parser.parse_args()


def main():
    options = parse()
    print(vars(options), flush=True)
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    corpus, profiles = open_corpus(options.cache, options.text)
    print('texts', len(corpus.texts), 'chunks by teachers', len(corpus.train), 'by labels', len(corpus.labelled), 'by words', len(corpus.worded), flush=True)
    tokenizer = Tokenizer.from_file(str(options.text / 'tokenizer.json'))
    text, audio = build_pair(load_tower(options.tower), corpus.tags[corpus.train], corpus.hidden[corpus.train], profiles, options.size)
    if options.audio_from:
        audio.load_state_dict(torch.load(options.audio_from)['audio'])
        audio.requires_grad_(False)
    frozen = copy.deepcopy(text).eval()
    with torch.no_grad():
        length = audio(*(torch.from_numpy(part[corpus.train[::50]]) for part in (corpus.tags, corpus.hidden))).norm(dim=1).mean().item()
    scale = torch.nn.Parameter(torch.tensor(math.log(1 / (TEMPERATURE_START * length))))
    optimiser = torch.optim.AdamW([{'params': [p for p in [*text.parameters(), *audio.parameters()] if p.requires_grad]}, {'params': [scale], 'weight_decay': 0.0}], options.rate, weight_decay=0.01)
    average = copy.deepcopy(torch.nn.ModuleList([text, audio])).eval()
    text.train(), audio.train()
    for step in range(options.steps):
        set_rate(optimiser, step, options.steps, options.rate)
        heard, hidden, said, maybe = corpus.draw(options.batch, random)
        ids, mask = tokenise(tokenizer, said)
        vectors = text(ids, mask)
        with torch.no_grad():
            anchor = frozen(ids, mask)
        apart = info_nce(audio(heard, hidden), vectors, scale.exp(), maybe)
        keep = (1 - (vectors * anchor).sum(1)).mean()
        take_step(optimiser, apart + options.keep * keep, [*text.parameters(), *audio.parameters()])
        blend(average, torch.nn.ModuleList([text, audio]), decay_at(step, AVERAGE_DECAY))
        if (step + 1) % 50 == 0:
            print(json.dumps({'step': step + 1, 'contrast': round(apart.item(), 4), 'keep': round(keep.item(), 4), 'temperature': round(1 / (scale.exp().item() * length), 4)}), flush=True)
    torch.save(pair_state(average[0], average[1], options), options.out)


if __name__ == '__main__':
    main()
