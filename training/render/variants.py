"""Styles that training does not hear: genres of `genres.py` whose band plays in other textures and rhythms. Validation songs use only these."""
from dataclasses import replace

from genres import GENRES

CHANGES = {
    'rock': {'drums': 'motorik', 'bass': 'bass guitar:octaves', 'chords': 'distorted guitar:eighth chords, organ:stabs'},
    'pop': {'drums': 'four square', 'bass': 'bass guitar:syncopated', 'chords': 'piano:offbeat, acoustic guitar:arpeggio'},
    'house': {'drums': 'two-step', 'bass': 'synth bass:syncopated', 'chords': 'piano:offbeat, vibraphone:stabs'},
    'trance': {'drums': 'techno', 'bass': 'synth bass:octaves', 'chords': 'synth lead:eighth chords'},
    'hip-hop': {'drums': 'two-step', 'bass': 'acoustic bass:syncopated', 'chords': 'electric guitar:held, piano:stabs'},
    'funk': {'drums': 'two-step', 'bass': 'bass guitar:octaves', 'chords': 'electric piano:stabs, organ:stabs'},
    'reggae': {'drums': 'one drop rim', 'bass': 'bass guitar:syncopated', 'chords': 'piano:offbeat, electric guitar:backbeat'},
    'metal': {'drums': 'hammers', 'bass': 'bass guitar:sixteenths', 'chords': 'distorted guitar:eighth chords'},
    'punk': {'drums': 'hammers', 'bass': 'bass guitar:roots', 'chords': 'distorted guitar:eighth chords'},
    'ballad': {'drums': 'half-time', 'bass': 'bass guitar:roots', 'chords': 'piano:held, acoustic guitar:arpeggio'},
    'jazz': {'drums': 'shuffle', 'bass': 'acoustic bass:roots', 'chords': 'piano:stabs, vibraphone:comp'},
    'latin': {'drums': 'rumba', 'bass': 'acoustic bass:syncopated', 'chords': 'piano:offbeat, acoustic guitar:strum'},
    'blues': {'drums': 'shuffle', 'bass': 'acoustic bass:walking', 'chords': 'electric guitar:backbeat, piano:comp'},
    'country': {'drums': 'train', 'bass': 'bass guitar:oompah', 'chords': 'acoustic guitar:offbeat, piano:block'},
    'folk': {'drums': 'four square', 'bass': 'acoustic bass:whole', 'chords': 'acoustic guitar:alberti, harp:arpeggio'},
    'celtic': {'bass': 'acoustic bass:whole', 'chords': 'dulcimer:arpeggio, accordion:drone'},
    'orchestral': {'bass': 'double bass:whole', 'chords': 'strings:tremolo, pizzicato strings:offbeat'},
    'epic': {'bass': 'tuba:whole, double bass:roots', 'chords': 'strings:tremolo, french horn:marcato'},
    'baroque': {'bass': 'cello:octaves, bassoon:roots', 'chords': 'harpsichord:alberti, organ:block'},
    'chamber': {'bass': 'double bass:roots', 'chords': 'harp:arpeggio, piano:held'},
    'solo piano': {'chords': 'piano:arpeggio16, piano:held'},
    'sacred': {'bass': 'organ:roots', 'chords': 'organ:arpeggio, choir:block'},
    'ambient': {'chords': 'strings:pad, electric piano:held'},
    'chiptune': {'drums': 'breakbeat', 'bass': 'synth bass:eighths', 'chords': 'synth lead:alberti'},
    'synthwave': {'drums': 'disco', 'bass': 'synth bass:offbeat', 'chords': 'synth lead:arpeggio16'},
    'solo guitar': {'chords': 'acoustic guitar:held, acoustic guitar:arpeggio16'}}
VARIANTS = {name: replace(GENRES[name], **changes) for name, changes in CHANGES.items()}
