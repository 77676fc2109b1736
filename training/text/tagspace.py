"""The K tags that audio and text share, in the order of every profile vector.

Sources, in order: MTG-Jamendo (50), MagnaTagATune (50), Million Song Dataset (50), AudioSet's music block with the
sounds that music descriptions speak of, and the instrument classes of instruments.json.

    python3 -m text.tagspace --text-dir TEXT --weights-dir WEIGHTS --out tagspace.json
"""
import argparse
import csv
import gzip
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

INSTRUMENTS = Path(__file__).resolve().parents[1] / "instruments.json"

# AudioSet classes outside the music block (132-276): voice, hands and audience, nature, and the sound of a recording.
AUDIOSET_MUSIC = range(132, 277)
AUDIOSET_VOICE = [0, 3, 5, 6, 10, 11, 12, 24, 25, 26, 27, 28, 29, 30, 31, 32, 34, 35]
AUDIOSET_OTHER = [57, 58, 61, 62, 64, 87, 106, 277, 280, 283, 286, 288, 289, 390, 457, 458, 468,
                  498, 499, 501, 500, 505, 506, 507, 508, 509, 511, 513, 514, 520]


class Tag(NamedTuple):
    """One dimension: `index` is the position in the output of its source's teacher, `name` as the source spells it."""

    source: str  # jamendo | mtat | msd | audioset | instrument
    index: int
    name: str
    phrases: list  # two to four ways to say it, for the sentence encoder


def jamendo_names(text_dir):
    """The 50 `category---tag` names, sorted as whole strings: the order of the Jamendo teachers' outputs."""
    names = set()
    for path in sorted(Path(text_dir).glob("jamendo_top50_*.tsv.gz")):
        with gzip.open(path, "rt") as lines:
            next(lines)
            for line in lines:
                names.update(line.rstrip("\n").split("\t")[5:])
    return sorted(names)


def audioset_names(weights_dir):
    """All 521 display names, in the order of YAMNet's outputs."""
    with open(Path(weights_dir) / "yamnet_class_map.csv", newline="") as file:
        return [row["display_name"] for row in csv.DictReader(file)]


JAMENDO_WORDS = {
    "acousticguitar": "acoustic guitar", "drummachine": "drum machine", "electricguitar": "electric guitar",
    "electricpiano": "electric piano", "easylistening": "easy listening", "hiphop": "hip hop", "triphop": "trip hop",
    "instrumentalpop": "instrumental pop", "newage": "new age", "popfolk": "pop folk", "poprock": "pop rock",
    "film": "film music", "world": "world music", "bass": "bass guitar", "house": "house music",
}
MSD_WORDS = {"00s": "2000s music", "90s": "nineties music", "80s": "eighties music", "70s": "seventies music",
             "60s": "sixties music", "rnb": "rhythm and blues", "House": "house music"}


def phrases_of(source, name):
    """Ways to say a tag, as sentences and fragments like those of captions."""
    if source == "jamendo":
        kind, word = name.split("---")
        word = JAMENDO_WORDS.get(word, word)
        if kind == "instrument":
            return [word, f"a song with {word}", f"the {word} plays"]
        return [word, f"{word} music", f"this is a {word} song"]
    if source == "msd":
        word = MSD_WORDS.get(name, name.lower())
        return [word, f"{word} music", f"this is a {word} song"]
    if source == "mtat":
        return [name, f"music with {name}" if name.startswith("no ") else f"{name} music"]
    if source == "instrument":
        return [name, f"solo {name}", f"the {name} plays the melody"]
    word = name.lower().split(" (")[0]
    return [word] if word.endswith("music") else [word, f"{word} in music"]


def load_tagspace(text_dir, weights_dir):
    """Returns the list of K `Tag`s. `index` refers to the source's own output order."""
    audioset = audioset_names(weights_dir)
    chosen = sorted(set(AUDIOSET_MUSIC) | set(AUDIOSET_VOICE) | set(AUDIOSET_OTHER))
    mtat = [str(name) for name in np.load(Path(weights_dir) / "mtat_tags.npy", allow_pickle=True)]
    msd = (Path(weights_dir) / "msd_tags.txt").read_text().split("\n")
    classes = json.loads(INSTRUMENTS.read_text())["classes"]
    named = [("jamendo", i, n) for i, n in enumerate(jamendo_names(text_dir))]
    named += [("mtat", i, n) for i, n in enumerate(mtat)]
    named += [("msd", i, n) for i, n in enumerate(n for n in msd if n)]
    named += [("audioset", i, audioset[i]) for i in chosen]
    named += [("instrument", i, c["name"]) for i, c in enumerate(classes)]
    return [Tag(source, i, name, phrases_of(source, name)) for source, i, name in named]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text-dir", required=True)
    parser.add_argument("--weights-dir", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    from text.lexicon import load_lexicon  # here, because lexicon imports this file
    tags = load_tagspace(args.text_dir, args.weights_dir)
    patterns = load_lexicon(tags).phrases_by_tag()
    rows = [{**tag._asdict(), "patterns": patterns[k]} for k, tag in enumerate(tags)]
    Path(args.out).write_text(json.dumps(rows, indent=1, ensure_ascii=False))
    counts = {s: sum(t.source == s for t in tags) for s in dict.fromkeys(t.source for t in tags)}
    print("K", len(tags), counts, "without a pattern:", [t.name for t, p in zip(tags, patterns) if not p])


if __name__ == "__main__":
    main()
