"""Distils the bridge into a text tower.

    python3 -m text.distil --variant bidirectional --data DATA [--steps 1700] [--batch 128] [--seed 7]

Reads texts.jsonl, tokenizer.json, targets.npy, text_embeddings.npy. Writes DATA/text_VARIANT.pt (averaged weights, read
by tower.load_tower) and, on the way, DATA/text_VARIANT.resume.pt, from which a killed run goes on. Inputs: plain texts
65 %, joined sentences 18 %, joined aspects 17 %; a joined text has the mean of its parts' profiles as target.
"""
import argparse
import collections
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from descent import take_step
from text.prompts import check_prompts
from text.tower import TextTower, save_tower

CLS, SEP = 2, 3
PLAIN, SENTENCES = 0.65, 0.18  # the rest: joined aspects
TOKEN_DROP = 0.08
BUCKET = 8  # batches that are drawn together and sorted by length
SHORT_ORIGINS, SENTENCE_ORIGINS = ("aspect",), ("sentence", "part", "prompt", "jamendo")


class Examples:
    """Training inputs: token ids with special tokens, profile (K,) and sentence embedding (384,)."""

    def __init__(self, data, seed):
        self.texts = [json.loads(line) for line in open(data / "texts.jsonl", encoding="utf-8")]
        self.tokenizer = Tokenizer.from_file(str(data / "tokenizer.json"))
        encoded = self.tokenizer.encode_batch([row["text"] for row in self.texts], add_special_tokens=False)
        self.ids = [e.ids[:400] for e in encoded]
        self.profiles = np.load(data / "targets.npy").astype(np.float32)
        self.embeddings = np.load(data / "text_embeddings.npy").astype(np.float32)
        self.rng = random.Random(seed)
        self.train = [n for n, row in enumerate(self.texts) if row["split"] == "train" and self.ids[n]]
        self.held = [n for n, row in enumerate(self.texts) if row["split"] == "validation" and self.ids[n]]
        self.short = self.pool(SHORT_ORIGINS) + [n for n in self.pool(("prompt",)) if len(self.ids[n]) <= 4]
        self.sentences = self.pool(SENTENCE_ORIGINS)
        self.by_group, self.by_tag = self.index(self.sentences)
        self.short_by_tag = self.index(self.short)[1]
        self.stop, self.comma = self.tokenizer.token_to_id("."), self.tokenizer.token_to_id(",")

    def pool(self, origins):
        return [n for n in self.train if self.texts[n]["origin"] in origins]

    def index(self, pool):
        """The texts of a pool by MusicCaps clip and by strongest tag (of the standardised profile)."""
        z = (self.profiles - self.profiles[self.train].mean(0)) / (self.profiles[self.train].std(0) + 1e-3)
        groups, by_tag = collections.defaultdict(list), collections.defaultdict(list)
        for n in pool:
            groups[self.texts[n]["group"] or -n - 1].append(n)
            by_tag[int(z[n].argmax())].append(n)
        return {g: members for g, members in groups.items() if len(members) > 1}, list(by_tag.values())

    def choose(self, pool, by_tag, by_group=None):
        """2 to 8 texts to join: of one caption, of one strongest tag, or any."""
        count, kind = self.rng.randint(2, 8), self.rng.random()
        if by_group is not None and kind < 0.4:
            members = by_group[self.rng.choice(self.group_names)]
            return members[:count]
        source = self.rng.choice(by_tag) if kind < 0.7 else pool
        return [self.rng.choice(source) for _ in range(count)]

    def draw(self):
        """One example: (ids, profile, embedding)."""
        self.group_names = getattr(self, "group_names", None) or list(self.by_group)
        kind, mark = self.rng.random(), None
        if kind < PLAIN:
            parts = [self.rng.choice(self.train)]
        elif kind < PLAIN + SENTENCES:
            parts, mark = self.choose(self.sentences, self.by_tag, self.by_group), self.stop
        else:
            parts, mark = self.choose(self.short, self.short_by_tag), self.comma
        ids = []
        for n in parts:
            if ids and ids[-1] != self.stop:
                ids.append(mark)
            ids += self.ids[n]
        ids = [i for i in ids if self.rng.random() >= TOKEN_DROP] or ids
        embedding = self.embeddings[parts].mean(0)
        return [CLS, *ids[:510], SEP], self.profiles[parts].mean(0), embedding / np.linalg.norm(embedding)

    def batches(self, size):
        """Endless batches of similar length: ids and mask (B, L), profiles (B, K), embeddings (B, 384)."""
        while True:
            drawn = sorted((self.draw() for _ in range(size * BUCKET)), key=lambda example: len(example[0]))
            starts = list(range(0, len(drawn), size))
            self.rng.shuffle(starts)
            for start in starts:
                yield collate(drawn[start:start + size])


def pad_ids(rows):
    """Right-padded ids and mask, both (B, L) int64."""
    ids = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
    mask = torch.zeros_like(ids)
    for n, row in enumerate(rows):
        ids[n, :len(row)] = torch.tensor(row)
        mask[n, :len(row)] = 1
    return ids, mask


