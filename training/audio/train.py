"""Distils the teachers into the student; resumable, seeded, prints every parameter.

    python3 -m audio.train --cache CACHE --out RUN --steps 6000

Legend: n = chunks, M = mel bands, L = mel frames, W = windows of a chunk (3), K = tags, R = teacher features.
"""
import argparse
import copy
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from descent import blend, decay_at, set_rate, take_step
from precision import autocast

from .cache import CHUNK_FRAMES, teacher_sources
from .frontend import MEL_BANDS
from .released import load_released, restore_norms
from .student import Student

AVERAGE_DECAY = 0.999
FEATURE_WEIGHT, LABEL_WEIGHT = 0.3, 0.25
NORM_BATCHES = 60  # that settle the norms of the averaged weights
MOST_DEVIATIONS = 8.0  # a tag that hardly ever sounds lies further off when it does, and would outweigh all others
LN_10 = math.log(10)  # log-mel has decades of power
NORM_CHUNKS = 64  # that tell the norms of a released network what its convolutions give
PRESENT_WEIGHT = 4.0  # instruments that play are rarer than those that do not
JOINED = 0.5  # of the chunks whose whole cast is known, those that are heard together with another such
SHARES = {'voices': 0.1, 'phil': 0.06, 'phrases': 0.14, 'mixtures': 0.1, 'songs': 0.12, 'mixed': 0.28}  # of the draws; recordings have the rest


class Chunks:
    """The cache in memory, and the odds of drawing each of its chunks."""

    def __init__(self, folder):
        targets, stats = np.load(folder / 'targets.npz'), np.load(folder / 'stats.npz')
        self.tracks = json.loads((folder / 'tracks.json').read_text())
        self.mels = np.memmap(folder / 'mels.f16', np.float16, 'r').reshape(-1, MEL_BANDS, CHUNK_FRAMES)
        standardise = lambda name: ((targets[name] - stats[f'{name}_mean']) / stats[f'{name}_std']).clip(-MOST_DEVIATIONS, MOST_DEVIATIONS).astype(np.float16)
        self.tags, self.features = standardise('tags'), standardise('features')
        self.labels, self.taught, self.track = targets['labels'], targets['taught'], targets['track']
        self.split = np.array([self.tracks[t]['split'] for t in self.track])
        self.set = np.array([self.tracks[t]['set'] for t in self.track])

    def odds(self, shares):
        """Chance of each training chunk: `shares` of the draws for the named sets, the rest evenly over all others."""
        train = self.split == 'train'
        odds = np.zeros(len(train))
        others = train & ~np.isin(self.set, list(shares))
        present = {name: share for name, share in shares.items() if (train & (self.set == name)).any()}
        odds[others] = (1 - sum(present.values())) / max(1, others.sum())
        for name, share in present.items():
            chosen = train & (self.set == name)
            odds[chosen] = share / chosen.sum()
        return odds / odds.sum()

    def batch(self, indices):
        rows = np.sort(indices)
        as_float = lambda values: torch.from_numpy(np.asarray(values[rows], np.float32))
        return (as_float(self.mels), as_float(self.tags), as_float(self.features),
                torch.from_numpy(self.labels[rows].astype(np.int64)), torch.from_numpy(self.taught[rows]))


def join(batch, random):
    """
    Plays chunks whose whole cast is known together with another such chunk of the batch, up to 6 dB louder or softer: powers and casts add up.

    So a soloist is heard beside players of other soundfonts, and real soloists in company; no teacher has an opinion of that.
    """
    mels, tags, features, labels, taught = batch
    known = torch.nonzero((labels >= 0).all(1))[:, 0].numpy()
    if len(known) < 2:
        return batch
    ours = torch.from_numpy(known[random.random(len(known)) < JOINED])
    others = torch.from_numpy(random.choice(known, len(ours)))
    gain = torch.from_numpy(random.uniform(-0.6, 0.6, (len(ours), 1, 1)).astype(np.float32))
    mixed, cast, taught = mels.clone(), labels.clone(), taught.clone()
    mixed[ours] = torch.logaddexp(mels[ours] * LN_10, (mels[others] + gain) * LN_10) / LN_10
    cast[ours] = torch.maximum(labels[ours], labels[others])
    taught[ours] = False
    return mixed, tags, features, cast, taught


