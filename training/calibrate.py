"""Finds the fusion parameters, the certainty thresholds and the label temperature on the validation split, and prints what they give.

    python3 calibrate.py --cache COLLECTED --text TEXT --joint song.pt --captions validation/recordings.jsonl --out calibration.json
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from audio.labels import CLASSES
from fusion import fuse
from joint.modules import load_pair
from joint.train import tokenise
from song.encoder import load_encoder
from text.sentences import split_sentences

TEMPERATURES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 5.0)
LABEL_TEMPERATURES = (0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 5.6)
WEIGHTS = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0)
BACKGROUND_SONGS = 400
PHRASE_SETS = ('phil', 'phrases', 'mixtures')
ORDER_WEIGHT = 0.6  # of 0, 0.1, 0.3, 0.6 and 1.0: the table in docs/decisions/0004-model-recipe.md
ALIKE_MRR = 0.005  # differences below this are noise; of settings alike, the one that finds most within ten is taken
SOLO_PROMPT, GENRE_PROMPT = 'solo {}', '{} music'


def find_songs(tracks, split):
    """Positions of the recordings of a split that are songs, not single phrases."""
    return [n for n, track in enumerate(tracks) if track['split'] == split and track['set'] not in PHRASE_SETS]


def choose_background(tracks, song_vectors):
    """Song vectors of training recordings, evenly drawn: where scores lie by chance. song_vectors: (tracks, D)."""
    return song_vectors[np.random.default_rng(3).permutation(find_songs(tracks, 'train'))[:BACKGROUND_SONGS]]


def relate_clips(clips, track, tracks, encoder):
    """
    Clips (n, D) of the tracks `track` (n) in the context of their songs, (n, D), and song vectors (tracks, D): by the song encoder, or without one
    the clips as they are and their mean; zeros for tracks without clips.
    """
    related, songs = clips.copy(), np.zeros((tracks, clips.shape[1]), np.float32)
    for n in np.unique(track):
        own = torch.from_numpy(clips[track == n])
        if encoder:
            contextual, song = encoder(own[None], torch.ones(1, len(own)))
            related[track == n], songs[n] = contextual[0].numpy(), song[0].numpy()
        else:
            songs[n] = own.mean(0).numpy()
    return related, songs


class Judge:
    """The trained pair, and everything of the cache as joint vectors."""

    def __init__(self, cache, text, joint):
        stored = torch.load(joint)
        self.text, self.head = load_pair(joint, 'bidirectional')
        self.text.eval(), self.head.eval()
        self.size, self.fusion = stored['size'], stored.get('fusion')
        self.encoder = load_encoder(stored)
        self.tokenizer = Tokenizer.from_file(str(text / 'tokenizer.json'))
        said, targets = np.load(cache / 'outputs.npz'), np.load(cache / 'targets.npz')
        self.tracks, self.track = json.loads((cache / 'tracks.json').read_text()), targets['track']
        self.labels = targets['labels']
        self.of_id = {track['id']: position for position, track in enumerate(self.tracks)}
        with torch.no_grad():
            clips = self.head(torch.from_numpy(said['tags']), torch.from_numpy(said['hidden'])).numpy()
            self.vectors, self.song_vectors = relate_clips(clips, self.track, len(self.tracks), self.encoder)

    def clips(self, track_id):
        return self.vectors[self.track == self.of_id[track_id]]

    def song(self, track_id):
        return self.song_vectors[self.of_id[track_id]]

    @torch.no_grad()
    def embed(self, texts):
        parts = [self.text(*tokenise(self.tokenizer, texts[start:start + 64])) for start in range(0, len(texts), 64)]
        return torch.cat(parts).numpy()

    def songs(self, split):
        return find_songs(self.tracks, split)

    def background(self):
        return choose_background(self.tracks, self.song_vectors)


def ranks(scores):
    """Rank of the diagonal in every row of (n, n), ties against us."""
    return (scores >= np.diag(scores)[:, None]).sum(1)


def summary(rank):
    return {**{f'R@{k}': round(float((rank <= k).mean()), 3) for k in (1, 5, 10)}, 'median': float(np.median(rank)), 'mrr': round(float((1 / rank).mean()), 3)}


def retrieval_scores(judge, rows, background, temperature, weight, order=0.0):
    """(texts, songs): fused scores, every text's standardised by the background."""
    songs = [(judge.song(row['id']), judge.clips(row['id'])) for row in rows]
    scores = np.empty((len(rows), len(rows)))
    for r, row in enumerate(rows):
        sentences, whole = row['vectors'][:-1], row['vectors'][-1]
        values = [fuse(song, clips, sentences, whole, temperature, weight, order) for song, clips in songs]
        chance = background @ (weight * whole + (1 - weight) * sentences.mean(0))
        scores[r] = (np.array(values) - chance.mean()) / chance.std()
    return scores


def read_rows(judge, path):
    rows = [json.loads(line) for line in path.open()]
    rows = [row for row in rows if row['id'] in judge.of_id]
    for row in rows:
        sentences = split_sentences(row['text'])
        row['vectors'] = judge.embed(sentences + [row['text']])
    return rows


def solo_chunks(judge):
    """Which chunks of the validation split hold one instrument that is known to be alone: (n) bool."""
    held = np.array([judge.tracks[t]['split'] == 'validation' for t in judge.track])
    return held & ((judge.labels == 1).sum(1) == 1) & (judge.labels >= 0).all(1)


