"""Drum patterns by genre: sixteenths of a bar as x (loud), o (middle), . (soft), - (rest); twelve cells a bar where the beat swings."""
import numpy as np
from midi import Note

KICK, SNARE, RIM, CLAP, HAT, PEDAL, OPEN, RIDE, CRASH = 36, 38, 37, 39, 42, 44, 46, 51, 49
LOW_TOM, MID_TOM, HIGH_TOM, TAMBOURINE, COWBELL = 41, 45, 48, 54, 56
PATTERNS = {
    'rock': {KICK: 'x-----x-x-x-----', SNARE: '----x-------x---', HAT: 'x-o-x-o-x-o-x-o-'},
    'pop': {KICK: 'x-----o-x-----o-', SNARE: '----x-------x---', HAT: 'x.o.x.o.x.o.x.o.'},
    'ballad': {KICK: 'x---------o-----', RIM: '--------x-------', HAT: 'o---o---o---o---'},
    'house': {KICK: 'x---x---x---x---', CLAP: '----x-------x---', OPEN: '--x---x---x---x-', HAT: '.-.-.-.-.-.-.-.-'},
    'techno': {KICK: 'x---x---x---x---', HAT: '-.x.-.x.-.x.-.x.', RIM: '---x--x----x--x-'},
    'trance': {KICK: 'x---x---x---x---', OPEN: '--x---x---x---x-', CLAP: '----x-------x---', HAT: 'o.o.o.o.o.o.o.o.'},
    'hip-hop': {KICK: 'x--o----x-x-----', SNARE: '----x-------x--.', HAT: 'x-o-x-o-x-o-x.o-'},
    'trap': {KICK: 'x------o--x-----', CLAP: '--------x-------', HAT: 'x.o.x.o.x.ooxooo'},
    'drum & bass': {KICK: 'x---------x-----', SNARE: '----x--.-.--x---', HAT: 'x-o-x-o-x-o-x-o-'},
    'funk': {KICK: 'x--x--o---x--o--', SNARE: '----x..-.o--x--.', HAT: 'xoxoxoxoxoxoxoxo'},
    'disco': {KICK: 'x---x---x---x---', SNARE: '----x-------x---', OPEN: '--x---x---x---x-', HAT: 'o---o---o---o---'},
    'reggae': {KICK: '--------x-------', RIM: '--------x-------', HAT: 'o-o-x-o-o-o-x-o-'},
    'metal': {KICK: 'xoxoxoxoxoxoxoxo', SNARE: '----x-------x---', CRASH: 'x---------------', RIDE: 'x---x---x---x---'},
    'punk': {KICK: 'x--x--x-x--x--x-', SNARE: '--x---x---x---x-', HAT: 'x-x-x-x-x-x-x-x-'},
    'bossa nova': {KICK: 'x--xx--xx--xx--x', RIM: 'x--x--x---x--x--', HAT: 'o.o.o.o.o.o.o.o.'},
    'latin': {KICK: '---x---x---x---x', RIM: '--x-x---x--x--x-', COWBELL: 'x---x---x---x---', HAT: '.-o-.-o-.-o-.-o-'},
    'march': {SNARE: 'x-oox-oox-ooxxoo', KICK: 'x-------x-------'},
    'country': {KICK: 'x-------x-------', SNARE: '----x-------x---', HAT: '--o---o---o---o-'},
    'train': {SNARE: '..x...x...x...x.', KICK: 'x-------x-------'},
    'chiptune': {KICK: 'x-----x---x-----', SNARE: '----x-------x---', HAT: '--x---x---x---x-'},
    'folk': {KICK: 'x-------x-------', TAMBOURINE: '----x-------x---'},
    'swing': {KICK: 'o-----o-----', RIDE: 'x--x-xx--x-x', PEDAL: '---x-----x--', SNARE: '-----.------'},
    'blues': {KICK: 'x-----x--x--', SNARE: '---x-----x--', HAT: 'x-ox-ox-ox-o'},
    'waltz': {KICK: 'x-----------', SNARE: '----o---o---', HAT: 'x---o---o---'},
    'jig': {KICK: 'x-----o-----', RIM: '----x-----x-', TAMBOURINE: 'o.o.x.o.o.x.'},
    'orchestral': {KICK: 'x---------------', SNARE: '----------..o.o.'}}