def collate(examples):
    rows, profiles, embeddings = zip(*examples)
    return (*pad_ids(rows), torch.from_numpy(np.stack(profiles)), torch.from_numpy(np.stack(embeddings)))


def compute_loss(tower, batch, spread):
    """1 - cosine of the profile + 0.3 mean squared error in standard deviations + 0.5 (1 - cosine) of the embedding."""
    ids, mask, profiles, embeddings = batch
    profile, sentence = tower(ids, mask)
    cosine = 1 - F.cosine_similarity(profile, profiles).mean()
    squared = ((profile - profiles) / spread).square().mean()
    return cosine + 0.3 * squared + 0.5 * (1 - F.cosine_similarity(sentence, embeddings).mean())


@torch.no_grad()
def evaluate(tower, examples):
    """Mean cosines to the bridge and to the teacher's embedding over the held-back texts, by origin."""
    tower.eval()
    order = sorted(examples.held, key=lambda n: len(examples.ids[n]))
    found = collections.defaultdict(list)
    for at in range(0, len(order), 128):
        chosen = order[at:at + 128]
        profile, sentence = tower(*pad_ids([[CLS, *examples.ids[n], SEP] for n in chosen]))
        scores = F.cosine_similarity(profile, torch.from_numpy(examples.profiles[chosen]))
        alike = F.cosine_similarity(sentence, torch.from_numpy(examples.embeddings[chosen]))
        for n, score, like in zip(chosen, scores.tolist(), alike.tolist()):
            found["all"].append((score, like))
            found[examples.texts[n]["origin"]].append((score, like))
    tower.train()
    return {name: tuple(round(float(v), 4) for v in np.mean(rows, 0)) for name, rows in found.items()}


def rate_at(step, steps, peak, warmup=100):
    """Learning rate: linear warm-up, then half a cosine down to 2 % of the peak."""
    if step < warmup:
        return peak * (step + 1) / warmup
    return peak * (0.02 + 0.49 * (1 + math.cos(math.pi * (step - warmup) / (steps - warmup))))


def start_tower(args, examples):
    """A new tower whose output starts at the mean profile, with the spread of the targets."""
    targets = torch.from_numpy(examples.profiles[examples.train])
    spread = targets.std(0) + 0.01
    tower = TextTower(args.variant, tags=targets.shape[1], vocabulary=examples.tokenizer.get_vocab_size())
    with torch.no_grad():
        tower.profile.weight.mul_(spread[:, None])
        tower.profile.bias.copy_(targets.mean(0))
    return tower, spread


def train(args, examples):
    tower, spread = start_tower(args, examples)
    average = {name: value.clone() for name, value in tower.state_dict().items()}
    matrices = [p for p in tower.parameters() if p.dim() > 1]
    vectors = [p for p in tower.parameters() if p.dim() <= 1]
    optimiser = torch.optim.AdamW([{"params": matrices, "weight_decay": 0.01}, {"params": vectors, "weight_decay": 0}],
                                  lr=args.rate, betas=(0.9, 0.98))
    resume, first = args.data / f"text_{args.variant}.resume.pt", 0
    if resume.exists():
        stored = torch.load(resume)
        tower.load_state_dict(stored["tower"])
        optimiser.load_state_dict(stored["optimiser"])
        average, first = stored["average"], stored["step"]
        examples.rng.setstate(stored["random"])
    batches, began, losses = examples.batches(args.batch), time.time(), []
    for step in range(first, args.steps):
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step, args.steps, args.rate)
        loss = compute_loss(tower, next(batches), spread)
        take_step(optimiser, loss, tower.parameters())
        losses.append(loss.item())
        keep = min(0.995, (step + 1) / (step + 10))
        for name, value in tower.state_dict().items():
            average[name] = keep * average[name] + (1 - keep) * value if value.is_floating_point() else value
        if (step + 1) % 100 == 0:
            print(f"step {step + 1} loss {np.mean(losses[-100:]):.4f} {time.time() - began:.0f} s", flush=True)
            torch.save({"tower": tower.state_dict(), "optimiser": optimiser.state_dict(), "average": average,
                        "step": step + 1, "random": examples.rng.getstate()}, resume)
        if (step + 1) % 500 == 0:
            print("  cosine to the bridge, to the embedding:", evaluate(tower, examples)["all"], flush=True)
    tower.load_state_dict(average)
    return tower


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--variant", choices=("bidirectional", "causal"), required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=1700)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    print(vars(args), flush=True)
    torch.manual_seed(args.seed)
    examples = Examples(args.data, args.seed)
    print(len(examples.train), "training texts,", len(examples.held), "held back", flush=True)
    tower = train(args, examples)
    quality = evaluate(tower, examples)
    targets = examples.profiles[examples.train]
    save_tower(tower, args.data / f"text_{args.variant}.pt", quality=quality,
               mean=torch.from_numpy(targets.mean(0)), spread=torch.from_numpy(targets.std(0)))
    print("averaged weights, cosine to the bridge and to the embedding:", quality)
    print("prompts:", check_prompts(tower.eval(), examples.tokenizer, args.data))


if __name__ == "__main__":
    main()
