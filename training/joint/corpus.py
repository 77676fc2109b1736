"""Pairs of audio and text for contrastive training: by the teachers' profile, by exact labels, and by the words that came with a recording."""
import json
from pathlib import Path

import numpy as np
import torch

from captions.grammar import enumerate_words
from captions.spoken import speak

NEAREST_TEXTS = 20
SOLO_SHARE = 0.6  # of the pairs by labels: one instrument alone says more about its name than six together
REAL_SHARE = 0.4  # of those, recordings of real players: there are few, and rendered ones would drown them
NEAREST, SPOKEN, LABELLED, WORDED = range(4)
SOLO_TEXTS = ('solo {}', 'a solo {} piece', 'the sound of a {}', 'a {} plays alone', 'someone playing the {}', '{}', 'a {} phrase',
              'unaccompanied {}', '{} melody', 'this recording features a solo {}', 'a single {} can be heard', 'a {} being played')
MIXED_TEXTS = ('music with {}', 'a piece featuring {}', 'an instrumental with {}', 'we hear {}', '{}', 'an ensemble of {}', 'a track with {}')
GENRE_TEXTS = ('{} music', 'a {} track', '{}', 'this is {} music', 'a song in the style of {}', 'a piece of {} music')
GENRES = Path(__file__).parents[1] / 'captions' / 'genres.jsonl'
EMPTY_GENRES = {'game', 'soundtrack', 'game soundtrack', 'space', 'sound fx', '(none)', 'other', 'music', 'game music', 'winter', 'orchestral (game'}


def read_genres(path=GENRES):
    """{id: names, the fittest first} of training recordings; a language model judged by title, package and what the training teachers hear."""
    return {row['id']: row['genres'] for row in map(json.loads, path.open())}


