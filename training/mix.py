"""
Varied recordings for the teachers to hear: pieces of the training tracks at another speed, through other rooms, tones and codecs, and two at once.

    python3 mix.py --data DATA --out MIXED --count 2400 --seed 1
    python3 mix.py --data PHRASES --out MIXED2 --count 3600 --seed 2 --seconds 9
    python3 mix.py --data RENDERED --out MIXED3 --count 2400 --seed 3

Reads DATA/tracks.jsonl (or phrases.jsonl, or songs.jsonl) and DATA/pcm, training tracks only. Writes MIXED/pcm/<id>.npy (int16, 16 kHz), MIXED/tracks.jsonl, and
nothing that exists already; teach.py reads the folder like that of prepare.py, so that what a teacher says always belongs to what the student hears.
Where the whole cast is known, a line also names the `classes` that play.
Dimension: T = samples.
"""
import argparse
import json
import multiprocessing
import sys
from pathlib import Path

import numpy as np
from scipy.signal import fftconvolve, resample_poly

from audio.labels import known_cast
from captions.sound_files import list_of, read_songs
from prepare import SAMPLE_RATE_HZ, write_array

sys.path.insert(0, str(Path(__file__).parent / 'render'))
import pcm  # noqa: E402  the effects of rendered audio

SHARES = {'voices': 0.35, 'phil': 0.1}  # of the pieces: singing and solo instruments are scarce
SPEEDS = [(n, 20) for n in (17, 18, 19, 21, 22, 23)]  # up to three semitones down or up
MIX_CHANCE, ROOM_CHANCE, CODEC_CHANCE, SPEED_CHANCE = 0.4, 0.25, 0.3, 0.6


def read(data, track, seconds, random):
    """`seconds` of a track from a random place, float32 (T,); what is shorter repeats."""
    audio = np.load(data / 'pcm' / f"{track['id']}.npy", mmap_mode='r')
    length = int(seconds * SAMPLE_RATE_HZ)
    start = int(random.integers(0, max(1, len(audio) - length)))
    return np.resize(np.asarray(audio[start:start + length], np.float32) / 32768, length)


def at_speed(data, track, seconds, random):
    """A piece of a track, sometimes with speed and pitch changed."""
    if random.random() > SPEED_CHANCE:
        return read(data, track, seconds, random)
    up, down = SPEEDS[random.integers(len(SPEEDS))]
    return resample_poly(read(data, track, seconds * down / up + 0.1, random), up, down)[:seconds * SAMPLE_RATE_HZ].astype(np.float32)


def in_room(signal, random):
    """The signal with the tail of a room: noise that dies away by 60 dB in a quarter of a second to two seconds."""
    seconds = random.uniform(0.25, 2.0)
    times = np.arange(int(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    tail = random.standard_normal(len(times)) * 10 ** (-3 * times / seconds)
    wet = fftconvolve(signal, tail)[:len(signal)]
    return signal + random.uniform(0.1, 0.5) * wet * np.std(signal) / (np.std(wet) + 1e-9)


def weigh(tracks):
    """Chance of every track to be drawn: SHARES for the named sets, all others by their length."""
    sets, odds = np.array([track['set'] for track in tracks]), np.array([float(track['seconds']) for track in tracks])
    shares = {name: share for name, share in SHARES.items() if (sets == name).any()}
    others = ~np.isin(sets, list(shares))
    odds[others] *= (1 - sum(shares.values())) / odds[others].sum()
    for name, share in shares.items():
        odds[sets == name] = share / (sets == name).sum()
    return odds / odds.sum()


def cast(tracks):
    """The instruments that play in `tracks`, if that is known of each: {'classes': names}, else {}."""
    known = [known_cast(track) for track in tracks]
    return {'classes': sorted({name for names in known for name in names})} if all(known) else {}


def make_piece(data, tracks, odds, seconds, random):
    """(audio int16 (T,), the tracks in it)."""
    parts = [tracks[random.choice(len(tracks), p=odds)]]
    signal = pcm.level(at_speed(data, parts[0], seconds, random), -20)
    if random.random() < MIX_CHANCE:
        parts.append(tracks[random.choice(len(tracks), p=odds)])
        signal = signal + pcm.level(at_speed(data, parts[1], seconds, random), -20 - random.uniform(0, 12))
    signal = pcm.tilt(signal, random)
    if random.random() < ROOM_CHANCE:
        signal = in_room(signal, random)
    if random.random() < 0.3:
        signal = pcm.compress(signal)
    signal = pcm.level(signal.astype(np.float32), random.uniform(-27, -13))
    if random.random() < CODEC_CHANCE:
        signal = pcm.codec(signal, *[('mp3', 48), ('mp3', 96), ('opus', 24), ('opus', 48)][random.integers(4)])
    return pcm.int16(signal), parts


def write_piece(job):
    """Writes one piece unless it exists; returns its line of tracks.jsonl."""
    number, seed, data, out, tracks, odds, seconds = job
    path = out / 'pcm' / f'mixed-{seed}-{number:05d}.npy'
    audio, parts = make_piece(data, tracks, odds, seconds, np.random.default_rng((seed, number)))
    if not path.exists():
        write_array(path, audio)
    return {'id': path.stem, 'set': 'mixed', 'split': 'train', 'seconds': round(len(audio) / SAMPLE_RATE_HZ, 2),
            'tracks': [part['id'] for part in parts], **cast(parts)}


def read_tracks(data):
    """The lines of tracks.jsonl, or of what the folder has in its place; what has no set of its own is of the set 'songs' or 'phrases'."""
    listed = list_of(data)
    if listed.name == 'songs.jsonl':
        return [{'set': 'songs', 'seconds': song['durationSeconds'], **song} for song in read_songs(data)]
    return [{'set': 'phrases', **json.loads(line)} for line in listed.open()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--data', type=Path, required=True)
    parser.add_argument('--out', type=Path, required=True)
    parser.add_argument('--count', type=int, default=2400)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--seconds', type=int, default=27, help="of a piece: a multiple of the teachers' nine-second chunks")
    parser.add_argument('--workers', type=int, default=2)
    options = parser.parse_args()
    print(vars(options), flush=True)
    (options.out / 'pcm').mkdir(parents=True, exist_ok=True)
    tracks = [track for track in read_tracks(options.data) if track['split'] == 'train' and track['seconds'] >= 1]
    odds = weigh(tracks)
    jobs = [(number, options.seed, options.data, options.out, tracks, odds, options.seconds) for number in range(options.count)]
    with multiprocessing.Pool(options.workers) as pool, (options.out / 'tracks.part').open('w') as file:
        for done, line in enumerate(pool.imap(write_piece, jobs, chunksize=8), 1):
            file.write(json.dumps(line) + '\n')
            if done % 200 == 0:
                print(f'{done}/{options.count}', flush=True)
    (options.out / 'tracks.part').rename(options.out / 'tracks.jsonl')


if __name__ == '__main__':
    main()
