"""Renders the bundled demo songs and writes their exact truth.

    python3 demo.py --out ../../demo --fluid FluidR3_GM.sf2 --musescore MuseScore_General.sf3 [--only NAME …] [--midi DIR]

Writes DIR/<song>.opus or .ogg and DIR/songs.json. A song whose listed instruments are not the ones that sound stops the run.
"""
import argparse
import importlib
import json
import pathlib
import numpy as np
import chip
from master import encode, master, saturate
from midi import midi_bytes
from synth import FRAME_SECONDS, Synth, measure

RATE_HZ = 48000
NAMES = ['piano_ballad', 'heavy_metal', 'deep_house', 'baroque', 'bossa_nova', 'big_band',
         'ambient', 'bluegrass', 'organ_choir', 'chiptune', 'hip_hop', 'celtic_jig']
KBITS = {'.opus': 42, '.ogg': 60}
AUDIBLE_DB = -30  # a listed instrument is at most this far below the whole section
RINGING_SECONDS = 0.8  # the last notes of the section before may still ring so long


def perform(module, song, synths):
    """Mix (2, N) and levels (P, F) of a song."""
    if module.SOUNDFONT == 'chip':
        stems = chip.render(song.parts, module.VOICES, song.tempo_bpm, song.duration_seconds, RATE_HZ)
        return stems.sum(0), measure(stems, RATE_HZ)
    process = getattr(module, 'process', None)
    mix, levels, stems = synths(module.SOUNDFONT).render(song.parts, song.tempo_bpm, song.duration_seconds, song.room, bool(process))
    if not process:
        return mix, levels
    processed = process(stems.copy(), RATE_HZ)
    return mix + (processed - stems).sum(0), measure(processed, RATE_HZ)


def heard(song, levels, section):
    """Level of each instrument in a section, in dB below all of them together."""
    start = section['startSeconds'] + (RINGING_SECONDS if section['startSeconds'] else 0)
    frames = slice(round(start / FRAME_SECONDS), round(section['endSeconds'] / FRAME_SECONDS))
    power = {}
    for part, level in zip(song.parts, levels):
        power[part.name] = power.get(part.name, 0) + float((level[frames] ** 2).mean())
    total = sum(power.values()) + 1e-12
    return {name: 10 * np.log10(p / total + 1e-12) for name, p in power.items()}


def check(song, levels, truth):
    """Stops when a listed instrument is not heard, or another one is."""
    for section in truth['sections']:
        found = {name for name, db in heard(song, levels, section).items() if db > AUDIBLE_DB}
        if found != set(section['instruments']):
            raise SystemExit(f'{song.title}, {section["label"]}: listed {section["instruments"]}, heard {sorted(found)}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--out', type=pathlib.Path, required=True)
    parser.add_argument('--fluid', default='/usr/share/sounds/sf2/FluidR3_GM.sf2')
    parser.add_argument('--musescore', default='/usr/share/sounds/sf3/MuseScore_General.sf3')
    parser.add_argument('--only', nargs='*', default=NAMES)
    parser.add_argument('--midi', type=pathlib.Path, help='also write standard MIDI files here')
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    loaded, truths = {}, []
    synths = lambda name: loaded.get(name) or loaded.setdefault(name, Synth(getattr(args, name), RATE_HZ))
    for name in args.only:
        module = importlib.import_module(f'demos.{name}')
        song = module.compose()
        mix, levels = perform(module, song, synths)
        truth = {'file': module.FILE, **song.truth(), 'description': ' '.join(module.DESCRIPTION.split())}
        check(song, levels, truth)
        mix = saturate(mix, module.SATURATION_DB) if hasattr(module, 'SATURATION_DB') else mix
        path = args.out / module.FILE
        tags = {'title': song.title, 'artist': 'collap demo', 'genre': song.genre}
        encode(master(mix, RATE_HZ, fade_seconds=1.0), RATE_HZ, path, KBITS[path.suffix], tags)
        if args.midi:
            (args.midi / f'{path.stem}.mid').write_bytes(midi_bytes(song.parts, song.tempo_bpm))
        truths.append(truth)
        print(f'{module.FILE}: {truth["durationSeconds"]} s, {path.stat().st_size / 1024:.0f} KiB', flush=True)
    if args.only == NAMES:
        (args.out / 'songs.json').write_text(json.dumps(truths, indent=2, ensure_ascii=False) + '\n')


if __name__ == '__main__':
    main()
