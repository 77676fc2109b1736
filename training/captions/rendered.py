"""Captions of rendered songs, exact: every sentence is true of the song, and says of which part.

    compose_caption(record, random, words=(100, 400)) -> [Sentence(text, start, end, role)]

`record` is a line of songs.jsonl (render/songs.py), `random` a numpy Generator. A sentence about the whole song has the role
`global` and no times; one about a part of it the role `event` and the span in seconds in which it is true. Events are told in order.
"""
from typing import NamedTuple, Optional

from . import forms
from .facts import METRES, NARROW_DB, WIDE_DB, say_length, say_moods, say_tempo, say_use
from .grammar import fill, pick, slots_of
from .names import GENRES, SONG_NOUNS, Cast, name_part
from .states import read_states
from .when import tell_span, tell_time

LOUDER_DB = 4
LONG_WORDS, MEDIUM_WORDS, SHORT_WORDS = (100, 400), (40, 100), (6, 40)
LATE_GLOBAL_SHARE = .2


class Sentence(NamedTuple):
    """One sentence; start and end in seconds where it tells of a part of the song."""
    text: str
    start: Optional[float]
    end: Optional[float]
    role: str


class Teller:
    """The words of one caption."""

    def __init__(self, record, random):
        self.record, self.random = record, random
        self.cast = Cast(record['activity'], record['genre'], random)
        self.genre = pick(random, GENRES[record['genre']].split(', '))
        self.noun = pick(random, SONG_NOUNS)
        self.states = read_states(record)
        self.vague = pick(random, (.1, .25, .5))

    def say(self, options, names=(), others=(), **slots):
        """A sentence of one of the forms, of those whose slots are known."""
        plural = False
        if names:
            words, plural = self.cast.slots(list(names))
            slots |= words
        if others:
            words, many = self.cast.slots(list(others))
            slots['others'] = words['the']
        slots |= {'noun': self.noun, 'genre': self.genre}
        slots |= {'moods': say_moods(self.record['moods'], self.random), 'mood': say_moods(self.record['moods'], self.random, 1)}
        usable = [form for form in options if slots_of(form) <= slots.keys() and not ('{others} ~' in form and not names)]
        form = pick(self.random, usable)
        if '{others} ~' in form:
            plural = many
        return fill(form, slots, self.random, plural)

    def when(self, state):
        return tell_time(state['start'], self.record['durationSeconds'], self.random, self.vague)


def tell_whole(teller):
    """Sentences about the whole song: [(weight, text)], the heavier the likelier to be told."""
    record, random, say = teller.record, teller.random, teller.say
    bpm, heard = record['tempoBpm'], list(record['activity'])
    steady = [name for name, stretches in record['activity'].items() if sum(b - a for a, b in stretches) > .93 * record['durationSeconds']]
    levels = sorted(state['loudnessDb'] for state in teller.states)
    told = [(random.choice((50, 2), p=(.9, .1)), say(forms.GENRE)), (2.5, say(forms.MOOD)), (3, say(forms.TEMPO, tempo=say_tempo(bpm, random), bpm=round(bpm))), (1, say(forms.KEY, key=record['key'])),
            (4, say(forms.CAST, [heard[i] for i in random.permutation(len(heard))])), (.8, say(forms.LENGTH, length=say_length(record['durationSeconds'], random)))]
    if record['beatsPerBar'] in METRES:
        told.append((1.5, say(forms.METRE, metre=pick(random, METRES[record['beatsPerBar']]))))
    if 'choir' not in heard:
        told.append((1.5, say(forms.VOICELESS)))
    if steady and len(heard) > 1:
        told.append((1.5, say(forms.STEADY, steady)))
    if say_use(record['genre'], random):
        told.append((1.5, say(forms.USE, use=say_use(record['genre'], random))))
    spread = levels[-1] - levels[0]
    if spread > WIDE_DB or spread < NARROW_DB:
        told.append((1.2, say(forms.RANGE['wide' if spread > WIDE_DB else 'narrow'])))
    return told


def tell_opening(teller, state):
    names = sorted(state['instruments'])
    part = name_part(state['function'], teller.record['genre'], teller.random)
    if len(names) == 1 and state['end'] - state['start'] > 5:
        return teller.say(forms.OPEN_SOLO, names, n=int(state['end'] - state['start']))
    return teller.say(forms.OPEN, names, part=part)