class Corpus:
    """
    Legend: n = chunks, m = texts, K = tags. `nearest` (n, NEAREST_TEXTS): the texts whose profile fits the teachers' view of a chunk best.
    """

    def __init__(self, cache, texts, profiles, words, tags):
        targets, stats = np.load(cache / 'targets.npz'), np.load(cache / 'stats.npz')
        self.tracks = json.loads((cache / 'tracks.json').read_text())
        self.track, self.taught, self.labels, self.start = (targets[name] for name in ('track', 'taught', 'labels', 'start'))
        said = np.load(cache / 'outputs.npz')
        self.tags, self.hidden = said['tags'], said['hidden']
        self.split = np.array([self.tracks[t]['split'] for t in self.track])
        self.texts, self.words, self.spoken, self.genres = texts, words, tags, read_genres()
        self.heard = taught = ((targets['tags'].mean(1) - stats['tags_mean']) / stats['tags_std']).astype(np.float32)
        self.train = np.flatnonzero((self.split == 'train') & self.taught)
        self.nearest = self.find_nearest(taught, profiles[:, :taught.shape[1]])
        words_there = [self.words_of(t) for t in range(len(self.tracks))]
        self.labelled = np.flatnonzero((self.split == 'train') & (self.labels >= 0).all(1))
        self.solo = self.labelled[(self.labels[self.labelled] == 1).sum(1) == 1]
        self.solo_odds = self.odds_of_solo()
        self.worded = np.flatnonzero((self.split == 'train') & np.array([bool(words_there[t]) for t in self.track]) & ~np.isin(np.arange(len(self.track)), self.labelled))
        self.of_track = {t: np.flatnonzero(self.track == t) for t in np.unique(self.track)}

    def odds_of_solo(self):
        """Chance of each chunk of `solo`: recordings have REAL_SHARE together, where there are both."""
        real = np.array([bool(self.tracks[t].get('instrument')) for t in self.track[self.solo]], bool)
        if real.all() or not real.any():
            return np.full(len(real), 1 / max(1, len(real)))
        return np.where(real, REAL_SHARE / real.sum(), (1 - REAL_SHARE) / (~real).sum())

    def find_nearest(self, taught, profiles):
        """Per-text z-scores over the training chunks, then the best texts of each chunk. Source: the bridge, standardised against hubs."""
        sample = taught[self.train]
        mean, deviation = np.empty(len(profiles), np.float32), np.empty(len(profiles), np.float32)
        for start in range(0, len(profiles), 4096):
            scores = profiles[start:start + 4096] @ sample.T
            mean[start:start + 4096], deviation[start:start + 4096] = scores.mean(1), scores.std(1) + 1e-6
        nearest = np.zeros((len(taught), NEAREST_TEXTS), np.int32)
        for start in range(0, len(self.train), 512):
            rows = self.train[start:start + 512]
            scores = (taught[rows] @ profiles.T - mean) / deviation
            nearest[rows] = np.argpartition(-scores, NEAREST_TEXTS, 1)[:, :NEAREST_TEXTS]
        return nearest

    def words_of(self, track):
        """The prompt's parts, or the genres, that came with a recording or were told of it; genres that say nothing are left out."""
        entry = self.tracks[track]
        if entry['id'] in self.genres:
            return self.genres[entry['id']]
        text = entry.get('text') if entry['set'] == 'voices' else entry.get('genre')
        parts = [part.replace('(guess)', '').strip() for part in (text or '').replace(';', ',').split(',')]
        return [part for part in parts if part and part.lower() not in EMPTY_GENRES]

    def worded_text(self, track, random):
        parts = self.words_of(track)
        if self.tracks[track]['set'] != 'voices':
            return random.choice(GENRE_TEXTS).format(parts[random.integers(len(parts))].lower())
        count = random.integers(1, len(parts) + 1)
        return ', '.join(random.permutation(parts)[:count])

    def names_of(self, classes, random):
        """One of the names of every class."""
        return [self.words[k][random.integers(len(self.words[k]))] for k in classes]

    def labelled_text(self, chunk, random):
        names = self.names_of(np.flatnonzero(self.labels[chunk] == 1), random)
        if len(names) == 1:
            return random.choice(SOLO_TEXTS).format(names[0])
        names = list(random.permutation(names))
        return random.choice(MIXED_TEXTS).format(enumerate_words(names))

    def choose_chunks(self, chunk, random):
        """One chunk as it is, or up to eight of its song: clips and whole songs are asked for alike."""
        if random.random() < 0.5:
            return np.array([chunk])
        others = self.of_track[self.track[chunk]]
        return np.append(random.choice(others, min(len(others), random.integers(1, 8)), replace=False), chunk)

    def text_of(self, kind, chunk, chosen, random):
        if kind == NEAREST:
            return self.texts[self.nearest[chunk][random.integers(NEAREST_TEXTS)]]
        if kind == SPOKEN:
            return speak(self.heard[chosen].mean(0), self.spoken, random)
        return self.labelled_text(chunk, random) if kind == LABELLED else self.worded_text(self.track[chunk], random)

    def pair(self, sizes, random):
        """Chunks of every pair (B arrays of indices), texts, and which pairs may also be right (B, B): those share a song, or an instrument label."""
        pools = (self.train, self.train, self.labelled, self.worded)
        chunks = np.concatenate([random.choice(pool, size) if size else np.empty(0, int) for pool, size in zip(pools, sizes)])
        kinds = np.repeat([NEAREST, SPOKEN, LABELLED, WORDED], sizes)
        alone = (kinds == LABELLED) & (random.random(len(kinds)) < SOLO_SHARE) & bool(len(self.solo))
        chunks[alone] = random.choice(self.solo, alone.sum(), p=self.solo_odds) if alone.any() else chunks[alone]
        chosen = [np.array([chunk]) if kind == LABELLED else self.choose_chunks(chunk, random) for chunk, kind in zip(chunks, kinds)]
        texts = [self.text_of(kind, chunk, part, random) for kind, chunk, part in zip(kinds, chunks, chosen)]
        return chosen, texts, torch.from_numpy(self.maybe_right(chunks, kinds))

    def draw(self, sizes, random):
        """The same with audio as the mean of a pair's chunks: (B, K), (B, H), texts, (B, B)."""
        chosen, texts, maybe = self.pair(sizes, random)
        as_tensor = lambda rows: torch.from_numpy(np.stack([rows[part].mean(0) for part in chosen]).astype(np.float32))
        return as_tensor(self.tags), as_tensor(self.hidden), texts, maybe

    def maybe_right(self, chunks, kinds):
        same = self.track[chunks][:, None] == self.track[chunks][None]
        labelled = kinds == LABELLED
        shared = (self.labels[chunks] == 1).astype(np.int32)
        overlap = (shared @ shared.T > 0) & labelled[:, None] & labelled[None]
        worded = [set(self.words_of(t)) if kind == WORDED else set() for t, kind in zip(self.track[chunks], kinds)]
        alike = np.array([[bool(own & other) for other in worded] for own in worded])
        return (same | overlap | alike) & ~np.eye(len(chunks), dtype=bool)
