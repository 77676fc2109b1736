"""The audio encoder learns from songs and their descriptions, end to end, and the words stay as they are.

    python3 -m song.ears --cache CACHE --text DATA/text --data DATA --model ../models/collap-mini --out RUN/ears.pt

`audio.train` asks what the teachers say and who plays; here the same network is asked what descriptions say, by the losses of `song.train`: songs
lie nearest to their own descriptions, parts to the sentences that tell of them, each instrument's chunks to its name. A step hears some chunks of
each song; the others count as they were last heard. The teachers, exact labels and the released vectors of recordings hold the rest in place.
`song.settle` makes of one or several such checkpoints what a release needs.

CACHE is one of audio.cache, in the units of the release (audio.units).
Sources: Wu et al. 2024 (arXiv 2410.02271), section 3, for the loss; Wang et al. 2020 (arXiv 1912.06798) for remembering what earlier steps heard.
Legend: n = chunks of CACHE, C = chunks of a step, B = songs, N = chunks of a song, M = mel bands, L = mel frames, K = tags, H = hidden, D = joint size.
"""
import argparse
import copy
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from audio.cache import teacher_sources
from audio.graph import WINDOW_STRIDE_FRAMES
from audio.released import head_of, load_head, load_released, load_student, restore_norms
from audio.student import WINDOW_FRAMES
from audio.train import FEATURE_WEIGHT, LABEL_WEIGHT, NORM_CHUNKS, Chunks, augment, losses, weigh_sources
from captions.prose import read_prose
from descent import blend, decay_at, set_rate, take_step
from joint.train import TEMPERATURE_START, info_nce, open_corpus
from precision import autocast
from text.lexicon import LEXICON
from text.reader import Encoder

from .fusion import Fusion
from .library import SongLibrary
from .presence import FORMS, presence_loss, varying_casts
from .stories import WRONGS
from .train import WRONG_WEIGHT, Judge, long_losses

AVERAGE_DECAY = 0.998
SAVE_EVERY = 500
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
def hear_cache(ears, mels, cache):
    """
    Embeddings of every chunk of the cache, whose log-mel is `mels` (n, M, L): (n, D). The tags (n, K) and hidden features (n, H) below them are
    left there, for `Corpus` and `replace_audio.py`.
    """
    parts = [[part.numpy() for part in ears(torch.from_numpy(np.asarray(mels[start:start + BATCH], np.float32)))[2:]] for start in range(0, len(mels), BATCH)]
    tags, hidden, vectors = (np.concatenate(column) for column in zip(*parts))
    np.savez(cache / 'outputs.npz', tags=tags, hidden=hidden)
    return vectors


def pick_clips(clips, count, random):
    """One clip of each `count`th of a song, in playing order; all of a shorter one."""
    return np.array([random.choice(part) for part in np.array_split(clips, min(count, len(clips)))])


def recall_songs(vectors, index, mask):
    """Chunks of songs (B, N, D) by their positions among the `vectors` (n, D) of all chunks, and the songs (B, D), their means."""
    clips = vectors[torch.from_numpy(index)] * mask[..., None]
    return clips, clips.sum(1) / mask.sum(1, keepdim=True)


def name_loss(vectors, corpus, places, words, scale, random):
    """Cross-entropy of each chunk with an instrument against all chunks that are known to be without it; over NAMES of the instruments that chunks `places` with vectors (C, D) have."""
    labels, parts = corpus.labels[places], []
    classes = random.permutation(np.flatnonzero((labels == 1).any(0)))[:NAMES]
    said = words([str(random.choice(FORMS)).format(name) for name in corpus.names_of(classes, random)])
    for vector, k in zip(said, classes):
        near = vectors @ vector * scale
        playing, silent = torch.from_numpy(labels[:, k] == 1), torch.from_numpy(labels[:, k] == 0)
        if playing.any() and silent.any():
            others = torch.logsumexp(near[silent], 0) - math.log(silent.sum())
            parts.append(F.softplus(others - near[playing]).mean())
    return torch.stack(parts).mean() if parts else vectors.sum() * 0


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
    parser.add_argument('--long', type=float, default=2.0, help='weight of long descriptions: a few chunks of each song learn from them, the others are remembered')
    parser.add_argument('--spans', type=float, default=0.5, help='weight of attention falling on the part that a sentence tells of')
    parser.add_argument('--presence', type=float, default=0.5, help='weight of instruments being heard where they play, between songs and within one')
    parser.add_argument('--keep', type=float, default=1.0, help='weight of recordings staying where the release hears them')
    parser.add_argument('--rate', type=float, default=5e-4)
    parser.add_argument('--seed', type=int, default=1)
    return parser.parse_args()