def tell_change(teller, state, before, heard_earlier):
    """(weight, text) of what changes at the beginning of a state."""
    now, then, say = state['instruments'], before['instruments'], teller.say
    entered, left = sorted(now - then), sorted(then - now)
    fresh = [name for name in entered if name not in heard_earlier]
    part = state['section'] and name_part(state['section'], teller.record['genre'], teller.random)
    slots = {'when': teller.when(state), 'span': tell_span(state['start'], state['end'], teller.random)} | ({'part': part} if part else {})
    in_part = part and teller.random.random() < .6
    if len(now) == 1 and left:
        return 4, say(forms.ALONE, sorted(now), **slots)
    if entered and left and teller.random.random() < .7:
        return 3, say(forms.SWAP, entered, left, **slots)
    if fresh:
        return 4, say(forms.ENTER_PART if in_part else forms.ENTER, fresh, sorted(now & then), **slots)
    if entered:
        return 2.5, say(forms.RETURN_PART if in_part else forms.RETURN, entered, **slots)
    if left:
        return 3, say(forms.LEAVE_PART if in_part else forms.LEAVE, left, sorted(now), **slots)
    return (1, say(forms.SAME, sorted(now), **slots)) if part else None


def tell_level(teller, state, before, loudest, quietest):
    """(weight, text) of a change of loudness at the beginning of a state, or None."""
    rise = state['loudnessDb'] - before['loudnessDb']
    slots = {'when': teller.when(state)} | ({'part': name_part(state['section'], teller.record['genre'], teller.random)} if state['section'] else {})
    if state is loudest and rise > 2:
        return 2, teller.say(forms.LOUDEST, **slots)
    if state is quietest and rise < -2:
        return 2, teller.say(forms.QUIETEST, **slots)
    return (1.5, teller.say(forms.LOUDER if rise > 0 else forms.QUIETER, **slots)) if abs(rise) > LOUDER_DB else None


def tell_ending(teller, state):
    names, part = sorted(state['instruments']), name_part(state['function'], teller.record['genre'], teller.random)
    if teller.record['ending'] == 'fade':
        return teller.say(forms.END['fade'], part=part)
    return teller.say(forms.END['alone' if len(names) == 1 else 'cast'], names, part=part)


def tell_events(teller):
    """Everything that happens: [(weight, Sentence)] in order of time."""
    states, told, heard = teller.states, [], set()
    spread = max(s['loudnessDb'] for s in states) - min(s['loudnessDb'] for s in states)
    loudest = max(states, key=lambda s: s['loudnessDb']) if spread > 2 * LOUDER_DB else None
    quietest = min(states, key=lambda s: s['loudnessDb']) if spread > 2 * LOUDER_DB else None
    for number, state in enumerate(states):
        found = [(5, tell_opening(teller, state))] if number == 0 else []
        if number:
            before = states[number - 1]
            found += [event for event in (tell_change(teller, state, before, heard), tell_level(teller, state, before, loudest, quietest)) if event]
        if number == len(states) - 1 and number:
            found.append((4, tell_ending(teller, state)))
        told += [(weight, Sentence(text, round(state['start'], 2), round(state['end'], 2), 'event')) for weight, text in found]
        heard |= state['instruments']
    return told


def count_words(text):
    return len(text.split())


def choose(random, weighted, budget):
    """Indices of sentences worth telling: heavier ones first, by chance, until the budget of words is used up."""
    keys = [weight * random.random() ** .6 for weight, _ in weighted]
    chosen = []
    for index in sorted(range(len(weighted)), key=lambda i: -keys[i]):
        length = count_words(weighted[index][1].text)
        if length <= budget or not chosen:
            chosen.append(index)
            budget -= length
        if budget < 6:
            break
    return sorted(chosen)


def arrange(random, whole, events):
    """Sentences about the whole first, in any order; some of them after the events."""
    whole = [whole[i] for i in random.permutation(len(whole))]
    late = [s for n, s in enumerate(whole) if n and random.random() < LATE_GLOBAL_SHARE]
    return [s for s in whole if s not in late] + events + late


def compose_caption(record, random, words=LONG_WORDS):
    """A caption of about a random number of words in the range; see the module's head."""
    teller = Teller(record, random)
    low, high = words
    budget = int(random.integers(low + (high - low) // 8, high + 1))
    whole = [(weight, Sentence(text, None, None, 'global')) for weight, text in tell_whole(teller)]
    events = tell_events(teller)
    share = random.uniform(.2, .5)
    told = [whole[i][1] for i in choose(random, whole, budget * share)]
    left = budget - sum(count_words(s.text) for s in told)
    happened = [events[i][1] for i in choose(random, events, left)] if left >= 10 else []
    rest = [s for _, s in whole if s not in told]
    while rest and sum(count_words(s.text) for s in told + happened) < low:  # a plain song: say more of the whole
        told.append(rest.pop(int(random.integers(len(rest)))))
    return arrange(random, told, happened)


def join(sentences):
    """The caption as one text."""
    return ' '.join(sentence.text for sentence in sentences)
