"""Trains the structure head on rendered songs (boundaries and functions) and on POP909's human phrases (boundaries).

    python3 -m structure.train --train FEATURES/train --validation FEATURES/validation --out RUN/structure.pt

FEATURES are folders of structure/features.mjs. Seeded; a checkpoint every epoch, from which a killed run goes on. A quarter of an hour on one core.
What is learned must not hang on the sound of one soundfont: embeddings are left out at random, chroma is turned, everything gets noise.
Legend: B = batch, G = cells, V = values of a cell.
"""
import argparse
import copy
import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from descent import set_rate, take_step

from .head import StructureHead
from .songs import UNKNOWN, pad, read_songs

PITCH_CLASSES = 12
FUNCTION_WEIGHT = 0.4
BEGIN_WEIGHT = 4.0  # of a cell at which a section begins, against one at which none does
SHORTEST_SECONDS, LENGTH_WEIGHT, LEAST_PROBABILITY = 6.0, 1.0, 0.05  # as src/structure/place-sections.ts
WINDOWS_SECONDS = (0.5, 3.0)
LONG_SECONDS, LONG_WEIGHT = 60.0, 4.0  # likewise
THRESHOLD = 0.65  # annotated songs are cut as well from .55 to .75; above, seams of joined recordings are missed


def disturb(x, timbre, noise, random):
    """Standardised features (B, G, V) with turned chroma, missing embedding values, and noise."""
    x = x.clone()
    for song in x:
        song[:, timbre:timbre + PITCH_CLASSES] = song[:, timbre:timbre + PITCH_CLASSES].roll(int(random.integers(PITCH_CLASSES)), 1)
        share = random.choice([0.0, 0.3, 1.0], p=[0.3, 0.4, 0.3])
        song[:, :timbre] *= torch.from_numpy((random.random(timbre) >= share).astype(np.float32))
    return x + noise * torch.randn_like(x)


def cut(song, most, random):
    """A stretch of at most so many cells of a song."""
    first = int(random.integers(max(0, len(song.begins) - most) + 1))
    part = slice(first, first + most)
    return replace(song, features=song.features[part], begins=song.begins[part], functions=song.functions[part])


def losses(head, songs, options, random, timbre):
    songs = [cut(song, options.cells, random) for song in songs]
    features = torch.from_numpy(pad(songs, [song.features for song in songs]))
    mask = torch.from_numpy(pad(songs, [np.ones(len(song.begins), np.float32) for song in songs]))
    begins = torch.from_numpy(pad(songs, [song.begins.astype(np.float32) for song in songs]))
    functions = torch.from_numpy(pad(songs, [song.functions for song in songs], UNKNOWN))
    x = disturb(head.standardise(features), timbre, options.noise, random)
    begin, purpose = head(x, mask)
    weight = mask * (1 + (BEGIN_WEIGHT - 1) * begins)
    boundary = (F.binary_cross_entropy_with_logits(begin, begins, reduction='none') * weight).sum() / weight.sum()
    known = functions != UNKNOWN
    function = F.cross_entropy(purpose[known], functions[known]) if known.any() else boundary * 0
    return boundary, function


def place(probability, edges, threshold, typical):
    """The likeliest course of beginnings and lengths, as src/structure/place-sections.ts."""
    end, odds = edges[-1], lambda p: np.log(np.clip(p, 1e-4, 1 - 1e-4) / (1 - np.clip(p, 1e-4, 1 - 1e-4)))
    inner = np.flatnonzero((probability >= LEAST_PROBABILITY) & (edges[:-1] >= SHORTEST_SECONDS) & (end - edges[:-1] >= SHORTEST_SECONDS))
    times = np.concatenate([[0.0], edges[inner], [end]])
    gains = np.concatenate([[0.0], odds(probability[inner]) - odds(threshold), [0.0]])
    totals, before = np.zeros(len(times)), np.zeros(len(times), int)
    for to in range(1, len(times)):
        lengths = np.maximum(1e-9, times[to] - times[:to])
        cost = LENGTH_WEIGHT * np.log(np.maximum(1, lengths) / typical) ** 2 + LONG_WEIGHT * np.log(np.maximum(1, lengths / LONG_SECONDS))
        scores = np.where(lengths >= SHORTEST_SECONDS, totals[:to] - cost, -np.inf)
        before[to] = scores.argmax()
        totals[to] = scores[before[to]] + gains[to]
    course, at = [], before[-1]
    while at > 0:
        course.append(times[at])
        at = before[at]
    return np.array(course[::-1])


def typical_length(songs):
    """Median length of the sections in seconds."""
    return round(float(np.median(np.concatenate([np.diff(np.concatenate([[0.0], song.boundaries, song.edges[-1:]])) for song in songs]))), 1)


def hit_rate(truth, found, window):
    """F-measure of two rising lists of times."""
    if not len(truth) or not len(found):
        return float(len(truth) == len(found))
    hits = r = e = 0
    while r < len(truth) and e < len(found):
        if found[e] < truth[r] - window:
            e += 1
        elif found[e] > truth[r] + window:
            r += 1
        else:
            hits, r, e = hits + 1, r + 1, e + 1
    return 2 * hits / (len(truth) + len(found))


