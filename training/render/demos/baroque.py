"""Baroque music in D minor: harpsichord, solo violin, cello and string orchestra over the circle of fifths."""
import numpy as np
from notation import chart, line, loosen, sequence, shift
from song import Song
from textures import block
from theory import Key

FILE, SOUNDFONT = 'gilded-hall.ogg', 'musescore'
DESCRIPTION = '''An elegant baroque piece in D minor with the poise of a chamber concerto. A solo harpsichord introduces it, plucking
crisp two-part counterpoint at a moderate, dance-like pace. A violin takes over as soloist with an ornamented, sequential melody,
accompanied by a walking cello line and harpsichord chords in the manner of a continuo. It then yields to an episode for harpsichord
alone, whose rippling sixteenth-note arpeggios tumble through the circle of fifths. Next the whole ensemble enters in a stately tutti: the
string orchestra states the theme in full harmony, the violin races above in quick scales, and cello and keyboard drive the bass. Two slow
cadential bars of strings, cello and harpsichord bring the music to a solemn close.'''
CIRCLE = 'Dm Gm C F Bb Gm A7 Dm'
OPENING = 'd5:.5 a4 f4 a4 d5 e5 f5 d5 | g5:.5 d5 bb4 d5 g5 f5 e5 d5 | c#5:.5 e5 a4 c#5 e5 g5 f5 e5 | d5:.5 f5 e5 c#5 d5:2'
OPENING_LEFT = 'd3:1 f3 d3 c3 | bb2:1 g2 bb2 g2 | a2:1 c#3 a2 g2 | f2:1 a2 d3:2'
RUN = [(0, 4, .25), (.25, 3, .25), (.5, 2, .25), (.75, 3, .25), (1, 4, .25), (1.25, 5, .25), (1.5, 6, .25), (1.75, 4, .25),
       (2, 7, .5), (2.5, 4, .5), (3, 2, .5), (3.5, 0, .5)]
TUNE = [(0, 4, 1), (1, 7, .5), (1.5, 6, .25), (1.75, 5, .25), (2, 4, .5), (2.5, 3, .25), (2.75, 2, .25), (3, 4, .5), (3.5, 2, .5)]
KEYS_RUN = [(i / 4, s, .25) for i, s in enumerate([0, 2, 4, 2, 7, 4, 2, 4, 7, 9, 7, 4, 6, 4, 2, 1])]
BASS = [(0, 0, 1), (1, 2, 1), (2, 4, 1), (3, 2, .5), (3.5, 1, .5)]


def compose():
    rng = np.random.default_rng(4)
    key = Key(2, 'harmonic minor')
    song = Song('Gilded Hall', 'baroque', 100, key, room='hall', tail_seconds=1.6)
    keys = song.part('harpsichord', 7, volume=127, reverb=45)
    violin = song.part('violin', 41, volume=112, pan=48, reverb=60)
    cello = song.part('cello', 43, volume=82, pan=82, reverb=55)
    strings = song.part('strings', 49, volume=88, pan=60, reverb=60)
    circle = chart(CIRCLE)

    song.section('introduction', 'intro', 4, 0.35)
    song.add(keys, loosen(rng, line(OPENING, 104, 0.9) + line(OPENING_LEFT, 96, 0.9)))

    song.section('violin solo', 'solo', 8, 0.55)
    song.add(violin, sequence(circle[:7], key, TUNE, 74, velocity=92) + shift(line('d5:2 a5:1 f5:1', 92), 28))
    song.add(cello, sequence(circle[:7], key, BASS, 45, velocity=84, legato=0.85) + shift(line('d3:2 a2:2', 84), 28))
    song.add(keys, block(rng, circle, 60, onsets=(0, 1, 2, 3), length=0.7, velocity=78, size=3))

    song.section('harpsichord episode', 'instrumental', 6, 0.45)
    song.add(keys, loosen(rng, sequence(circle[:5] + circle[6:7], key, KEYS_RUN, 62, velocity=108, legato=0.9)))
    song.add(keys, sequence(circle[:5] + circle[6:7], key, [(0, 0, 2), (2, 0, 2)], 45, velocity=96))

    song.section('tutti', 'chorus', 8, 0.9)
    song.add(violin, sequence(circle[:7], key, RUN, 74, velocity=102) + shift(line('d6:.5 c#6 d6 a5 f5:1 d5', 102), 28))
    song.add(strings, block(rng, circle, 64, onsets=(0, 2, 3), velocity=92) + sequence(circle[:7], key, TUNE, 62, velocity=92))
    song.add(cello, sequence(circle, key, BASS, 45, velocity=98, legato=0.85))
    song.add(keys, block(rng, circle, 60, onsets=(0, 1, 2, 3), length=0.7, velocity=92, size=4))

    song.section('coda', 'outro', 2, 0.6)
    song.add(strings, line('bb3+d4+g4:2 a3+c#4+g4 | a3+d4+f4:4', 90))
    song.add(cello, line('g2:2 a2 | d2:4', 94))
    song.add(keys, line('g3+bb3+d4+g4:2 a3+c#4+e4+a4 | d3+a3+d4+f4+a4:4', 90))
    return song
