"""How chord players and drummers of a band accompany a section: the textures named in `genres.py`."""
import numpy as np
from drums import beat
from instruments import PLAYING
from midi import Note
from notation import rolling
from textures import arpeggio, block, pad, strum
from theory import nearest

STRUCK = {  # texture: onsets in quarters, length (None: until the next)
    'block': ((0, 2), None), 'held': ((0,), None), 'bossa': ((0, 1.5, 2.5, 3), None),
    'stabs': ((0, .75, 1.5, 2.5), .3), 'offbeat': ((.5, 1.5, 2.5, 3.5), .25), 'backbeat': ((1, 3), .4), 'waltz': ((1, 2), .6),
    'comp': ((1.5, 3.5), .5), 'montuno': ((0, .5, 1.5, 2, 2.5, 3.5), .35), 'marcato': ((0, 1, 2, 3), .5),
    'scratch': ((0, .75, 1.25, 1.5, 2.25, 2.75, 3, 3.5), .18), 'eighth chords': (tuple(i / 2 for i in range(8)), .35)}
ARPEGGIOS = {'arpeggio': (.5, 'updown'), 'arpeggio16': (.25, 'up'), 'alberti': (.5, 'alberti')}
ROLLED_DRUMS = ('timpani', 'taiko')


def power_chords(chords, beats, velocity):
    """Root, fifth and octave in eighths on the low strings."""
    return [Note(bar * beats + i / 2, .42, 40 + (chord.root - 4) % 12 + step, velocity + (8 if i % 4 == 0 else 0))
            for bar, chord in enumerate(chords) for i in range(2 * beats) for step in (0, 7, 12)]


def comping(rng, texture, name, chords, beats, velocity):
    """Notes of a chord player of class `name`."""
    low, high, _ = PLAYING[name]
    centre = int(np.clip((low + high) / 2, 50, 66))
    if texture in STRUCK:
        onsets, length = STRUCK[texture]
        return block(rng, chords, centre, beats, [o for o in onsets if o < beats], length, velocity)
    if texture in ARPEGGIOS:
        step, shape = ARPEGGIOS[texture]
        return arpeggio(rng, chords, centre, beats, step, velocity, shape, 1.5)
    if texture == 'strum':
        return strum(rng, chords, 57, beats, velocity)
    if texture == 'power':
        return power_chords(chords, beats, velocity)
    if texture == 'pad':
        return pad(rng, chords, centre, beats, velocity)
    if texture == 'rolling':
        return rolling(chords, 36, beats, .5, velocity - 8)
    if texture == 'drone':
        root = nearest([chords[0].root], 50)
        return [Note(bar * beats, beats, root + step, velocity - 10) for bar in range(len(chords)) for step in (0, 7)]
    held = block(rng, chords, centre, beats, (0,), size=2)  # tremolo
    return [Note(n.start + i / 4, .24, n.pitch, velocity - 10) for n in held for i in range(4 * beats)]


def drumming(rng, genre, bars, energy):
    """Drums of a section, louder and with a crash where the energy is high; timpani and taiko have a rhythm of their own."""
    velocity = int(78 + 34 * energy)
    if genre.drums not in ROLLED_DRUMS:
        return beat(rng, genre.drums, bars, velocity, fills=genre.beats == 4, crash=energy > .6)
    cells = [c for c in (0, .75, 1, 1.5, 2, 2.5, 3, 3.5) if c == 0 or rng.random() < energy * .7]
    return [Note(bar * 4 + c, .4, 41 if c % 2 == 0 else 48, velocity - (0 if c == 0 else 18)) for bar in range(bars) for c in cells]
