"""Accompaniment over one chord a bar: chords, arpeggios, strums, bass lines. Every function returns notes; beats are quarter notes."""
from midi import Note
from theory import voicing, nearest, ladder


def _hit(rng, start, length, pitch, velocity, loose=0.006):
    return Note(start + abs(rng.normal(0, loose)), length, pitch, velocity + int(rng.normal(0, 4)))


def voicings(chords, centre, size=4):
    """One voicing a chord, led smoothly."""
    result, previous = [], None
    for chord in chords:
        previous = voicing(chord, centre, previous, size)
        result.append(previous)
    return result


def block(rng, chords, centre, beats=4, onsets=(0,), length=None, velocity=76, size=4):
    """Chords struck together at the onsets of every bar; `length` None holds until the next onset."""
    notes, grid = [], list(onsets)
    for bar, pitches in enumerate(voicings(chords, centre, size)):
        for onset, following in zip(grid, grid[1:] + [beats]):
            held = (following - onset) * 0.96 if length is None else length
            accent = 6 if onset == 0 else 0
            notes += [_hit(rng, bar * beats + onset, held, p, velocity + accent) for p in pitches]
    return notes


def pad(rng, chords, centre, beats=4, velocity=68, size=4):
    """Held chords; a chord that repeats is not struck again."""
    notes, start, bars = [], 0, list(chords) + [None]
    shapes = voicings(chords, centre, size)
    for bar in range(1, len(bars)):
        if bars[bar] != bars[start]:
            notes += [_hit(rng, start * beats, (bar - start) * beats * 0.995, p, velocity, 0.02) for p in shapes[start]]
            start = bar
    return notes


def arpeggio(rng, chords, centre, beats=4, step=0.5, velocity=74, shape='up', ring=1.0, size=4):
    """Broken chords; shape up, updown, alberti, or random; `ring` lengthens the notes in steps."""
    notes = []
    for bar, pitches in enumerate(voicings(chords, centre, size)):
        tones = pitches + [pitches[0] + 12]
        order = {'up': tones, 'updown': tones + tones[-2:0:-1], 'alberti': [tones[0], tones[2], tones[1], tones[2]],
                 'random': [tones[i] for i in rng.integers(0, len(tones), 8)]}[shape]
        for i in range(round(beats / step)):
            accent = 7 if i == 0 else 0
            notes.append(_hit(rng, bar * beats + i * step, step * ring, order[i % len(order)], velocity + accent))
    return notes


STRUMS = {4: [[(0, 1), (1, 1), (1.5, -1), (2.5, -1), (3, 1), (3.5, -1)], [(0, 1), (1, 1), (2, 1), (2.5, -1), (3, 1)],
              [(0, 1), (0.5, -1), (1, 1), (1.5, -1), (2, 1), (2.5, -1), (3, 1), (3.5, -1)]],
          3: [[(0, 1), (1, 1), (2, 1)], [(0, 1), (1, 1), (1.5, -1), (2, 1), (2.5, -1)]], 2: [[(0, 1), (1, 1), (1.5, -1)]]}


def strum(rng, chords, centre, beats=4, velocity=78, pattern=None, spread=0.018):
    """Guitar strokes, (onset, 1 down or -1 up), the strings one after another, five or six of them."""
    pattern = pattern or STRUMS[beats][rng.integers(len(STRUMS[beats]))]
    notes = []
    for bar, chord in enumerate(chords):
        root = nearest([chord.bass], centre - 12)
        pitches = [root] + ladder(chord.pcs, root + 4, root + 24)[:5]
        for (onset, way), following in zip(pattern, [p[0] for p in pattern[1:]] + [beats]):
            struck = pitches if way > 0 else pitches[::-1][:4]
            accent = (6 if onset == 0 else 0) - (0 if way > 0 else 10)
            notes += [_hit(rng, bar * beats + onset + i * spread, (following - onset) * 1.05, p, velocity + accent - 2 * i, 0.003)
                      for i, p in enumerate(struck)]
    return notes


def bass(rng, chords, low, high, beats=4, style='eighths', velocity=88):
    """A bass line: roots, whole, eighths, octaves, walking, offbeat, syncopated, sixteenths, dub, bossa, oompah."""
    notes, middle = [], (low + high) / 2
    for bar, chord in enumerate(chords):
        following = chords[(bar + 1) % len(chords)]
        root = max(low, min(high, nearest([chord.bass], middle - 3)))
        fifth = nearest([(chord.root + 7) % 12], root + 5)
        for onset, length, pitch in BASS_STYLES[style](root, fifth, chord, nearest([following.bass], root), beats, rng):
            accent = 6 if onset == 0 else 0
            notes.append(_hit(rng, bar * beats + onset, length, int(pitch), velocity + accent))
    return notes


def _walking(root, fifth, chord, following, beats, rng):
    tones = [p for p in ladder(chord.pcs, root - 7, root + 10) if p != root]
    middle = list(rng.choice(tones, beats - 2))
    approach = following + int(rng.choice([-1, 1, -2, 2]))
    return [(i, 0.9, p) for i, p in enumerate([root, *middle, approach])]


def _cells(cells, beats):
    return [cell for cell in cells if cell[0] < beats]


# (root, fifth, chord, next root, beats, rng) -> (onset, length, pitch) of one bar
BASS_STYLES = {
    'whole': lambda r, f, c, n, b, g: [(0, b * 0.97, r)],
    'roots': lambda r, f, c, n, b, g: [(0, b / 2 * 0.9, r), (b / 2, b / 2 * 0.9, r if g.random() < .5 else f)],
    'eighths': lambda r, f, c, n, b, g: [(i / 2, 0.45, r if i < 2 * b - 1 or g.random() < .6 else f) for i in range(2 * b)],
    'octaves': lambda r, f, c, n, b, g: [(i / 2, 0.4, r + 12 * (i % 2)) for i in range(2 * b)],
    'offbeat': lambda r, f, c, n, b, g: [(i + 0.5, 0.4, r) for i in range(b)],
    'sixteenths': lambda r, f, c, n, b, g: [(i / 4, 0.2, r + int(g.choice([0, 0, 0, 12, 7]))) for i in range(4 * b) if g.random() < .85],
    'syncopated': lambda r, f, c, n, b, g: _cells(
        [(0, .7, r), (.75, .2, r), (1.5, .4, r + 12), (2.5, .4, r + 10), (2.75, .2, r + 12), (3.5, .4, r + 7)], b),
    'dub': lambda r, f, c, n, b, g: _cells([(0, .7, r), (1.5, .4, f), (2, .7, r), (3, .4, f - 12), (3.5, .4, r)], b),
    'bossa': lambda r, f, c, n, b, g: _cells([(0, 1.4, r), (1.5, .45, f), (2, 1.4, f), (3.5, .45, r)], b),
    'oompah': lambda r, f, c, n, b, g: [(i, 0.6, r if i == 0 else f - 12) for i in ([0, 2] if b == 4 else [0])],
    'walking': _walking}
