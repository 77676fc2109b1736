"""Solo phrases of 30 General MIDI instruments in a soundfont that training does not hear, as WAV files, and their manifest.

    python3 -m captions.gm --soundfont TimGM6mb.sf2 --audio-root AUDIO --out validation/gm-instruments.jsonl

Phrases are those of render/phrases.py; files go to AUDIO/phrases-validation. A file that exists is not rendered again.
"""
import argparse
import json
import sys
from pathlib import Path

import numpy as np

from .sound_files import write_wav

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'render'))
from phrases import VALIDATION_SOUNDFONTS, solo  # noqa: E402  the modules of render/ are scripts beside one another
from synth import Synth  # noqa: E402

PROGRAMS = {  # class: General MIDI program (from 1); drums have kits
    'piano': 1, 'electric piano': 5, 'harpsichord': 7, 'glockenspiel': 10, 'vibraphone': 12, 'marimba': 13, 'bells': 15, 'organ': 20, 'accordion': 22, 'harmonica': 23, 'acoustic guitar': 25, 'electric guitar': 28,
    'distorted guitar': 31, 'bass guitar': 34, 'violin': 41, 'cello': 43, 'strings': 49, 'pizzicato strings': 46, 'harp': 47, 'timpani': 48, 'choir': 53, 'trumpet': 57, 'trombone': 58, 'french horn': 61,
    'saxophone': 66, 'oboe': 69, 'clarinet': 72, 'flute': 74, 'banjo': 106, 'drums': 1}
SEED = 23


def render_phrase(number, name, synth):
    """int16 samples of one phrase; drawn again while too little is heard."""
    for attempt in range(20):
        found = solo(np.random.default_rng([SEED, number, attempt]), synth, {name: [PROGRAMS[name]]}, name)
        if found:
            return found[0]
    raise SystemExit(f'{name} is not heard in {attempt + 1} phrases')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('soundfont', 'audio-root', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--per-instrument', type=int, default=5)
    options = parser.parse_args()
    if options.soundfont.stem not in VALIDATION_SOUNDFONTS:
        raise SystemExit(f'{options.soundfont.stem} is heard in training: use one of {VALIDATION_SOUNDFONTS}')
    synth, rows = Synth(options.soundfont), []
    for number in range(len(PROGRAMS) * options.per_instrument):
        name = list(PROGRAMS)[number % len(PROGRAMS)]
        audio = f"phrases-validation/gm-{name.replace(' ', '-')}-{number // len(PROGRAMS) + 1}.wav"
        if not (options.audio_root / audio).exists():
            write_wav(options.audio_root / audio, render_phrase(number, name, synth))
        rows.append({'id': Path(audio).stem, 'audio': audio, 'label': name})
    options.out.write_text(''.join(json.dumps(row) + '\n' for row in rows))
    print(len(rows), 'phrases of', len(PROGRAMS), 'instruments written to', options.out)


if __name__ == '__main__':
    main()
