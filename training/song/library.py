"""Training songs as rows of clips, and the stories that are told of them. Legend: B = songs, N = clips."""
import numpy as np
import torch

from captions.concepts import Concepts
from captions.hearing import hear, measure_corpus, read_scores
from captions.prose import compose_prose_caption, prose_of
from captions.recordings import compose_recording_caption
from captions.rendered import Sentence, compose_caption
from text.lexicon import load_lexicon
from text.tagspace import Tag

WORDS = ((100, 400), (100, 400), (40, 100), (12, 40))  # long descriptions twice as often as the others
MOST_CLIPS = 180  # half an hour
PROMPT_SHARE = 0.6  # of the stories of songs that came with a prompt
PROSE_SHARE, PROSE_EMPHASIS = 0.6, 2.0  # of the stories of songs that are described in prose; such songs are drawn more often
ALIKE = 12  # songs that sound most like one
SINGLE_NOTES = ('phil', 'phrases', 'mixtures')  # sets that hold phrases, not songs


def hear_recordings(corpus, data, split):
    """What the teachers heard of the recordings of a split over time, by id; standardised over the training recordings."""
    teach = {track['id']: data / 'teach' / f"{track['id']}.npz" for track in corpus.tracks if track['set'] not in SINGLE_NOTES}
    teach = {name: path for name, path in teach.items() if path.exists()}
    train = {track['id'] for track in corpus.tracks if track['split'] == 'train'}
    mean, deviation, _ = measure_corpus([read_scores(path, corpus.spoken)[1] for name, path in teach.items() if name in train])
    return {track['id']: hear(data, track, corpus.spoken, mean, deviation) for track in corpus.tracks if track['id'] in teach and track['split'] == split}


def pad_clips(rows):
    """Arrays of clip positions to one of shape (B, N) and its mask (B, N) float32."""
    longest = max(map(len, rows))
    index, mask = np.zeros((len(rows), longest), np.int64), np.zeros((len(rows), longest), np.float32)
    for row, chosen in enumerate(rows):
        index[row, :len(chosen)], mask[row, :len(chosen)] = chosen, 1
    return index, torch.from_numpy(mask)


class SongLibrary:
    """The songs of a split: recordings that the teachers heard, and rendered songs. `told`: what `read_prose` gives."""

    def __init__(self, corpus, data, lexicon, split, told):
        self.corpus, self.songs, self.kinds = corpus, [], []
        heard = hear_recordings(corpus, data, split)
        tags = [Tag(*(row[field] for field in Tag._fields)) for row in corpus.spoken]
        self.concepts = Concepts(load_lexicon(tags, lexicon), tags)
        for number, track in enumerate(corpus.tracks):
            clips = corpus.of_track.get(number, np.empty(0, int))[:MOST_CLIPS]
            if track['split'] != split or not len(clips):
                continue
            if track['set'] == 'songs':
                self.songs.append((clips, track)), self.kinds.append('rendered')
            elif track['id'] in heard:
                self.songs.append((clips, heard[track['id']])), self.kinds.append('recording')
        self.kinds = np.array(self.kinds)
        self.prose = [prose_of(told, corpus.tracks[corpus.track[clips[0]]]['id'], record['durationSeconds']) for clips, record in self.songs]
        self.emphasis = np.array([PROSE_EMPHASIS if texts else 1.0 for texts in self.prose])
        self.alike = self.find_alike()

    def find_alike(self):
        """For every song those of its kind whose standardised tags point most nearly its way, the nearest first: (songs, ALIKE)."""
        heard = np.stack([self.corpus.tags[clips].mean(0) for clips, _ in self.songs])
        heard = (heard - heard.mean(0)) / (heard.std(0) + 1e-6)
        heard /= np.linalg.norm(heard, axis=1, keepdims=True) + 1e-6
        near = np.where(self.kinds[:, None] == self.kinds[None], heard @ heard.T, -1)
        np.fill_diagonal(near, -2)
        return np.argsort(-near, 1)[:, :ALIKE]

    def tell(self, number, random):
        """A story of the song."""
        clips, record = self.songs[number]
        words = WORDS[random.integers(len(WORDS))]
        if self.prose[number] and random.random() < PROSE_SHARE:
            return compose_prose_caption(self.prose[number], random)
        if self.kinds[number] == 'rendered':
            return compose_caption(record, random, words)
        story = compose_recording_caption(record, self.concepts, random, words)
        track = self.corpus.track[clips[0]]
        prompt = self.corpus.words_of(track)
        if prompt and self.corpus.tracks[track]['set'] == 'voices' and random.random() < PROMPT_SHARE:
            said = ', '.join(random.permutation(prompt)[:random.integers(1, len(prompt) + 1)])
            return [Sentence(said, None, None, 'global')] + (story if random.random() < 0.5 else [])
        return story

    def draw(self, size, rendered_share, alike_share, random):
        """Song numbers: recordings and rendered songs, and for a share of the batch songs that sound like one of them each."""
        first = self.draw_any(size - round(size * alike_share), rendered_share, random)
        rows = self.alike[random.choice(first, size - len(first))]
        return np.append(first, rows[np.arange(len(rows)), random.integers(rows.shape[1], size=len(rows))])

    def draw_any(self, size, rendered_share, random):
        """Song numbers: recordings and rendered songs."""
        pools = [np.flatnonzero(self.kinds == kind) for kind in ('rendered', 'recording')]
        count = round(size * rendered_share) if len(pools[0]) else 0
        count = count if len(pools[1]) else size
        return np.concatenate([random.choice(pool, n, replace=len(pool) < n, p=self.emphasis[pool] / self.emphasis[pool].sum())
                               for pool, n in zip(pools, (count, size - count)) if n])

    def clips(self, numbers):
        """The clips of songs as positions in the corpus (B, N) and mask (B, N), padded."""
        return pad_clips([self.songs[n][0] for n in numbers])

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