def solo_accuracy(judge, name):
    """Share of the single-instrument chunks of a set whose instrument's prompt scores highest."""
    chosen = solo_chunks(judge) & np.array([judge.tracks[t]['set'] == name for t in judge.track])
    if not chosen.any():
        return None
    right = judge.labels[chosen].argmax(1)
    classes = sorted(set(right))
    scores = judge.vectors[chosen] @ judge.embed([SOLO_PROMPT.format(CLASSES[c]) for c in classes]).T
    return {'n': len(right), 'classes': len(classes), 'accuracy': round(float((np.array(classes)[scores.argmax(1)] == right).mean()), 3)}


def label_temperature(judge, genres):
    """The softmax temperature under which the instruments of single-instrument validation chunks, and the genres of validation songs, are most likely."""
    chosen = solo_chunks(judge)
    sets = [(judge.vectors[chosen] @ judge.embed([SOLO_PROMPT.format(name) for name in CLASSES]).T, judge.labels[chosen].argmax(1))]
    rows = [row for row in map(json.loads, genres.open()) if row['id'] in judge.of_id] if genres.exists() else []
    if rows:
        labels = sorted({row['label'] for row in rows})
        songs = np.stack([judge.song(row['id']) for row in rows])
        sets.append((songs @ judge.embed([GENRE_PROMPT.format(label) for label in labels]).T, np.array([labels.index(row['label']) for row in rows])))

    def surprise(temperature):
        return sum(cross_entropy(scores / temperature, right) for scores, right in sets if len(right))
    return float(min(LABEL_TEMPERATURES, key=surprise))


def cross_entropy(logits, right):
    highest = logits.max(1, keepdims=True)
    return (np.log(np.exp(logits - highest).sum(1)) + highest[:, 0] - logits[np.arange(len(right)), right]).mean()


def instrumental_offset(judge):
    """What "instrumental" needs on top of its score: best balanced accuracy on validation songs, the middle of the best values."""
    labels = list(json.loads((Path(__file__).parent / 'label_groups.json').read_text())['voice'].items())
    songs = judge.songs('validation')
    sung = np.array([judge.tracks[n]['set'] == 'voices' and not Path(judge.tracks[n]['path']).name.startswith('Instrumentals_') for n in songs])
    if not sung.any():
        return 0.0
    scores = judge.song_vectors[songs] @ judge.embed([prompt for _, prompt in labels]).T
    plain = [label for label, _ in labels].index('instrumental')
    others = np.delete(scores, plain, 1).max(1)
    balanced = lambda offset: ((others > scores[:, plain] + offset)[sung].mean() + (others <= scores[:, plain] + offset)[~sung].mean()) / 2
    offsets = np.arange(-4, 12.01, 0.25)
    highest = max(map(balanced, offsets))
    best = np.median([offset for offset in offsets if balanced(offset) == highest])
    print('instrumental offset', best, 'balanced accuracy', round(balanced(best), 3), 'without', round(balanced(0), 3))
    return float(best)


def certainty(scores):
    """Standardised scores that two, and ten, of a hundred songs reach for a description that is not theirs."""
    others = scores[~np.eye(len(scores), dtype=bool)]
    own = np.diag(scores)
    high, medium = np.quantile(others, 0.98), np.quantile(others, 0.9)
    print('certainty: own description high', round((own >= high).mean(), 2), 'medium or high', round((own >= medium).mean(), 2))
    return {'high': round(float(high), 3), 'medium': round(float(medium), 3)}


def choose_fusion(judge, rows, background):
    """(temperature, global weight, order weight): as the song stage learned them, or, without it, the best on the validation captions."""
    table = [(summary(ranks(retrieval_scores(judge, rows, background, t, w))), t, w) for t in TEMPERATURES for w in WEIGHTS]
    for result, temperature, weight in sorted(table, key=lambda entry: -entry[0]['mrr'])[:6]:
        print('temperature', temperature, 'global weight', weight, result)
    if judge.fusion:
        print('learned', judge.fusion)
        return tuple(round(judge.fusion[name], 4) for name in ('attentionTemperature', 'globalWeight', 'orderWeight'))
    highest = max(result['mrr'] for result, _, _ in table)
    _, temperature, weight = max((entry for entry in table if entry[0]['mrr'] >= highest - ALIKE_MRR), key=lambda entry: entry[0]['R@10'])
    return temperature, weight, ORDER_WEIGHT


def main():
    parser = argparse.ArgumentParser()
    for name in ('cache', 'text', 'joint', 'captions', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    judge = Judge(options.cache, options.text, options.joint)
    background, rows = judge.background(), read_rows(judge, options.captions)
    temperature, weight, order = choose_fusion(judge, rows, background)
    print('mean of clips only', summary(ranks(retrieval_scores(judge, rows, background, temperature, 1.0))))
    scores = retrieval_scores(judge, rows, background, temperature, weight, order)
    voices = read_rows(judge, options.captions.with_name('voices.jsonl')) if options.captions.with_name('voices.jsonl').exists() else []
    report = {'recordings': {'n': len(rows), **summary(ranks(scores))}, 'phil': solo_accuracy(judge, 'phil'),
              'phrases': solo_accuracy(judge, 'phrases')}
    if voices:
        report['voices'] = {'n': len(voices), **summary(ranks(retrieval_scores(judge, voices, background, temperature, weight, order)))}
    print(json.dumps(report, indent=1))
    options.out.write_text(json.dumps({'fusion': {'attentionTemperature': temperature, 'globalWeight': weight, 'orderWeight': order},
                                       'certainty': certainty(scores), 'labelTemperature': label_temperature(judge, options.captions.with_name('genres.jsonl')),
                                       'offsets': {'instrumental': instrumental_offset(judge)}, 'report': report}))


if __name__ == '__main__':
    main()
