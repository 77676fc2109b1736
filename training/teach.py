"""
Runs the teachers over the decoded tracks and stores what they say.

    python3 teach.py --data DATA --weights WEIGHTS --share 0.5 --workers 2
    python3 teach.py --data DATA --weights WEIGHTS --workers 2 --held-back

Needs DATA/tracks.jsonl and DATA/pcm of prepare.py. Writes, one file a track (C = chunks of 9 s, 3 windows each):

    DATA/teach/<id>.npz     starts (C,) int32 samples, looped () bool,
                            jamendo, mtat, msd (C, 3, 50), yamnet (C, 3, 521), features (C, 3, 600), all float16;
                            features are those of jamendo, mtat and msd, 200 each
    DATA/heldback/<id>.npz  starts (W,) int32 samples, jamendo_fcn, msd_fcn (W, 50) float16; W windows of 29 s
    DATA/music_score.json   {"threshold", "scores": {id: 0..1}, "skip": [ids below the threshold]}

All tag outputs are logits, before the sigmoid; YAMNet's are clamped to ±20 before the mean over patches.
A track whose file exists is not taught again.
"""
import os

# Read once when a process starts, so they are set before the workers are spawned: one thread a worker,
# and large buffers that stay with the process instead of being mapped and cleared again for every layer.
os.environ |= {
    "OMP_NUM_THREADS": "1", "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 32), "MALLOC_TOP_PAD_": str(1 << 28),
}

import argparse
import json
import math
import multiprocessing
import random
import time
from pathlib import Path

import numpy as np
import torch

from precision import choose_dtype
from teachers.fcn import WINDOW_SAMPLES as FCN_SAMPLES, Fcn
from teachers.frontend import SAMPLE_RATE_HZ, compute_power
from teachers.msd_musicnn import MsdMusicnn
from teachers.musicnn import Musicnn
from teachers.yamnet import Yamnet

WINDOW_SAMPLES, WINDOWS_PER_CHUNK = 48_000, 3
CHUNK_SAMPLES = WINDOW_SAMPLES * WINDOWS_PER_CHUNK
CHUNKS_PER_BATCH = 4  # 12 windows: the fastest of 6, 12 and 24
SMALL_SETS = ["voices", "bristol7", "jamendolyrics", "ultrastar", "opsound_moh", "pegasus_hiphop", "0ad", "stk",
              "widelands", "naev", "phil"]  # taught whole, in this order, before the packages
MUSIC_CLASS, MUSIC_THRESHOLD = 132, 0.3  # AudioSet's 'Music' in yamnet_class_map.csv
PRINT_EVERY_TRACKS = 25

worker = {}


def start_worker(data, weights, held_back):
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)  # the Jamendo weights hold denormals: 50 times slower without
    torch.set_grad_enabled(False)
    worker.update(data=data, held_back=held_back)
    if held_back:
        worker.update(jamendo_fcn=Fcn(weights / "jamendo_fcn.pth"), msd_fcn=Fcn(weights / "msd_fcn.pth"))
        return
    dtype = choose_dtype()
    for name in ("jamendo", "mtat"):
        worker[name] = Musicnn(weights / f"{name}_musicnn.pth", dtype)
    worker.update(msd=MsdMusicnn(weights / "msd_musicnn.npz", dtype), yamnet=Yamnet(weights / "yamnet.tflite", dtype))


def place_chunks(samples, share):
    """Starts of the chunks that cover `share` of a track, evenly spread, in samples. With share 1 they may overlap."""
    count = math.ceil(samples / CHUNK_SAMPLES) if share >= 1 else round(share * samples / CHUNK_SAMPLES)
    last = max(samples - CHUNK_SAMPLES, 0)
    starts = np.linspace(0, last, count) if count > 1 else [last / 2]
    return np.round(starts).astype(np.int32)


