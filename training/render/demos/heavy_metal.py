"""Heavy metal in E minor: galloping riff, double kick, guitar solo."""
import numpy as np
from drums import CRASH, KICK, LOW_TOM, MID_TOM, RIDE, SNARE, beat
from midi import Note
from notation import chart, line, loosen, power, repeat, shift
from song import Song
from theory import Key

FILE, SOUNDFONT = 'iron-furnace.opus', 'fluid'
DESCRIPTION = ''
GALLOP = 'e2:.5! e2:.25 e2 e2:.5 e2:.25 e2 g2:.5! f#2 e2:.5 e2'
RIFF = f'{GALLOP} | e2:.5! e2:.25 e2 e2:.5 e2:.25 e2 a#2:.5! a2 g2:1 | {GALLOP} | c3:1! d3 d#3:.5! d3 b2:1'
VERSE = ('e2:.25! e2 e2 e2 e2 e2 e2 e2 g2:.5! e2 a2! e2 |' * 3 + 'c3:.5! c3 c3 c3 d3! d3 d#3! d3 |')
CHORUS = 'e2:4! | c3:4! | g2:4! | d3:2! d#3:2! | e2:4! | c3:4! | a2:4! | b2:2! d3:2!'
LEAD = '''b4:2 e5 | g5:1.5 f#5:.5 e5:1 c5 | d5:1.5 e5:.5 g5:1 b5 | a5:2 f#5 |
          b5:2 e6 | g6:1.5 f#6:.5 e6:1 c6 | e6:1 c6 a5 c6 | b5:2 d#6:2'''
SOLO = '''e5:.25 g5 b5 g5 e5 g5 b5 g5 e5 g5 b5 d6 e6:1 | c5:.25 e5 g5 e5 c5 e5 g5 e5 c5 e5 g5 b5 c6:1 |
          d6:.25 c6 b5 a5 b5 a5 g5 f#5 g5 f#5 e5 d5 e5:1 | a5:.5 b5 c6 a5 d6:1 f#6:1 |
          e6:.25 d6 b5 a5 d6 b5 a5 g5 b5 a5 g5 e5 a5 g5 e5 d5 | e5:.25 g5 c6 e6 g6 e6 c6 g5 e5 g5 c6 e6 g6:1 |
          f#6:.5 e6 d6 b5 d6 b5 a5 g5 | b5:.25 b5 b5 b5 c6 c6 c6 c6 d6 d6 d6 d6 d#6 d#6 d#6 d#6'''


def drums(rng, name, bars, double=True):
    """The metal pattern; without `double` the kick only marks the accents of the riff."""
    notes = beat(rng, 'metal', bars, 112)
    return notes if double else [n for n in notes if n.pitch != KICK or n.start % 1 < 0.1]


def breakdown(bars):
    """Half time: kick with the guitars, snare on three, toms."""
    bar = [(0, KICK), (0, CRASH), (0.75, KICK), (1.5, KICK), (2, SNARE), (2.75, KICK), (3, LOW_TOM), (3.5, MID_TOM), (1, RIDE), (3, RIDE)]
    return [Note(b * 4 + at, 0.2, pitch, 112) for b in range(bars) for at, pitch in bar]


def guitars(rng, song, left, right, text, velocity, legato):
    """The same line on both guitars as power chords, each with its own timing."""
    song.add(left, loosen(rng, power(line(text, velocity, legato)), 0.012))
    song.add(right, loosen(rng, power(line(text, velocity, legato)), 0.012))


def compose():
    rng = np.random.default_rng(2)
    song = Song('Iron Furnace', 'heavy metal', 168, Key(4, 'minor'), tail_seconds=1.5)
    left = song.part('distorted guitar', 31, volume=92, pan=14, reverb=18)
    right = song.part('distorted guitar', 30, volume=92, pan=113, reverb=18)
    lead = song.part('distorted guitar', 31, volume=104, pan=64, reverb=60, chorus=30)
    bass = song.part('bass guitar', 35, volume=104, reverb=5)
    kit = song.part('drums', 17, drums=True, volume=116, reverb=25)

    def chugging(text, velocity=104, times=1):
        riff = ' | '.join([text] * times)
        guitars(rng, song, left, right, riff, velocity, 0.8)
        song.add(bass, line(riff, 100, 0.85))

    def chorus(bars):
        guitars(rng, song, left, right, CHORUS, 108, 0.98)
        song.add(bass, [n for long in line(CHORUS, 104) for n in repeat([Note(long.start, 0.45, long.pitch, 102)], round(long.length / .95 * 2), 0.5)])
        song.add(lead, line(LEAD, 100, 1.0))
        song.add(kit, drums(rng, 'metal', bars))

    song.section('intro', 'intro', 4, 0.45)
    guitars(rng, song, left, right, RIFF, 100, 0.8)
    for label in ('verse 1', 'chorus 1', 'verse 2'):
        if label.startswith('verse'):
            song.section(label, 'verse', 8, 0.75)
            chugging(VERSE, times=2)
            song.add(kit, drums(rng, 'metal', 8, double=False))
        else:
            song.section(label, 'chorus', 8, 0.95)
            chorus(8)
    song.section('breakdown', 'bridge', 4, 0.65)
    chugging('e2:.75! e2 e2:1 e2:.25 e2 f2:1! | e2:.75! e2 e2:1 e2:.25 e2 a#2:1! ', 110, 2)
    song.add(kit, breakdown(4))
    song.section('guitar solo', 'solo', 8, 0.9)
    chugging(('e2:.5! e2:.25 e2 ' * 4 + '| ' + 'c3:.5! c3:.25 c3 ' * 4 + '| ' + 'd3:.5! d3:.25 d3 ' * 4 + '| ' + 'e2:.5! e2:.25 e2 ' * 2
              + 'd3:.5! d3:.25 d3 ' * 2 + '| '), times=2)
    song.add(lead, line(SOLO, 112, 0.97))
    song.add(kit, drums(rng, 'metal', 8))
    song.section('chorus 2', 'chorus', 8, 1.0)
    chorus(8)
    song.section('outro', 'outro', 4, 0.8)
    chugging(RIFF.replace('c3:1! d3 d#3:.5! d3 b2:1', 'c3:1! d3 e2:4!'))
    song.add(kit, drums(rng, 'metal', 4, double=False) + [Note(14, 1, CRASH, 120)])
    return song
