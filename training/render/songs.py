"""Full songs with exact truth, as 16 kHz mono int16 arrays.

    python3 songs.py --out DIR --count 500 --seed 3 --soundfont FluidR3_GM.sf2 MuseScore_General.sf3 TimGM6mb.sf2 [--forms harmonix_segments.tar.xz]

Writes DIR/pcm/<id>.npy and DIR/songs.jsonl: genre, moods, key, tempo, downbeats, sections with the instruments heard in each, the stretches
in which each instrument sounds, loudness every 3 s, and instruments by chunks of 9 s. Songs of VALIDATION_SOUNDFONTS have the split
`validation` and play styles of their own (`variants.py`; with `--grooves`, every sixth of mma's); some songs went through a lossy codec. A run that was stopped goes on where it was.
"""
import argparse
import json
import pathlib
import time
import numpy as np
import arrange
import grooves
import pcm
from amp import amplify
from forms import read_real_forms
from genres import GENRES
from instruments import read_classes
from listen import find_activity, find_loudness
from phrases import AUDIBLE_DB, VALIDATION_SOUNDFONTS, chunk_labels
from synth import FRAME_SECONDS, Synth, measure
from timbre import random_timbre
from tunes import read_tunes
from variants import VARIANTS

VALIDATION_SHARE = 0.15
SHORTEST_SECONDS, LONGEST_SECONDS = 60, 240
RATE_HZ, POLYPHONY = 24000, 64  # what folds down from above 12 kHz is inaudible at 16 kHz; more voices only ring out
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
        level = measure(amplified[None], synth.rate)[0]  # the amplifier may end a frame earlier
        common = min(len(level), levels.shape[1])
        levels[i, :common] = level[:common]
    return mix, levels


def compose_fitting(rng, name, classes, genres, real):
    """A song of SHORTEST_SECONDS to LONGEST_SECONDS, of one of our genres or of a style of mma."""
    compose = grooves.compose if isinstance(genres[name], grooves.Style) else arrange.compose
    song, moods = compose(rng, name, classes, genres, real)
    while not SHORTEST_SECONDS <= song.duration_seconds <= LONGEST_SECONDS:
        song, moods = compose(rng, name, classes, genres, real)
    return song, moods


def render(rng, synth, name, classes, genres=GENRES, real=None, varied=False):
    """One song: (int16 samples, record); `varied` gives its players timbres of their own."""
    song, moods = compose_fitting(rng, name, classes, genres, real)
    for part in song.parts if varied else ():
        part.timbre = random_timbre(rng, part.drums)
    mix, levels = perform(rng, song, synth)
    samples, effects = produce(rng, mix, synth.rate)
    bar_seconds, names = song.seconds(song.beats), [p.name for p in song.parts]
    truth = audible(song, levels, song.truth())
    del truth['title']
    return samples, truth | {
        'moods': moods, 'opening': song.opening, 'ending': song.ending, 'beatsPerBar': round(song.beats / song.felt_beat), 'effects': effects,
        'downbeats': [round(i * bar_seconds, 3) for i in range(round(song.end_beat / song.beats))],
        'activity': find_activity(levels, names), 'loudnessDb': find_loudness(samples), 'chunks': chunk_labels(levels, names, song.duration_seconds)}


def cast_song(seed, number, training, validation, kinds):
    """(random numbers, soundfont, genre, genres) of the song `number`: held-back soundfonts play only held-back genres, the second of `kinds`."""
    rng = np.random.default_rng([seed, number])
    held = bool(validation) and rng.random() < VALIDATION_SHARE
    genres = kinds[held]
    return rng, str(rng.choice(validation if held else training)), list(genres)[int(rng.permutation(len(genres))[0])], genres


def order_songs(seed, count, training, validation, kinds):
    """Numbers of the songs, training and validation in turns as long as there are both: a run that is cut short has some of each."""
    held = [number for number in range(count) if cast_song(seed, number, training, validation, kinds)[3] is kinds[True]]
    rest = [number for number in range(count) if number not in set(held)]
    turns = [number for pair in zip(held, rest) for number in pair]
    return turns + held[len(rest):] + rest[len(held):]


def read_parameters():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--out', type=pathlib.Path, required=True)
    parser.add_argument('--count', type=int, default=500)
    parser.add_argument('--seed', type=int, default=3)
    parser.add_argument('--soundfont', nargs='+', required=True)
    parser.add_argument('--grooves', type=pathlib.Path, help="mma's library: accompaniments by its grooves instead of our own")
    parser.add_argument('--tunes', type=pathlib.Path, help='POP909 in text form (melodies, chords, phrases): grooves accompany its tunes instead of our own')
    parser.add_argument('--any-tempo', action='store_true', help='grooves also at tempi that their genre does not have')
    parser.add_argument('--name', default='song', help='what ids begin with, so that several folders can be read together')
    parser.add_argument('--varied', action='store_true', help='players with timbres of their own (timbre.py)')
    parser.add_argument('--forms', type=pathlib.Path, help='harmonix_segments.tar.xz: forms of real songs')
    parser.add_argument('--instruments', type=pathlib.Path, default=HERE.parent / 'instruments.json')
    args = parser.parse_args()
    if args.tunes and not args.grooves:
        parser.error('--tunes are accompanied by grooves: it needs --grooves, too')
    return args


def main():
    args = read_parameters()
    print(vars(args), flush=True)
    (args.out / 'pcm').mkdir(parents=True, exist_ok=True)
    training = [s for s in args.soundfont if pathlib.Path(s).stem not in VALIDATION_SOUNDFONTS]
    validation = [s for s in args.soundfont if s not in training]
    classes, real, synths, path = read_classes(args.instruments), args.forms and read_real_forms(args.forms), {}, args.out / 'songs.jsonl'
    kept = [line for line in path.read_text().splitlines(True) if line.endswith('\n')] if path.exists() else []
    path.write_text(''.join(kept))  # a line cut short by a kill is rendered again
    kinds = grooves.read_styles(args.grooves, args.any_tempo) if args.grooves else (GENRES, VARIANTS)
    if args.tunes:
        kinds = tuple(grooves.give_tunes(styles, tunes) for styles, tunes in zip(kinds, read_tunes(args.tunes)))
    done, spent = {json.loads(line)['id'] for line in kept}, time.process_time()
    with path.open('a') as lines:
        for place, number in enumerate(order_songs(args.seed, args.count, training, validation, kinds)):
            identity = f'{args.name}-{number:04d}'
            if identity in done:
                continue
            rng, soundfont, name, cast = cast_song(args.seed, number, training, validation, kinds)
            synth = synths.get(soundfont) or synths.setdefault(soundfont, Synth(soundfont, RATE_HZ, polyphony=POLYPHONY, interpolation=1))
            samples, record = render(rng, synth, name, classes, cast, real, args.varied)
            np.save(args.out / 'pcm' / f'{identity}.npy', samples)
            held = cast is kinds[True]
            record = {'id': identity, **record, 'soundfont': pathlib.Path(soundfont).stem, 'split': 'validation' if held else 'train'}
            print(json.dumps(record), file=lines, flush=True)
            if place % 10 == 0:
                print(f'{place} {name} {record["durationSeconds"]} s, {time.process_time() - spent:.0f} CPU s', flush=True)
    print(f'done: {args.count} songs, {time.process_time() - spent:.0f} CPU s', flush=True)


if __name__ == '__main__':
    main()
