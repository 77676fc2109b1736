"""What a solo figure is played over: key, chords and compass, and how they are drawn."""
from dataclasses import dataclass, field
import numpy as np
from theory import Key, numeral

PROGRESSIONS = {
    'major': ['I V vi IV', 'I vi IV V', 'I IV I V', 'I iii IV V', 'ii7 V7 Imaj7 vi7', 'I bVII IV I', 'vi IV I V', 'I IV vi V', 'I V IV V'],
    'minor': ['i bVI bIII bVII', 'i iv V7 i', 'i bVII bVI V', 'i iv bVII bIII', 'i v bVI iv', 'iim7b5 V7 i i', 'i i iv i', 'i bVI iv V']}


@dataclass
class Scene:
    """What a figure needs: chords one a bar, compass, metre; it may leave bends and controllers here."""
    rng: np.random.Generator
    key: Key
    chords: list
    low: int
    high: int
    beats: int
    velocity: int
    bends: list = field(default_factory=list)
    controls: list = field(default_factory=list)

    @property
    def middle(self):
        return (self.low + self.high) / 2


def random_key(rng):
    mode = str(rng.choice(['major', 'minor', 'dorian', 'mixolydian', 'major pentatonic', 'minor pentatonic', 'harmonic minor'],
                          p=[.36, .26, .1, .08, .08, .08, .04]))
    return Key(int(rng.integers(12)), mode)


def random_chords(rng, key, bars):
    """A common progression repeated over the bars."""
    kind = 'minor' if str(key).endswith('minor') else 'major'
    names = str(rng.choice(PROGRESSIONS[kind])).split()
    return [numeral(names[i % len(names)], key.tonic) for i in range(bars)]


def window(rng, low, high, span=19):
    """A register of at most `span` semitones inside the compass."""
    span = min(span, high - low)
    bottom = int(rng.integers(low, high - span + 1))
    return bottom, bottom + span
