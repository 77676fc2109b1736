"""POP909 as songs with a known form: its MIDI rendered, and the phrases of its human labellers as sections in seconds.

    python3 -m structure.pop909 --midi POP909 --labels POP909_STRUCTURE --songs 800-849 --soundfonts A.sf3 B.sf2 --out OUT

Writes OUT/pop909/NNN.flac (16 kHz, mono) and OUT/pop909.jsonl, a line a song: id, audio, group, segments, segments2 (the second labeller),
tempoBpm, key. Songs that are there already are kept. Half of the songs keep the piano they are written for, the others get an instrument for
each of their three tracks, so that a form is not to be read from the instruments alone. Seeded by the song's number.

The labels count bars of a melody in text form, which starts elsewhere than the MIDI and may skip bars. Both hold the same notes, so
every matched note ties a position of the text to a time of the MIDI.
"""
import argparse
import json
import re
import subprocess
import tempfile
from difflib import SequenceMatcher
from pathlib import Path

import mido
import numpy as np

from render.pop909 import read_notes, read_phrases

SIXTEENTHS_PER_BAR = 16
RATE_HZ = 16000
LEADS, PADS, CHORDS = (0, 4, 11, 24, 25, 27, 40, 56, 65, 68, 73, 80, 81), (0, 4, 16, 24, 48, 50, 61, 88, 89), (0, 0, 4, 5, 24, 25, 26, 48)
MATCHED_RUN = 4  # notes in a row that must agree, so that a chance likeness ties nothing


def read_midi(path):
    """The MIDI and the times (s) and pitches of its melody."""
    midi = mido.MidiFile(path)
    tempi = [(0, 500000)]
    for track in midi.tracks:
        at = 0
        for message in track:
            at += message.time
            if message.type == 'set_tempo':
                tempi.append((at, message.tempo))
    tempi.sort(key=lambda change: change[0])
    melody = next(track for track in midi.tracks if track.name == 'MELODY')
    notes, at = [], 0
    for message in melody:
        at += message.time
        if message.type == 'note_on' and message.velocity:
            notes.append((to_seconds(at, tempi, midi.ticks_per_beat), message.note))
    return midi, notes


def to_seconds(tick, tempi, ticks_per_beat):
    seconds = 0.0
    for (start, tempo), (end, _) in zip(tempi, tempi[1:] + [(tick, 0)]):
        seconds += max(0, min(end, tick) - start) * tempo / 1e6 / ticks_per_beat
    return seconds


def tie(text, midi):
    """Arrays of positions (sixteenths) and times (s) of the notes that both hold in runs."""
    blocks = SequenceMatcher(None, [pitch for _, pitch in text], [pitch for _, pitch in midi], autojunk=False).get_matching_blocks()
    pairs = [(text[b.a + i][0], midi[b.b + i][0]) for b in blocks if b.size >= MATCHED_RUN for i in range(b.size)]
    return np.array(pairs, float).T


def locate(position, positions, times, sixteenth):
    """Time of a position: the offset of the notes next to it, the ones that follow preferred, as a phrase starts with its first note."""
    near = np.argsort(np.where(positions >= position, positions - position, 2 * (position - positions)))[:5]
    return float(np.median(times[near] + (position - positions[near]) * sixteenth))


def sections(label, clock, length):
    """Phrases of a labeller in seconds, the first from 0 and the last to the end of the audio."""
    at, edges, names = 0, [], []
    for letter, bars in read_phrases(label):
        edges.append(clock(at))
        names.append(letter)
        at += bars * SIXTEENTHS_PER_BAR
    edges = [0.0, *edges[1:], length]
    return [{'start': round(a, 3), 'end': round(b, 3), 'label': name} for a, b, name in zip(edges, edges[1:], names) if b - a > 0.05]


