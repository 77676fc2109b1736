"""Tunes of real songs for the grooves of `mma`: melody, chords and phrases of POP909 in text form, which counts in sixteenths, beats and bars of four.

`read_tunes(folder)` gives those for training and those held back; numbers from 850 on are for tests and never read.
"""
import re
from dataclasses import dataclass, replace

from midi import Note
from pop909 import read_notes, read_phrases
from theory import QUALITIES, Chord, Key, pitch_class

BEATS = 4
TRAINING, HELD_BACK = range(1, 800), range(800, 850)
MELODY_VELOCITY = 92
FUNCTIONS = {'i': 'intro', 'o': 'outro', 'A': 'verse', 'B': 'chorus', 'C': 'bridge', 'D': 'prechorus', 'X': 'bridge', 'x': 'break'}  # of a phrase; the labellers gave letters only
UNSUNG = 'instrumental'  # all other phrases without a singer


@dataclass(frozen=True)
class Tune:
    """Phrases as (function, bars), a chord for every beat of theirs, and the melody in beats from the start."""
    key: Key
    form: tuple
    chords: tuple
    melody: tuple

    def transposed(self, semitones):
        chords = tuple(Chord((c.root + semitones) % 12, c.intervals, (c.bass + semitones) % 12) for c in self.chords)
        melody = tuple(replace(note, pitch=note.pitch + semitones) for note in self.melody)
        return Tune(Key((self.key.tonic + semitones) % 12, self.key.mode), self.form, chords, melody)


def nearest_quality(intervals):
    """The quality of ours that shares most with a chord, and has least besides."""
    likeness = lambda own: len(own & intervals) / len(own | intervals)
    return max(QUALITIES.values(), key=lambda quality: likeness({interval % 12 for interval in quality}))


def read_chords(text):
    """One chord a beat; beats without one keep that before, those at the beginning have the first. Lines are `B:maj7 [3, 6, 9, 11] 11 1`: pitch classes, bass, beats."""
    chords = []
    for name, pitches, bass, beats in re.findall(r'^(\S+).*?\[(.*?)\]\s+(-?\d+)\s+(\d+)', text, re.M):
        root = re.match(r'[A-G][#b]?', name)
        if root:
            tonic = pitch_class(root[0])
            chord = Chord(tonic, tuple(nearest_quality({(int(p) - tonic) % 12 for p in pitches.split(',')})), int(bass) % 12)
        else:
            chord = chords[-1] if chords else None
        chords += [chord] * int(beats)
    first = next((chord for chord in chords if chord), None)
    return [chord or first for chord in chords]


def read_tune(folder):
    """The tune of a folder; None where its texts do not fit together."""
    key = re.match(r'([A-G][#b]?):(maj|min)', (folder / 'analyzed_key.txt').read_text())
    form = [(FUNCTIONS.get(letter, UNSUNG), bars) for letter, bars in read_phrases((folder / 'human_label1.txt').read_text())]
    beats = BEATS * sum(bars for _, bars in form)
    chords = read_chords((folder / 'finalized_chord.txt').read_text())
    notes = read_notes((folder / 'melody.txt').read_text())
    melody = [Note(at / 4, length / 4, pitch, MELODY_VELOCITY) for at, pitch, length in notes if at / 4 < beats]
    if not key or not melody or len(chords) < beats - BEATS:
        return None
    chords += chords[-1:] * (beats - len(chords))
    mode = 'minor' if key[2] == 'min' else 'major'
    return Tune(Key(pitch_class(key[1]), mode), tuple(form), tuple(chords[:beats]), tuple(melody))


def read_tunes(folder):
    """(tunes for training, tunes held back)."""
    paths = ([folder / f'{number:03d}' for number in numbers] for numbers in (TRAINING, HELD_BACK))
    return tuple(tuple(tune for tune in (read_tune(path) for path in group if path.exists()) if tune) for group in paths)