def main():
    options = parse()
    print(vars(options), flush=True)
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    chunks, sources = Chunks(options.cache), weigh_sources(teacher_sources(json.loads((options.text / 'tagspace.json').read_text())))
    encoder, ears = Encoder(options.text, options.model), open_ears(options.model, chunks, options.seed)
    begun = hear_cache(ears.eval(), chunks.mels, options.cache)
    corpus, _ = open_corpus(options.cache, options.text)
    library = SongLibrary(corpus, options.data, options.lexicon, 'train', read_prose())
    print('songs', {kind: int((library.kinds == kind).sum()) for kind in ('rendered', 'recording')}, 'chunks', len(begun), flush=True)
    average = copy.deepcopy(ears)
    length = np.linalg.norm(begun[corpus.train], axis=1).mean()
    fusion, scale = card_fusion(options.model), torch.nn.Parameter(torch.tensor(math.log(1 / (TEMPERATURE_START * length))))
    optimiser = torch.optim.AdamW([{'params': ears.parameters()}, {'params': [scale], 'weight_decay': 0.0, 'speed': 10.0}], options.rate, weight_decay=0.02)
    fusion.requires_grad_(False), ears.train()
    casts, recalled = varying_casts(library), torch.from_numpy(begun.copy())
    words = lambda texts: torch.from_numpy(encoder(texts))
    for step in range(options.steps):
        set_rate(optimiser, step, options.steps, options.rate)
        numbers = library.draw(options.songs, options.rendered_share, options.alike_share, random)
        clips = [pick_clips(library.songs[n][0], options.clips, random) for n in numbers]
        chosen, texts, maybe = corpus.pair(options.short, random)
        places, heard = np.unique(np.concatenate(clips + [part[-1:] for part in chosen]), return_inverse=True)
        mels, *targets = chunks.batch(places)
        tags, features, _, _, vectors = ears(augment(mels, random))
        now = recalled.index_copy(0, torch.from_numpy(places), vectors)
        judge = Judge(lambda index, mask: recall_songs(now, index, mask), words, fusion, scale.exp())
        apart, wrong, spans, _, _ = long_losses(judge, library, numbers, random, WRONGS)
        short = info_nce(vectors[heard[len(heard) - len(texts):]], words(texts), scale.exp(), maybe)
        named = name_loss(vectors, corpus, places, words, scale.exp(), random)
        presence = presence_loss(judge, lambda at: now[torch.from_numpy(at)], [casts[n] for n in np.unique(numbers) if n in casts], corpus, random)
        taught = targets[-1]
        moved = ((vectors - torch.from_numpy(begun[places]))[taught] ** 2).sum() / taught.sum().clamp(min=1) / length ** 2
        told = losses(tags, features, targets, sources)
        loss = (options.long * (apart + WRONG_WEIGHT * wrong) + options.spans * spans + options.presence * (named + presence) + short
                + options.keep * moved + told[0] + FEATURE_WEIGHT * told[1] + LABEL_WEIGHT * told[2])
        take_step(optimiser, loss, ears.parameters())
        recalled[torch.from_numpy(places)] = vectors.detach()
        blend(average, ears, decay_at(step, AVERAGE_DECAY))
        if (step + 1) % 25 == 0:
            report = dict(step=step + 1, contrast=apart, wrong=wrong, spans=spans, short=short, named=named, presence=presence, keep=moved, tags=told[0], labels=told[2], temperature=1 / (scale.exp() * length))
            print(json.dumps({name: round(float(value), 4) for name, value in report.items()}), flush=True)
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == options.steps:
            save_ears(average, options)


def open_ears(model, chunks, seed):
    """The student and head of a release, with norms that chunks drawn by `seed` tell, so that runs of one seed begin from the same weights."""
    some = np.random.default_rng(seed).choice(np.flatnonzero(chunks.split == 'train'), NORM_CHUNKS)
    student = restore_norms(load_released(model, chunks.features.shape[-1]), chunks.batch(some)[0])
    return Ears(student, load_head(model)).to(memory_format=torch.channels_last)


def load_ears(path):
    """Student and head of a checkpoint of this stage."""
    return Ears(load_student(path), head_of(torch.load(path)['audio']))


def save_ears(ears, options):
    """Stores student and head as `replace_audio.py` reads them, and the options of the run."""
    torch.save({'average': ears.student.state_dict(), 'config': ears.student.config, 'audio': ears.head.state_dict(),
                'options': {name: str(value) for name, value in vars(options).items()}}, options.out)


def card_fusion(model):
    """The fusion of a released model, as it stands in its card."""
    card = json.loads((model / 'model.json').read_text())['fusion']
    return Fusion(card['attentionTemperature'], card['globalWeight'], card['orderWeight'])


if __name__ == '__main__':
    main()
