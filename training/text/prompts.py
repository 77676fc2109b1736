"""Ranks of the right tag for the hand-written prompts of ../validation/prompts.jsonl.

    python3 -m text.prompts --tower DATA/text_bidirectional.pt --data DATA     # --minilm FOLDER checks the bridge

A prompt lists the tags that would answer it; the best placed one counts. Profiles are standardised over the training
texts first, so that frequent tags do not win everywhere.
"""
import argparse
import collections
import json
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from text.tower import load_tower

PROMPTS = Path(__file__).resolve().parents[1] / "validation" / "prompts.jsonl"


def rank_prompts(profiles, prompts, data):
    """Rank of the best of the right tags for every prompt (1 is best) among the K tags."""
    tags = json.loads((data / "tagspace.json").read_text())
    position = {f"{tag['source']}:{tag['name'].split('---')[-1]}": k for k, tag in enumerate(tags)}
    targets = np.load(data / "targets.npy", mmap_mode="r")[::7].astype(np.float32)
    z = (profiles - targets.mean(0)) / (targets.std(0) + 0.01)
    ranks = []
    for row, prompt in enumerate(prompts):
        right = max(z[row, position[name]] for name in prompt["tags"])
        ranks.append(int((z[row] > right).sum()) + 1)
    return ranks


def summarise(ranks, prompts):
    """Share of prompts with a right tag on rank 1 and in the first 5 and 10, and the median rank, by group."""
    groups = collections.defaultdict(list)
    for rank, prompt in zip(ranks, prompts):
        groups["all"].append(rank)
        groups[prompt["group"]].append(rank)
    return {name: {"n": len(r), **{f"@{k}": round(float(np.mean(np.array(r) <= k)), 2) for k in (1, 5, 10)},
                   "median": float(np.median(r))} for name, r in groups.items()}


def read_prompts():
    return [json.loads(line) for line in open(PROMPTS, encoding="utf-8")]


def check_prompts(tower, tokenizer, data):
    prompts, rows = read_prompts(), []
    with torch.no_grad():
        for prompt in prompts:
            ids = torch.tensor([tokenizer.encode(prompt["text"]).ids])
            rows.append(tower(ids, torch.ones_like(ids))[0][0].numpy())
    return summarise(rank_prompts(np.stack(rows), prompts, data), prompts)


def check_bridge(minilm, data, text_dir, weights_dir):
    from text.bridge import load_bridge  # the teacher is needed only here
    from text.embed import MiniLm
    from text.lexicon import load_lexicon
    from text.tagspace import load_tagspace
    prompts = read_prompts()
    lexicon = load_lexicon(load_tagspace(text_dir, weights_dir))
    texts = [prompt["text"] for prompt in prompts]
    profiles = load_bridge(data / "bridge.npz")(MiniLm(minilm).embed(texts), np.stack([lexicon.profile(t) for t in texts]))
    return summarise(rank_prompts(profiles, prompts, data), prompts)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--tower", help="a file of tower.save_tower")
    parser.add_argument("--minilm", help="the sentence encoder's folder: checks the bridge itself")
    parser.add_argument("--text-dir")
    parser.add_argument("--weights-dir")
    args = parser.parse_args()
    if args.minilm:
        print("bridge:", check_bridge(args.minilm, args.data, args.text_dir, args.weights_dir))
    if args.tower:
        tokenizer = Tokenizer.from_file(str(args.data / "tokenizer.json"))
        print("tower:", check_prompts(load_tower(args.tower), tokenizer, args.data))


if __name__ == "__main__":
    main()
