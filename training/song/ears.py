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

from audio.cache import teacher_sources
from audio.graph import WINDOW_STRIDE_FRAMES
from audio.released import load_head, load_released, restore_norms
from audio.student import WINDOW_FRAMES
from audio.train import FEATURE_WEIGHT, LABEL_WEIGHT, NORM_BATCHES, NORM_CHUNKS, Chunks, augment, losses, settle_norms, weigh_sources
from captions.prose import read_prose
from descent import blend, decay_at, go_towards, set_rate, take_step
from joint.train import TEMPERATURE_START, contrast, info_nce, open_corpus
from precision import autocast
from text.lexicon import LEXICON
from text.reader import Encoder

from .fusion import Fusion
from .library import SongLibrary, pad_clips
from .presence import FORMS
from .train import MOST_SENTENCES, read_stories, same_songs

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


def song_loss(vectors, places, words, stories, fusion, scale, same):
    """Contrast of fused scores: songs by their chunks among the vectors (C, D), `places` of each, and their stories; songs that are the `same` (B, B) are no wrong answers."""
    sentences, sentence_mask, whole, _, _ = read_stories(words, stories)
    index, mask = pad_clips(places)
    clips = vectors[torch.from_numpy(index)] * mask[..., None]
    return contrast(fusion(clips.sum(1) / mask.sum(1, keepdim=True), clips, mask, sentences, sentence_mask, whole), scale, same)


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
    chunks, sources = Chunks(options.cache), weigh_sources(teacher_sources(json.loads((options.text / 'tagspace.json').read_text())))
    encoder, head = Encoder(options.text, options.model), load_head(options.model)
    released = load_released(options.model, chunks.features.shape[-1])
    begun = hear_cache(Ears(released, head).eval(), chunks.mels, options.cache)
    corpus, _ = open_corpus(options.cache, options.text)
    library = SongLibrary(corpus, options.data, options.lexicon, 'train', read_prose())
    print('songs', {kind: int((library.kinds == kind).sum()) for kind in ('rendered', 'recording')}, 'chunks', len(begun), flush=True)
    some = np.sort(random.choice(np.flatnonzero(chunks.split == 'train'), NORM_CHUNKS))
    ears = Ears(restore_norms(released, chunks.batch(some)[0]), head).to(memory_format=torch.channels_last)
    first, average = copy.deepcopy(ears), copy.deepcopy(ears).eval()
    length = np.linalg.norm(begun[corpus.train], axis=1).mean()
    fusion, scale = card_fusion(options.model), torch.nn.Parameter(torch.tensor(math.log(1 / (TEMPERATURE_START * length))))
    optimiser = torch.optim.AdamW([{'params': ears.parameters()}, {'params': [scale], 'weight_decay': 0.0, 'speed': 10.0}], options.rate, weight_decay=0.02)
    fusion.requires_grad_(False), ears.train()
    words = lambda texts: torch.from_numpy(encoder(texts))
    for step in range(options.steps):
        set_rate(optimiser, step, options.steps, options.rate)
        numbers = library.draw(options.songs, options.rendered_share, options.alike_share, random)
        clips = [pick_clips(library.songs[n][0], options.clips, random) for n in numbers]
        chosen, texts, maybe = corpus.pair(options.short, random)
        places, heard = np.unique(np.concatenate(clips + [part[-1:] for part in chosen]), return_inverse=True)
        mels, *targets = chunks.batch(places)
        tags, features, _, _, vectors = ears(augment(mels, random))
        stories = [library.tell(n, random)[:MOST_SENTENCES] for n in numbers]
        apart = song_loss(vectors, np.split(heard[:-len(texts)], np.cumsum([len(part) for part in clips])[:-1]), words, stories, fusion, scale.exp(), same_songs(numbers))
        short = info_nce(vectors[heard[-len(texts):]], words(texts), scale.exp(), maybe)
        presence = name_loss(vectors, corpus, places, words, scale.exp(), random)
        taught = targets[-1]
        moved = ((vectors - torch.from_numpy(begun[places]))[taught] ** 2).sum() / taught.sum().clamp(min=1) / length ** 2
        told = losses(tags, features, targets, sources)
        loss = apart + short + options.presence * presence + options.keep * moved + told[0] + FEATURE_WEIGHT * told[1] + LABEL_WEIGHT * told[2]
        take_step(optimiser, loss, ears.parameters())
        blend(average, ears, decay_at(step, AVERAGE_DECAY))
        if (step + 1) % 25 == 0:
            report = dict(step=step + 1, contrast=apart, short=short, presence=presence, keep=moved, tags=told[0], labels=told[2], temperature=1 / (scale.exp() * length))
            print(json.dumps({name: round(float(value), 4) for name, value in report.items()}), flush=True)
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == options.steps:
            settled = save(average, first, chunks, options)
    hear_cache(settled, chunks.mels, options.cache)


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


if __name__ == '__main__':
    main()
