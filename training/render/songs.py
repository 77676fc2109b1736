"""Full songs with exact truth, as 16 kHz mono int16 arrays.

    python3 songs.py --out DIR --count 150 --seed 3 --soundfont FluidR3_GM.sf2 MuseScore_General.sf3 TimGM6mb.sf2

Writes DIR/pcm/<id>.npy and DIR/songs.jsonl: genre, moods, key, tempo, downbeats, sections with the instruments heard in each, and the
same by chunks of 9 s. Songs of VALIDATION_SOUNDFONTS have the split `validation`; some songs went through a lossy codec.
"""
import argparse
import json
import pathlib
import time
import numpy as np
import pcm
from amp import amplify
from arrange import compose
from genres import GENRES
from instruments import read_classes
from phrases import AUDIBLE_DB, VALIDATION_SOUNDFONTS, chunk_labels
from synth import FRAME_SECONDS, Synth, measure

VALIDATION_SHARE = 0.15
LONGEST_SECONDS = 240
AMPLIFIED_SHARE = 0.7
HERE = pathlib.Path(__file__).parent


def produce(rng, mix, rate):
    """Production of a mix: (int16 samples, names of the effects)."""
    signal, effects = pcm.tilt(pcm.mono(mix, rate), rng), ['tone']
    if rng.random() < 0.4:
        signal, effects = pcm.compress(pcm.level(signal, -18)), effects + ['compression']
    signal = pcm.level(signal, rng.uniform(-22, -14))
    if rng.random() < 0.3:
        kind, kbits = [('mp3', 32), ('mp3', 48), ('opus', 12), ('opus', 20)][rng.integers(4)]
        signal, effects = pcm.codec(signal, kind, kbits), effects + [f'{kind} {kbits} kbit/s']
    return pcm.int16(signal), effects


def audible(song, levels, truth):
    """The truth with the instruments of every section cut down to those that are heard."""
    names = [p.name for p in song.parts]
    for section in truth['sections']:
        frames = slice(round(section['startSeconds'] / FRAME_SECONDS), round(section['endSeconds'] / FRAME_SECONDS))
        power = (levels[:, frames] ** 2).mean(1)
        loud = {n for n, p in zip(names, power) if p > power.sum() * 10 ** (AUDIBLE_DB / 10)}
        section['instruments'] = [n for n in section['instruments'] if n in loud]
    truth['instruments'] = list(dict.fromkeys(n for s in truth['sections'] for n in s['instruments']))
    return truth


def perform(rng, song, synth):
    """Mix (2, N) and levels (P, F); in most songs the distorted guitars go through an amplifier."""
    guitars = [i for i, part in enumerate(song.parts) if part.name == 'distorted guitar']
    loud = bool(guitars) and rng.random() < AMPLIFIED_SHARE
    mix, levels, stems = synth.render(song.parts, song.tempo_bpm, song.duration_seconds, song.room, loud)
    for i in guitars if loud else []:
        drive, output = float(rng.uniform(8, 30)), float(rng.uniform(0.07, 0.13))
        amplified = amplify(stems[i], synth.rate, drive, output, song.parts[i].pan / 127)
        mix += amplified - stems[i]
        levels[i] = measure(amplified[None], synth.rate)[0][:levels.shape[1]]
    return mix, levels


def render(rng, synth, name, classes):
    """One song: (int16 samples, record)."""
    song, moods = compose(rng, name, classes)
    while song.duration_seconds > LONGEST_SECONDS:
        song, moods = compose(rng, name, classes)
    mix, levels = perform(rng, song, synth)
    samples, effects = produce(rng, mix, synth.rate)
    bar_seconds = song.seconds(song.beats)
    truth = audible(song, levels, song.truth())
    del truth['title']
    return samples, truth | {
        'moods': moods, 'beatsPerBar': round(song.beats / song.felt_beat), 'effects': effects,
        'downbeats': [round(i * bar_seconds, 3) for i in range(round(song.end_beat / song.beats))],
        'chunks': chunk_labels(levels, [p.name for p in song.parts], song.duration_seconds)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--out', type=pathlib.Path, required=True)
    parser.add_argument('--count', type=int, default=150)
    parser.add_argument('--seed', type=int, default=3)
    parser.add_argument('--soundfont', nargs='+', required=True)
    parser.add_argument('--instruments', type=pathlib.Path, default=HERE.parent / 'instruments.json')
    args = parser.parse_args()
    print(vars(args), flush=True)
    (args.out / 'pcm').mkdir(parents=True, exist_ok=True)
    training = [s for s in args.soundfont if pathlib.Path(s).stem not in VALIDATION_SOUNDFONTS]
    validation = [s for s in args.soundfont if s not in training]
    classes, names, began, synths = read_classes(args.instruments), list(GENRES), time.time(), {}
    with open(args.out / 'songs.jsonl', 'w') as lines:
        for number in range(args.count):
            rng = np.random.default_rng([args.seed, number])
            soundfonts = validation if validation and rng.random() < VALIDATION_SHARE else training
            soundfont = str(rng.choice(soundfonts))
            synth = synths.get(soundfont) or synths.setdefault(soundfont, Synth(soundfont))
            samples, record = render(rng, synth, names[number % len(names)], classes)
            identity, stem = f'song-{number:04d}', pathlib.Path(soundfont).stem
            np.save(args.out / 'pcm' / f'{identity}.npy', samples)
            record = {'id': identity, **record, 'soundfont': stem, 'split': 'validation' if soundfonts is validation else 'train'}
            print(json.dumps(record), file=lines, flush=True)
            if number % 10 == 0:
                print(f'{number} {record["genre"]}, {time.time() - began:.0f} s', flush=True)
    print(f'done: {args.count} songs, {time.time() - began:.0f} s', flush=True)


if __name__ == '__main__':
    main()
