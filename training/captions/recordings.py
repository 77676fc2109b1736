"""Captions of training recordings out of what the training teachers say over time: only what they are certain of, and what changes.

    compose_recording_caption(heard, concepts, random, words=(60, 300)) -> [Sentence(text, start, end, role)]

`heard` is a dict (T = chunks, K = tags):
    starts           (T,) seconds at which each chunk starts
    z                (T, K) teacher tags standardised over the training corpus (subtract the mean, divide by the deviation, tag by tag)
    loudnessDb       (T,) level of each chunk, or None
    durationSeconds  length of the recording
    tempoBpm, key    as measured, or None
    text             words a person or a prompt gave the recording, or None
`concepts` is `concepts.Concepts(load_lexicon(tags), tags)`, `random` a numpy Generator. Sentences are those of `rendered.py`.
"""
import numpy as np

from . import stretches as forms
from .facts import say_length, say_tempo
from .forms import KEY, LENGTH, LOUDER, QUIETER, TEMPO, VOICELESS
from .grammar import enumerate_words, fill, pick, slots_of
from .names import SONG_NOUNS
from .rendered import LATE_GLOBAL_SHARE, Sentence, choose, count_words
from .when import tell_span, tell_time

CERTAIN_Z, LIKELY_Z, ABSENT_Z = 1.0, 0.45, -0.9
CHANGE_Z = 0.8
LOUDER_DB = 4.0
MOST_PARTS = 5
LONGEST_TEXT = 200
LONG_WORDS = (60, 300)
PLAIN_PHRASES = 5  # the first phrases of a concept are the plainest


class Listener:
    """What can be said of one recording, in the words of one caption."""

    def __init__(self, heard, concepts, random):
        self.heard, self.concepts, self.random = heard, concepts, random
        self.scores = concepts.score(np.asarray(heard['z'], np.float32))
        self.whole = self.scores.mean(0)
        self.noun = pick(random, SONG_NOUNS)
        self.words = {}

    def word(self, concept):
        """A phrase of a concept; mostly the same throughout one caption."""
        if concept not in self.words or self.random.random() < .2:
            plain = self.concepts.phrases[concept][:2 if self.random.random() < .7 else PLAIN_PHRASES]
            self.words[concept] = pick(self.random, plain)
        return self.words[concept]

    def names(self, concepts):
        return enumerate_words([self.word(c) for c in concepts])

    def say(self, options, **slots):
        slots |= {'noun': self.noun}
        plural = ' and ' in slots.get('words', '')
        return fill(pick(self.random, [form for form in options if slots_of(form) <= slots.keys()]), slots, self.random, plural)

    def certain(self, kind, scores=None, most=3):
        """The concepts of a kind that stand out; of a whole recording, the strongest one is taken at a lower score too."""
        scores = self.whole if scores is None else scores
        found = self.concepts.best(scores, kind, most, CERTAIN_Z)
        return found or self.concepts.best(scores, kind, 1, LIKELY_Z)


def tell_whole(listener):
    """Sentences about the whole recording: [(weight, text)]."""
    heard, say, random = listener.heard, listener.say, listener.random
    told = []
    for kind, options, weight in (('genre', forms.GENRES, 5), ('instrument', forms.INSTRUMENTS, 4), ('mood', forms.MOODS, 3), ('voice', forms.VOICES, 3), ('era', forms.ERAS, 1),
                                  ('energy', forms.ENERGIES, 1.5), ('sound', forms.SOUNDS, 1)):
        found = listener.certain(kind)
        if kind == 'voice' and found and listener.concepts.phrases[found[0]][0].startswith('instrumental'):
            told.append((weight, say(VOICELESS)))
        elif found:
            told.append((weight, say(options, words=listener.names(found))))
            more = listener.concepts.best(listener.whole, kind, 7, CERTAIN_Z)[3:]
            if more:
                told.append((weight / 2, say(forms.ALSO, words=listener.names(more))))
    absent = [c for c in range(len(listener.whole)) if listener.concepts.kinds[c] in ('instrument', 'voice') and listener.scores[:, c].max() < ABSENT_Z]
    if absent:
        told.append((.5, say(forms.ABSENT, words=listener.word(absent[int(random.integers(len(absent)))]))))
    if heard.get('tempoBpm'):
        told.append((1.5, say(TEMPO, tempo=say_tempo(heard['tempoBpm'], random), bpm=round(heard['tempoBpm']))))
    if heard.get('key'):
        told.append((.6, say(KEY, key=heard['key'])))
    if heard.get('text') and len(heard['text']) <= LONGEST_TEXT:  # longer ones are lyrics
        told.append((4, fill(pick(random, forms.PROMPTS), {'words': heard['text'].strip().rstrip('.')}, random)))
    told.append((.4, say(LENGTH, length=say_length(heard['durationSeconds'], random))))
    return told


