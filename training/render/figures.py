"""Solo figures: what one instrument plays on its own, by style. Each takes a Scene and returns notes; some add bends or controls."""
import numpy as np
from drums import PATTERNS, bar_length, beat, hand
from instruments import PLAYING
from melody import melody
from midi import Note
from scene import Scene, window
from textures import arpeggio, bass, block, pad, strum, BASS_STYLES
from theory import ladder, nearest


def _melody(s, density, **options):
    low, high = window(s.rng, s.low, s.high)
    return melody(s.rng, s.chords, s.key, low, high, s.beats, density, velocity=s.velocity, **options)


def tune(s):
    return _melody(s, int(s.rng.choice([1, 1, 2, 2, 3])), legato=float(s.rng.choice([0.7, 0.95, 1.02])))


def slow(s):
    s.controls += [(b, 11, int(v)) for b, v in zip(np.arange(0, len(s.chords) * s.beats, s.beats / 4),
                                                  np.tile([70, 90, 110, 95], len(s.chords)))] if s.rng.random() < 0.5 else []
    return _melody(s, int(s.rng.choice([0, 0, 1])), legato=1.0)


def staccato(s):
    return _melody(s, int(s.rng.choice([2, 3])), legato=0.35)


def run(s):
    """Scales up and down in sixteenths or triplets."""
    low, high = window(s.rng, s.low, s.high, 24)
    scale = ladder(s.key.scale, low, high)
    step, notes, at, way = float(s.rng.choice([0.25, 1 / 3, 0.5])), [], int(s.rng.integers(len(scale))), 1
    for i in range(int(len(s.chords) * s.beats / step)):
        if not s.rng.random() < 0.04:
            notes.append(Note(i * step, step * 0.95, scale[at], s.velocity + int(s.rng.normal(0, 5))))
        way = -way if s.rng.random() < 0.1 or not 0 <= at + way < len(scale) else way
        at = max(0, min(len(scale) - 1, at + way))
    return notes


def trill(s):
    """A melody whose long notes are trilled with the step above."""
    notes, scale = [], ladder(s.key.scale, s.low - 5, s.high + 5)
    for n in _melody(s, int(s.rng.choice([0, 1])), legato=0.98):
        upper = next((p for p in scale if p > n.pitch), n.pitch + 2)
        count = int(n.length / 0.125) if n.length >= 0.9 else 1
        notes += [Note(n.start + i * n.length / count, n.length / count, (n.pitch, upper)[i % 2], n.velocity) for i in range(count)]
    return notes


def tremolo(s):
    return [Note(n.start + i * 0.125, 0.12, n.pitch, n.velocity - 6 * (i % 2)) for n in _melody(s, int(s.rng.choice([0, 1])))
            for i in range(max(1, int(n.length / 0.125)))]


def duet(s):
    """A melody doubled a third or sixth below, in the scale."""
    notes, scale = _melody(s, 1), ladder(s.key.scale, s.low - 12, s.high)
    return notes + [Note(n.start, n.length, nearest([p % 12 for p in scale], n.pitch - 4), n.velocity - 10) for n in notes]


def bend(s):
    """A melody with notes bent up from a tone or a semitone below."""
    notes = _melody(s, int(s.rng.choice([1, 2])), legato=0.98)
    for n in notes:
        if n.length > 0.6 and s.rng.random() < 0.6:
            depth = int(s.rng.choice([-4096, -8192]))
            s.bends += [(n.start + i * 0.03, int(depth * (1 - i / 8))) for i in range(9)]
    return notes


def hands(s):
    """Two hands: melody above broken or struck chords."""
    split = (s.low + s.high) // 2 + 2
    tune_ = melody(s.rng, s.chords, s.key, split, min(s.high, split + 19), s.beats, int(s.rng.choice([1, 2])), velocity=s.velocity)
    left = [lambda: arpeggio(s.rng, s.chords, split - 12, s.beats, 0.5, s.velocity - 16, 'alberti'),
            lambda: block(s.rng, s.chords, split - 10, s.beats, range(s.beats), velocity=s.velocity - 18, size=3),
            lambda: pad(s.rng, s.chords, split - 10, s.beats, s.velocity - 16, 3)][s.rng.integers(3)]()
    return tune_ + left


def chords(s):
    onsets = [(0,), (0, s.beats / 2), tuple(range(s.beats)), (0, 1.5), (0.5, 1.5)][s.rng.integers(5)]
    return block(s.rng, s.chords, s.middle, s.beats, onsets, None if s.rng.random() < 0.6 else 0.3, s.velocity)


def comp(s):
    onsets = [(0, 1.5), (0.5, 1.5), (0, 0.75, 1.5), (0.75, 1.75)][s.rng.integers(4)]
    return block(s.rng, s.chords, s.middle, s.beats, onsets, 0.35, s.velocity)


def stabs(s):
    onsets = [(0, 1.5), (1.5,), (0, 0.5, 1.5), (0.5, 1, 1.75)][s.rng.integers(4)]
    return block(s.rng, s.chords, s.middle, s.beats, onsets, 0.25, s.velocity + 8)


def held(s):
    return pad(s.rng, s.chords, s.middle + s.rng.integers(-6, 7), s.beats, s.velocity, int(s.rng.choice([3, 4])))


def broken(s):
    shape = str(s.rng.choice(['up', 'updown', 'alberti', 'random']))
    return arpeggio(s.rng, s.chords, s.middle + s.rng.integers(-6, 7), s.beats, float(s.rng.choice([0.25, 0.5, 0.5])), s.velocity, shape,
                    float(s.rng.choice([0.9, 2, 3])))


