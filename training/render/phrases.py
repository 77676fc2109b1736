"""Solo phrases of every instrument class, and mixtures of two to six, as 16 kHz mono int16 arrays with exact labels.

    python3 phrases.py --out DIR --seed 7 --per-class 45 --mixtures 900 \
        --soundfont FluidR3_GM.sf2 MuseScore_General.sf3 FluidR3Mono_GM.sf3 TimGM6mb.sf2

Writes DIR/pcm/<id>.npy and DIR/phrases.jsonl; ids carry the seed, so that folders of several can be read together. A class is heard in a 9 s chunk when its own dry signal there lies within
CLEAR_DB of the whole, and faint within AUDIBLE_DB. Phrases of VALIDATION_SOUNDFONTS have the split `validation`.
"""
import argparse
import json
import pathlib
import time
import numpy as np
import pcm
from figures import play
from instruments import read_classes
from midi import Part
from scene import random_chords, random_key
from synth import FRAME_SECONDS, Synth
from timbre import Timbre, random_timbre

CHUNK_SECONDS = 9
AUDIBLE_DB, CLEAR_DB = -26, -18
VARIED = 0.7  # of the parts, those whose timbre moves away from the soundfont's
VALIDATION_SOUNDFONTS = ('TimGM6mb',)
ROOMS = ['dry', 'room', 'room', 'hall', 'hall', 'cathedral']
HERE = pathlib.Path(__file__).parent


def make_part(rng, classes, name, key, chords, beats, reverb):
    """A part of the class, in one of its programs and styles."""
    program, style = int(rng.choice(classes[name])), None
    drums = name == 'drums'
    if name == 'percussion' and rng.random() < 0.65:
        drums, program, style = True, 1, 'hand'
    velocity = int(rng.integers(62, 108))
    scene, notes = play(rng, name, key, chords, beats, velocity, style)
    return Part(name, program, notes, drums, int(rng.integers(80, 115)), int(rng.integers(34, 95)), reverb,
                int(rng.choice([0, 0, 0, 40])), scene.controls, scene.bends, random_timbre(rng, drums) if rng.random() < VARIED else Timbre())


def frame(rng, seconds, names):
    """Tempo, metre, key and chords that fill `seconds`."""
    beats = 3 if rng.random() < 0.12 else 4
    tempo = float(np.round(rng.uniform(64, 168), 1))
    key = random_key(rng)
    bars = int(np.ceil(seconds * tempo / 60 / beats))
    return tempo, beats, key, random_chords(rng, key, bars)


def finish(rng, mix, rate, seconds):
    """Training audio of a mix: tone, level, a short fade at the end, int16."""
    signal = pcm.mono(mix, rate)[:int(seconds * pcm.PCM_RATE_HZ)]
    signal = pcm.level(pcm.tilt(signal, rng), rng.uniform(-27, -14))
    signal[-1600:] *= np.linspace(1, 0, 1600)
    return pcm.int16(signal)


def chunk_labels(levels, names, seconds):
    """Classes heard in every chunk of 9 s (a last one shorter than 3 s is left out), and those that are there but hardly heard."""
    chunks, frames = [], round(CHUNK_SECONDS / FRAME_SECONDS)
    for start in range(0, levels.shape[1], frames):
        part = levels[:, start:start + frames]
        if part.shape[1] < 3 / FRAME_SECONDS:
            break
        power = (part ** 2).mean(1)
        louder = lambda db: {n for n, p in zip(names, power) if p > power.sum() * 10 ** (db / 10)}
        clear = louder(CLEAR_DB)
        chunks.append({'start': start * FRAME_SECONDS, 'classes': sorted(clear), 'faint': sorted(louder(AUDIBLE_DB) - clear)})
    return chunks


def solo(rng, synth, classes, name):
    """One phrase: (int16 samples, record)."""
    seconds = float(np.round(rng.uniform(9, 12), 2))
    tempo, beats, key, chords = frame(rng, seconds, [name])
    part = make_part(rng, classes, name, key, chords, beats, int(rng.integers(20, 110)))
    mix, levels, _ = synth.render([part], tempo, seconds, str(rng.choice(ROOMS)))
    heard = levels[0] > 10 ** (-60 / 20)
    if heard.mean() < 0.25:
        return None
    record = {'classes': [name], 'program': part.program if not part.drums else 0, 'key': None if part.drums else str(key)}
    return finish(rng, mix, synth.rate, seconds), record | {'tempoBpm': tempo, 'seconds': seconds}