@torch.no_grad()
def measure(head, songs, typical):
    """{kind: hit rates, and the share of cells with the right function}."""
    head.eval()
    said = []
    for song in songs:
        begin, purpose = head(head.standardise(torch.from_numpy(song.features)[None]), torch.ones(1, len(song.begins)))
        said.append((begin[0].sigmoid().numpy(), purpose[0].argmax(-1).numpy()))
    head.train()
    report, ends = {}, lambda song, inner: np.concatenate([[0.0], inner, song.edges[-1:]])
    for kind in sorted({song.kind for song in songs}):
        own = [(song, *out) for song, out in zip(songs, said) if song.kind == kind]
        rates = [np.mean([hit_rate(ends(s, s.boundaries), ends(s, place(p, s.edges, THRESHOLD, typical)), window) for s, p, _ in own]) for window in WINDOWS_SECONDS]
        right = [(f == s.functions)[s.functions != UNKNOWN].mean() for s, _, f in own if (s.functions != UNKNOWN).any()]
        report[kind] = dict(zip(('HR.5F', 'HR3F'), rates)) | ({'function': np.mean(right)} if right else {})
    return {kind: {name: round(float(value), 3) for name, value in row.items()} for kind, row in report.items()}


def parse():
    parser = argparse.ArgumentParser()
    for name in ('train', 'validation', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--epochs', type=int, default=48)
    parser.add_argument('--batch', type=int, default=8)
    parser.add_argument('--cells', type=int, default=400, help='at most so many cells of a song at a time')
    parser.add_argument('--width', type=int, default=64)
    parser.add_argument('--dropout', type=float, default=0.2)
    parser.add_argument('--noise', type=float, default=0.3)
    parser.add_argument('--rate', type=float, default=2e-3)
    parser.add_argument('--decay', type=float, default=0.02)
    parser.add_argument('--timbre', type=int, default=64, help='values of an embedding, the first columns of the features')
    parser.add_argument('--seed', type=int, default=1)
    return parser.parse_args()


def start(options, songs):
    """The head with the statistics of its features, its running mean, the optimiser and the epochs done, from the checkpoint where there is one."""
    head = StructureHead(songs[0].features.shape[1], options.width, options.dropout)
    every = np.concatenate([song.features for song in songs])
    head.mean.copy_(torch.from_numpy(every.mean(0))), head.scale.copy_(torch.from_numpy(1 / (every.std(0) + 1e-3)))
    average, optimiser, done = copy.deepcopy(head), torch.optim.AdamW(head.parameters(), options.rate, weight_decay=options.decay), 0
    if options.out.exists():
        stored = torch.load(options.out)
        head.load_state_dict(stored['learning']), average.load_state_dict(stored['head']), optimiser.load_state_dict(stored['optimiser'])
        done = stored['epochs']
    return head, average, optimiser, done


def main():
    options = parse()
    print({name: str(value) for name, value in vars(options).items()}, flush=True)
    songs, validation = read_songs(options.train), read_songs(options.validation)
    typical = typical_length(songs)
    torch.manual_seed(options.seed)
    head, average, optimiser, done = start(options, songs)
    print('songs', len(songs), 'parameters', sum(p.numel() for p in head.parameters()), 'typical seconds', typical, flush=True)
    steps = math.ceil(len(songs) / options.batch)
    for epoch in range(done, options.epochs):
        random, sums = np.random.default_rng([options.seed, epoch]), np.zeros(2)
        torch.manual_seed(options.seed * 1000 + epoch)
        order = random.permutation(len(songs))
        for step in range(steps):
            at = epoch * steps + step
            set_rate(optimiser, at, steps * options.epochs, options.rate)
            boundary, function = losses(head, [songs[n] for n in order[step::steps]], options, random, options.timbre)
            take_step(optimiser, boundary + FUNCTION_WEIGHT * function, head.parameters())
            sums += boundary.item() / steps, function.item() / steps
            with torch.no_grad():
                for kept, new in zip(average.state_dict().values(), head.state_dict().values()):
                    kept.copy_(kept.lerp(new, 1 - min(0.99, at / (at + 10))) if kept.is_floating_point() else new)
        report = measure(average, validation, typical) if epoch % 5 == 4 or epoch + 1 == options.epochs else {}
        print(json.dumps({'epoch': epoch + 1, 'boundary': round(sums[0], 4), 'function': round(sums[1], 4)} | report), flush=True)
        torch.save({'head': average.state_dict(), 'learning': head.state_dict(), 'optimiser': optimiser.state_dict(), 'epochs': epoch + 1, 'threshold': THRESHOLD, 'typical_seconds': typical,
                    'settings': head.settings, 'options': {name: str(value) for name, value in vars(options).items()}}, options.out)


if __name__ == '__main__':
    main()
