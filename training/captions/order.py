"""Texts that differ only in the order in which things are told: as it is, reversed, and with two parts exchanged that are not neighbours.

The frames stay where they are; what they tell of changes places. Frames are used nowhere in training.
"""
from .grammar import enumerate_words, pick
from .names import INSTRUMENTS
from .states import read_states

FRAMES = {
    'first': ['The curtain rises on {words}.', 'Its first stretch is a matter of {words}.', 'Whoever presses play meets {words}.'],
    'middle': ['What comes later is {words}.', 'Further on one meets {words}.', 'The stretch behind that is given over to {words}.', 'Its next chapter: {words}.'],
    'last': ['The curtain falls on {words}.', 'Its last stretch is a matter of {words}.', 'What one is left with is {words}.']}
MOST_PARTS, LEAST_SECONDS, MOST_ALIKE = 5, 7, .5


def tell(parts, frames):
    return ' '.join(frame.format(words=words) for frame, words in zip(frames, parts))


def choose_frames(count, random):
    middle = [FRAMES['middle'][i] for i in random.permutation(len(FRAMES['middle']))]
    return [pick(random, FRAMES['first']), *middle[:count - 2], pick(random, FRAMES['last'])]


def orders(parts, random):
    """[(kind, [as it is, otherwise])] for two to five parts in words; only orders that read differently."""
    frames, found = choose_frames(len(parts), random), []
    if parts != parts[::-1]:
        found.append(('reversed', parts[::-1]))
    apart = [(i, j) for i in range(len(parts)) for j in range(i + 2, len(parts)) if parts[i] != parts[j]]
    if apart:
        i, j = pick(random, apart)
        swapped = list(parts)
        swapped[i], swapped[j] = parts[j], parts[i]
        if swapped != parts[::-1]:
            found.append(('exchanged', swapped))
    return [(kind, [tell(parts, frames), tell(other, frames)]) for kind, other in found]


def alike(one, other):
    """Share of instruments that two casts have in common."""
    return len(one & other) / len(one | other)


def cast_words(instruments):
    return enumerate_words([INSTRUMENTS[name].split(', ')[0].lstrip('+*') for name in sorted(instruments)])


def distinct_states(song):
    """States of a rendered song that last and differ clearly from the one told before, at most MOST_PARTS, the first and the last among them."""
    told = []
    for state in read_states(song):
        if state['end'] - state['start'] >= LEAST_SECONDS and (not told or alike(state['instruments'], told[-1]['instruments']) <= MOST_ALIKE):
            told.append(state)
    while len(told) > MOST_PARTS:
        del told[len(told) // 2]
    return told


def order_song(song, random):
    """`orders` of a rendered song by the instruments of its states, or nothing."""
    states = distinct_states(song)
    return orders([cast_words(state['instruments']) for state in states], random) if len(states) >= 2 else []
