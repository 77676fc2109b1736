"""How closely the student hears what its teachers hear, on recordings of packages that training never saw; written into the model card.

    python3 -m audio.correlate --data DATA --weights WEIGHTS --tagspace DATA/text/tagspace.json --model ../models/collap-mini

With `--split train` it tells the same of recordings that the student learned from, and writes nothing: what lies between is what more audio could give.

Needs `teach.py --split validation`. Mean over a teacher's tags of the correlation over windows of three seconds, and over recordings (the mean of what is
said of a recording's windows). AudioSet's are its music classes; `audioset heard` are those of them to which the teacher gives HEARD somewhere: of the others
there is only the noise of a thing that never sounds. Source of the measure: Pearson's r. Legend: W = windows (or recordings), K = tags.
"""
import argparse
import json
import math
from pathlib import Path

import numpy as np
import torch

from evaluate import write_tables
from text.tagspace import AUDIOSET_MUSIC, audioset_names

from .cache import TEACHER_SOURCES, fill, recordings, teacher_sources
from .frontend import LogMel
from .released import load_released

BATCH = 16
VOICES, NO_SONGS = 'voices', ('phil',)
LEAST_DEVIATION = 1e-3  # a tag that never moves correlates with nothing
HEARD = 0.1  # probability of a class that sounds


@torch.no_grad()
def hear(model, chunks):
    """Chunks of samples to the student's teacher tags (chunks, 3, K)."""
    log_mel, said = LogMel().eval(), []
    for first in range(0, len(chunks), BATCH):
        mels = log_mel(torch.from_numpy(np.stack([fill(part) for part in chunks[first:first + BATCH]])))
        said.append(model(mels.half().float())[0].numpy())
    return np.concatenate(said)


def correlate(said, taught, groups):
    """{group: mean correlation} of arrays (W, K), for groups {name: (K,) bool}."""
    moves = (said.std(0) > LEAST_DEVIATION) & (taught.std(0) > LEAST_DEVIATION)
    z = [(values - values.mean(0)) / np.maximum(values.std(0), LEAST_DEVIATION) for values in (said, taught)]
    r = (z[0] * z[1]).mean(0)
    return {name: round(float(r[moves & tags].mean()), 3) for name, tags in groups.items()}


def group_tags(tagspace, taught):
    """{teacher: (K,) bool}, and AudioSet's classes that sound, by what it says in logits (W, K)."""
    tags = [tag for tag in tagspace if tag['source'] in TEACHER_SOURCES]
    sources = np.array([tag['source'] for tag in tags])
    sounds = (sources == 'audioset') & np.array([tag['index'] in AUDIOSET_MUSIC for tag in tags])
    others = {name: sources == name for name in dict.fromkeys(sources) if name != 'audioset'}
    return {**others, 'audioset': sounds, 'audioset heard': sounds & (taught.max(0) >= math.log(HEARD / (1 - HEARD)))}


def by_recording(values, ids):
    """Windows of chunks (n, 3, K) to the mean of every recording of `ids` (n,): (recordings, K)."""
    return np.stack([values[ids == name].mean((0, 1)) for name in np.unique(ids)])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('data', 'weights', 'tagspace', 'model'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--split', choices=('validation', 'train'), default='validation')
    parser.add_argument('--most', type=int, default=1000, help='chunks, drawn by chance where there are more')
    options = parser.parse_args()
    tagspace = json.loads(options.tagspace.read_text())
    tags = len(teacher_sources(tagspace))
    audioset = audioset_names(options.weights)
    held = [entry for entry in recordings(options.data, tagspace, audioset) if entry[0]['split'] == options.split and entry[0]['set'] not in NO_SONGS]
    held = [held[place] for place in np.random.default_rng(0).permutation(len(held))[:options.most]]
    said = hear(load_released(options.model).eval(), [part for _, _, part, *_ in held])[..., :tags]
    taught = np.stack([tags for *_, tags, _, _ in held]).astype(np.float32)
    sung = np.array([track['set'] == VOICES for track, *_ in held])
    ids, report = np.array([track['id'] for track, *_ in held]), {}
    for title, rows in (('packages', ~sung), ('voices', sung)):
        if rows.any():
            whole = [by_recording(values[rows], ids[rows]) for values in (said, taught)]
            windows = [values[rows].reshape(-1, tags) for values in (said, taught)]
            groups = group_tags(tagspace, windows[1])
            report[title] = {level: {'n': len(pair[0]), **correlate(*pair, groups)} for level, pair in (('windows', windows), ('recordings', whole))}
    print(json.dumps(report, indent=1))
    if options.split == 'train':
        return
    card_path = options.model / 'model.json'
    card = json.loads(card_path.read_text())
    card['quality']['teachers'] = {'command': 'python3 -m audio.correlate', **report}
    card_path.write_text(json.dumps(card, indent=1) + '\n')
    write_tables(options.model, card)


if __name__ == '__main__':
    main()
