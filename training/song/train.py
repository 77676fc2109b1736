"""Contrastive training of text encoder, song encoder and fusion on whole songs and their long descriptions.

    python3 -m song.train --cache COLLECTED --text DATA/text --data DATA --joint JOINT --out song.pt

JOINT is a checkpoint of joint.train or a released model folder; with --song-from, only the text encoder learns. Symmetric InfoNCE of fused scores with a
learned temperature, wrong stories of the same song as hard negatives, attention drawn to the part that a sentence tells of, and
short texts of clips beside the long ones. Source: Wu et al. 2024 (arXiv 2410.02271), section 3; temperature starts at 0.07.
Legend: B = songs, S = sentences, N = clips, D = joint size.
"""
import argparse
import copy
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F

from captions.prose import read_prose
from descent import blend, decay_at, go_towards, set_rate, take_step
from joint.modules import load_pair, pair_state
from joint.train import AVERAGE_DECAY, TEMPERATURE_START, contrast, info_nce, open_corpus, read_by_length
from text.lexicon import LEXICON
from text.reader import load_reader, ready_for, save_reader

from .encoder import SongEncoder
from .fusion import Fusion
from .library import SongLibrary, pad_clips
from .presence import presence_loss, varying_casts
from .stories import WRONGS

MOST_SENTENCES = 24
KEPT_TEXTS = 64  # of a step's texts, the ones that are held near where they began
WRONG_WEIGHT = 0.8
SONG_SPEED = 5.0  # the song encoder is new, what it reads is not
FUSION_START = {'temperature': 0.8, 'global_weight': 0.65, 'order_weight': 0.8}


class Trainee(torch.nn.Module):
    """Everything that learns."""

    def __init__(self, text, head, song, scale):
        super().__init__()
        self.text, self.head, self.song, self.fusion = text, head, song, Fusion(**FUSION_START)
        self.scale = torch.nn.Parameter(torch.tensor(scale))

    def hear(self, corpus, index, mask):
        """Positions of clips (B, N) and mask (B, N) to contextual clips (B, N, D) and songs (B, D)."""
        clips = self.head(torch.from_numpy(corpus.tags[index]), torch.from_numpy(corpus.hidden[index]))
        return self.song(clips * mask[..., None], mask)


class Judge(NamedTuple):
    """What scores songs by texts: `hear` takes positions of clips (B, N) and their mask (B, N) to contextual clips (B, N, D) and songs (B, D), `read` takes texts to vectors (T, D)."""

    hear: Callable
    read: Callable
    fusion: Fusion
    scale: torch.Tensor


def read_stories(read, stories):
    """Sentences (T, S, D), their mask (T, S) and whole descriptions (T, D) of T stories, the vectors and texts that they are made of; every text is encoded once. `read`: texts to vectors."""
    wholes = [' '.join(sentence.text for sentence in story) for story in stories]
    texts = list(dict.fromkeys([sentence.text for story in stories for sentence in story] + wholes))
    vectors = read_by_length(texts, read)
    place = {text: n for n, text in enumerate(texts)}
    longest = max(map(len, stories))
    index = torch.tensor([[place[sentence.text] for sentence in story] + [0] * (longest - len(story)) for story in stories])
    mask = torch.tensor([[1.0] * len(story) + [0.0] * (longest - len(story)) for story in stories])
    return vectors[index] * mask[..., None], mask, vectors[torch.tensor([place[whole] for whole in wholes])], vectors, texts


def wrong_stories(stories, random, kinds):
    """For every story one that is wrong in one respect, or None."""
    wrongs = []
    for row, story in enumerate(stories):
        others = [sentence for other in stories[:row] + stories[row + 1:] for sentence in other if sentence.start is not None]
        tries = (kinds[n](story, others, random) for n in random.permutation(len(kinds)))
        wrongs.append(next((wrong for wrong in tries if wrong), None))
    return wrongs


def span_loss(attention, spans):
    """Minus the logarithm of the attention (B, S, N) that falls on the part told of, over sentences with a part shorter than the song."""
    told = spans.any(-1) & ~spans.all(-1)
    if not told.any():
        return attention.sum() * 0
    return -(attention[told] * spans[told]).sum(-1).clamp(min=1e-4).log().mean()


