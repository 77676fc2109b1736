"""Melodies from a motif: stated, repeated on the next chord, varied, and closed with a long note. Beats are quarter notes."""
from midi import Note
from theory import nearest, ladder

RHYTHMS = {  # onsets in one bar, by metre (beats a bar) and density 0-3
    4: [[[0], [0, 2], [0, 3], [0, 2.5]],
        [[0, 1, 2], [0, 1.5, 3], [0, 2, 3], [0, 1, 2.5], [0.5, 1.5, 3], [0, 1, 2, 3]],
        [[0, 0.5, 1, 2, 3], [0, 1, 1.5, 2, 3, 3.5], [0, 0.5, 1.5, 2.5, 3], [0, 0.75, 1.5, 2, 3], [0.5, 1, 1.5, 2.5, 3.5]],
        [[0, .5, 1, 1.5, 2, 2.5, 3, 3.5], [0, .25, .5, 1, 1.5, 2, 2.25, 2.5, 3, 3.5], [0, .5, .75, 1, 1.5, 2, 2.5, 2.75, 3]]],
    3: [[[0], [0, 2]], [[0, 1, 2], [0, 2], [0, 1.5, 2]], [[0, 1, 1.5, 2], [0, .5, 1, 2], [0, 1, 2, 2.5]],
        [[0, .5, 1, 1.5, 2, 2.5], [0, .5, 1, 1.25, 1.5, 2, 2.5]]],
    2: [[[0], [0, 1]], [[0, 1], [0, .5, 1]], [[0, .5, 1, 1.5], [0, .75, 1]], [[0, .25, .5, .75, 1, 1.25, 1.5, 1.75], [0, .5, .75, 1, 1.5]]]}
JIG = [[0, .5, 1, 1.5, 2, 2.5], [0, .5, 1, 1.5, 2.5], [0, 1, 1.5, 2, 2.5], [0, 1, 1.5, 2.5]]  # 6/8 counted as three quarters


def motif(rng, beats, density, jig=False):
    """Two bars as (onset, step from the anchor in scale degrees)."""
    bank = JIG if jig else RHYTHMS[beats][density]
    onsets = list(rng.choice(len(bank), 2))
    notes, step = [], 0
    for bar, index in enumerate(onsets):
        for onset in bank[index]:
            notes.append((bar * beats + onset, step))
            step += int(rng.choice([-2, -1, -1, 0, 1, 1, 2, 3, -3], p=[.1, .22, .14, .1, .16, .14, .06, .05, .03]))
            step = max(-5, min(6, step))
    return notes


def varied(rng, notes, beats):
    """The motif with its second bar's steps turned upside down or one note dropped."""
    if rng.random() < 0.5:
        return [(onset, -step if onset >= beats else step) for onset, step in notes]
    drop = int(rng.integers(1, len(notes))) if len(notes) > 3 else -1
    return [pair for i, pair in enumerate(notes) if i != drop]


def place(notes, bar, chords, key, low, high, anchor, beats):
    """Pitches for one statement of a motif: (beat, pitch) with strong beats on chord tones."""
    scale, result = ladder(key.scale, low, high), []
    for onset, step in notes:
        chord = chords[min(len(chords) - 1, bar + int(onset // beats))]
        base = nearest(chord.pcs, anchor)
        index = min(range(len(scale)), key=lambda i: abs(scale[i] - base))
        pitch = scale[max(0, min(len(scale) - 1, index + step))]
        if onset % beats in (0, beats / 2) or beats == 3 and onset % beats == 0:
            pitch = nearest(chord.pcs, pitch)
        result.append((bar * beats + onset, max(low, min(high, pitch))))
    return result


def melody(rng, chords, key, low, high, beats=4, density=1, legato=0.95, velocity=88, jig=False, rest=0.12):
    """A melody over one chord a bar: units of two bars in the order A A' B A, each phrase of four units closing on a chord tone."""
    a, b = motif(rng, beats, density, jig), motif(rng, beats, density, jig)
    forms = [a, a, b, a] if rng.random() < 0.6 else [a, b, a, b]
    centre = (low + high) / 2
    points = []
    for unit in range((len(chords) + 1) // 2):
        notes = forms[unit % 4] if unit % 4 != 1 else varied(rng, forms[1], beats)
        lift = [0, 1, 4, 0][unit % 4] * (1 if rng.random() < 0.8 else -1)
        placed = place(notes, unit * 2, chords, key, low, high, centre + lift * (high - low) / 24, beats)
        if unit % 2 == 1 or unit == (len(chords) - 1) // 2:
            placed = close(placed, chords, unit, beats)
        if rest and rng.random() < rest * 2 and len(placed) > 3:
            placed = placed[1:]
        points += placed
    return lengthen(rng, [p for p in points if p[0] < len(chords) * beats], len(chords) * beats, legato, velocity, beats)


def close(placed, chords, unit, beats):
    """Ends a unit with a long chord tone on its second bar."""
    start = (unit * 2 + 1) * beats
    last = [p for p in placed if p[0] <= start + beats / 2] or placed[:1]
    chord = chords[min(len(chords) - 1, unit * 2 + 1)]
    return last[:-1] + [(last[-1][0], nearest(chord.pcs[:3], last[-1][1]))]


def lengthen(rng, points, end, legato, velocity, beats):
    """Notes from (beat, pitch): each lasts until the next times `legato`, at most a bar and a half; accents on strong beats."""
    notes = []
    for (start, pitch), (following, _) in zip(points, points[1:] + [(end, 0)]):
        accent = 8 if start % beats == 0 else 3 if start % 1 == 0 else -4
        length = min(following - start, beats * 1.5) * legato
        notes.append(Note(start + rng.normal(0, 0.008), length, pitch, velocity + accent + int(rng.normal(0, 4))))
    return notes
