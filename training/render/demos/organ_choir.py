"""Sacred music in C minor: church organ, unaccompanied choir, and both together with bells."""
from notation import line, shift
from song import Song
from theory import Key

FILE, SOUNDFONT = 'vaulted-stone.opus', 'musescore'
DESCRIPTION = '''Solemn sacred music for a large, echoing cathedral, slow and majestic in C minor. A pipe organ plays the prelude alone, a
dignified melody above sustained chords and deep pedal notes. When it falls silent a choir enters unaccompanied, singing a wordless
four-part chorale, hushed and reverent, its voices moving together like a hymn. The organ answers with a short interlude of flowing eighth
notes. Then all forces unite: choir at full voice, the organ doubling it with thundering pedals, and tubular bells tolling over the top in
a grand, triumphant climax. The gloom finally lifts as the last chord turns unexpectedly to major, held by everyone while the bells peal,
and it dies slowly in the reverberation.'''
PRELUDE = '''c5:1.5 d5:.5 eb5:1 g5 | f5:1 eb5:.5 d5 c5:1 ab4 | bb4:1 d5 f5:.5 eb5 d5 c5 | b4:2 d5:1 b4'''
PRELUDE_LOW = 'c3+g3+eb4:4 | ab2+f3+c4:4 | g2+g3+d4:2 bb2+f3+d4 | g2+g3+d4:4'
PEDAL = 'c2:4 | f2:4 | g2:2 bb1 | g1:4'
CHOIR = [  # soprano, alto, tenor, bass
    'g4:2 c5:1 bb4 | ab4:2 g4 | f4:2 bb4:1 ab4 | g4:4 | c5:2 eb5:1 d5 | c5:2 ab4 | g4:1 c5 b4:2 | c5:4',
    'eb4:2 eb4 | f4:2 eb4 | d4:2 d4 | eb4:4 | eb4:2 g4 | ab4:2 f4 | eb4:2 d4 | eb4:4',
    'c4:2 g3 | c4:2 c4 | bb3:2 f3:1 bb3 | bb3:4 | g3:2 c4:1 bb3 | c4:2 c4 | c4:1 g3 g3:2 | g3:4',
    'c3:2 eb3 | f3:2 c3 | bb2:2 bb2 | eb3:4 | c3:2 c3:1 g2 | ab2:2 f2 | g2:2 g2 | c3:4']
INTERLUDE = '''c5:.5 eb5 g5 eb5 c6:1 bb5:.5 ab5 | ab5:.5 f5 c5 f5 ab5:1 g5:.5 f5 |
               f5:.5 d5 bb4 d5 f5:1 eb5:.5 d5 | g5:.5 f5 eb5 d5 b4 d5 g5:1'''
FINAL = ['c5:2 eb5 | f5:2 eb5:1 d5 | eb5:2 g5 | f5:2 d5 | eb5:2 f5 | d5:4',
         'g4:2 c5 | ab4:2 c5:1 bb4 | bb4:2 eb5 | c5:2 bb4 | c5:2 c5 | b4:4',
         'eb4:2 g4 | c4:2 g4 | g4:2 bb4 | ab4:2 f4 | g4:2 ab4 | g4:4', 'c3:2 c3 | f2:2 g2 | eb3:2 eb3 | f3:2 bb2 | c3:2 f2 | g2:4']


def compose():
    song = Song('Vaulted Stone', 'sacred choral music', 72, Key(0, 'minor'), room='cathedral', tail_seconds=3.5)
    organ = song.part('organ', 20, volume=104, reverb=90)
    pedal = song.part('organ', 20, volume=106, reverb=70)
    upper = song.part('choir', 53, volume=104, pan=54, reverb=100)
    lower = song.part('choir', 53, volume=104, pan=76, reverb=100)
    bells = song.part('bells', 15, volume=127, pan=90, reverb=90)

    song.section('organ prelude', 'intro', 4, 0.45)
    song.add(organ, line(PRELUDE, 92) + line(PRELUDE_LOW, 84))
    song.add(pedal, line(PEDAL, 90))
    song.section('choir alone', 'verse', 8, 0.35)
    for player, voices in ((upper, CHOIR[:2]), (lower, CHOIR[2:])):
        song.add(player, [n for voice in voices for n in line(voice, 88, 1.0)])
    song.section('organ interlude', 'instrumental', 4, 0.5)
    song.add(organ, line(INTERLUDE, 96, 0.9) + line('c4+eb4+g4:4 | ab3+c4+f4:4 | bb3+d4+f4:4 | g3+b3+d4:4', 80))
    song.add(pedal, line('c2:2 eb2 | f2:2 ab2 | bb1:2 d2 | g1:4', 94))
    song.section('choir, organ and bells', 'chorus', 6, 0.95)
    for player, voices in ((upper, FINAL[:2]), (lower, FINAL[2:])):
        song.add(player, [n for voice in voices for n in line(voice, 112, 1.0)])
    song.add(organ, [n for voice in FINAL[:3] for n in line(voice, 100, 1.0)] + shift(line(FINAL[0], 92, 1.0), semitones=12))
    song.add(pedal, shift(line(FINAL[3], 106, 1.0), semitones=-12))
    song.add(bells, line('c5:4 | f5:2 g5 | eb5:4 | f5:2 bb4 | c5:4 | g5:4', 118))
    song.section('final chord', 'outro', 1, 0.9)
    song.add(upper, line('c5+e5+g5:6', 108), ring=True)
    song.add(lower, line('c3+g3+e4:6', 108), ring=True)
    song.add(organ, line('c4+e4+g4+c5+e5+c6:6', 96), ring=True)
    song.add(pedal, line('c2:6', 102), ring=True)
    song.add(bells, line('c5:1 g4 c5:1 e5', 124, 2.5), ring=True)
    return song
