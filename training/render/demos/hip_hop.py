"""Hip-hop in B flat minor: dusty electric piano, sub bass, 808 drums, a muted trumpet hook."""
import numpy as np
from drums import beat
from notation import line, loosen, repeat, swing
from song import Song
from theory import Key

FILE, SOUNDFONT = 'cassette-alley.opus', 'fluid'
SATURATION_DB = 5
DESCRIPTION = '''Laid-back instrumental hip-hop with a head-nodding, slightly swung beat, moody and nocturnal. It starts with a mellow
electric piano looping four jazzy minor chords on its own. The verse drops in a deep sub bass and a dry boom-bap pattern of booming 808
kick, snappy snare and ticking hats beneath the same loop. For the hook a muted trumpet adds a lonesome, smoky riff on top, the thickest
moment of the track. Then it is stripped down: the keys and the trumpet vanish, and for a few bars there is nothing but bass and drums,
room for a rapper. The ending reverses that, as the rhythm disappears and electric piano and muted trumpet play the hook quietly together.
'''
KEYS = '''bb3+db4+f4+ab4:2 bb3+db4+f4+ab4:1.5 f4:.5 | gb3+bb3+db4+f4:2 gb3+bb3+db4+f4:1.5 eb4:.5 |
          eb3+gb3+bb3+db4:2 eb3+gb3+bb3+db4:1.5 f4:.5 | f3+a3+c4+eb4:2 f3+a3+c4+eb4:2'''
SUB = '''bb1:1.5 r:.5 bb1:.75 r:.25 ab1:.5 bb1 | gb1:1.5 r:.5 gb1:.75 r:.25 f1:.5 gb1 |
         eb2:1.5 r:.5 eb2:.75 r:.25 db2:.5 eb2 | f1:1.5 r:.5 f1:.75 r:.25 a1:.5 c2'''
HOOK = 'r:.5 f5 ab5 bb5:1 ab5:.5 f5:1 | r:.5 db5 f5 gb5:1 f5:.5 db5:1 | r:.5 bb4 db5 eb5:1 gb5:.5 f5 eb5 | c5:1.5 eb5:.5 f5:2'


def compose():
    rng = np.random.default_rng(11)
    song = Song('Cassette Alley', 'hip-hop', 88, Key(10, 'minor'), tail_seconds=1.2)
    keys = song.part('electric piano', 5, volume=98, pan=56, reverb=30, chorus=50)
    sub = song.part('synth bass', 39, volume=118, reverb=0)
    kit = song.part('drums', 26, drums=True, volume=127, reverb=10)
    horn = song.part('trumpet', 60, volume=104, pan=80, reverb=60)
    keyed = lambda times, velocity: loosen(rng, swing(repeat(line(KEYS, velocity), times, 16), 0.58))
    beaten = lambda bars, fills=False: swing(beat(rng, 'hip-hop', bars, 108, fills=fills, crash=False), 0.54)

    song.section('intro', 'intro', 4, 0.2)
    song.add(keys, keyed(1, 78))
    song.section('verse 1', 'verse', 8, 0.6)
    song.add(keys, keyed(2, 80))
    song.add(sub, swing(repeat(line(SUB, 104), 2, 16), 0.58))
    song.add(kit, beaten(8))
    song.section('hook', 'chorus', 8, 0.8)
    song.add(keys, keyed(2, 88))
    song.add(sub, swing(repeat(line(SUB, 108), 2, 16), 0.58))
    song.add(kit, beaten(8))
    song.add(horn, loosen(rng, swing(repeat(line(HOOK, 96), 2, 16), 0.58)))
    song.section('verse 2', 'verse', 4, 0.5)
    song.add(sub, swing(line(SUB, 108), 0.58))
    song.add(kit, beaten(4))
    song.section('outro', 'outro', 4, 0.25)
    song.add(keys, keyed(1, 74))
    song.add(horn, loosen(rng, swing(line(HOOK, 80), 0.58)))
    return song
