"""What each instrument class plays: compass as MIDI pitches, and the ways it is played."""
import json

DRUM_CLASSES = ('drums', 'percussion')
# class: (low, high, styles of `figures.py`)
PLAYING = {
    'piano': (36, 96, 'melody chords arpeggio hands run hands'),
    'electric piano': (40, 88, 'melody chords arpeggio hands comp'),
    'harpsichord': (41, 86, 'melody arpeggio hands trill run'),
    'glockenspiel': (72, 103, 'melody arpeggio melody run'), 'vibraphone': (53, 88, 'melody chords arpeggio run'),
    'marimba': (48, 96, 'melody arpeggio tremolo run'), 'bells': (60, 78, 'slow melody'),
    'dulcimer': (52, 84, 'melody tremolo arpeggio run'), 'organ': (36, 90, 'pad chords hands melody comp'),
    'accordion': (53, 88, 'melody chords hands waltz'), 'harmonica': (60, 90, 'melody bend slow duet'),
    'acoustic guitar': (40, 79, 'arpeggio strum melody arpeggio strum'),
    'electric guitar': (40, 84, 'arpeggio strum melody bend comp riff'),
    'distorted guitar': (40, 84, 'power power bend melody pad'), 'acoustic bass': (28, 52, 'walking bass melody'),
    'bass guitar': (28, 52, 'bass bass melody'), 'synth bass': (26, 50, 'bass bass slow'),
    'violin': (55, 96, 'melody slow trill run duet staccato'), 'viola': (48, 82, 'melody slow trill staccato'),
    'cello': (36, 74, 'melody slow staccato arpeggio'), 'double bass': (28, 58, 'melody slow staccato'),
    'strings': (43, 88, 'pad chords tremolo melody staccato'),
    'pizzicato strings': (43, 88, 'staccato chords arpeggio'), 'harp': (36, 92, 'arpeggio sweep arpeggio'),
    'timpani': (38, 57, 'roll hits'), 'choir': (48, 80, 'pad slow chords'),
    'trumpet': (55, 84, 'melody slow staccato run'), 'trombone': (40, 72, 'melody slow bend staccato'),
    'tuba': (28, 56, 'melody bass staccato'), 'french horn': (43, 76, 'melody slow staccato'),
    'brass section': (48, 79, 'stabs chords melody pad'), 'saxophone': (46, 84, 'melody bend run slow'),
    'oboe': (58, 88, 'melody slow trill run'), 'cor anglais': (53, 78, 'melody slow'),
    'bassoon': (34, 70, 'melody slow staccato run'), 'clarinet': (50, 88, 'melody slow run trill'),
    'flute': (60, 96, 'melody slow trill run'), 'recorder': (67, 96, 'melody slow trill run'),
    'pan flute': (60, 90, 'melody slow bend'), 'synth lead': (48, 90, 'melody arpeggio bend run slow'),
    'synth pad': (43, 84, 'pad pad slow'), 'sitar': (45, 77, 'bend melody drone'),
    'banjo': (50, 84, 'roll_banjo strum melody tremolo'), 'koto': (50, 84, 'melody arpeggio bend run'),
    'kalimba': (55, 86, 'arpeggio melody'), 'bagpipes': (55, 80, 'drone melody'),
    'steel drums': (55, 84, 'melody arpeggio tremolo'), 'taiko': (36, 60, 'hits roll'),
    'percussion': (50, 76, 'hits'), 'drums': (35, 60, 'kit')}
KITS = [1, 1, 9, 17, 25, 26, 33, 41]


def read_classes(path):
    """Classes that can be rendered: {name: programs 1-128}; drums have kits."""
    classes = {c['name']: c['programs'] for c in json.load(open(path))['classes']}
    return {name: programs for name, programs in classes.items() if programs} | {'drums': KITS}
