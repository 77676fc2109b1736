"""A chiptune in C major: two pulse waves, a triangle bass and noise drums, played by `chip.py`."""
import numpy as np
from drums import HAT, KICK, SNARE
from midi import Note
from notation import chart, line, repeat, shift
from song import Song
from textures import arpeggio
from theory import Key

FILE, SOUNDFONT = 'pixel-sprint.ogg', 'chip'
DESCRIPTION = '''Bouncy, hyperactive chiptune in C major, the sound of an old eight-bit console game. A buzzy square-wave lead opens alone
with rapid up-and-down arpeggios. Then the main theme bursts in, a catchy, hopping melody supported by fast glittering arpeggios, an
octave-jumping triangle bass and crunchy white-noise drums. On the repeat a second pulse voice doubles the tune an octave lower and it
sounds fuller. Midway the drums and arpeggios cut out for a calmer breakdown where the lead plays a longer, slightly melancholy line over
slow held bass notes. The energetic theme returns with everything running at once, brighter than before, and a quick flourish of lead and
bass, like a level-complete jingle, brings it to a sudden stop.'''
VOICES = ['pulse 25', 'pulse 12', 'triangle', 'noise']
THEME_CHORDS, BRIDGE_CHORDS = 'C Am F G C Am Dm G', 'Am Em F C Dm Am Bb G'
THEME = '''e5:.5 g5 c6:1 b5:.5 g5 e5 g5 | a5:.5 e5 c5 e5 a5:1 g5 | f5:.5 a5 c6 a5 f5 g5 a5 c6 | b5:.5 g5 d5 g5 b5:1 d6 |
           e6:.5 d6 c6 g5 e5 g5 c6:1 | a5:.5 c6 e6 c6 a5:1 e5 | f5:.5 a5 d6 f6 e6 d6 c6 a5 | b5:.5 a5 g5 f5 d5 g5 b5 d6'''
BRIDGE = '''a5:1.5 b5:.5 c6:1 e6 | b5:1.5 g5:.5 e5:2 | a5:.5 c6 f6:1 e6:.5 c6 a5 f5 | e6:1.5 d6:.5 c6:2 |
            d6:1 f6 a5:1 d6 | c6:1.5 b5:.5 a5:2 | d6:.5 bb5 f5 bb5 d6:1 f6 | g6:.25 f6 d6 b5 g5 b5 d6 f6 g6:.5 d6 b5 g5'''
INTRO = 'c5:.25 e5 g5 c6 e6 c6 g5 e5 c5 e5 g5 c6 e6 c6 g5 e5 | a4:.25 c5 e5 a5 c6 a5 e5 c5 a4 c5 e5 a5 c6 a5 e5 c5 |'
DRUM_BAR = [(0, KICK), (.5, HAT), (1, SNARE), (1.5, HAT), (1.75, HAT), (2, KICK), (2.5, KICK), (3, SNARE), (3.5, HAT)]


def drums(bars, ending=True):
    """Kick and snare in noise; a snare roll at the end of each eight bars."""
    notes = [Note(b * 4 + at, 0.2, pitch, 110 if pitch != HAT else 60) for b in range(bars) for at, pitch in DRUM_BAR]
    roll = [Note(b * 4 + 3 + i / 4, 0.2, SNARE, 90 + 8 * i) for b in range(7, bars, 8) for i in range(4)]
    return [n for n in notes if not (ending and n.start // 4 % 8 == 7 and n.start % 4 >= 3)] + (roll if ending else [])


def triangle(chords):
    """Bouncing octaves."""
    roots = [36 + (c.root - 4) % 12 + 4 for c in chords]
    return [Note(b * 4 + i / 2, 0.4, root + 12 * (i % 2), 100) for b, root in enumerate(roots) for i in range(8)]


def compose():
    rng = np.random.default_rng(10)
    song = Song('Pixel Sprint', 'chiptune', 150, Key(0, 'major'), tail_seconds=1.0)
    lead = song.part('synth lead', 81, volume=98, pan=52)
    second = song.part('synth lead', 81, volume=76, pan=78)
    bass = song.part('synth bass', 39, volume=108)
    kit = song.part('drums', 1, drums=True, volume=127)
    theme, bridge = chart(THEME_CHORDS), chart(BRIDGE_CHORDS)
    sparkle = lambda chords, velocity: arpeggio(rng, chords, 72, step=0.25, velocity=velocity, shape='up', ring=0.8)

    song.section('intro', 'intro', 4, 0.35)
    song.add(lead, repeat(line(INTRO, 96, 0.8), 2, 8))
    song.section('theme', 'verse', 8, 0.7)
    song.add(lead, line(THEME, 100, 0.85))
    song.add(second, sparkle(theme, 70))
    song.add(bass, triangle(theme))
    song.add(kit, drums(8))
    song.section('theme in harmony', 'chorus', 8, 0.9)
    song.add(lead, line(THEME, 106, 0.85))
    song.add(second, [Note(n.start, n.length, n.pitch - 12, 100) for n in line(THEME, 106, 0.85)] + sparkle(theme, 60))
    song.add(bass, triangle(theme))
    song.add(kit, drums(8))
    song.section('breakdown', 'bridge', 8, 0.45)
    song.add(lead, line(BRIDGE, 98, 0.95))
    song.add(bass, [Note(n.start, 3.8, n.pitch, 100) for n in triangle(bridge) if n.start % 4 == 0])
    song.section('final theme', 'chorus', 12, 1.0)
    song.add(lead, line(THEME, 110, 0.85) + shift(line(THEME, 110, 0.85)[:31], 32))
    song.add(second, sparkle(theme + theme[:4], 84))
    song.add(bass, triangle(theme + theme[:4]))
    song.add(kit, drums(12))
    song.section('ending', 'outro', 2, 0.6)
    song.add(lead, line('c6:.25 g5 e5 c5 d6 a5 f5 d5 e6 b5 g5 e5 f6 d6 b5 g5 | c6:.5 r g5 r c5:2', 106))
    song.add(bass, line('c3:.5 r d3 r e3 r g3 r | c3:.5 r g2 r c2:2', 110))
    return song
