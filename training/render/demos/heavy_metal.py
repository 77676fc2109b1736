"""Heavy metal in C sharp minor: galloping riff, double kick, guitar solo."""
import numpy as np
from amp import amplify, echo
from drums import CRASH, KICK, LOW_TOM, MID_TOM, OPEN, RIDE, SNARE, beat
from midi import Note
from notation import line, loosen, power, repeat
from song import Song
from theory import Key

FILE, SOUNDFONT = 'iron-furnace.opus', 'fluid'
SATURATION_DB = 8
TUNING = -3  # the riffs are written as for a guitar in E
DESCRIPTION = '''Fast, aggressive heavy metal in C sharp minor. Two distorted guitars open by themselves, one on each side, galloping
through a low palm-muted riff on power chords with a sinister chromatic twist. Drums and bass guitar then crash in and the verse chugs
along in tight, machine-gun sixteenths. In the chorus the guitars hold long ringing chords over relentless double-kick drumming while a
lead guitar sings a high, dramatic line. A second verse drops down to the chug again, then comes a half-time breakdown, heavy and
stomping, with tom accents. A shredding solo follows, all rapid runs and arpeggios on top of the gallop, before the big chorus returns
louder than ever. It finishes on the opening riff with the full band, ending on one crashing chord.'''
GALLOP = 'e2:.5! e2:.25 e2 e2:.5 e2:.25 e2 g2:.5! f#2 e2:.5 e2'
RIFF = f'{GALLOP} | e2:.5! e2:.25 e2 e2:.5 e2:.25 e2 a#2:.5! a2 g2:1 | {GALLOP} | c3:1! d3 d#3:.5! d3 b2:1'
VERSE = ('e2:.25! e2 e2 e2 e2 e2 e2 e2 g2:.5! e2 a2! e2 |' * 3 + 'c3:.5! c3 c3 c3 d3! d3 d#3! d3 |')
CHORUS = 'e2:4! | c3:4! | g2:4! | d3:2! d#3:2! | e2:4! | c3:4! | a2:4! | b2:2! d3:2!'
LEAD = '''b4:2 e5 | g5:1.5 f#5:.5 e5:1 c5 | d5:1.5 e5:.5 g5:1 b5 | a5:2 f#5 |
          b5:2 e6 | g6:1.5 f#6:.5 e6:1 c6 | e6:1 c6 a5 c6 | b5:2 d#6:2'''
SOLO_ROOTS = ['e2'] * 4 + ['c3'] * 4 + ['d3'] * 4 + ['e2'] * 2 + ['d3'] * 2  # one a quarter
SOLO = '''e5:.25 g5 b5 g5 e5 g5 b5 g5 e5 g5 b5 d6 e6:1 | c5:.25 e5 g5 e5 c5 e5 g5 e5 c5 e5 g5 b5 c6:1 |
          d6:.25 c6 b5 a5 b5 a5 g5 f#5 g5 f#5 e5 d5 e5:1 | a5:.5 b5 c6 a5 d6:1 f#6:1 |
          e6:.25 d6 b5 a5 d6 b5 a5 g5 b5 a5 g5 e5 a5 g5 e5 d5 | e5:.25 g5 c6 e6 g6 e6 c6 g5 e5 g5 c6 e6 g6:1 |
          f#6:.5 e6 d6 b5 d6 b5 a5 g5 | b5:.25 b5 b5 b5 c6 c6 c6 c6 d6 d6 d6 d6 d#6 d#6 d#6 d#6'''
WASH = (CRASH, OPEN, 57, OPEN)


def process(stems, rate_hz):
    """Rhythm guitars left and right, a lead with echo, and some of the bass through the amplifier."""
    stems[0] = amplify(stems[0], rate_hz, pan=0.08)
    stems[1] = amplify(stems[1], rate_hz, 12, pan=0.92)
    stems[2] = echo(amplify(stems[2], rate_hz, 22, 0.1, scoop=0.1), rate_hz)
    stems[3] += amplify(stems[3], rate_hz, 6, 0.1, scoop=0.3)
    return stems


def drums(rng, bars, double=True):
    """The metal pattern; without `double` the kick only marks the accents of the riff."""
    notes = beat(rng, 'metal', bars, 112) + [Note(i / 2, 0.4, WASH[i % 4], 96 - 20 * (i % 2)) for i in range(8 * bars)]
    return notes if double else [n for n in notes if n.pitch != KICK or n.start % 1 < 0.1]


def breakdown(bars):
    """Half time: kick with the guitars, snare on three, toms."""
    bar = [(0, KICK), (0, CRASH), (0.75, KICK), (1.5, KICK), (2, SNARE), (2.75, KICK), (3, LOW_TOM), (3.5, MID_TOM), (1, RIDE), (3, RIDE)]
    return [Note(b * 4 + at, 0.2, pitch, 112) for b in range(bars) for at, pitch in bar]


def guitars(rng, song, left, right, text, velocity, legato):
    """The same line on both guitars as power chords of root and fifth, each with its own timing."""
    song.add(left, loosen(rng, power(line(text, velocity, legato, TUNING)), 0.012))
    song.add(right, loosen(rng, power(line(text, velocity, legato, TUNING)), 0.012))


def compose():
    rng = np.random.default_rng(2)
    song = Song('Iron Furnace', 'heavy metal', 168, Key(1, 'minor'), tail_seconds=1.5)
    left, right, lead = (song.part('distorted guitar', 30, reverb=reverb) for reverb in (0, 0, 10))
    bass = song.part('bass guitar', 35, volume=104, reverb=5)
    kit = song.part('drums', 17, drums=True, volume=116, reverb=25)

    def chugging(text, velocity=104, times=1):
        riff = ' | '.join([text] * times)
        guitars(rng, song, left, right, riff, velocity, 0.82)
        song.add(bass, line(riff, 100, 0.85, TUNING))

    def verse(label):
        song.section(label, 'verse', 8, 0.75)
        chugging(VERSE, times=2)
        song.add(kit, drums(rng, 8, double=False))

    def chorus(label, energy):
        song.section(label, 'chorus', 8, energy)
        guitars(rng, song, left, right, CHORUS, 108, 0.98)
        for root in line(CHORUS, 104, 1.0, TUNING):
            song.add(bass, repeat([Note(root.start, 0.45, root.pitch, 102)], round(root.length * 2), 0.5))
        song.add(lead, line(LEAD, 100, 1.0, TUNING))
        song.add(kit, drums(rng, 8))

    song.section('intro', 'intro', 4, 0.45)
    guitars(rng, song, left, right, RIFF, 104, 0.82)
    verse('verse 1')
    chorus('chorus 1', 0.95)
    verse('verse 2')
    song.section('breakdown', 'bridge', 4, 0.65)
    chugging('e2:.75! e2 e2:1 e2:.25 e2 f2:1! | e2:.75! e2 e2:1 e2:.25 e2 a#2:1! ', 110, 2)
    song.add(kit, breakdown(4))
    song.section('guitar solo', 'solo', 8, 0.9)
    chugging(' '.join(f'{root}:.5! {root}:.25 {root}' for root in SOLO_ROOTS), times=2)
    song.add(lead, line(SOLO, 112, 0.97, TUNING))
    song.add(kit, drums(rng, 8))
    chorus('chorus 2', 1.0)
    song.section('outro', 'outro', 4, 0.8)
    chugging(RIFF.replace('c3:1! d3 d#3:.5! d3 b2:1', 'c3:1! d3 e2:4!'))
    song.add(kit, drums(rng, 4, double=False) + [Note(14, 1, CRASH, 120)])
    return song
