"""Bossa nova in F major: nylon guitar, flute, upright bass, brushed drums, vibraphone in the bridge."""
import numpy as np
from drums import beat, hand
from notation import chart, line, loosen
from song import Song
from textures import bass, block
from theory import Key

FILE, SOUNDFONT = 'terrace-lemonade.opus', 'musescore'
DESCRIPTION = '''Relaxed Brazilian bossa nova, warm and sunny, in a medium tempo with a gentle sway. A nylon-string guitar starts alone,
fingers plucking syncopated jazz chords. Soon brushed drums with a soft rim click, shaker and triangle, and an upright bass settle into
the classic rhythm, and a flute floats in with a lazy, lilting melody. In the bridge the flute rests and a vibraphone takes the tune, cool
and shimmering, over richer harmonies. The flute comes back for another verse, higher and more playful, then repeats its opening melody
while vibraphone chords glow behind it. At the end the rhythm section falls away, leaving guitar and flute to wind down together on a
long, breezy major-seventh chord.'''
VERSE = 'Fmaj9 D7 Gm9 C13 Am7 D7 Gm7 C7'
BRIDGE = 'Bbmaj7 Bbm6 Am7 D7 Gm7 C7 Fmaj7 C7'
COMP = (0, 1.5, 2.5, 3)
FLUTE = '''a5:1.5 g5:.5 e5:1 c5:.5 a5:.5 | a5:1 f#5:.5 c5:2 r:.5 | r:.5 d5 f5 a5 bb5:1 a5:.5 f5 | e5:1.5 d5:.5 a4:2 |
           r:.5 c5 e5 g5 a5:1 g5:.5 e5 | f#5:1.5 e5:.5 d5:1 c5 | bb4:.5 d5 f5 a5 g5:1 f5 | e5:1.5 g5:.5 bb4:2'''
FLUTE_2 = '''c6:1 a5:.5 g5 e5:1 g5 | f#5:.5 a5 c6:1.5 a5:.5 f#5:1 | f5:1 d5:.5 f5 a5:1.5 g5:.5 | e5:1 g5:.5 bb5 a5:2 |
             g5:.5 e5 c5 e5 a5:1 g5 | f#5:1 d5:.5 f#5 a5:2 | g5:1 bb5:.5 a5 f5:1 d5 | e5:1 d5:.5 e5 f5:2'''
VIBES = '''d5:1.5 f5:.5 a5:2 | db5:1.5 f5:.5 g5:2 | e5:1 c5:.5 e5 g5:2 | f#5:1.5 e5:.5 c5:2 |
           bb4:.5 d5 f5 a5 g5:2 | e5:1 bb4:.5 e5 g5:2 | a5:1.5 e5:.5 c5:2 | e5:1 g5 bb5:2'''


def compose():
    rng = np.random.default_rng(5)
    song = Song('Terrace Lemonade', 'bossa nova', 134, Key(5, 'major'), tail_seconds=1.5)
    guitar = song.part('acoustic guitar', 25, volume=116, pan=46, reverb=35)
    flute = song.part('flute', 74, volume=100, pan=70, reverb=60)
    double = song.part('acoustic bass', 33, volume=108, reverb=15)
    vibes = song.part('vibraphone', 12, volume=118, pan=84, reverb=60)
    kit = song.part('drums', 41, drums=True, volume=78, reverb=25)
    shaker = song.part('percussion', 1, drums=True, volume=118, pan=96, reverb=25)

    def rhythm(chords, velocity):
        song.add(guitar, loosen(rng, block(rng, chords, 57, onsets=COMP, velocity=velocity)))
        song.add(double, bass(rng, chords, 28, 50, style='bossa', velocity=86))
        song.add(kit, beat(rng, 'bossa nova', len(chords), 80, fills=False, crash=False))
        song.add(shaker, hand(rng, len(chords), 96, ['shaker', 'triangle']))

    song.section('intro', 'intro', 4, 0.2)
    song.add(guitar, loosen(rng, block(rng, chart('Fmaj9 D7 Gm9 C13'), 57, onsets=COMP, velocity=86)))
    song.section('verse 1', 'verse', 8, 0.5)
    rhythm(chart(VERSE), 74)
    song.add(flute, loosen(rng, line(FLUTE, 84, 0.97)))
    song.section('bridge', 'bridge', 8, 0.45)
    rhythm(chart(BRIDGE), 72)
    song.add(vibes, loosen(rng, line(VIBES, 88)))
    song.section('verse 2', 'verse', 8, 0.6)
    rhythm(chart(VERSE), 80)
    song.add(flute, loosen(rng, line(FLUTE_2, 94, 0.97)))
    song.section('verse 3', 'verse', 8, 0.65)
    rhythm(chart(VERSE), 82)
    song.add(flute, loosen(rng, line(FLUTE, 94, 0.97)))
    song.add(vibes, loosen(rng, block(rng, chart(VERSE), 69, onsets=(0,), velocity=66)))
    song.section('outro', 'outro', 4, 0.2)
    song.add(guitar, loosen(rng, block(rng, chart('Gm9 C13 Fmaj9'), 57, onsets=COMP, velocity=78)))
    song.add(guitar, line('r:12 f2+c3+e3+a3+g4:6', 76), ring=True)
    song.add(flute, line('r:.5 d5 f5 a5 bb5:2 | a5:1.5 g5:.5 e5:2 | g5:1 e5 c5:2 | c5:5', 82), ring=True)
    return song