def same_songs(numbers):
    """Which two of a batch are the same song, (B, B) without the diagonal."""
    return torch.from_numpy((numbers[:, None] == numbers[None]) & ~np.eye(len(numbers), dtype=bool))


def long_losses(judge, library, numbers, random, kinds):
    """(contrast, wrong stories, spans, vectors, texts) of a batch of songs, by their numbers."""
    stories = [library.tell(number, random)[:MOST_SENTENCES] for number in numbers]
    wrongs = wrong_stories(stories, random, kinds) if kinds else [None] * len(stories)
    index, clip_mask = library.clips(numbers)
    rows = [row for row, wrong in enumerate(wrongs) if wrong]
    sentences, mask, whole, vectors, texts = read_stories(judge.read, stories + [wrongs[row] for row in rows])
    contextual, songs = judge.hear(index, clip_mask)
    count, longest = len(stories), max(map(len, stories))
    right = slice(0, count)
    scores = judge.fusion(songs, contextual, clip_mask, sentences[right, :longest], mask[right, :longest], whole[right])
    apart = contrast(scores, judge.scale, same_songs(numbers))
    wrong = apart * 0
    if rows:
        own, _ = judge.fusion.score_pairs(songs[rows], contextual[rows], clip_mask[rows], sentences[count:], mask[count:], whole[rows])
        wrong = F.softplus((own - scores.diagonal()[rows]) * judge.scale).mean()
    _, attention = judge.fusion.score_pairs(songs, contextual, clip_mask, sentences[right, :longest], mask[right, :longest], whole[right])
    spans = torch.from_numpy(library.spans(numbers, stories, index.shape[1]))
    return apart, wrong, span_loss(attention, spans), vectors, texts


def short_loss(judge, corpus, sizes, random):
    """InfoNCE of short texts and a few clips of a song. Returns (loss, text vectors, texts)."""
    chosen, texts, maybe = corpus.pair(sizes, random)
    said = judge.read(texts)
    _, songs = judge.hear(*pad_clips([np.sort(part) for part in chosen]))
    return info_nce(songs, said, judge.scale, maybe), said, texts


def keep_loss(frozen, ready, vectors, texts, random):
    """How far some of the texts have moved from where the text encoder began: the mean of 1 − cosine."""
    some = random.permutation(len(texts))[:KEPT_TEXTS]
    with torch.no_grad():
        anchors = frozen(*ready([texts[n] for n in some]))
    return (1 - (vectors[some] * anchors).sum(1)).mean()


