"""The audio encoder learns from songs and their descriptions, end to end, and the words stay as they are.

    python3 -m song.ears --cache CACHE --text DATA/text --data DATA --model ../models/collap-mini --out RUN/ears.pt

`audio.train` asks what the teachers say and who plays; here the same network is asked what descriptions say: some chunks of a song must
lie nearest to its own description, each instrument's chunks to its name. The teachers, exact labels and the released vectors of recordings
hold the rest in place. The checkpoint is `--student` and `--head` of `replace_audio.py`, in one.

CACHE is one of audio.cache, in the units of the release (audio.units). At the end it holds what the new ears say of its chunks, too, and so is
the COLLECTED of `replace_audio.py`.
Source of the loss: Wu et al. 2024 (arXiv 2410.02271), section 3. Legend: C = chunks of a step, M = mel bands, L = mel frames, K = tags, H = hidden, D = joint size, P = names.
"""
import argparse
import copy
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from audio.cache import CHUNK_FRAMES
from audio.frontend import MEL_BANDS
from audio.graph import WINDOW_STRIDE_FRAMES
from audio.released import load_released, restore_norms
from audio.student import WINDOW_FRAMES
from audio.train import FEATURE_WEIGHT, LABEL_WEIGHT, NORM_BATCHES, NORM_CHUNKS, Chunks, augment, losses, settle_norms, weigh_sources
from captions.prose import read_prose
from descent import blend, decay_at, go_towards, set_rate, take_step
from joint.modules import load_pair
from joint.train import TEMPERATURE_START, info_nce, open_corpus
from precision import autocast
from text.lexicon import LEXICON
from text.reader import ready_for

from .fusion import Fusion
from .library import SongLibrary
from .presence import FORMS
from .train import MOST_SENTENCES, read_stories

AVERAGE_DECAY = 0.998
SAVE_EVERY = 500
SETTLING = {'phrases': 0.14, 'mixtures': 0.1, 'songs': 0.2, 'voices': 0.06, 'phil': 0.06}  # of the chunks on which norms are settled; recordings have the rest
NAMES = 24  # instruments of a step whose chunks are told from all others
BATCH = 64  # chunks that are heard together without learning
WINDOW_STEP = WINDOW_FRAMES // WINDOW_STRIDE_FRAMES  # windows a second apart, of which each teacher's window is the third


class Ears(torch.nn.Module):
    """Student and head, as the audio graph puts them together."""

    def __init__(self, student, head):
        super().__init__()
        self.student, self.head = student, head

    def forward(self, mels):
        """(C, M, L) to tags and features of the teachers' windows (C, 3, …), mean tags (C, K), mean hidden (C, H) and embeddings (C, D)."""
        with autocast():
            hidden = self.student.windows(self.student.frames(mels), WINDOW_STRIDE_FRAMES)
        hidden = hidden.float()
        windows, mean = hidden[:, ::WINDOW_STEP], hidden.mean(1)
        tags = self.student.tags(mean)
        return self.student.tags(windows), self.student.features(windows), tags, mean, self.head(tags, mean)


@torch.no_grad()
def hear_cache(ears, cache):
    """Embeddings of every chunk of the cache (n, D); the tags (n, K) and hidden features (n, H) below them are left there, for `Corpus` and `replace_audio.py`."""
    mels = np.memmap(cache / 'mels.f16', np.float16, 'r').reshape(-1, MEL_BANDS, CHUNK_FRAMES)
    parts = [[part.numpy() for part in ears(torch.from_numpy(np.asarray(mels[start:start + BATCH], np.float32)))[2:]] for start in range(0, len(mels), BATCH)]
    tags, hidden, vectors = (np.concatenate(column) for column in zip(*parts))
    np.savez(cache / 'outputs.npz', tags=tags, hidden=hidden)
    return vectors


def pick_clips(clips, count, random):
    """One clip of each `count`th of a song, in playing order; all of a shorter one."""
    return np.array([random.choice(part) for part in np.array_split(clips, min(count, len(clips)))])


