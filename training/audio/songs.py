"""What the student says of whole songs, clip by clip as the product hears them; for the stages that follow.

    python3 -m audio.songs --data DATA --student STUDENT --out SONGS [--only-set voices …] [--rendered RENDERED PHRASES …]

STUDENT is a checkpoint of audio.train or a released model folder. Writes SONGS/<id>.npz: starts (N) seconds, tags (N, K) and
hidden (N, H) float16. A file that exists is not made again. Legend: N = clips, K = tags, H = hidden features.
"""
import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch

from captions.sound_files import list_of

from .frontend import SAMPLE_RATE_HZ, LogMel
from .graph import WINDOW_STRIDE_FRAMES
from .released import load_student

CLIP_SECONDS = 10
CLIP_SAMPLES = CLIP_SECONDS * SAMPLE_RATE_HZ
BATCH = 16


def clip_starts(samples):
    """Starts in samples: clips tile the song, the last one is moved back to end with it. Source: src/audio/clips.ts."""
    starts = np.arange(0, max(samples, 1), CLIP_SAMPLES)
    return np.maximum(0, np.minimum(starts, samples - CLIP_SAMPLES)).astype(np.int64) if samples > CLIP_SAMPLES else np.zeros(1, np.int64)


def cut_clips(audio):
    """Audio (T,) int16 to starts (N) and clips (N, CLIP_SAMPLES) float32; what is shorter than a clip repeats."""
    starts = clip_starts(len(audio))
    if len(audio) < CLIP_SAMPLES:
        audio = np.resize(audio, CLIP_SAMPLES)
    return starts, np.stack([audio[s:s + CLIP_SAMPLES] for s in starts]).astype(np.float32) / 32768


@torch.no_grad()
def hear(student, log_mel, audio):
    """(starts in seconds (N), tags (N, K), hidden (N, H)) of a song."""
    starts, clips = cut_clips(audio)
    tags, hidden = [], []
    for first in range(0, len(clips), BATCH):
        frames = student.frames(log_mel(torch.from_numpy(clips[first:first + BATCH])))
        hidden.append(student.windows(frames, WINDOW_STRIDE_FRAMES).mean(1))
        tags.append(student.tags(hidden[-1]))
    return starts / SAMPLE_RATE_HZ, torch.cat(tags).numpy(), torch.cat(hidden).numpy()


def list_songs(data, rendered):
    """(record, pcm file) of the decoded tracks and of the rendered songs and phrases."""
    for folder in [data, *rendered]:
        for line in list_of(folder).open():
            track = json.loads(line)
            yield track, folder / 'pcm' / f"{track['id']}.npy"


def main():
    parser = argparse.ArgumentParser()
    for name in ('data', 'student', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--rendered', type=Path, nargs='*', default=[])
    parser.add_argument('--only-set', nargs='*')
    parser.add_argument('--part', type=int, nargs=2, default=(0, 1), help='this worker and how many there are')
    options = parser.parse_args()
    print(vars(options), flush=True)
    options.out.mkdir(parents=True, exist_ok=True)
    student, log_mel, began, seconds = load_student(options.student), LogMel().eval(), time.time(), 0
    jobs = [job for job in list_songs(options.data, options.rendered) if not options.only_set or job[0].get('set', 'rendered') in options.only_set]
    for number, (track, path) in enumerate(jobs[options.part[0]::options.part[1]]):
        target = options.out / f"{track['id']}.npz"
        if target.exists() or not path.exists():
            continue
        audio = np.load(path)
        starts, tags, hidden = hear(student, log_mel, audio)
        partial = target.with_suffix('.part')
        with partial.open('wb') as file:
            np.savez(file, starts=starts.astype(np.float32), tags=tags.astype(np.float16), hidden=hidden.astype(np.float16))
        partial.rename(target)
        seconds += len(audio) / SAMPLE_RATE_HZ
        if number % 50 == 0:
            print(f'{number}/{len(jobs)} songs, {seconds / 3600:.2f} h at {seconds / (time.time() - began):.0f} x real time', flush=True)


if __name__ == '__main__':
    main()
