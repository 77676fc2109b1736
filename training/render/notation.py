"""Short ways to write music down by hand. Every function returns notes; times and lengths are in quarter notes."""
import re
from midi import Note
from theory import LETTERS, chord, ladder, nearest


def pitch(name):
    """MIDI number of a name such as c4 (60), f#5, bb3."""
    letter, sign, octave = re.fullmatch(r'([a-g])([#b]?)(-?\d)', name).groups()
    return LETTERS[letter.upper()] + {'#': 1, 'b': -1, '': 0}[sign] + 12 * (int(octave) + 1)


def line(text, velocity=88, legato=0.95, transpose=0):
    """A voice such as `c4:1 e4:.5 g4 r:1 c4+e4:2 |`: pitches (`+` joins a chord), `:` a length kept until the next one, r a rest.

    A `!` after a note accents it. Bar lines are for the reader.
    """
    notes, at, length = [], 0.0, 1.0
    for word in text.replace('|', ' ').split():
        name, _, value = word.rstrip('!').partition(':')
        length = float(value) if value else length
        if name != 'r':
            accent = 14 if word.endswith('!') else 5 if at % 1 == 0 else 0
            notes += [Note(at, length * legato, pitch(p) + transpose, velocity + accent) for p in name.split('+')]
        at += length
    return notes


def chart(text):
    """Chords, one a bar."""
    return [chord(symbol) for symbol in text.replace('|', ' ').split()]


def sequence(chords, key, figure, centre, beats=4, velocity=84, legato=0.92):
    """One figure on every chord: (onset, steps of the scale above the chord's root, length), as a sequence is written."""
    notes = []
    for bar, chord_ in enumerate(chords):
        root = nearest([chord_.root], centre)
        neighbours = {(pc + step) % 12 for pc in chord_.pcs for step in (1, -1)}  # a semitone from a chord tone: left out
        scale = ladder(set(key.scale) - neighbours | set(chord_.pcs), root - 24, root + 30)
        index = scale.index(root)
        for onset, steps, length in figure:
            accent = 6 if onset % 1 == 0 else 0
            notes.append(Note(bar * beats + onset, length * legato, scale[index + steps], velocity + accent))
    return notes


def rolling(chords, low, beats=4, step=0.5, velocity=70):
    """A pianist's left hand: root, fifth, octave, tenth and back, pedal down."""
    notes = []
    for bar, chord_ in enumerate(chords):
        root = nearest([chord_.bass], low + 6)
        tones = [root] + [p for p in ladder(chord_.pcs, root + 5, root + 19)][:4]
        order = tones + tones[-2:1:-1]
        for i in range(round(beats / step)):
            notes.append(Note(bar * beats + i * step, beats - i * step, order[i % len(order)], velocity + (8 if i == 0 else -2 * (i % 2))))
    return notes


def power(notes):
    """Power chords on a line of roots: the fifth above each, and the octave under C4."""
    return [Note(n.start, n.length, n.pitch + i, n.velocity) for n in notes for i in (0, 7, 12) if n.pitch + i < 60]


def swing(notes, ratio=0.64):
    """Notes with the second eighth of every beat delayed to `ratio` of the beat."""
    def warp(beat):
        whole, part = divmod(beat, 1)
        return whole + (part * 2 * ratio if part < 0.5 else ratio + (part - 0.5) * 2 * (1 - ratio))
    return [Note(warp(n.start), warp(n.start + n.length) - warp(n.start), n.pitch, n.velocity) for n in notes]


def repeat(notes, times, length):
    """The notes again and again, every `length` quarters."""
    return [Note(n.start + i * length, n.length, n.pitch, n.velocity) for i in range(times) for n in notes]


def shift(notes, beats=0.0, semitones=0, velocity=0):
    """The notes moved in time, pitch and velocity."""
    return [Note(n.start + beats, n.length, n.pitch + semitones, n.velocity + velocity) for n in notes]


def loosen(rng, notes, seconds_as_beats=0.01, velocity=4):
    """Small human deviations of time and loudness."""
    return [Note(max(0.0, n.start + rng.normal(0, seconds_as_beats)), n.length, n.pitch, n.velocity + int(rng.normal(0, velocity)))
            for n in notes]
