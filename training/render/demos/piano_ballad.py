"""A slow piano ballad in D major that grows into strings."""
import numpy as np
from notation import chart, line, loosen, rolling, shift
from song import Song
from textures import pad
from theory import Key

FILE, SOUNDFONT = 'winter-window.opus', 'musescore'
DESCRIPTION = '''A slow, tender ballad in a major key that starts as almost nothing. A lone piano rolls soft broken chords in the left
hand while a few single notes hang above them, unhurried and a little wistful. Once the verse arrives the piano sings a simple, falling
tune, and a cello slips in underneath with long, warm notes that answer the phrases. Then the whole thing opens out: full strings carry a
soaring melody in octaves, the piano plays harder and lower, and the cello digs in, so the chorus feels wide and hopeful. There is no
percussion anywhere. After that swell everybody stops except the piano, which repeats the opening of its verse quietly and lets the last
chord ring into silence.'''
VERSE = '''f#5:1.5 e5:.5 d5:2 | e5:1.5 d5:.5 c#5:1 a4 | d5:1.5 c#5:.5 b4:1 d5 | b4:3 r:1 |
           f#5:1.5 g5:.5 a5:2 | a5:1 g5:.5 f#5 e5:2 | g5:1 f#5:.5 e5 d5:1 b4 | c#5:1 e5:3'''
CHORUS = '''d5:1 b5:2 a5:1 | a5:1.5 g5:.5 f#5:1 e5 | f#5:1 a5:2 c#6:1 | b5:3 a5:1 |
            b5:1.5 a5:.5 g5:1 b5 | a5:1 c#6 e6:1.5 c#6:.5 | d6:2 a5:1 f#5 | a5:2 f#5'''
OUTRO = 'f#5:1.5 e5:.5 d5:2 | e5:2 c#5 | d5:1 b4 g4:2 | f#4+a4+d5:6'
CELLO_VERSE = 'd3:3 c#3:1 | r:2 e3:2 | f#3:3 e3:1 | d3:4 | d3:2 f#3 | e3:3 c#3:1 | b2:2 d3 | e3:4'
CELLO_CHORUS = 'g2:4 | a2:4 | f#3:2 e3 | d3:3 b2:1 | b2:2 d3 | c#3:2 e3 | d3:4 | f#3:2 d3'


def compose():
    rng = np.random.default_rng(1)
    song = Song('Winter Window', 'piano ballad', 74, Key(2, 'major'), room='hall', tail_seconds=1.6)
    piano = song.part('piano', 1, volume=124, reverb=55)
    cello = song.part('cello', 43, volume=84, pan=80, reverb=70)
    strings = song.part('strings', 49, volume=84, pan=56, reverb=70)
    intro, verse, chorus = chart('D A/C# Bm G'), chart('D A/C# Bm G D A/C# G A'), chart('G A F#m Bm G A D D')

    song.section('intro', 'intro', 4, 0.15)
    song.add(piano, loosen(rng, rolling(intro, 38, velocity=66)))
    song.add(piano, loosen(rng, line('r:2 a4:1 d5 | e5:3 c#5:1 | d5:2 f#5 | e5:2 d5', 78)))

    song.section('verse', 'verse', 8, 0.35)
    song.add(piano, loosen(rng, rolling(verse, 38, velocity=68)))
    song.add(piano, loosen(rng, line(VERSE, 90)))
    song.add(cello, line(CELLO_VERSE, 74, 1.0))

    song.section('chorus', 'chorus', 8, 0.85)
    song.add(piano, loosen(rng, rolling(chorus, 33, velocity=78)))
    song.add(piano, loosen(rng, line(CHORUS, 98) + shift(line(CHORUS, 86), semitones=-12)))
    song.add(cello, line(CELLO_CHORUS, 88, 1.0))
    song.add(strings, pad(rng, chorus, 57, velocity=84) + line(CHORUS, 100, 1.0) + shift(line(CHORUS, 88, 1.0), semitones=-12))
    song.swell(strings, 0, 8, 78, 122)

    song.section('outro', 'outro', 4, 0.15)
    song.add(piano, loosen(rng, rolling(chart('D A/C# G'), 38, velocity=62)))
    song.add(piano, loosen(rng, line(OUTRO, 76) + line('r:12 d2+d3+a3:6', 60)), ring=True)
    return song
