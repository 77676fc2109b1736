"""Keys, scales, chords and voicings. A pitch class (pc) is 0-11 with C = 0; a pitch is a MIDI number."""
import re
from dataclasses import dataclass

NAMES = {'major': ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'],
         'minor': ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'G#', 'A', 'Bb', 'B']}
LETTERS = {'C': 0, 'D': 2, 'E': 4, 'F': 5, 'G': 7, 'A': 9, 'B': 11}
MODES = {
    'major': [0, 2, 4, 5, 7, 9, 11], 'minor': [0, 2, 3, 5, 7, 8, 10], 'harmonic minor': [0, 2, 3, 5, 7, 8, 11],
    'dorian': [0, 2, 3, 5, 7, 9, 10], 'mixolydian': [0, 2, 4, 5, 7, 9, 10], 'lydian': [0, 2, 4, 6, 7, 9, 11],
    'phrygian': [0, 1, 3, 5, 7, 8, 10], 'major pentatonic': [0, 2, 4, 7, 9], 'minor pentatonic': [0, 3, 5, 7, 10],
    'blues': [0, 3, 5, 6, 7, 10], 'hijaz': [0, 1, 4, 5, 7, 8, 10], 'hirajoshi': [0, 2, 3, 7, 8]}
QUALITIES = {
    '': [0, 4, 7], 'm': [0, 3, 7], '7': [0, 4, 7, 10], 'm7': [0, 3, 7, 10], 'maj7': [0, 4, 7, 11], 'dim': [0, 3, 6],
    'dim7': [0, 3, 6, 9], 'm7b5': [0, 3, 6, 10], 'sus4': [0, 5, 7], 'sus2': [0, 2, 7], '6': [0, 4, 7, 9], 'm6': [0, 3, 7, 9],
    '9': [0, 4, 7, 10, 14], 'm9': [0, 3, 7, 10, 14], 'maj9': [0, 4, 7, 11, 14], 'add9': [0, 4, 7, 14], '5': [0, 7], 'aug': [0, 4, 8],
    '13': [0, 4, 10, 14, 21], '7sus4': [0, 5, 7, 10], 'm11': [0, 3, 7, 10, 14, 17]}
ROMANS = {'i': 0, 'ii': 2, 'iii': 4, 'iv': 5, 'v': 7, 'vi': 9, 'vii': 11}


@dataclass(frozen=True)
class Key:
    """tonic pc and mode name of MODES."""
    tonic: int
    mode: str

    @property
    def scale(self):
        return [(self.tonic + step) % 12 for step in MODES[self.mode]]

    def __str__(self):
        third = 'minor' if 3 in MODES[self.mode] and self.mode != 'blues' else 'major'
        return f'{NAMES[third][self.tonic]} {third}'


@dataclass(frozen=True)
class Chord:
    """root pc, intervals above it in semitones, and bass pc."""
    root: int
    intervals: tuple
    bass: int

    @property
    def pcs(self):
        return [(self.root + interval) % 12 for interval in self.intervals]


def pitch_class(name):
    return (LETTERS[name[0]] + name.count('#') - name[1:].count('b')) % 12


def chord(symbol):
    """Chord of a symbol such as Am7, F#, Bbmaj7, C/E."""
    root, quality, bass = re.fullmatch(r'([A-G][#b]?)([^/]*)(?:/([A-G][#b]?))?', symbol).groups()
    return Chord(pitch_class(root), tuple(QUALITIES[quality]), pitch_class(bass or root))


def numeral(symbol, tonic):
    """Chord of a numeral such as vi, V7, bVII, iv7 (lower case: minor); degrees count from the major scale of `tonic`."""
    flat, roman, quality = re.fullmatch(r'(b?)([ivIV]+)(.*)', symbol).groups()
    root = (tonic + ROMANS[roman.lower()] - len(flat)) % 12
    minor = 'm' if roman.islower() and not quality.startswith(('dim', 'm')) else ''
    return Chord(root, tuple(QUALITIES[minor + quality]), root)


def nearest(pcs, pitch):
    """The pitch with a pitch class of `pcs` that lies nearest to `pitch`."""
    return min((p for p in range(int(pitch) - 7, int(pitch) + 8) if p % 12 in pcs), key=lambda p: abs(p - pitch))


def ladder(pcs, low, high):
    """All pitches of the pitch classes from low to high."""
    return [p for p in range(low, high + 1) if p % 12 in pcs]


def voicing(chord_, centre, previous=None, size=4):
    """A close voicing of up to `size` notes near `centre`, led with as little motion as possible from `previous`."""
    pcs = chord_.pcs[:size] if len(chord_.pcs) <= size else chord_.pcs[1:size + 1]  # a large chord leaves its root to the bass
    options = []
    for lowest in range(int(centre) - 11, int(centre) + 4):
        if lowest % 12 in pcs:
            notes = ladder(pcs, lowest, lowest + 16)[:max(3, len(pcs))]
            options.append(notes[:size])
    def cost(notes):
        spread = abs(sum(notes) / len(notes) - centre)
        if not previous:
            return spread
        return spread + sum(min(abs(n - p) for p in previous) for n in notes) * 2
    return min(options, key=cost)