def cut_parts(listener):
    """Index ranges of two to MOST_PARTS parts whose borders lie where the teachers' opinion changes most."""
    scores, count = listener.scores, len(listener.scores)
    if count < 4:
        return []
    smooth = [np.abs(scores[i:i + 3].mean(0) - scores[max(0, i - 3):i].mean(0)).mean() for i in range(2, count - 1)]
    wanted = min(MOST_PARTS - 1, max(1, count // 4))
    borders = []
    for at in np.argsort(smooth)[::-1] + 2:
        if all(abs(at - other) >= 2 for other in borders) and len(borders) < wanted:
            borders.append(int(at))
    edges = [0, *sorted(borders), count]
    return list(zip(edges, edges[1:]))


def tell_part(listener, first, after, number, parts):
    """(weight, text) of what one part has more and less of than the rest, or None where nothing is certain."""
    scores, say = listener.scores, listener.say
    here, elsewhere = scores[first:after].mean(0), np.delete(scores, slice(first, after), 0).mean(0)
    rise = here - elsewhere
    sounding = [c for c in np.argsort(-rise) if rise[c] > CHANGE_Z and here[c] > LIKELY_Z and listener.concepts.kinds[c] in ('instrument', 'voice', 'genre', 'mood', 'energy')]
    gone = [c for c in np.argsort(rise) if rise[c] < -CHANGE_Z and elsewhere[c] > LIKELY_Z and here[c] < 0 and listener.concepts.kinds[c] in ('instrument', 'voice')]
    start = float(listener.heard['starts'][first])
    slots = {'when': tell_time(start, listener.heard['durationSeconds'], listener.random)}
    if sounding:
        kinds = {listener.concepts.kinds[c] for c in sounding[:3]}
        players = [c for c in sounding if listener.concepts.kinds[c] in ('instrument', 'voice')][:3]
        manner = [c for c in sounding if listener.concepts.kinds[c] not in ('instrument', 'voice')][:2]
        place = forms.FIRST if number == 0 else forms.LAST if number == parts - 1 and listener.random.random() < .6 else forms.LATER
        options = place['players'] if players and (not manner or listener.random.random() < .6) else place['manner']
        return 4, say(options, words=listener.names(players if options is place['players'] else manner or sounding[:2]), **slots)
    if gone and number:
        return 2.5, say(forms.GONE, words=listener.names(gone[:2]), **slots)
    return None


def tell_level(listener, first, after):
    """(weight, text) where a part is clearly louder or quieter than the one before."""
    levels = listener.heard.get('loudnessDb')
    if levels is None or not first:
        return None
    rise = float(np.mean(levels[first:after]) - np.mean(levels[max(0, first - (after - first)):first]))
    if abs(rise) < LOUDER_DB:
        return None
    when = tell_time(float(listener.heard['starts'][first]), listener.heard['durationSeconds'], listener.random)
    return 2, listener.say(LOUDER if rise > 0 else QUIETER, when=when)


def tell_events(listener):
    """What changes between parts: [(weight, Sentence)] in order of time."""
    starts, parts, told = [float(s) for s in listener.heard['starts']] + [listener.heard['durationSeconds']], cut_parts(listener), []
    for number, (first, after) in enumerate(parts):
        for event in (tell_part(listener, first, after, number, len(parts)), tell_level(listener, first, after)):
            if event:
                told.append((event[0], Sentence(event[1], round(starts[first], 2), round(starts[after], 2), 'event')))
    return told


def compose_recording_caption(heard, concepts, random, words=LONG_WORDS):
    """A caption of at most a random number of words in the range, shorter where little is certain; see the module's head."""
    listener = Listener(heard, concepts, random)
    low, high = words
    budget = int(random.integers(low, high + 1))
    whole = [(weight, Sentence(text, None, None, 'global')) for weight, text in tell_whole(listener)]
    events = tell_events(listener)
    told = [whole[i][1] for i in choose(random, whole, budget * random.uniform(.35, .8))]
    left = budget - sum(count_words(s.text) for s in told)
    happened = [events[i][1] for i in choose(random, events, left)] if events and left >= 8 else []
    told = [told[i] for i in random.permutation(len(told))]
    late = [s for n, s in enumerate(told) if n and random.random() < LATE_GLOBAL_SHARE]
    return [s for s in told if s not in late] + happened + late