def augment(mels, random):
    """Level (±6 dB), a smooth equaliser (±4 dB), a softened band or time patch: things that leave the teachers' opinion as it is."""
    batch = mels.shape[0]
    level = random.uniform(-0.6, 0.6, (batch, 1, 1))
    curve = np.cos(np.pi * np.linspace(0, 1, MEL_BANDS)[None] * random.uniform(0, 3, (batch, 1)) + random.uniform(0, 6, (batch, 1)))
    equaliser = curve[..., None] * random.uniform(0, 0.4, (batch, 1, 1))
    mels = mels + torch.from_numpy((level + equaliser).astype(np.float32))
    for row in range(batch):
        if random.random() < 0.5:
            low = random.integers(0, MEL_BANDS - 8)
            mels[row, low:low + random.integers(2, 8)] = mels[row].mean()
        if random.random() < 0.5:
            start = random.integers(0, CHUNK_FRAMES - 24)
            mels[row, :, start:start + random.integers(4, 24)] = mels[row].mean()
    return mels.clamp(min=-6)


def weigh_sources(names):
    """Weight of every teacher's tag, so that teachers count alike however many tags they have."""
    share = {name: len(names) / (len(set(names)) * names.count(name)) for name in set(names)}
    return torch.tensor([share[name] for name in names])


def losses(said, felt, targets, sources):
    """Distillation of tags and features where there is a teacher, cross-entropy of instruments where there are labels."""
    tags, features, labels, taught = targets
    said, felt = said.float(), felt.float()
    teacher_tags = tags.shape[-1]
    weight = sources[None, None] * taught[:, None, None]
    tag_loss = ((said[..., :teacher_tags] - tags).pow(2) * weight).sum() / weight.expand_as(tags).sum().clamp(min=1)
    feature_loss = ((felt - features).pow(2) * taught[:, None, None]).sum() / (taught.sum().clamp(min=1) * features[0].numel())
    logits, known = said[..., teacher_tags:].mean(1), labels >= 0
    entropy = F.binary_cross_entropy_with_logits(logits, labels.clamp(min=0).float(), reduction='none')
    emphasis = known * torch.where(labels == 1, PRESENT_WEIGHT, 1.0)
    label_loss = (entropy * emphasis).sum() / emphasis.sum().clamp(min=1)
    return tag_loss, feature_loss, label_loss


@torch.no_grad()
def correlations(model, chunks, indices, names):
    """Of a network in inference mode: mean over outputs of the correlation with the teacher, by source, and the share of solo pieces whose instrument comes first."""
    rows = np.sort(indices)  # the order in which a batch comes back
    said, felt = zip(*(model(chunks.batch(part)[0]) for part in np.array_split(rows, math.ceil(len(rows) / 32))))
    said, felt = torch.cat(said).numpy(), torch.cat(felt).numpy()
    taught, result = chunks.taught[rows], {}
    teacher_tags = chunks.tags.shape[-1]
    mean_correlation = lambda a, b: float(np.nanmean([np.corrcoef(x, y)[0, 1] for x, y in zip(a.reshape(-1, a.shape[-1]).T, b.reshape(-1, b.shape[-1]).T)]))
    for name in dict.fromkeys(names):
        columns = np.array(names) == name
        if taught.any():
            result[name] = mean_correlation(said[taught][..., :teacher_tags][..., columns], chunks.tags[rows][taught].astype(np.float32)[..., columns])
    if taught.any():
        result['features'] = mean_correlation(felt[taught], chunks.features[rows][taught].astype(np.float32))
    solo = (chunks.labels[rows] == 1).sum(1) == 1
    solo &= (chunks.labels[rows] >= 0).all(1)
    if solo.any():
        result['solo'] = float((said[solo][..., teacher_tags:].mean(1).argmax(1) == chunks.labels[rows][solo].argmax(1)).mean())
    return result


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument('--cache', type=Path, required=True)
    parser.add_argument('--out', type=Path, required=True)
    parser.add_argument('--tagspace', type=Path, required=True)
    parser.add_argument('--steps', type=int, default=6000)
    parser.add_argument('--batch', type=int, default=32)
    parser.add_argument('--rate', type=float, default=2e-3)
    parser.add_argument('--decay', type=float, default=0.02)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--every', type=int, default=500)
    parser.add_argument('--validate', type=int, default=640, help='chunks of the validation split')
    parser.add_argument('--small', action='store_true', help='a network of a few thousand parameters, to try the pipeline')
    parser.add_argument('--plain', action='store_true', help='ablation: neither augmentation nor varied pieces')
    parser.add_argument('--start-from', type=Path, help='a checkpoint whose averaged weights to begin with, or a released model folder')
    return parser.parse_args()


