"""Captions of validation recordings, written from teachers that the student never learned from (the two FCN taggers).

    python3 -m captions.heldback --data DATA --weights WEIGHTS --out validation/recordings.jsonl

Needs DATA/heldback of `teach.py --held-back`. What is special about a recording is said: tags standardised over the chosen recordings,
the strongest ones named by kind, what they deny, what each third has
more of, the course of loudness, and the strongest three again. One line a recording: id, audio
(relative to the packages' folder), text, group.
"""
import argparse
import json
from pathlib import Path

import numpy as np

from .chosen import choose_recordings, where
from .grammar import enumerate_words, pick
from .hearing import measure_levels
from .heldback_words import ABSENT, CASTS, CORE, ERA, FEELINGS, KINDS, LEVELS, OPENING, REST, SHADES, STRETCHES, VOICE

STRONGEST, LEAST_Z = 12, 0.3
MOST_ABSENT, ABSENT_Z, DENIABLE = 5, -0.6, ('genre', 'sound', 'voice')
STRETCH_WORDS, STRETCH_Z = 3, 0.25
MOST_PER_SENTENCE = 4
CLEAR_DB = 3.0
SEED = 5
UNSUNG = KINDS['voice']['instrumental']


def names_of(data, weights):
    """The output names of both held-back teachers, joined: Jamendo's without their category, then the Million Song Dataset's."""
    tags = json.loads((data / 'text' / 'tagspace.json').read_text())
    return [tag['name'].split('---')[-1] for tag in tags if tag['source'] == 'jamendo'] + (weights / 'msd_tags.txt').read_text().split('\n')[:50]


def pick_thirds(said):
    """Logits (3, 100) of the first, a middle and the last window of 29 s."""
    windows = np.concatenate([said['jamendo_fcn'], said['msd_fcn']], 1).astype(np.float32)
    return windows[np.round(np.linspace(0, len(windows) - 1, 3)).astype(int)]


def gather_words(names):
    """The vocabulary [(kind, word)] and the matrix (V, 100) that averages the outputs of both teachers which share a word."""
    vocabulary = [(kind, word) for kind, words in KINDS.items() for word in dict.fromkeys(words.values())]
    matrix = np.array([[float(KINDS[kind].get(name) == word) for name in names] for kind, word in vocabulary], np.float32)
    return vocabulary, matrix / matrix.sum(1, keepdims=True)


def gather(scores, vocabulary, count, least):
    """[(kind, word, score)] of the strongest words, at least three of them."""
    order = np.argsort(-scores)
    strong = [(*vocabulary[at], float(scores[at])) for at in order if scores[at] >= least][:count]
    return strong or [(*vocabulary[at], float(scores[at])) for at in order[:3]]


def sentences_of(options, words, random):
    """The words in sentences of at most MOST_PER_SENTENCE each."""
    parts = [words[i:i + MOST_PER_SENTENCE] for i in range(0, len(words), MOST_PER_SENTENCE)]
    if len(parts) > 1 and len(parts[-1]) == 1:
        parts[-2:] = [parts[-2] + parts[-1]]
    return [pick(random, options if number == 0 else SHADES).format(words=enumerate_words(part)) for number, part in enumerate(parts)]


def tell_whole(strong, random):
    words = lambda kind: [word for k, word, _ in strong if k == kind]
    sung = words('voice')
    strong = [entry for entry in strong if entry[0] != 'voice' or entry[1] == sung[0] or UNSUNG not in (entry[1], sung[0])]
    genres = words('genre') or ['something without a plain genre']
    rest = pick(random, REST).format(words=enumerate_words(genres[1:4])) if genres[1:] else ''
    told = [pick(random, OPENING).format(first=genres[0], rest=rest)]
    for kind, options in (('sound', CASTS), ('mood', FEELINGS), ('voice', VOICE), ('era', ERA)):
        told += sentences_of(options, words(kind), random)
    return told + (sentences_of(SHADES, genres[4:], random) if genres[4:] else [])


def tell_thirds(scores, vocabulary, random):
    """What each third has more of than the whole; scores (3, V)."""
    told = []
    for part, options in zip(scores, STRETCHES):
        lift = part - scores.mean(0)
        found = gather(np.where(part > STRETCH_Z, part + lift, -9), vocabulary, STRETCH_WORDS, STRETCH_Z)
        told.append(pick(random, options).format(words=enumerate_words([word for _, word, _ in found])))
    return told


def course_of(levels):
    """The course of loudness over three thirds, in dB."""
    first, middle, last = (float(np.mean(part)) for part in np.array_split(levels, 3))
    if middle - max(first, last) > CLEAR_DB:
        return 'arched'
    if min(first, last) - middle > CLEAR_DB:
        return 'hollow'
    if abs(last - first) > CLEAR_DB:
        return 'rising' if last > first else 'falling'
    return 'level'


def tell_absent(scores, vocabulary, random):
    """What the teachers hear least of, in one or two sentences."""
    least = [vocabulary[at] for at in np.argsort(scores) if scores[at] < ABSENT_Z and vocabulary[at][0] in DENIABLE and vocabulary[at][1] != UNSUNG][:MOST_ABSENT]
    words = [word.removeprefix('a ') for _, word in least]
    parts = [part for part in (words[:len(words) // 2], words[len(words) // 2:]) if part]
    forms = [ABSENT[i] for i in random.permutation(len(ABSENT))]
    return [form.format(words=' or '.join(part)) for form, part in zip(forms, parts)]


def caption(thirds, levels, vocabulary, random):
    """thirds: standardised scores (3, V); levels: dB of every 9 s."""
    mean = thirds.mean(0)
    strong = gather(mean, vocabulary, STRONGEST, LEAST_Z)
    whole, absent = tell_whole(strong, random), tell_absent(mean, vocabulary, random)
    core = pick(random, CORE).format(words=enumerate_words([word for _, word, _ in strong[:3]]))
    return ' '.join(whole + absent + tell_thirds(thirds, vocabulary, random) + [pick(random, LEVELS[course_of(levels)]), core])


def write_captions(data, weights):
    """[(track, text, standardised thirds (3, V))] of the chosen recordings, and the vocabulary."""
    vocabulary, matrix = gather_words(names_of(data, weights))
    tracks = [t for t in choose_recordings(data) if (data / 'heldback' / f"{t['id']}.npz").exists()]
    heard = np.stack([pick_thirds(np.load(data / 'heldback' / f"{t['id']}.npz")) for t in tracks]) @ matrix.T
    means = heard.mean(1)
    heard, random, rows = (heard - means.mean(0)) / (means.std(0) + 1e-3), np.random.default_rng(SEED), []
    for track, thirds in zip(tracks, heard):
        pcm = np.load(data / 'pcm' / f"{track['id']}.npy", mmap_mode='r')
        levels = measure_levels(pcm, np.arange(0, track['seconds'] - 3, 9))
        rows.append((track, caption(thirds, levels, vocabulary, random), thirds))
    return rows, vocabulary


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('data', 'weights', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    rows, _ = write_captions(options.data, options.weights)
    with options.out.open('w') as out:
        for track, text, _ in rows:
            out.write(json.dumps({'id': track['id'], 'audio': where(track), 'text': text, 'group': track['set']}, ensure_ascii=False) + '\n')
    print(len(rows), 'captions of', np.mean([len(text.split()) for _, text, _ in rows]).round(), 'words on average written to', options.out)


if __name__ == '__main__':
    main()