def choose(rng, classes):
    """Two to six different classes, with drums and bass in half of the pieces."""
    names = list(rng.choice(list(classes), int(rng.integers(2, 7)), replace=False))
    if rng.random() < 0.45:
        rhythm = [name for name in ('drums', str(rng.choice(['bass guitar', 'acoustic bass', 'synth bass']))) if name in classes]
        names = rhythm + [n for n in names if n not in rhythm][:4]
    return [str(n) for n in names]


def mixture(rng, synth, classes):
    """A piece of 9-30 s whose parts may enter late or leave early: (int16 samples, record)."""
    seconds, names = float(np.round(rng.uniform(9, 30), 2)), choose(rng, classes)
    tempo, beats, key, chords = frame(rng, seconds, names)
    parts, bars = [make_part(rng, classes, n, key, chords, beats, int(rng.integers(20, 90))) for n in names], len(chords)
    for part in parts[1:]:
        first = int(rng.integers(0, bars)) * beats if rng.random() < 0.3 else 0
        last = int(rng.integers(bars // 2, bars + 1)) * beats if rng.random() < 0.2 else bars * beats
        part.notes = [n for n in part.notes if first - 0.1 <= n.start < last]
    mix, levels, _ = synth.render(parts, tempo, seconds, str(rng.choice(ROOMS)))
    if (levels.sum(0) > 1e-3).mean() < 0.5:
        return None
    chunks = chunk_labels(levels, names, seconds)
    record = {'classes': sorted({c for chunk in chunks for c in chunk['classes']}), 'chunks': chunks,
              'programs': [p.program * (not p.drums) for p in parts], 'key': str(key), 'tempoBpm': tempo, 'seconds': seconds}
    return finish(rng, mix, synth.rate, seconds), record


def played_by(synth, classes):
    """The classes and programs that its soundfont has."""
    own = {name: [p for p in programs if synth.plays(p, name == 'drums')] for name, programs in classes.items()}
    return {name: programs for name, programs in own.items() if programs}


def plan(classes, per_class, mixtures, soundfonts):
    """(soundfont, kind, class or None) for every piece, soundfont by soundfont so that each is loaded once.

    FluidR3Mono repeats much of FluidR3 and TimGM6mb only validates: both get a smaller share.
    """
    weights = np.array([0.6 if 'Mono' in s else 0.55 if 'Tim' in s else 1.0 for s in soundfonts])
    edges = np.round(np.cumsum(weights) / weights.sum() * per_class).astype(int)
    mixed = np.round(np.cumsum(weights) / weights.sum() * mixtures).astype(int)
    for i, soundfont in enumerate(soundfonts):
        solos = edges[i] - (edges[i - 1] if i else 0)
        yield from ((soundfont, name) for _ in range(solos) for name in classes)
        yield from ((soundfont, None) for _ in range(mixed[i] - (mixed[i - 1] if i else 0)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--out', type=pathlib.Path, required=True)
    parser.add_argument('--seed', type=int, default=7)
    parser.add_argument('--soundfont', nargs='+', required=True)
    parser.add_argument('--per-class', type=int, default=45)
    parser.add_argument('--mixtures', type=int, default=900)
    parser.add_argument('--instruments', type=pathlib.Path, default=HERE.parent / 'instruments.json')
    args = parser.parse_args()
    print(vars(args), flush=True)
    (args.out / 'pcm').mkdir(parents=True, exist_ok=True)
    classes, own, synth, loaded, began = read_classes(args.instruments), {}, None, None, time.time()
    with open(args.out / 'phrases.jsonl', 'w') as lines:
        for number, (soundfont, name) in enumerate(plan(classes, args.per_class, args.mixtures, args.soundfont)):
            if soundfont != loaded:
                if synth:
                    synth.close()
                synth, loaded = Synth(soundfont), soundfont
                own = played_by(synth, classes)
            if name and name not in own:
                continue
            rng, piece = np.random.default_rng([args.seed, number]), None
            while piece is None:
                piece = solo(rng, synth, own, name) if name else mixture(rng, synth, own)
            samples, record = piece
            stem = pathlib.Path(soundfont).stem
            record = {'id': f'{"solo" if name else "mix"}-{args.seed}-{number:05d}', **record, 'soundfont': stem,
                      'split': 'validation' if stem in VALIDATION_SOUNDFONTS else 'train'}
            np.save(args.out / 'pcm' / f'{record["id"]}.npy', samples)
            print(json.dumps(record), file=lines, flush=True)
            if number % 200 == 0:
                print(f'{number} pieces, {time.time() - began:.0f} s, {stem}', flush=True)
    print(f'done: {number + 1} pieces, {time.time() - began:.0f} s', flush=True)


if __name__ == '__main__':
    main()
