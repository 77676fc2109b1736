"""Ranks of the right tag for texts that do not name it: ../validation/prompts.jsonl and pictures.jsonl.

    python3 -m text.prompts --tower DATA/text_bidirectional.pt --data DATA     # --minilm FOLDER checks the bridge
    python3 -m text.prompts --joint ../models/collap-mini --variant causal --data DATA --prompts ../validation/pictures.jsonl

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

OTHERS_STEP = 150  # of the training texts, those that tell how near a tag a text usually lies
PROMPTS = Path(__file__).resolve().parents[1] / "validation" / "prompts.jsonl"


def rank_prompts(profiles, prompts, data):
    """Rank of the best of the right tags for every prompt (1 is best) among the K tags."""
    targets = np.load(data / "targets.npy", mmap_mode="r")[::7].astype(np.float32)
    z = (profiles - targets.mean(0)) / (targets.std(0) + 0.01)
    return count_ranks(z, prompts, json.loads((data / "tagspace.json").read_text()))


def count_ranks(z, prompts, tags):
    """z: standardised affinity of prompts to tags (n, K); the rank of the best of the right ones for each."""
    position = {f"{tag['source']}:{tag['name'].split('---')[-1]}": k for k, tag in enumerate(tags)}
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


def read_prompts(path=PROMPTS):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def check_joint(joint, variant, path, data, reader=None, minilm=None):
    """The same for an encoder of the joint space, or for a reader: a text's place on the axes on which the audio head puts the tags."""
    from joint.modules import load_pair  # the tower is checked before there is a joint space
    from text.reader import load_reader, ready_for
    encoder, head = load_pair(joint, variant)
    encoder, ready = (load_reader(reader), ready_for(data, minilm)) if reader else (encoder, ready_for(data))
    prompts, others = read_prompts(path), [json.loads(line)["text"] for line in (data / "texts.jsonl").open()][::OTHERS_STEP]
    with torch.no_grad():
        axes = head.project.weight
        asked, usual = (torch.cat([encoder.eval()(*ready([text])) for text in texts]) @ axes
                        for texts in ([prompt["text"] for prompt in prompts], others))
    z = ((asked - usual.mean(0)) / usual.std(0)).numpy()
    return summarise(count_ranks(z, prompts, json.loads((data / "tagspace.json").read_text())), prompts)


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
    parser.add_argument("--joint", type=Path, help="a checkpoint of joint.train or song.train, or a released model folder")
    parser.add_argument("--reader", type=Path, help="a file of text.reader, checked in place of the encoder of --joint; with --minilm")
    parser.add_argument("--variant", choices=("bidirectional", "causal"), default="bidirectional", help="which text encoder of a released folder")
    parser.add_argument("--prompts", type=Path, default=PROMPTS)
    parser.add_argument("--minilm", help="the sentence encoder's folder: checks the bridge itself")
    parser.add_argument("--text-dir")
    parser.add_argument("--weights-dir")
    args = parser.parse_args()
    if args.minilm and not args.reader:
        print("bridge:", check_bridge(args.minilm, args.data, args.text_dir, args.weights_dir))
    if args.joint:
        print("joint:", check_joint(args.joint, args.variant, args.prompts, args.data, args.reader, args.minilm))
    if args.tower:
        tokenizer = Tokenizer.from_file(str(args.data / "tokenizer.json"))
        print("tower:", check_prompts(load_tower(args.tower), tokenizer, args.data))


if __name__ == "__main__":
    main()