def parse():
    parser = argparse.ArgumentParser()
    for name in ('cache', 'text', 'data', 'joint', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--variant', choices=('bidirectional', 'causal'), default='bidirectional', help='which text encoder of a released folder')
    parser.add_argument('--lexicon', type=Path, default=LEXICON)
    parser.add_argument('--steps', type=int, default=600)
    parser.add_argument('--songs', type=int, default=16, help='songs with long descriptions in a batch')
    parser.add_argument('--short', type=int, nargs=4, default=(28, 16, 20, 8), help='pairs by nearest text, by spoken tags, by labels, by words')
    parser.add_argument('--rendered-share', type=float, default=0.4)
    parser.add_argument('--alike-share', type=float, default=0.4, help='of a batch, songs that sound like another one of it')
    parser.add_argument('--rate', type=float, default=2e-4)
    parser.add_argument('--keep', type=float, default=1.0, help='weight of staying near the text encoder of JOINT')
    parser.add_argument('--spans', type=float, default=0.3, help='weight of attention falling on the part that a sentence tells of')
    parser.add_argument('--presence', type=float, default=0.5, help='weight of instruments being heard where they play')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--song-from', type=Path, help='a checkpoint whose song encoder stays as it is: a second text encoder for the same songs')
    parser.add_argument('--text-only', action='store_true', help='the audio head stays as it is, and there is no song encoder: only words are learned anew')
    parser.add_argument('--towards', type=float, default=1.0, help='share of the way from where text encoder and audio head began to where training led them')
    parser.add_argument('--reader', type=Path, help='a file of text.reader, which learns in place of the text encoder of JOINT; with --text-only')
    parser.add_argument('--minilm', type=Path, help='the sentence encoder that the reader reads with')
    parser.add_argument('--no-song', action='store_true', help='ablation: clips stay as they are, the song is their mean')
    parser.add_argument('--no-wrong', action='store_true', help='ablation: no hard negatives')
    parser.add_argument('--no-prose', action='store_true', help="ablation: all captions by the grammar, none in free prose")
    options = parser.parse_args()
    if options.reader and not (options.text_only and options.minilm):
        parser.error('--reader learns alone: it needs --text-only, and --minilm to read with')
    return options


def prepare(options):
    """Corpus, the network to train, and the mean length of a clip embedding."""
    corpus, _ = open_corpus(options.cache, options.text)
    text, head = load_pair(options.joint, options.variant)
    text = load_reader(options.reader) if options.reader else text
    song = SongEncoder(head.project.out_features)
    if options.song_from:
        stored = torch.load(options.song_from)
        head.load_state_dict(stored['audio']), song.load_state_dict(stored['song'])
    head.requires_grad_(not options.song_from and not options.text_only)
    song.requires_grad_(head.project.weight.requires_grad and not options.no_song)
    with torch.no_grad():
        some = corpus.train[::20]
        length = head.eval()(*(torch.from_numpy(rows[some]) for rows in (corpus.tags, corpus.hidden))).norm(dim=1).mean().item()
    return corpus, Trainee(text, head, song, math.log(1 / (TEMPERATURE_START * length))), length


def main():
    options = parse()
    print(vars(options), flush=True)
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    corpus, trainee, length = prepare(options)
    library = SongLibrary(corpus, options.data, options.lexicon, 'train', {} if options.no_prose else read_prose())
    print('songs', {kind: int((library.kinds == kind).sum()) for kind in ('rendered', 'recording')}, 'clips taught', len(corpus.train), flush=True)
    casts = list(varying_casts(library).values()) if options.presence else []
    ready = ready_for(options.text, options.minilm if options.reader else None)
    begun, average = copy.deepcopy(trainee).eval(), copy.deepcopy(trainee).eval()
    frozen = begun.text
    kinds = () if options.no_wrong else WRONGS
    groups = [{'params': [p for part in (trainee.text, trainee.head) for p in part.parameters() if p.requires_grad]},
              {'params': [p for p in trainee.song.parameters() if p.requires_grad], 'speed': SONG_SPEED},
              {'params': [trainee.scale, *trainee.fusion.parameters()], 'weight_decay': 0.0, 'speed': 10.0}]
    optimiser = torch.optim.AdamW(groups, options.rate, weight_decay=0.01)
    trainee.train()
    for step in range(options.steps):
        set_rate(optimiser, step, options.steps, options.rate)
        judge = Judge(lambda index, mask: trainee.hear(corpus, index, mask), lambda part: trainee.text(*ready(part)), trainee.fusion, trainee.scale.exp())
        numbers = library.draw(options.songs, options.rendered_share, options.alike_share, random)
        apart, wrong, spans, said, texts = long_losses(judge, library, numbers, random, kinds)
        short, said_short, texts_short = short_loss(judge, corpus, options.short, random)
        presence = presence_loss(judge, lambda at: trainee.head(torch.from_numpy(corpus.tags[at]), torch.from_numpy(corpus.hidden[at])), casts, corpus, random)
        keep = keep_loss(frozen, ready, torch.cat([said, said_short]), texts + texts_short, random)
        loss = apart + short + WRONG_WEIGHT * wrong + options.spans * spans + options.presence * presence + options.keep * keep
        take_step(optimiser, loss, trainee.parameters())
        blend(average, trainee, decay_at(step, AVERAGE_DECAY))
        if (step + 1) % 25 == 0:
            report = dict(step=step + 1, contrast=apart, short=short, wrong=wrong, spans=spans, presence=presence, keep=keep, temperature=1 / (trainee.scale.exp() * length))
            print(json.dumps({name: round(float(value), 4) for name, value in report.items()} | trainee.fusion.values()), flush=True)
    go_towards(average.text, frozen, options.towards)
    go_towards(average.head, begun.head, options.towards)
    if options.reader:
        return save_reader(average.text, options.out)
    stored = pair_state(average.text, average.head, options)
    if not options.text_only:
        stored['fusion'] = average.fusion.values()
    if not options.text_only and not options.no_song:
        stored |= {'song': average.song.state_dict(), 'song_settings': trainee.song.settings}
    torch.save(stored, options.out)


if __name__ == '__main__':
    main()