def build(options, chunks):
    sizes = dict(widths=(8, 8, 16, 16), context=24, hidden=24) if options.small else {}
    outputs = chunks.tags.shape[-1] + chunks.labels.shape[-1]
    if options.start_from and options.start_from.is_dir():
        some = np.random.default_rng(0).choice(np.flatnonzero(chunks.split == 'train'), NORM_CHUNKS)
        model = restore_norms(load_released(options.start_from, chunks.features.shape[-1]), chunks.batch(some)[0])
    else:
        model = Student(outputs, chunks.features.shape[-1], **sizes)
        if options.start_from:
            model.load_state_dict(torch.load(options.start_from)['average'])
    return model.to(memory_format=torch.channels_last)


def main():
    options = parse()
    print(vars(options), flush=True)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    names = teacher_sources(json.loads(options.tagspace.read_text()))
    chunks = Chunks(options.cache)
    model = build(options, chunks)
    average = copy.deepcopy(model).eval()
    model.train()
    optimiser = torch.optim.AdamW(model.parameters(), options.rate, weight_decay=options.decay)
    sources = weigh_sources(names)
    odds = chunks.odds(SHARES | ({'mixed': 0.0} if options.plain else {}))
    validation = np.random.default_rng(0).permutation(np.flatnonzero(chunks.split == 'validation'))[:options.validate]
    print('parameters', sum(p.numel() for p in model.parameters()), 'chunks', len(odds), 'validation', len(validation), flush=True)
    step, checkpoint = 0, options.out / 'checkpoint.pt'
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state['model']), average.load_state_dict(state['average']), optimiser.load_state_dict(state['optimiser'])
        step = state['step']
    began, totals = time.time(), np.zeros(3)
    while step < options.steps:
        random = np.random.default_rng((options.seed, step))
        set_rate(optimiser, step, options.steps, options.rate, warm_up=200)
        batch = chunks.batch(random.choice(len(odds), options.batch, p=odds))
        if not options.plain:
            batch = join(batch, random)
            batch = (augment(batch[0], random),) + batch[1:]
        with autocast():
            said, felt = model(batch[0])
        parts = losses(said, felt, batch[1:], sources)
        loss = parts[0] + FEATURE_WEIGHT * parts[1] + LABEL_WEIGHT * parts[2]
        take_step(optimiser, loss, model.parameters())
        blend(average, model, decay_at(step, AVERAGE_DECAY))
        step += 1
        totals += [float(part) for part in parts]
        if step == options.steps:
            settle_norms(average, chunks, odds, options.batch, options.seed)
        if step % options.every == 0 or step == options.steps:
            report = {'step': step, 'loss': (totals / options.every).round(4).tolist(), 'minutes': round((time.time() - began) / 60, 1),
                      **{k: round(v, 4) for k, v in correlations(average, chunks, validation, names).items()}}
            totals[:] = 0
            print(json.dumps(report), flush=True)
            with (options.out / 'curve.jsonl').open('a') as curve:
                curve.write(json.dumps(report) + '\n')
            torch.save({'model': model.state_dict(), 'average': average.state_dict(), 'optimiser': optimiser.state_dict(), 'step': step,
                        'config': model.config, 'options': {k: str(v) for k, v in vars(options).items()}}, str(checkpoint) + '.part')
            Path(str(checkpoint) + '.part').replace(checkpoint)


@torch.no_grad()
def settle_norms(average, chunks, odds, size, seed):
    """
    Gives the averaged weights statistics of their own, over batches of `size` chunks as they are, drawn by their `odds`: those that the last few
    batches left behind make the correlations swing by 0.01. Source: Izmailov et al. 2018 (arXiv 1803.05407), section 3.
    """
    norms = [module for module in average.modules() if isinstance(module, (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d))]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # the plain mean over all batches
    average.train()
    random = np.random.default_rng(seed)
    for _ in range(NORM_BATCHES):
        with autocast():
            average(chunks.batch(random.choice(len(odds), size, p=odds))[0])
    average.eval()


if __name__ == '__main__':
    main()
