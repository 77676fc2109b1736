"""A jig in D major: tin whistle, fiddle, strummed guitar and hand drum, then bagpipes over a drone. 6/8 counted as three quarters."""
import numpy as np
from midi import Note
from notation import chart, line, loosen
from song import Song
from theory import Key, nearest

FILE, SOUNDFONT = 'heather-road.opus', 'fluid'
DESCRIPTION = '''A spirited Celtic jig in six-eight time, bright, rustic and made for dancing. A tin whistle plays the tune entirely by
itself to begin with, quick and nimble. Strummed acoustic guitar and a thumping hand drum join in underneath as the melody repeats, giving
it a skipping lilt. A fiddle then doubles the whistle an octave below for the second tune, which climbs higher and feels more exuberant.
Suddenly the others fall silent and bagpipes take over, skirling the opening melody above a constant drone with only the frame drum for
company. In the last part everyone plays together, pipes, fiddle, high whistle, guitar and drum, racing through both tunes in a joyful,
rowdy finish.'''
A_CHORDS, B_CHORDS = 'D D G A D D A D', 'G D Em A G D A D'
A_TUNE = '''d5:.5 f#5 a5 d6 a5 f#5 | g5:.5 f#5 e5 f#5 d5 a4 | b4:.5 d5 g5 b5 a5 g5 | a5:.5 f#5 e5 e5 f#5 g5 |
            d5:.5 f#5 a5 d6 a5 f#5 | g5:.5 f#5 e5 f#5 a5 d6 | c#6:.5 b5 a5 g5 f#5 e5 | d5:1 d5:.5 d5:1.5'''
B_TUNE = '''b5:.5 a5 b5 d6 b5 g5 | a5:.5 f#5 d5 f#5 a5 f#5 | g5:.5 f#5 e5 b4 e5 g5 | f#5:.5 e5 d5 c#5 e5 a5 |
            b5:.5 c#6 d6 b5 a5 g5 | a5:.5 b5 a5 f#5 e5 d5 | e5:.5 f#5 g5 a5 g5 e5 | d5:1 d5:.5 d5:1.5'''
DRUM = [(0, 117, 41), (1, 74, 41), (1.5, 100, 45), (2, 60, 41), (2.5, 84, 45), (.5, 56, 45)]


def bodhran(bars, velocity=1.0):
    """A frame drum in six-eight."""
    return [Note(b * 3 + at, 0.3, pitch, int(loud * velocity)) for b in range(bars) for at, loud, pitch in DRUM]


def strummed(chords, velocity):
    """Down strokes on both beats of the bar, light up strokes before the next."""
    notes = []
    for bar, chord in enumerate(chords):
        root = nearest([chord.bass], 45)
        tones = [root, root + 7, root + 12] + [nearest([pc], root + 17) for pc in chord.pcs]
        for at, length, loud in ((0, 1, 0), (1, .5, -14), (1.5, 1, -4), (2.5, .5, -14)):
            notes += [Note(bar * 3 + at + i * 0.012, length, p, velocity + loud - i) for i, p in enumerate(sorted(set(tones)))]
    return notes


def compose():
    rng = np.random.default_rng(12)
    song = Song('Heather Road', 'celtic jig', 171, Key(2, 'major'), beats=3, felt_beat=1.5, tail_seconds=1.2)
    whistle = song.part('recorder', 79, volume=94, pan=58, reverb=45)
    fiddle = song.part('violin', 111, volume=122, pan=40, reverb=35)
    guitar = song.part('acoustic guitar', 26, volume=90, pan=84, reverb=25)
    drum = song.part('percussion', 1, drums=True, volume=104, pan=66, reverb=25)
    pipes = song.part('bagpipes', 110, volume=124, pan=64, reverb=40)
    a, b, chords_a, chords_b = line(A_TUNE, 94, 0.9), line(B_TUNE, 94, 0.9), chart(A_CHORDS), chart(B_CHORDS)
    both = lambda first, second: list(first) + [Note(n.start + 24, n.length, n.pitch, n.velocity) for n in second]

    def backing(chords, velocity=88):
        song.add(guitar, loosen(rng, strummed(chords, velocity)))
        song.add(drum, loosen(rng, bodhran(len(chords))))

    song.section('whistle alone', 'intro', 8, 0.3)
    song.add(whistle, loosen(rng, a))
    song.section('first tune', 'verse', 16, 0.6)
    backing(chords_a + chords_a)
    song.add(whistle, loosen(rng, both(a, a)))
    song.section('second tune', 'chorus', 16, 0.75)
    backing(chords_b + chords_b, 92)
    song.add(whistle, loosen(rng, both(b, b)))
    song.add(fiddle, loosen(rng, [Note(n.start, n.length, n.pitch - 12, n.velocity + 8) for n in both(b, b)]))
    song.section('bagpipes', 'instrumental', 8, 0.7)
    song.add(pipes, [Note(n.start, n.length, n.pitch, 108) for n in a] + [Note(0, 24, 50, 84), Note(0, 24, 57, 78)])
    song.add(drum, loosen(rng, bodhran(8, 1.05)))
    song.section('everyone', 'chorus', 16, 1.0)
    backing(chords_a + chords_b, 96)
    song.add(pipes, [Note(n.start, n.length, n.pitch, 98) for n in both(a, b)] + [Note(0, 48, 50, 76)])
    song.add(fiddle, loosen(rng, both(a, b)))
    song.add(whistle, loosen(rng, [Note(n.start, n.length, n.pitch + 12, n.velocity) for n in both(a, b)]))
    return song
