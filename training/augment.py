"""Varied copies of scarce training recordings: other speed and pitch, tone, room, dynamics, lossy codec. The teachers hear the copies anew.

    python3 augment.py --data DATA --out VARIED --sets voices pegasus_hiphop opsound_moh --copies 4

Writes VARIED/pcm/<id>.npy and VARIED/tracks.jsonl in the form of prepare.py, so that teach.py and audio.cache take VARIED as they take DATA.
Only tracks of the training split are copied.
"""
import argparse
import json
import subprocess
from pathlib import Path

import numpy as np

from prepare import SAMPLE_RATE_HZ, write_array

SEMITONES = (-4.0, 4.0)
CODECS = (None, None, ('libmp3lame', 'mp3', '40k'), ('libopus', 'ogg', '16k'))


def choose_filters(random):
    """An ffmpeg filter chain; speed and pitch change together, as a tape's do."""
    speed = 2 ** (random.uniform(*SEMITONES) / 12)
    chain = [f'asetrate={SAMPLE_RATE_HZ * speed:.0f}', f'aresample={SAMPLE_RATE_HZ}',
             f'equalizer=f={random.integers(100, 600)}:t=o:w=1.5:g={random.uniform(-5, 5):.1f}',
             f'equalizer=f={random.integers(1500, 5000)}:t=o:w=1.5:g={random.uniform(-5, 5):.1f}']
    if random.random() < 0.4:
        chain.append(f'aecho=0.9:0.8:{random.integers(20, 45)}|{random.integers(50, 90)}:{random.uniform(0.1, 0.3):.2f}|{random.uniform(0.05, 0.2):.2f}')
    if random.random() < 0.4:
        chain.append('acompressor=threshold=0.1:ratio=4:makeup=2')
    return ','.join([*chain, 'alimiter=limit=0.95'])


def run(arguments, data):
    return subprocess.run(['ffmpeg', '-nostdin', '-v', 'error', *arguments], input=data, capture_output=True, check=True).stdout


def vary(audio, random):
    """Audio (T,) int16 to a varied copy, int16, about as long."""
    raw = ['-f', 's16le', '-ar', str(SAMPLE_RATE_HZ), '-ac', '1']
    data = run([*raw, '-i', '-', '-af', choose_filters(random), *raw, '-'], audio.tobytes())
    codec = CODECS[random.integers(len(CODECS))]
    if codec:
        name, container, rate = codec
        data = run(['-i', '-', *raw, '-'], run([*raw, '-i', '-', '-c:a', name, '-b:a', rate, '-f', container, '-'], data))
    return np.frombuffer(data[:len(data) // 2 * 2], np.int16)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--data', type=Path, required=True)
    parser.add_argument('--out', type=Path, required=True)
    parser.add_argument('--sets', nargs='+', required=True)
    parser.add_argument('--copies', type=int, default=4)
    parser.add_argument('--seed', type=int, default=9)
    options = parser.parse_args()
    print(vars(options), flush=True)
    (options.out / 'pcm').mkdir(parents=True, exist_ok=True)
    tracks = [json.loads(line) for line in (options.data / 'tracks.jsonl').open()]
    tracks, rows = [t for t in tracks if t['split'] == 'train' and t['set'] in options.sets], []
    for number, track in enumerate(tracks):
        for copy in range(options.copies):
            row = dict(track, id=f"{track['id']}~{copy}", set=track['set'])
            target = options.out / 'pcm' / f"{row['id']}.npy"
            if not target.exists():
                write_array(target, vary(np.load(options.data / 'pcm' / f"{track['id']}.npy"), np.random.default_rng([options.seed, number, copy])))
            rows.append(dict(row, seconds=round(np.load(target, mmap_mode='r').shape[0] / SAMPLE_RATE_HZ, 2)))
    (options.out / 'tracks.jsonl').write_text(''.join(json.dumps(row, ensure_ascii=False) + '\n' for row in rows))
    print(len(rows), 'copies,', round(sum(row['seconds'] for row in rows) / 3600, 2), 'h')


if __name__ == '__main__':
    main()
