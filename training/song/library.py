"""Training songs with clip embeddings, and the stories that are told of them. Legend: N = clips, D = joint size, K = teacher tags."""
import numpy as np

from captions.recordings import compose_recording_caption
from captions.rendered import Sentence, compose_caption

WORDS = ((100, 400), (100, 400), (40, 100), (12, 40))  # long descriptions twice as often as the others
MOST_CLIPS = 180  # half an hour
LEAST_TAUGHT = 1


class SongLibrary:
    """The songs of a split: recordings that the teachers heard, and rendered songs."""

    def __init__(self, vectors, corpus, split):
        self.vectors, self.corpus = vectors, corpus
        self.songs, self.kinds = [], []
        for number, track in enumerate(corpus.tracks):
            clips = corpus.of_track.get(number, np.empty(0, int))[:MOST_CLIPS]
            taught = corpus.taught[clips]
            if track['split'] != split or track['set'] in ('phil', 'phrases') or not len(clips):
                continue
            if track['set'] == 'songs':
                self.songs.append((clips, track)), self.kinds.append('rendered')
            elif taught.sum() >= LEAST_TAUGHT:
                self.songs.append((clips, self.describe(track, clips[taught]))), self.kinds.append('recording')
        self.kinds = np.array(self.kinds)

    def describe(self, track, clips):
        """What the captioner of recordings reads: times, standardised teacher tags of the clips, names."""
        return dict(track, starts=self.corpus.start[clips] / 16000, scores=self.corpus.heard[clips])

    def tell(self, number, random):
        """A story of the song."""
        clips, record = self.songs[number]
        words = WORDS[random.integers(len(WORDS))]
        if self.kinds[number] == 'rendered':
            return compose_caption(record, random, words)
        story = compose_recording_caption(record, self.corpus.spoken, random, words)
        prompt = self.corpus.words_of(self.corpus.track[clips[0]])
        if prompt and record['set'] == 'voices' and random.random() < 0.6:
            said = ', '.join(random.permutation(prompt)[:random.integers(1, len(prompt) + 1)])
            return [Sentence(said, None, None, 'global')] + (story if random.random() < 0.5 else [])
        return story

    def draw(self, size, rendered_share, random):
        """Song numbers: recordings and rendered songs."""
        pools = [np.flatnonzero(self.kinds == kind) for kind in ('rendered', 'recording')]
        count = round(size * rendered_share) if len(pools[0]) else 0
        count = count if len(pools[1]) else size
        return np.concatenate([random.choice(pool, n, replace=len(pool) < n) for pool, n in zip(pools, (count, size - count)) if n])

    def clips(self, numbers):
        """Clip embeddings (B, N, D) and mask (B, N), padded."""
        rows = [self.songs[n][0] for n in numbers]
        longest = max(map(len, rows))
        clips, mask = np.zeros((len(rows), longest, self.vectors.shape[1]), np.float32), np.zeros((len(rows), longest), np.float32)
        for row, chosen in enumerate(rows):
            clips[row, :len(chosen)], mask[row, :len(chosen)] = self.vectors[chosen], 1
        return clips, mask

    def spans(self, numbers, stories, longest):
        """For every sentence about a part the clips of that part: (B, S, N) bool, all false elsewhere."""
        spans = np.zeros((len(numbers), max(map(len, stories)), longest), bool)
        for row, (number, story) in enumerate(zip(numbers, stories)):
            starts = self.corpus.start[self.songs[number][0]] / 16000
            for s, sentence in enumerate(story):
                if sentence.start is not None:
                    middle = starts + 5
                    spans[row, s, :len(starts)] = (middle >= sentence.start) & (middle <= max(sentence.end, sentence.start + 6))
        return spans