def name_loss(vectors, labels, said, classes, scale):
    """Cross-entropy of each chunk with an instrument against all chunks that are known to be without it; over P names, vectors (C, D) and `said` (P, D)."""
    losses = []
    for vector, k in zip(said, classes):
        near = vectors @ vector * scale
        playing, silent = torch.from_numpy(labels[:, k] == 1), torch.from_numpy(labels[:, k] == 0)
        if playing.any() and silent.any():
            others = torch.logsumexp(near[silent], 0) - math.log(silent.sum())
            losses.append(F.softplus(others - near[playing]).mean())
    return torch.stack(losses).mean() if losses else vectors.sum() * 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('cache', 'text', 'data', 'model', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--lexicon', type=Path, default=LEXICON)
    parser.add_argument('--steps', type=int, default=1650)
    parser.add_argument('--songs', type=int, default=20, help='songs with long descriptions in a step')
    parser.add_argument('--clips', type=int, default=3, help='chunks of each that are heard')
    parser.add_argument('--short', type=int, nargs=4, default=(6, 6, 18, 6), help='chunks with short texts: nearest text, spoken tags, labels, words')
    parser.add_argument('--rendered-share', type=float, default=0.6)
    parser.add_argument('--alike-share', type=float, default=0.4)
    parser.add_argument('--presence', type=float, default=0.5, help='weight of instruments being heard where they play')
    parser.add_argument('--keep', type=float, default=1.0, help='weight of recordings staying where the release hears them')
    parser.add_argument('--towards', type=float, default=0.6, help='share of the way from where the audio encoder began to where training led it')
    parser.add_argument('--rate', type=float, default=5e-4)
    parser.add_argument('--seed', type=int, default=1)
    return parser.parse_args()


def main():
    options = parse()
    print(vars(options), flush=True)
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    tags = json.loads((options.text / 'tagspace.json').read_text())
    names = [tag['source'] for tag in tags if tag['source'] != 'instrument']
    chunks, sources = Chunks(options.cache, names), weigh_sources(names)
    text, head = load_pair(options.model, 'bidirectional')
    released = load_released(options.model, chunks.features.shape[-1])
    begun = hear_cache(Ears(released, head).eval(), options.cache)
    corpus, _ = open_corpus(options.cache, options.text)
    library = SongLibrary(corpus, options.data, options.lexicon, 'train', read_prose())
    print('songs', {kind: int((library.kinds == kind).sum()) for kind in ('rendered', 'recording')}, 'chunks', len(begun), flush=True)
    some = np.sort(random.choice(np.flatnonzero(chunks.split == 'train'), NORM_CHUNKS))
    ears = Ears(restore_norms(released, chunks.batch(some)[0]), head).to(memory_format=torch.channels_last)
    first, average = copy.deepcopy(ears), copy.deepcopy(ears).eval()
    length = np.linalg.norm(begun[corpus.train], axis=1).mean()
    fusion, scale = card_fusion(options.model), torch.nn.Parameter(torch.tensor(math.log(1 / (TEMPERATURE_START * length))))
    optimiser = torch.optim.AdamW([{'params': ears.parameters()}, {'params': [scale], 'weight_decay': 0.0, 'speed': 10.0}], options.rate, weight_decay=0.02)
    text.eval().requires_grad_(False), fusion.requires_grad_(False), ears.train()
    ready = ready_for(options.text)

    def read(*tokens):
        with autocast():
            return text(*tokens).float()

    for step in range(options.steps):
        set_rate(optimiser, step, options.steps, options.rate)
        numbers = library.draw(options.songs, options.rendered_share, options.alike_share, random)
        clips = [pick_clips(library.songs[n][0], options.clips, random) for n in numbers]
        chosen, texts, maybe = corpus.pair(options.short, random)
        rows = np.concatenate(clips + [part[-1:] for part in chosen])
        places, heard = np.unique(rows, return_inverse=True)
        mels, *targets = chunks.batch(places)
        said_tags, said_features, _, _, vectors = ears(augment(mels, random))
        with torch.no_grad():
            sentences, mask, whole, _, _ = read_stories(read, ready, [library.tell(n, random)[:MOST_SENTENCES] for n in numbers])
            classes = random.permutation(np.flatnonzero((corpus.labels[places] == 1).any(0)))[:NAMES]
            named = read(*ready([str(random.choice(FORMS)).format(name) for name in corpus.names_of(classes, random)]))
            said = read(*ready(texts))
        songs, clip_mask = lay_out(vectors[heard], [len(part) for part in clips])
        means = songs.sum(1) / clip_mask.sum(1, keepdim=True)
        same = torch.from_numpy((numbers[:, None] == numbers[None]) & ~np.eye(len(numbers), dtype=bool))
        logits = (fusion(means, songs, clip_mask, sentences, mask, whole) * scale.exp()).masked_fill(same, -1e4)
        target = torch.arange(len(numbers))
        contrast = (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)) / 2
        short = info_nce(vectors[heard][-len(texts):], said, scale.exp(), maybe)
        presence = name_loss(vectors, corpus.labels[places], named, classes, scale.exp())
        taught = targets[-1]
        keep = ((vectors - torch.from_numpy(begun[places]))[taught] ** 2).sum(1).mean() / length ** 2
        told = losses(said_tags, said_features, targets, sources)
        loss = contrast + short + options.presence * presence + options.keep * keep + told[0] + FEATURE_WEIGHT * told[1] + LABEL_WEIGHT * told[2]
        take_step(optimiser, loss, ears.parameters())
        blend(average, ears, decay_at(step, AVERAGE_DECAY))
        if (step + 1) % 25 == 0:
            report = dict(step=step + 1, contrast=contrast, short=short, presence=presence, keep=keep, tags=told[0], labels=told[2], temperature=1 / (scale.exp() * length))
            print(json.dumps({name: round(float(value), 4) for name, value in report.items()}), flush=True)
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == options.steps:
            settled = save(average, first, chunks, options)
    hear_cache(settled, options.cache)


def save(average, first, chunks, options):
    """Stores student and head, `towards` of the way from `first`, with norms settled on chunks as they are."""
    settled = copy.deepcopy(average)
    go_towards(settled, first, options.towards)
    random, odds = np.random.default_rng(options.seed), chunks.odds(SETTLING)
    settle_norms(settled, (chunks.batch(random.choice(len(odds), BATCH, p=odds))[0] for _ in range(NORM_BATCHES)))
    torch.save({'average': settled.student.state_dict(), 'config': settled.student.config, 'audio': settled.head.state_dict(),
                'options': {name: str(value) for name, value in vars(options).items()}}, options.out)
    return settled


def card_fusion(model):
    """The fusion of a released model, as it stands in its card."""
    card = json.loads((model / 'model.json').read_text())['fusion']
    return Fusion(card['attentionTemperature'], card['globalWeight'], card['orderWeight'])


def lay_out(vectors, counts):
    """Vectors of songs one after the other (≥ ΣN, D) to (B, N, D) and their mask (B, N)."""
    longest, mask = max(counts), torch.zeros(len(counts), max(counts))
    places = torch.zeros(len(counts), longest, dtype=torch.long)
    first = 0
    for row, count in enumerate(counts):
        places[row, :count], mask[row, :count] = torch.arange(first, first + count), 1
        first += count
    return vectors[places] * mask[..., None], mask


if __name__ == '__main__':
    main()
