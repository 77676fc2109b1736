"""Instrument labels of a chunk: 1 present, 0 absent, -1 not known.

Exact for rendered phrases and for recordings of one instrument; for other recordings only what the AudioSet teacher is sure of.
"""
import json
from pathlib import Path

import numpy as np

CLASSES = [entry['name'] for entry in json.loads((Path(__file__).parents[1] / 'instruments.json').read_text())['classes']]
POSITION = {name: position for position, name in enumerate(CLASSES)}
SURE_PRESENT, SURE_ABSENT = 0.35, 0.002  # probabilities of the AudioSet teacher
UNKNOWN = -1

# Names of single instruments in recordings that differ from ours.
SOLO_NAMES = {'snare drum': 'percussion', 'bass drum': 'percussion', 'djembe': 'percussion', 'tom-toms': 'percussion'}
AUDIOSET_NAMES = {
    'piano': 'Piano', 'electric piano': 'Electric piano', 'harpsichord': 'Harpsichord', 'glockenspiel': 'Glockenspiel',
    'vibraphone': 'Vibraphone', 'marimba': 'Marimba, xylophone', 'bells': 'Tubular bells', 'organ': 'Organ', 'accordion': 'Accordion',
    'harmonica': 'Harmonica', 'acoustic guitar': 'Acoustic guitar', 'electric guitar': 'Electric guitar', 'bass guitar': 'Bass guitar',
    'violin': 'Violin, fiddle', 'cello': 'Cello', 'double bass': 'Double bass', 'strings': 'String section',
    'pizzicato strings': 'Pizzicato', 'harp': 'Harp', 'timpani': 'Timpani', 'choir': 'Choir', 'trumpet': 'Trumpet',
    'trombone': 'Trombone', 'french horn': 'French horn', 'brass section': 'Brass instrument', 'saxophone': 'Saxophone',
    'clarinet': 'Clarinet', 'flute': 'Flute', 'sitar': 'Sitar', 'banjo': 'Banjo', 'bagpipes': 'Bagpipes', 'steel drums': 'Steelpan',
    'drums': 'Drum kit',
}


def known_cast(track):
    """All instruments of a track, a line of tracks.jsonl or phrases.jsonl, where they are known; else []."""
    return track.get('classes') or ([track['instrument']] if track.get('instrument') else [])


def exact(names, faint=()):
    """Labels where the whole cast is known: shape (classes,) int8. Names outside the classes count as percussion; nothing is said of `faint` ones."""
    labels = np.zeros(len(CLASSES), np.int8)
    for group, value in ((faint, UNKNOWN), (names, 1)):
        for name in group:
            labels[POSITION.get(SOLO_NAMES.get(name, name), POSITION['percussion'])] = value
    return labels


def from_audioset(logits, names):
    """What the AudioSet teacher is sure of: logits (W, 521) of a chunk's windows to labels (classes,) int8."""
    labels = np.full(len(CLASSES), UNKNOWN, np.int8)
    probability = (1 / (1 + np.exp(-logits.astype(np.float32)))).max(0)
    for name, audioset in AUDIOSET_NAMES.items():
        value = probability[names.index(audioset)]
        if value > SURE_PRESENT:
            labels[POSITION[name]] = 1
        elif value < SURE_ABSENT:
            labels[POSITION[name]] = 0
    return labels
