"""Bluegrass in G major: rolling banjo, fiddle, harmonica, boom-chuck guitar and upright bass, no drums."""
import numpy as np
from midi import Note
from notation import chart, line, loosen, repeat
from song import Song
from textures import arpeggio, bass, strum
from theory import Key

FILE, SOUNDFONT = 'creek-road.opus', 'fluid'
DESCRIPTION = '''Lively acoustic bluegrass, cheerful and brisk, with no drums at all. A five-string banjo kicks it off unaccompanied,
rolling through bright G major arpeggios. The band falls in behind: boom-chuck strumming on a steel-string guitar, an upright bass
bouncing between root and fifth, the banjo still rolling, while a fiddle saws out a nimble, tumbling reel. Next a harmonica takes over the
lead with a more relaxed, bluesy second tune. Then it is the banjo's turn for a break, picking fast and clean over just guitar and bass.
All the players join for a foot-stomping hoedown, the fiddle repeating its tune with long harmonica notes around it, and a short banjo tag
with three chopped chords ends things with a grin.'''
TUNE_CHORDS, TURN_CHORDS = 'G G C G G Em D D', 'C C G G D D G G'
FIDDLE = '''b4:.5 d5 g5 b5 a5 g5 e5 d5 | b4:.5 d5 e5 g5 d5:1 b4 | c5:.5 e5 g5 e5 c6 b5 a5 g5 | b5:.5 a5 g5 e5 d5:2 |
            b4:.5 d5 g5 b5 a5 g5 e5 d5 | e5:.5 g5 b5 g5 e5 f#5 g5 b5 | a5:.5 f#5 d5 f#5 a5:1 c6 | b5:.25 a5 g5 f#5 e5:.5 f#5 a5:2'''
HARMONICA = '''e5:1 g5:.5 e5 c5:2 | e5:1 g5:.5 a5 g5:2 | b5:1 a5:.5 g5 d5:2 | b4:1 d5:.5 e5 d5:2 |
               f#5:1 a5:.5 f#5 d5:2 | a5:1 c6:.5 a5 f#5:2 | g5:1 e5:.5 d5 b4:1 d5 | g5:3 r:1'''
PICKED = '''g4:.25 b4 d5 g4 b4 d5 g5 d5 e5 d5 b4 d5 g4 b4 d5 b4 | c5:.25 e5 g5 c5 e5 g5 e5 c5 d5 e5 g5 e5 c5 e5 g5 e5 |
            g4:.25 b4 d5 g5 b4 d5 g5 d5 b5 g5 d5 g5 b4 d5 g5 d5 | d4:.25 f#4 a4 d5 f#4 a4 d5 a4 f#5 d5 a4 d5 f#4 a4 d5 a4'''
END = 'g4:.25 b4 d5 g5 e5 d5 b4 g4 a4:.5 f#4 g4:1 | g3+d4+g4+b4:.5 r d4+f#4+a4+d5 r g3+b3+d4+g4:2'


def compose():
    rng = np.random.default_rng(8)
    song = Song('Creek Road', 'bluegrass', 124, Key(7, 'major'), tail_seconds=1.2)
    banjo = song.part('banjo', 106, volume=122, pan=84, reverb=22)
    fiddle = song.part('violin', 111, volume=116, pan=50, reverb=35)
    harmonica = song.part('harmonica', 23, volume=106, pan=70, reverb=35)
    guitar = song.part('acoustic guitar', 26, volume=88, pan=30, reverb=22)
    double = song.part('acoustic bass', 33, volume=110, reverb=10)
    boom_chuck = [(1, 1), (2, -1), (3, 1)]

    def backing(chords, velocity, rolls=True):
        song.add(guitar, strum(rng, chords, 57, velocity=velocity, pattern=boom_chuck, spread=0.012))
        song.add(double, bass(rng, chords, 31, 50, style='oompah', velocity=96))
        if rolls:
            song.add(banjo, loosen(rng, arpeggio(rng, chords, 62, step=0.25, velocity=70, shape='updown', ring=1.5)))

    tune, turn = chart(TUNE_CHORDS), chart(TURN_CHORDS)
    song.section('intro', 'intro', 4, 0.4)
    song.add(banjo, loosen(rng, line(PICKED, 106)))
    song.section('fiddle tune', 'verse', 8, 0.7)
    backing(tune, 82)
    song.add(fiddle, loosen(rng, line(FIDDLE, 96, 0.9)))
    song.section('harmonica tune', 'verse', 8, 0.65)
    backing(turn, 82)
    song.add(harmonica, loosen(rng, line(HARMONICA, 100)))
    song.section('banjo break', 'solo', 6, 0.6)
    backing(chart('G C G D G D'), 84, rolls=False)
    song.add(banjo, loosen(rng, repeat(line(PICKED, 104), 2, 16)))
    song.section('hoedown', 'chorus', 8, 0.95)
    backing(tune, 92)
    song.add(fiddle, loosen(rng, line(FIDDLE, 106, 0.9)))
    song.add(harmonica, loosen(rng, [Note(n.start, n.length, n.pitch, n.velocity - 12) for n in line(
        'd5:4 | g4:3 d5:1 | e5:4 | d5:4 | b4:4 | e5:2 g5 | f#5:4 | a5:2 f#5', 94)]))
    song.section('tag', 'outro', 2, 0.7)
    song.add(banjo, line(END, 104))
    song.add(guitar, strum(rng, chart('G'), 57, velocity=88, pattern=boom_chuck))
    song.add(guitar, line('r:4 g2+d3+g3+b3:.5 r d3+a3+d4+f#4 r g2+d3+g3+b3:2', 94))
    song.add(double, line('g2:2 d2 | g2:.5 r d2 r g1:2', 98))
    return song