MORE_PATTERNS = {
    'half-time': {KICK: 'x-----x---o-----', SNARE: '--------x-------', HAT: 'x-o-x-o-x-o-x-o-'},
    'dubstep': {KICK: 'x-----x-----o---', SNARE: '--------x-------', HAT: 'o--o--o-o--o--oo'},
    'breakbeat': {KICK: 'x-x-------xx----', SNARE: '----x--o-o--x--o', HAT: 'x-x-x-x-x-x-x-x-'},
    'soul': {KICK: 'x-----x-x-------', SNARE: '----x-------x---', TAMBOURINE: 'o-x-o-x-o-x-o-x-'},
    'surf': {KICK: 'x-------x-x-----', SNARE: '----x-xx----x---', RIDE: 'x-x-x-x-x-x-x-x-'},
    'samba': {KICK: 'x--ox--ox--ox--o', TAMBOURINE: 'x.ox.ox.ox.ox.ox', RIM: 'x-x-x--x-x-xx--x'},
    'rumba': {RIM: 'x--x---x--x-x---', KICK: '---x--x----x--x-'},
    'reggaeton': {KICK: 'x---x---x---x---', SNARE: '---x--x----x--x-', HAT: 'o-o-o-o-o-o-o-o-'},
    'shuffle': {KICK: 'x-----x-----', SNARE: '---x-----x--', RIDE: 'x-ox-ox-ox-o'},
    'motorik': {KICK: 'x-x-x-x-x-x-x-x-', SNARE: '----x-------x---', HAT: 'xxxxxxxxxxxxxxxx'},
    'four square': {KICK: 'x---x---x---x---', SNARE: '----o-------o---', TAMBOURINE: '--x---x---x---x-'},
    'tom-tom': {LOW_TOM: 'x--x--x-x--x--x-', KICK: 'x-------x-------', SNARE: '------------x---'},
    'two-step': {KICK: 'x---------x--o--', CLAP: '----x-------x---', HAT: '-ox--ox--ox--oxo'},
    'one drop rim': {KICK: '--------x-------', RIM: '--------x--o----', HAT: 'x-o-x-oox-o-x-o-'},
    'hammers': {KICK: 'x-x-x-x-x-x-x-x-', SNARE: '--x---x---x---x-', RIDE: 'x-x-x-x-x-x-x-x-'}}
HAND = {  # percussion of channel 10 without the kit
    'congas': {63: 'x-----o-x-----oo', 64: '----o-o-----oo--', 62: '--.---.---.---.-'},
    'bongos': {60: 'x.o.x.o.x.o.x.o.', 61: '------x-------x-'},
    'shaker': {70: 'o.x.o.x.o.x.o.x.', 82: 'o.o.x.o.o.o.x.o.'},
    'tambourine': {54: '.-o-x-o-.-o-x-o-'},
    'claves': {75: 'x--x--x---x-x---', 70: 'o-o-o-o-o-o-o-o-'},
    'guiro': {74: 'x-------x-------', 73: '----x-x-----x-x-'}, 'timbales': {65: 'x--x--x-x-x-x-x-', 66: '----x-------x---'},
    'agogo': {67: 'x-x---x-x---x---', 68: '----x-----x---x-'}, 'woodblock': {76: 'x-o-x-o-x-o-x-o-', 77: '---x-----x---x--'},
    'triangle': {81: 'x---o---x---o---', 80: '--.---.---.---.-'}, 'claps': {39: '----x-------x-x-', 54: 'o-o-o-o-o-o-o-o-'}}
LEVELS = {'x': 100, 'o': 76, '.': 48}
THREES = ('waltz', 'jig')


def bar_length(name):
    """Beats of one bar of a pattern."""
    return 3 if name in THREES else 4


def _cells(rng, pattern, start, beats, velocity):
    notes = []
    for pitch, cells in pattern.items():
        step = beats / len(cells)
        for i, cell in enumerate(cells):
            if cell != '-':
                loud = LEVELS[cell] * velocity / 100 + rng.normal(0, 4)
                notes.append(Note(start + i * step + abs(rng.normal(0, 0.006)), 0.2, pitch, int(loud)))
    return notes


def fill(rng, start, beats, velocity):
    """A fill in the last beat or two: snare and toms in sixteenths, downwards."""
    count = int(rng.choice([4, 6, 8]))
    pitches = sorted(rng.choice([SNARE, SNARE, HIGH_TOM, MID_TOM, LOW_TOM], count), key=lambda p: (p != SNARE, -p))
    first = start + beats - count / 4
    return [Note(first + i / 4, 0.2, int(p), int(velocity * (0.7 + 0.3 * i / count))) for i, p in enumerate(pitches)]


def beat(rng, name, bars, velocity=100, fills=True, crash=True, without=()):
    """`bars` of a genre's pattern, a crash on the first beat and a fill at the end of each four bars."""
    pattern = {p: c for p, c in {**PATTERNS, **MORE_PATTERNS, **HAND}[name].items() if p not in without}
    beats, notes = bar_length(name), []
    for bar in range(bars):
        last = fills and (bar == bars - 1 or bar % 4 == 3 and rng.random() < 0.4)
        played = _cells(rng, pattern, bar * beats, beats, velocity)
        if last:
            filling = fill(rng, bar * beats, beats, velocity)
            played = [n for n in played if n.start < filling[0].start - 0.05] + filling
        notes += played
    if crash and bars:
        notes.append(Note(0, 1, CRASH, int(velocity * 0.95)))
    return notes


def hand(rng, bars, velocity=95, names=None):
    """Hand percussion: one to three of the instruments of HAND."""
    names = names or list(np.asarray(list(HAND))[rng.choice(len(HAND), int(rng.integers(1, 4)), replace=False)])
    return [note for name in names for note in beat(rng, str(name), bars, velocity, fills=False, crash=False)]
