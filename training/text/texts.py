"""Gathers the texts that the tower learns from: human captions and what is composed from tags.

    python3 -m text.texts --text-dir TEXT --weights-dir WEIGHTS --out OUT [--seed 7]

Writes OUT/texts.jsonl, one object a line: `text`, `origin` (caption, sentence, aspects, aspect, bench, jamendo, prompt,
part), `group` (MusicCaps ytid, else null), `tags` (known positive tags, indices into the tag space), `split`
(train | validation). One tenth of the MusicCaps clips, chosen by a hash of the ytid, is held back with everything
that comes from them.
"""
import argparse
import ast
import collections
import csv
import gzip
import hashlib
import json
import random
import re
from pathlib import Path

from text.compose import compose_jamendo, compose_parts, compose_prompts
from text.lexicon import load_lexicon
from text.sentences import split_sentences
from text.tagspace import load_tagspace

MEASURED = re.compile(r"\b(chord (sequence|progression)|bpm|beats? per minute|time signature|the beat (is|counts)|the key "
                      r"|tempo of this song|pace of|goes at)\b", re.I)  # what MusicBench adds: left to other estimators


def read_musiccaps(text_dir):
    """MusicCaps rows without the excluded clips, as (ytid, caption, aspects, AudioSet ids)."""
    text_dir = Path(text_dir)
    excluded = set((text_dir / "musiccaps_excluded.txt").read_text().split())
    rows = []
    with open(text_dir / "musiccaps-public.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["ytid"] not in excluded:
                rows.append((row["ytid"], row["caption"].strip(), ast.literal_eval(row["aspect_list"]),
                             row["audioset_positive_labels"].split(",")))
    assert not excluded & {row[0] for row in rows}
    return rows, excluded


def split_of(ytid):
    """'validation' for a tenth of the ytids, always the same."""
    return "validation" if hashlib.sha256(ytid.encode()).digest()[0] % 10 == 0 else "train"


def audioset_tags(labels, tags, weights_dir):
    """Indices in the tag space of AudioSet ids; ids that YAMNet has no class for are left out."""
    with open(Path(weights_dir) / "yamnet_class_map.csv", newline="") as file:
        by_mid = {row["mid"]: int(row["index"]) for row in csv.DictReader(file)}
    position = {tag.index: k for k, tag in enumerate(tags) if tag.source == "audioset"}
    return [position[by_mid[m]] for m in labels if m in by_mid and by_mid[m] in position]


def musiccaps_texts(rows, tags, weights_dir):
    """Captions, their sentences, aspect lists whole and in part, single aspects (each once)."""
    rng, seen = random.Random(1), set()
    for ytid, caption, aspects, labels in rows:
        known = {"group": ytid, "tags": audioset_tags(labels, tags, weights_dir), "split": split_of(ytid)}
        yield {"text": caption, "origin": "caption", **known}
        for sentence in split_sentences(caption):
            yield {"text": sentence, "origin": "sentence", **known}
        yield {"text": ", ".join(aspects), "origin": "aspects", **known}
        if len(aspects) > 3:
            yield {"text": ", ".join(rng.sample(aspects, rng.randint(2, len(aspects) - 1))), "origin": "aspects", **known}
        for aspect in aspects:
            if aspect.lower() not in seen and len(aspect) > 2 and (rng.random() < 0.6 or split_of(ytid) != "train"):
                seen.add(aspect.lower())
                yield {"text": aspect, "origin": "aspect", **known, "tags": []}


def bench_texts(text_dir, excluded):
    """MusicBench-like captions: what they add on chords and tempo once a clip, and the rephrasings."""
    seen = set()
    with gzip.open(Path(text_dir) / "musicbench_like_2200.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            ytid = Path(row["location"]).name.rsplit("_", 1)[0]
            if ytid in excluded:
                continue
            known = {"origin": "bench", "group": ytid, "tags": [], "split": split_of(ytid)}
            options = [row["aug_captions"]] + ([row["captions"]] if ytid not in seen else [])
            seen.add(ytid)
            for text in filter(None, (o.strip() for o in options)):
                yield {"text": text, **known}
                heard = [s for s in split_sentences(text) if not MEASURED.search(s)]
                if heard and " ".join(heard) != text:
                    yield {"text": " ".join(heard), **known}


def jamendo_sets(text_dir, tags):
    """Distinct tag sets of the training split with their tag indices, the most frequent first."""
    position = {tag.name: k for k, tag in enumerate(tags) if tag.source == "jamendo"}
    counts = collections.Counter()
    with gzip.open(Path(text_dir) / "jamendo_top50_train.tsv.gz", "rt") as lines:
        next(lines)
        for line in lines:
            counts[tuple(sorted(line.rstrip("\n").split("\t")[5:]))] += 1
    return [[position[name] for name in names] for names, _ in counts.most_common()]


def gather(args):
    tags = load_tagspace(args.text_dir, args.weights_dir)
    lexicon = load_lexicon(tags)
    rng = random.Random(args.seed)
    rows, excluded = read_musiccaps(args.text_dir)
    texts = list(musiccaps_texts(rows, tags, args.weights_dir))
    texts += bench_texts(args.text_dir, excluded)
    composed = compose_jamendo(jamendo_sets(args.text_dir, tags), tags, rng, 5000)
    composed += compose_prompts(lexicon, rng, 9000) + compose_parts(lexicon, rng, 3500)
    texts += [{**row, "group": None, "split": "validation" if rng.random() < 0.04 else "train"} for row in composed]
    unique, kept = set(), []
    for row in texts:
        row["text"] = " ".join(row["text"].split())
        key = row["text"].lower()
        if len(key) > 2 and key not in unique:
            unique.add(key)
            kept.append(row)
    held = {row["group"] for row in kept if row["split"] == "validation" and row["group"]}
    assert not held & {row["group"] for row in kept if row["split"] == "train"}
    assert not excluded & {row["group"] for row in kept}
    return kept


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text-dir", required=True)
    parser.add_argument("--weights-dir", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    texts = gather(args)
    with open(Path(args.out) / "texts.jsonl", "w", encoding="utf-8") as file:
        for row in texts:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(len(texts), "texts", collections.Counter((row["origin"], row["split"]) for row in texts))


if __name__ == "__main__":
    main()