def strummed(s):
    return strum(s.rng, s.chords, min(s.middle, 60), s.beats, s.velocity)


def waltz(s):
    low = [Note(b * s.beats, 0.8, nearest([c.bass], s.low + 5), s.velocity) for b, c in enumerate(s.chords)]
    return low + block(s.rng, s.chords, s.middle, s.beats, range(1, s.beats), 0.5, s.velocity - 12, 3)


def bass_line(s):
    names = [n for n in BASS_STYLES if n not in ('walking', 'whole', 'oompah')] if s.high < 53 else ['oompah', 'roots', 'walking']
    return bass(s.rng, s.chords, s.low, s.high, s.beats, str(s.rng.choice(names)), s.velocity)


def walking(s):
    return bass(s.rng, s.chords, s.low, s.high, s.beats, 'walking', s.velocity)


def power(s):
    """Root, fifth and octave on low strings: gallop, eighths or long."""
    eighths, sixteenths = [i / 2 for i in range(2 * s.beats)], [i / 4 for i in range(8)]
    grid = [[0, .5, .75, 1, 1.5, 1.75], eighths, [0, .75, 1.5], sixteenths][s.rng.integers(4)]
    grid = [g + shift for shift in range(0, s.beats, 2) for g in grid if g + shift < s.beats] if len(grid) < 8 else grid
    notes = []
    for bar, chord in enumerate(s.chords):
        root = nearest([chord.root], 44)
        root = root - 12 if root > 50 else root
        for onset, following in zip(grid, grid[1:] + [s.beats]):
            velocity = s.velocity + (8 if onset % 1 == 0 else 0)
            notes += [Note(bar * s.beats + onset, (following - onset) * 0.9, root + i, velocity) for i in (0, 7, 12)]
    return notes


def riff(s):
    low, high = s.low, s.low + 17
    return melody(s.rng, s.chords[:1] * len(s.chords), s.key, low, high, s.beats, 3, 0.5, s.velocity, rest=0)


def banjo_roll(s):
    return arpeggio(s.rng, s.chords, s.middle, s.beats, 0.25, s.velocity, str(s.rng.choice(['updown', 'random'])), 1.5)


def drone(s):
    """A melody over a held tonic and fifth."""
    total = len(s.chords) * s.beats
    root = nearest([s.key.tonic], s.low + 4)
    return [Note(0, total, root, s.velocity - 12), Note(0, total, root + 7, s.velocity - 18)] + melody(
        s.rng, s.chords[:1] * len(s.chords), s.key, root + 7, s.high, s.beats, 2, velocity=s.velocity)


def sweep(s):
    """Glissandi: quick scales over most of the compass."""
    scale, notes = ladder(s.key.scale, s.low, s.high), []
    for bar in range(len(s.chords)):
        tones = scale if (bar + int(s.rng.integers(2))) % 2 else scale[::-1]
        step = s.beats * 0.8 / len(tones)
        notes += [Note(bar * s.beats + i * step, 1.0, p, s.velocity - 15 + i % 8) for i, p in enumerate(tones)]
    return notes


def roll(s):
    """Rolls that swell, ended by a stroke."""
    notes = []
    for bar, chord in enumerate(s.chords):
        pitch = max(s.low, min(s.high, nearest([chord.root], s.middle)))
        count = s.beats * 7
        step = s.beats * 0.9 / count
        notes += [Note(bar * s.beats + i * step, 0.2, pitch, int(s.velocity * (0.4 + 0.6 * i / count))) for i in range(count)]
    return notes


def hits(s):
    """Strokes on two or three pitches in a repeated rhythm of sixteenths."""
    pitches = sorted(s.rng.choice(np.arange(s.low, s.high + 1), int(s.rng.integers(1, 4)), replace=False))
    cells = [i / 4 for i in range(4 * s.beats) if i == 0 or s.rng.random() < 0.4]
    tones = [int(s.rng.choice(pitches)) for _ in cells]
    return [Note(bar * s.beats + c, 0.4, p, s.velocity + int(s.rng.normal(0, 10)) + (10 if c % 1 == 0 else -5))
            for bar in range(len(s.chords)) for c, p in zip(cells, tones) if s.rng.random() < 0.93]


def kit(s):
    names = [n for n in PATTERNS if bar_length(n) == s.beats]
    return beat(s.rng, str(s.rng.choice(names)), len(s.chords), s.velocity + 8, crash=bool(s.rng.random() < 0.5))


def hand_percussion(s):
    return hand(s.rng, len(s.chords), s.velocity + 8)


FIGURES = {'melody': tune, 'slow': slow, 'staccato': staccato, 'run': run, 'trill': trill, 'tremolo': tremolo, 'duet': duet,
           'bend': bend, 'hands': hands, 'chords': chords, 'comp': comp, 'stabs': stabs, 'pad': held, 'arpeggio': broken,
           'strum': strummed, 'waltz': waltz,
           'bass': bass_line, 'walking': walking, 'power': power, 'riff': riff, 'roll_banjo': banjo_roll, 'drone': drone, 'sweep': sweep,
           'roll': roll, 'hits': hits, 'kit': kit, 'hand': hand_percussion}


def play(rng, name, key, chords_, beats, velocity, style=None):
    """One of an instrument's styles over the chords: the scene and its notes, inside the compass."""
    low, high, styles = PLAYING[name]
    scene = Scene(rng, key, chords_, low, high, beats, velocity)
    notes = FIGURES[style or str(rng.choice(styles.split()))](scene)
    if name not in ('drums', 'percussion'):
        notes = [n for n in notes if n.pitch <= high + 7 and n.pitch >= low - 5]
    return scene, notes