def key_name(text):
    """The key of a song, None for one that changes it: which of its keys it is in, nobody labelled."""
    keys = re.findall(r'([A-G][#b]?):(maj|min)', text)
    return f'{keys[0][0]} {keys[0][1]}or' if len(keys) == 1 else None


def arrange(midi, rng):
    """Instruments for the three tracks; None keeps the piano."""
    if rng.random() < 0.5:
        return None
    programs = {name: int(rng.choice(choice)) for name, choice in (('MELODY', LEADS), ('BRIDGE', PADS), ('PIANO', CHORDS))}
    for channel, track in enumerate(midi.tracks):
        if track.name in programs:
            for message in track:
                if message.type in ('note_on', 'note_off', 'control_change', 'program_change', 'pitchwheel'):
                    message.channel = channel
                    if message.type == 'program_change':
                        message.program = programs[track.name]
            track.insert(0, mido.Message('program_change', channel=channel, program=programs[track.name], time=0))
    return programs


def render(midi, soundfont, out):
    with tempfile.TemporaryDirectory() as scratch:
        song, wave = f'{scratch}/song.mid', f'{scratch}/song.wav'
        midi.save(song)
        subprocess.run(['fluidsynth', '-q', '-ni', '-r', '32000', '-g', '0.5', '-F', wave, soundfont, song], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        subprocess.run(['ffmpeg', '-v', 'error', '-y', '-threads', '1', '-i', wave, '-ac', '1', '-ar', str(RATE_HZ), str(out)], check=True)


def length_of(path):
    return float(subprocess.run(['ffprobe', '-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', str(path)], check=True, stdout=subprocess.PIPE).stdout)


def make_song(number, options):
    name = f'{number:03d}'
    folder, rng = options.labels / name, np.random.default_rng(number)
    midi, notes = read_midi(options.midi / name / f'{name}.mid')
    melody = [(at, pitch) for at, pitch, _ in read_notes((folder / 'melody.txt').read_text())]
    positions, times = tie(melody, notes)
    tempo = float((folder / 'tempo.txt').read_text())
    clock = lambda at: locate(at, positions, times, 15 / tempo)
    soundfont = options.soundfonts[int(rng.integers(len(options.soundfonts)))]
    programs = arrange(midi, rng)
    out = options.out / 'pop909' / f'{name}.flac'
    if not out.exists():
        render(midi, soundfont, out)
    length = length_of(out)
    label = lambda which: sections((folder / f'human_label{which}.txt').read_text(), clock, length)
    return {'id': f'pop909-{name}', 'audio': f'pop909/{name}.flac', 'group': 'arranged' if programs else 'piano', 'segments': label(1),
            'segments2': label(2), 'tempoBpm': tempo, 'key': key_name((folder / 'analyzed_key.txt').read_text())}


def is_whole(row):
    """Whether the phrases of both labellers follow each other within the audio: where text and MIDI are of two arrangements they do not."""
    return all(part[0]['start'] >= 0 and len(part) > 2 and all(phrase['end'] > phrase['start'] for phrase in part) for part in (row['segments'], row['segments2']))


def main():
    parser = argparse.ArgumentParser()
    for name in ('midi', 'labels', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--songs', required=True, help='FIRST-LAST, or FIRST-LAST:STEP')
    parser.add_argument('--soundfonts', nargs='+', required=True)
    options = parser.parse_args()
    span, _, step = options.songs.partition(':')
    first, last = map(int, span.split('-'))
    (options.out / 'pop909').mkdir(parents=True, exist_ok=True)
    with open(options.out / 'pop909.jsonl', 'w') as manifest:
        for number in range(first, last + 1, int(step or 1)):
            if not (options.labels / f'{number:03d}').exists():
                continue
            row = make_song(number, options)
            if not is_whole(row):
                print(row['id'], 'left out', flush=True)
                continue
            manifest.write(json.dumps(row) + '\n')
            manifest.flush()
            print(row['id'], row['group'], len(row['segments']), flush=True)


if __name__ == '__main__':
    main()