def cut(audio, starts, length):
    """Pieces of int16 audio (T,) as float32 (N, length) in [-1, 1]; audio that is too short is repeated."""
    if len(audio) < length:
        audio = np.tile(audio, -(-length // len(audio)))
    return torch.from_numpy(np.stack([audio[s : s + length] for s in starts])).float() / 32768


def teach_batch(windows):
    """Windows (B, 48000) → the outputs of the four teachers by name, each (B, K)."""
    power = compute_power(windows)
    outputs, features = {"yamnet": worker["yamnet"](windows)}, []
    for name in ("jamendo", "mtat", "msd"):
        outputs[name], penultimate = worker[name](power)
        features.append(penultimate)
    return outputs | {"features": torch.cat(features, 1)}


def teach_track(audio, share):
    """Returns the arrays of DATA/teach/<id>.npz for audio (T,)."""
    starts = place_chunks(len(audio), share)
    batches = []
    for first in range(0, len(starts), CHUNKS_PER_BATCH):
        chunks = cut(audio, starts[first : first + CHUNKS_PER_BATCH], CHUNK_SAMPLES)
        batches.append(teach_batch(chunks.view(-1, WINDOW_SAMPLES)))
    arrays = {"starts": starts, "looped": np.bool_(len(audio) < CHUNK_SAMPLES)}
    for name in batches[0]:
        values = torch.cat([batch[name] for batch in batches])
        arrays[name] = values.view(len(starts), WINDOWS_PER_CHUNK, -1).numpy().astype(np.float16)
    return arrays


def judge_track(audio):
    """Returns the arrays of DATA/heldback/<id>.npz for audio (T,)."""
    last = max(len(audio) - FCN_SAMPLES, 0)
    starts = np.arange(0, last + 1, FCN_SAMPLES // 2, dtype=np.int32)
    outputs = {"jamendo_fcn": [], "msd_fcn": []}
    for start in starts:
        power = compute_power(cut(audio, [start], FCN_SAMPLES))
        for name, values in outputs.items():
            values.append(worker[name](power)[0])
    return {"starts": starts} | {name: torch.cat(values).numpy().astype(np.float16) for name, values in outputs.items()}


def run_track(job):
    """Teaches one track and writes its file. Returns (id, seconds of audio the teachers heard)."""
    identifier, share, target = job
    audio = np.load(worker["data"] / "pcm" / f"{identifier}.npy")
    arrays = judge_track(audio) if worker["held_back"] else teach_track(audio, share)
    partial = target.with_suffix(".npz.part")
    with open(partial, "wb") as file:
        np.savez(file, **arrays)
    partial.rename(target)
    length = FCN_SAMPLES if worker["held_back"] else CHUNK_SAMPLES
    return identifier, len(arrays["starts"]) * length / SAMPLE_RATE_HZ


def order_tracks(tracks, seed=0):
    """Small sets first, in the order of SMALL_SETS, then all packages shuffled together."""
    shuffled = random.Random(seed).sample(tracks, len(tracks))
    rank = {name: position for position, name in enumerate(SMALL_SETS)}
    return sorted(shuffled, key=lambda track: rank.get(track["set"], len(SMALL_SETS)))


def expect_seconds(track, share):
    """Seconds of audio that the teachers will hear of one track."""
    return len(place_chunks(int(track["seconds"] * SAMPLE_RATE_HZ), share)) * CHUNK_SAMPLES / SAMPLE_RATE_HZ


def write_music_scores(data, tracks):
    """Writes music_score.json from the taught files."""
    scores = {}
    for track in tracks:
        path = data / "teach" / f"{track['id']}.npz"
        if path.exists():
            logits = np.load(path)["yamnet"][..., MUSIC_CLASS].astype(np.float32)
            scores[track["id"]] = round(float((1 / (1 + np.exp(-logits))).mean()), 4)
    skip = [identifier for identifier, score in scores.items() if score < MUSIC_THRESHOLD]
    partial = data / "music_score.part"
    partial.write_text(json.dumps({"threshold": MUSIC_THRESHOLD, "scores": scores, "skip": skip}, indent=0))
    partial.rename(data / "music_score.json")
    print(f"music scores: {len(scores)} tracks, {len(skip)} below {MUSIC_THRESHOLD}", flush=True)


def plan_jobs(options, tracks):
    """Returns the jobs (id, share, target) that have no file yet, and the seconds of audio in each."""
    folder = options.data / ("heldback" if options.held_back else "teach")
    folder.mkdir(exist_ok=True)
    jobs, seconds = [], {}
    for track in order_tracks(tracks):
        share = 1.0 if options.held_back else options.small_share if track["set"] in SMALL_SETS else options.share
        target = folder / f"{track['id']}.npz"
        if options.split not in (None, track["split"]):
            continue
        if not target.exists() and (track["split"] == "validation" or not options.held_back):
            jobs.append((track["id"], share, target))
            seconds[track["id"]] = expect_seconds(track, share)
    return jobs, seconds


def run_jobs(options, jobs, seconds):
    """Runs all jobs in the workers and prints the progress."""
    began, heard, left = time.time(), 0.0, sum(seconds.values())
    context = multiprocessing.get_context("spawn")
    with context.Pool(options.workers, start_worker, (options.data, options.weights, options.held_back)) as pool:
        for done, (identifier, length) in enumerate(pool.imap_unordered(run_track, jobs), 1):
            heard, left = heard + length, left - seconds[identifier]
            if done % PRINT_EVERY_TRACKS == 0 or done == len(jobs):
                minutes = (time.time() - began) / 60
                print(f"{done}/{len(jobs)} tracks, {done / minutes:.0f} a minute, {heard / 3600:.2f} h heard at "
                      f"{heard / minutes / 60:.0f} x real time, {left / heard * minutes:.1f} min left", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.45, help="share of every package track, 0..1")
    parser.add_argument("--small-share", type=float, default=1.0, help="share of every track of the small sets, 0..1")
    parser.add_argument("--split", choices=("train", "validation"), help="only tracks of this split")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--held-back", action="store_true", help="the FCN teachers on validation tracks only")
    options = parser.parse_args()
    print(vars(options), "seed 0", choose_dtype(), flush=True)
    tracks = [json.loads(line) for line in open(options.data / "tracks.jsonl")]
    jobs, seconds = plan_jobs(options, tracks)
    print(f"{len(jobs)} tracks, {sum(seconds.values()) / 3600:.2f} h to hear", flush=True)
    if jobs:
        run_jobs(options, jobs, seconds)
    if not options.held_back:
        write_music_scores(options.data, tracks)


if __name__ == "__main__":
    main()
