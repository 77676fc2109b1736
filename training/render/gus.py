"""Makes a SoundFont 2 out of Gravis Ultrasound patches, which is how Freepats comes: fluidsynth plays no patches.

    python3 gus.py --patches freepats/Tone_000 --out freepats.sf2

A patch NNN_Name.pat becomes program NNN of bank 0. Sources: the patch format of the Ultrasound SDK 2.22, section "Patch files"; SoundFont 2.04, section 7.
"""
import argparse
import pathlib
import struct
from dataclasses import dataclass

import numpy as np

HEADER, INSTRUMENT, LAYER = 129, 63, 47
SIXTEEN_BITS, UNSIGNED, LOOPED, PINGPONG = 1, 2, 4, 8  # bits of a sample's mode
GUARD = 46  # silent samples after each, as section 6.1 asks
# Generators, section 8.1.2
KEY_RANGE, SAMPLE_MODES, SAMPLE_ID, INSTRUMENT_ID, RELEASE, ROOT_KEY = 43, 54, 53, 41, 38, 58
RELEASE_TIMECENTS = -2400  # a quarter of a second: the patches' own envelopes are not read
MONO = 1


@dataclass
class Sample:
    pcm: np.ndarray  # int16
    rate_hz: int
    loop: tuple  # first and last, or None
    lowest: int  # MIDI keys
    highest: int
    root: float


def key_of(millihertz):
    """MIDI key of a frequency, with fractions."""
    return 69 + 12 * np.log2(max(millihertz, 1) / 440000)


def read_patch(data):
    """The samples of the first layer of a patch."""
    if not data.startswith(b'GF1PATCH110'):
        raise SystemExit('not a patch of version 1.1')
    count, at, samples = data[HEADER + INSTRUMENT + 6], HEADER + INSTRUMENT + LAYER, []
    for _ in range(count):
        size, first, last, rate, low, high, root = struct.unpack_from('<IIIHIII', data, at + 8)
        mode, body = data[at + 55], data[at + 96:at + 96 + size]
        wide = mode & SIXTEEN_BITS
        pcm = np.frombuffer(body[:size // 2 * 2] if wide else body, ('<u2' if mode & UNSIGNED else '<i2') if wide else ('u1' if mode & UNSIGNED else 'i1')).astype(np.int32)
        pcm = (pcm - ((32768 if wide else 128) if mode & UNSIGNED else 0)) * (1 if wide else 256)
        first, last = (first // 2, last // 2) if wide else (first, last)
        loop = (first, last) if mode & LOOPED and first + 16 < last <= len(pcm) else None
        if loop and mode & PINGPONG:
            pcm, loop = np.concatenate([pcm[:last], pcm[first:last][::-1]]), (first, 2 * last - first)
        samples.append(Sample(pcm.astype(np.int16), rate, loop, round(key_of(low)), round(key_of(high)), key_of(root)))
        at += 96 + size
    return samples


def chunk(name, body):
    return name + struct.pack('<I', len(body)) + body + b'\0' * (len(body) % 2)


def fixed(name):
    return name.encode('ascii', 'replace')[:19].ljust(20, b'\0')


def sound_font(programs):
    """The bytes of a SoundFont of {program: (name, samples)}."""
    presets, preset_bags, preset_gens, instruments, bags, gens, headers, pcm, at = b'', b'', b'', b'', b'', b'', b'', [], 0
    gen = lambda kind, value: struct.pack('<Hh', kind, value)
    bag_count = gen_count = sample_count = 0
    for order, (program, (name, samples)) in enumerate(sorted(programs.items())):
        presets += fixed(name) + struct.pack('<HHHIII', program, 0, order, 0, 0, 0)
        preset_bags += struct.pack('<HH', order, 0)
        preset_gens += gen(INSTRUMENT_ID, order)
        instruments += fixed(name) + struct.pack('<H', bag_count)
        samples = sorted(samples, key=lambda sample: sample.root)
        for n, sample in enumerate(samples):
            low = 0 if n == 0 else max(0, min(127, samples[n - 1].highest + 1))
            high = 127 if n == len(samples) - 1 else max(low, min(127, sample.highest))
            root = round(sample.root)
            own = [struct.pack('<HBB', KEY_RANGE, low, high), gen(RELEASE, RELEASE_TIMECENTS), gen(SAMPLE_MODES, 1 if sample.loop else 0), gen(SAMPLE_ID, sample_count)]
            bags += struct.pack('<HH', gen_count, 0)
            gens += b''.join(own)
            bag_count, gen_count = bag_count + 1, gen_count + len(own)
            first, last = sample.loop or (0, len(sample.pcm))
            cents = round((root - sample.root) * 100)
            headers += fixed(f'{name[:14]}{n}') + struct.pack('<IIIIIBbHH', at, at + len(sample.pcm), at + first, at + last, sample.rate_hz, max(0, min(127, root)), cents, 0, MONO)
            pcm += [sample.pcm, np.zeros(GUARD, np.int16)]
            at, sample_count = at + len(sample.pcm) + GUARD, sample_count + 1
    count = len(programs)
    presets += fixed('EOP') + struct.pack('<HHHIII', 0, 0, count, 0, 0, 0)
    preset_bags += struct.pack('<HH', count, 0)
    instruments += fixed('EOI') + struct.pack('<H', bag_count)
    bags += struct.pack('<HH', gen_count, 0)
    headers += fixed('EOS') + b'\0' * 26
    listing = [(b'phdr', presets), (b'pbag', preset_bags), (b'pmod', b'\0' * 10), (b'pgen', preset_gens + b'\0' * 4),
               (b'inst', instruments), (b'ibag', bags), (b'imod', b'\0' * 10), (b'igen', gens + b'\0' * 4), (b'shdr', headers)]
    info = chunk(b'ifil', struct.pack('<HH', 2, 1)) + chunk(b'isng', b'EMU8000\0') + chunk(b'INAM', b'patches\0')
    lists = [b'INFO' + info, b'sdta' + chunk(b'smpl', np.concatenate(pcm).tobytes()), b'pdta' + b''.join(chunk(*entry) for entry in listing)]
    return chunk(b'RIFF', b'sfbk' + b''.join(chunk(b'LIST', entry) for entry in lists))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--patches', type=pathlib.Path, required=True)
    parser.add_argument('--out', type=pathlib.Path, required=True)
    options = parser.parse_args()
    programs = {int(path.stem[:3]): (path.stem[4:], read_patch(path.read_bytes())) for path in sorted(options.patches.glob('[0-9]*.pat'))}
    options.out.write_bytes(sound_font(programs))
    print(len(programs), 'programs', sum(len(samples) for _, samples in programs.values()), 'samples')


if __name__ == '__main__':
    main()
