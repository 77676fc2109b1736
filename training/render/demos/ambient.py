"""Ambient music in E major: slow pads without a beat, celesta, breathy pan flute."""
import numpy as np
from midi import Note
from notation import chart, line, loosen
from song import Song
from textures import pad
from theory import Key

FILE, SOUNDFONT = 'tidal-glass.ogg', 'fluid'
DESCRIPTION = '''Beatless, meditative ambient music, extremely slow, with no drums or bass line at all. It rises from near silence on a
low synthesizer drone, a soft, warm pad hovering around a single major harmony. After a while sparse, bell-like celesta notes begin to
fall one by one, with long gaps and plenty of reverb, like drops into still water. In the middle the sound becomes its fullest: a second,
brighter pad layer spreads overhead and a breathy pan flute plays long, drifting tones while the celesta continues to twinkle. Then the
high shimmer and the chimes dissolve. Only the deep pad and the airy flute are left, growing quieter, peaceful and weightless, until
everything fades away.'''
CHORDS = 'Emaj9 Emaj9 Aadd9 Aadd9 C#m9'
CELESTA = '''r:1 b5:1 f#6 r:1 | g#6:2 r:2 | r:2 c#6:1 e6 | b6:2 r:2 | r:1 d#6:1 g#6:2 | r:1 f#6:1 b5 r | r:2 e6:2 | c#6:1 b5 r:2 |
             r:1 e6:1 b6:2 | r:2 g#6:2'''
FLUTE = 'r:2 b4:2 | f#5:4 | e5:3 c#5:1 | b4:4 | g#5:4 | f#5:3 e5:1 | c#5:4 | e5:2 a5:2 | g#5:4 | b4:4'


def drone(bars, velocity):
    """Low tonic and fifth for the whole section."""
    return [Note(0, bars * 4, 40, velocity), Note(0, bars * 4, 47, velocity - 6)]


def compose():
    rng = np.random.default_rng(7)
    song = Song('Tidal Glass', 'ambient', 60, Key(4, 'major'), room='cathedral', tail_seconds=2.5)
    low = song.part('synth pad', 90, volume=104, pan=54, reverb=90, chorus=60)
    high = song.part('synth pad', 95, volume=72, pan=78, reverb=100, chorus=70)
    celesta = song.part('glockenspiel', 9, volume=112, pan=90, reverb=120)
    flute = song.part('pan flute', 77, volume=84, pan=44, reverb=120)

    song.section('drone', 'intro', 4, 0.1)
    song.add(low, drone(4, 74) + pad(rng, chart('Emaj9 Emaj9 Aadd9 Aadd9'), 54, velocity=62))
    song.swell(low, 0, 14, 52, 112)
    song.section('celesta over the pads', 'instrumental', 5, 0.25)
    song.add(low, drone(5, 74) + pad(rng, chart(CHORDS), 54, velocity=66))
    song.add(celesta, loosen(rng, [n for n in line(CELESTA, 82) if n.start < 19.5], 0.04))
    song.section('full swell', 'instrumental', 5, 0.5)
    song.add(low, drone(5, 74) + pad(rng, chart(CHORDS), 54, velocity=70))
    song.add(high, pad(rng, chart(CHORDS), 69, velocity=76))
    song.add(celesta, loosen(rng, [n for n in line(CELESTA, 82) if n.start < 19.5], 0.04))
    song.add(flute, [n for n in line(FLUTE, 78, 1.0) if n.start < 20])
    song.swell(high, 0, 10, 60, 122)
    song.section('ebb', 'outro', 4, 0.15)
    last = [Note(12, 5.5, pitch, 62) for pitch in (52, 56, 59, 66)]
    song.add(low, drone(4, 70) + pad(rng, chart('Aadd9 Aadd9 Emaj9'), 54, velocity=62) + last, ring=True)
    song.add(flute, line('e5:3 c#5:1 | b4:4 | f#5:4 | e5:5', 66, 1.0), ring=True)
    song.swell(low, 4, 17, 112, 70)
    return song
