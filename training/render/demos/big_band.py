"""Big-band swing: a twelve-bar blues in B flat with saxophones, brass, a trumpet solo and a walking bass."""
import numpy as np
from drums import beat
from midi import Note
from notation import chart, line, loosen, shift, swing
from song import Song
from textures import bass, block
from theory import Key, ladder

FILE, SOUNDFONT = 'uptown-express.opus', 'fluid'
DESCRIPTION = '''Brassy, hard-swinging big-band jazz, a quick twelve-bar blues for a packed dance floor. A walking upright bass and a ride
cymbal set the pace by themselves, then the saxophones play the cheeky riff of the head in octaves with a piano comping lightly behind.
The theme comes round again, this time as call and response, with punchy stabs from the brass section filling every gap. After that the
horns lay out and a solo trumpet improvises bright, bluesy lines over just the rhythm section. The last chorus is the shout: saxes,
trumpet and the rest of the brass hit the same syncopated figures in thick block harmony, drums bashing, everybody loud and exuberant,
right up to the abrupt final hit.'''
BLUES = 'Bb7 Eb7 Bb7 Bb7 Eb7 Eb7 Bb7 G7 Cm7 F7 Bb7 F7'
HEAD = '''r:.5 f4 ab4 bb4 d5:1 bb4:.5 r:.5 | r:.5 g4 bb4 db5 eb5:1 db5:.5 bb4 | d5:.5 r d5 bb4 ab4:1 f4:1 | bb4:1.5 r:2.5 |
          r:.5 g4 bb4 db5 eb5:1 db5:.5 r | r:.5 g4 bb4 db5 g5:1 eb5:.5 db5 | d5:.5 r d5 bb4 ab4:1 f4:1 | b4:1 d5:.5 f5 g5:1 f5:.5 d5 |
          eb5:.5 r g5 eb5 c5:1 bb4:.5 g4 | a4:.5 c5 eb5 r f5:1 eb5:.5 c5 | bb4:.5 d5 f5 d5 bb4:1 r | r:.5 f4 a4 c5 eb5:1 r'''
ANSWERS = '''r:2 r:.5 ab4:.5! r:.5 ab4! | r:2 r:.5 g4:.5! r:.5 g4:.5! | r:3 ab4:.5! r | r:.5 ab4:1! f4:.5 ab4:1! r |
             r:2 r:.5 g4:.5! r:.5 g4! | r:2 r:.5 g4:1! r:.5 | r:3 ab4:.5! r | f4:.5! r:1.5 b4:1! r |
             r:2 r:.5 bb4:.5! r:.5 bb4:.5! | r:2 r:.5 a4:.5! r:.5 a4:.5! | ab4:.5! r:1 ab4:1.5! r:1 | r:2 a4:1! r:1'''
SOLO = '''r:1 bb5:1.5 ab5:.5 f5 d5 | eb5:.5 g5 bb5 db6 c6 bb5 g5 eb5 | f5:.5 e5 f5 ab5 bb5:1 d6 | r:.5 d6:1 bb5:.5 ab5 f5 d5:1 |
          r:.5 bb5 db6 eb6 g5:1 bb5 | db6:.5 c6 bb5 g5 eb5 f5 g5:1 | bb5:2 ab5:.5 f5 d5 f5 | g5:.5 b5 d6 f6 d6:1 b5 |
          c6:.5 bb5 g5 eb5 g5:1 bb5 | a5:.5 c6 eb6 c6 a5 g5 f5:1 | bb5:1 d6:.5 f6 d6 bb5 ab5 f5 | a5:1 r:.5 c6 eb6:1 r'''
SHOUT = '''bb4:.5! r bb4! r:1 d5:1! r:.5 | r:.5 db5:1! eb5:.5! r:1 db5:1! | d5:.5! r d5! r:1 ab4:1! bb4:.5! |
           r:.5 d5:1! bb4:.5! ab4:1! bb4 | db5:.5! r db5! r:1 eb5:1! r:.5 | r:.5 g5:1! eb5:.5! db5:1! eb5 |
           d5:.5! r d5! r:1 ab4:1! bb4:.5! | b4:.5! r b4! r d5:1! f5! |
           eb5:1.5! c5:.5! eb5:1! g5! | f5:1.5! eb5:.5! c5:1! a4! | bb4:.5! r:1 bb4:.5! r:1 f5:1! | r:.5 e5:.5! r f5! bb5:2!'''


def harmony(text, chords, velocity, legato):
    """The line with the two chord tones under each note, as a section plays it."""
    notes = line(text, velocity, legato)
    lower = [Note(n.start, n.length, p, n.velocity - 6) for n in notes
             for p in ladder(chords[int(n.start // 4)].pcs, n.pitch - 12, n.pitch - 3)[-2:]]
    return notes + lower


def compose():
    rng = np.random.default_rng(6)
    song = Song('Uptown Express', 'big band swing', 184, Key(10, 'major'), tail_seconds=1.2)
    saxes = song.part('saxophone', 66, volume=108, pan=44, reverb=40)
    altos = song.part('saxophone', 67, volume=100, pan=36, reverb=40)
    brass = song.part('brass section', 62, volume=98, pan=86, reverb=45)
    trumpet = song.part('trumpet', 57, volume=124, pan=72, reverb=45)
    piano = song.part('piano', 1, volume=112, pan=30, reverb=25)
    double = song.part('acoustic bass', 33, volume=112, reverb=10)
    kit = song.part('drums', 33, drums=True, volume=127, reverb=25)
    blues = chart(BLUES)

    def rhythm(chords, velocity, comp=True):
        song.add(double, bass(rng, chords, 29, 51, style='walking', velocity=102))
        song.add(kit, beat(rng, 'swing', len(chords), velocity, fills=False, crash=velocity > 110))
        if comp:
            song.add(piano, swing(block(rng, chords, 60, onsets=(1.5, 3.5), length=0.4, velocity=74)))

    def both(text, velocity):
        song.add(saxes, loosen(rng, swing(line(text, velocity, 0.85))))
        song.add(altos, loosen(rng, swing(shift(line(text, velocity - 6, 0.85), semitones=12))))

    song.section('intro', 'intro', 4, 0.3)
    rhythm(chart('Bb7 Bb7 Cm7 F7'), 104, comp=False)
    song.section('head', 'verse', 12, 0.6)
    rhythm(blues, 104)
    both(HEAD, 94)
    song.section('call and response', 'verse', 12, 0.75)
    rhythm(blues, 106)
    both(HEAD, 96)
    song.add(brass, swing(harmony(ANSWERS, blues, 104, 0.8)))
    song.section('trumpet solo', 'solo', 12, 0.65)
    rhythm(blues, 102)
    song.add(trumpet, loosen(rng, swing(line(SOLO, 108, 0.92))))
    song.section('shout chorus', 'chorus', 12, 1.0)
    rhythm(blues, 114)
    both(SHOUT, 104)
    song.add(brass, swing(shift(harmony(SHOUT, blues, 100, 0.85), semitones=12)))
    song.add(trumpet, swing(shift(line(SHOUT, 94, 0.85), semitones=12)))
    return song
