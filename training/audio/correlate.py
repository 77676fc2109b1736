"""How closely the student hears what its teachers hear, on recordings of packages that training never saw; written into the model card.

    python3 -m audio.correlate --data DATA --weights WEIGHTS --tagspace DATA/text/tagspace.json --model ../models/collap-mini

With `--split train` it tells the same of recordings that the student learned from, and writes nothing: what lies between is what more audio could give.

Needs `teach.py --split validation`. Mean over a teacher's tags of the correlation over windows of three seconds, and over recordings (the mean of what is
said of a recording's windows). AudioSet's are its music classes; `audioset heard` are those of them to which the teacher gives HEARD somewhere: of the others
there is only the noise of a thing that never sounds. `features` are what the teachers hear before they name it: the student's linear head for them is not
released, and is fitted anew here on FITTED chunks of training recordings. Source of the measure: Pearson's r.
Legend: W = windows (or recordings), K = tags, H = the student's hidden features, R = the teachers' features.
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
FITTED, RIDGE = 4000, 0.01  # chunks of three windows; of hidden features of unit variance, for each window
TAGS, FEATURES = 3, 4  # places in what `recordings` gives


@torch.no_grad()
def hear(model, chunks):
    """Chunks of samples to the student's tags (chunks, 3, K) and hidden features (chunks, 3, H)."""
    log_mel, hidden = LogMel().eval(), []
    for first in range(0, len(chunks), BATCH):
        mels = log_mel(torch.from_numpy(np.stack([fill(part) for part in chunks[first:first + BATCH]])))
        hidden.append(model.windows(model.frames(mels.half().float())))
    hidden = torch.cat(hidden)
    return model.tags(hidden).numpy(), hidden.numpy()


def fit_features(hidden, taught):
    """Ridge regression of hidden features (W, H) on the teachers' features (W, R). Returns the function from the former to the latter."""
    mean, scale = hidden.mean(0), hidden.std(0) + 1e-6
    z = (hidden - mean) / scale
    weights = np.linalg.solve(z.T @ z + RIDGE * len(z) * np.eye(z.shape[1]), z.T @ (taught - taught.mean(0)))
    return lambda others: ((others - mean) / scale) @ weights + taught.mean(0)


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


def measure(pairs, groups):
    """Correlations of pairs of arrays (W, K), each with its groups, and the number of windows."""
    return {'n': len(pairs[0][0])} | {name: r for pair, own in zip(pairs, groups) for name, r in correlate(*pair, own).items()}


def windows_of(values):
    """(n, 3, K) to (W, K)."""
    return values.reshape(-1, values.shape[-1])


def stack(entries, field):
    """What the teachers say of chunks, (n, 3, K) float32."""
    return np.stack([entry[field] for entry in entries]).astype(np.float32)


def draw(entries, split, most):
    """Chunks of a split, in random order."""
    own = [entry for entry in entries if entry[0]['split'] == split]
    return [own[place] for place in np.random.default_rng(0).permutation(len(own))[:most]]


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
    entries = [entry for entry in recordings(options.data, tagspace, audioset) if entry[0]['set'] not in NO_SONGS]
    held, learned = draw(entries, options.split, options.most), draw(entries, 'train', FITTED)
    model = load_released(options.model).eval()
    said, hidden = hear(model, [part for _, _, part, *_ in held])
    tell_features = fit_features(*(windows_of(values) for values in (hear(model, [part for _, _, part, *_ in learned])[1], stack(learned, FEATURES))))
    pairs = [(said[..., :tags], stack(held, TAGS)), (tell_features(hidden), stack(held, FEATURES))]
    sung = np.array([track['set'] == VOICES for track, *_ in held])
    ids, report = np.array([track['id'] for track, *_ in held]), {}
    for title, rows in (('packages', ~sung), ('voices', sung)):
        if rows.any():
            groups = [group_tags(tagspace, windows_of(pairs[0][1][rows])), {'features': np.ones(pairs[1][1].shape[-1], bool)}]
            levels = {'windows': windows_of, 'recordings': lambda values, rows=rows: by_recording(values, ids[rows])}
            report[title] = {level: measure([[mean(values[rows]) for values in pair] for pair in pairs], groups) for level, mean in levels.items()}
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
