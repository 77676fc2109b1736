"""Deep house in F minor: four on the floor, electric piano stabs, sub bass, vibraphone."""
import numpy as np
from drums import CLAP, HAT, KICK, beat
from midi import Note
from notation import chart, line, loosen, repeat
from song import Song
from textures import block, pad
from theory import Key

FILE, SOUNDFONT = 'velvet-basement.opus', 'fluid'
DESCRIPTION = '''Late-night club music, a smooth four-on-the-floor groove in a minor key around the usual house tempo. It begins with just
the drum machine, a steady kick with handclaps and offbeat hi-hats, while a soft synth pad slowly brightens behind it. Then a round,
syncopated sub bass and short electric piano stabs lock together, jazzy minor-ninth chords giving the track a mellow, sophisticated mood.
Midway the drums and bass drop out for a short breakdown where only the held chords of the electric piano and the pad remain, floating and
intimate. The beat returns with everything at once, now topped by a cool vibraphone riff that circles over the groove. Finally keys, pad
and vibes disappear and the drums and bass are left to carry the mix out.'''
CHORDS = 'Fm9 Dbmaj9 Bbm9 Ebadd9'
STABS = (0, 0.75, 1.5, 2.25, 3.5)
BASS = '''f1:.5 r:.25 f1:.25 r:.5 f2:.25 r f1:.5 r:.5 eb2:.5 f1 | db2:.5 r:.25 db2:.25 r:.5 db3:.25 r db2:.5 r:.5 c2:.5 db2 |
          bb1:.5 r:.25 bb1:.25 r:.5 bb2:.25 r bb1:.5 r:.5 ab1:.5 bb1 | eb2:.5 r:.25 eb2:.25 r:.5 eb3:.25 r eb2:.5 r:.5 c2:.5 eb2'''
VIBES = '''r:.5 c5:.25 eb5 g5:.5 f5:.75 eb5:.25 c5:.5 bb4:.5 c5:.5 | r:.5 ab4:.25 c5 eb5:1.5 c5:.5 f5:1 |
           r:.5 db5:.25 f5 ab5:.5 f5:.75 eb5:.25 db5:.5 c5 bb4 | g4:.5 bb4 eb5:1 f5:.5 g5 bb5:1'''


def compose():
    rng = np.random.default_rng(3)
    song = Song('Velvet Basement', 'deep house', 122, Key(5, 'minor'), tail_seconds=1.2)
    kit = song.part('drums', 26, drums=True, volume=98, reverb=12)
    pads = song.part('synth pad', 90, volume=118, reverb=70, chorus=50)
    keys = song.part('electric piano', 5, volume=104, pan=74, reverb=45, chorus=60)
    bass = song.part('synth bass', 39, volume=112, reverb=0)
    vibes = song.part('vibraphone', 12, volume=122, pan=48, reverb=80)
    chords = chart(CHORDS)
    beats4 = lambda bars, **options: beat(rng, 'house', bars, 104, fills=False, **options)

    song.section('intro', 'intro', 8, 0.4)
    song.add(kit, beats4(8, crash=False))
    song.add(pads, pad(rng, chords * 2, 60, velocity=62))
    song.swell(pads, 0, 32, 60, 118)

    song.section('groove', 'verse', 8, 0.65)
    song.add(kit, beats4(8))
    song.add(pads, pad(rng, chords * 2, 60, velocity=60))
    song.add(keys, block(rng, chords * 2, 62, onsets=STABS, length=0.3, velocity=84))
    song.add(bass, repeat(line(BASS, 100, 0.9), 2, 16))

    song.section('breakdown', 'bridge', 4, 0.3)
    song.add(pads, pad(rng, chords, 60, velocity=76))
    song.add(keys, loosen(rng, block(rng, chords, 62, onsets=(0,), velocity=72)))

    song.section('drop', 'chorus', 12, 0.9)
    song.add(kit, beats4(12))
    song.add(pads, pad(rng, chords * 3, 60, velocity=60))
    song.add(keys, block(rng, chords * 3, 62, onsets=STABS, length=0.3, velocity=90))
    song.add(bass, repeat(line(BASS, 104, 0.9), 3, 16))
    song.add(vibes, loosen(rng, repeat(line(VIBES, 102), 3, 16)))

    song.section('outro', 'outro', 4, 0.45)
    song.add(kit, beats4(4, without=(CLAP,)) + [Note(15.5, 0.2, HAT, 90), Note(16, 0.2, KICK, 100)])
    song.add(bass, line(BASS, 96, 0.9))
    return song
