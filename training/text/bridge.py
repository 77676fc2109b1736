"""The bridge from text to a profile over the K tags: what the text towers learn to give.

q = norm(pattern) + 0.5 norm(exp(20 centred cosine of text and tag phrase)) + norm(ridge from embedding to known tags),
with L2 norms. What the words deny or exclude (negative in the pattern) is kept at or below zero in the other two.

    python3 -m text.bridge --data DATA --weights-dir WEIGHTS --text-dir TEXT

Reads tagspace, texts and embeddings; writes DATA/targets.npy (n, K) float16 and DATA/bridge.npz (ridge and centres, for
new texts). n = texts, K = tags, D = 384.
"""
import argparse
import json
from pathlib import Path

import numpy as np

from text.lexicon import load_lexicon
from text.tagspace import load_tagspace

SHARPNESS, COSINE_WEIGHT, RIDGE = 20.0, 0.5, 10.0  # measured on hidden songs: sharpening is what makes the cosine useful
DENIED = -0.2  # a pattern at or below this forbids the tag


def normalise(rows):
    """Rows of unit L2 norm; zero rows stay zero."""
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def known_tags(texts, pattern):
    """Targets of the ridge, (n, K) in 0..1: tags that people gave to the clip, and those that the words name.

    A caption's clip has AudioSet labels and an aspect list; a sentence tells half of its clip, so it gets half of both.
    """
    named = np.clip(pattern, 0, 1)
    aspects, target = {}, named.copy()
    for n, row in enumerate(texts):
        if row["origin"] == "aspects" and row["group"] not in aspects:
            aspects[row["group"]] = named[n]
    for n, row in enumerate(texts):
        if row["origin"] in ("caption", "sentence", "aspects") and row["group"] in aspects:
            clip = aspects[row["group"]].copy()
            clip[row["tags"]] = 1
            target[n] = np.maximum(named[n], clip) if row["origin"] == "caption" else 0.5 * (named[n] + clip)
        elif row["tags"]:
            target[n][row["tags"]] = 1
    return target


def fit_ridge(embeddings, target):
    """Weights (D, K) and means; columns are standardised, with a floor for tags that are hardly ever named."""
    mean_x, mean_y = embeddings.mean(0), target.mean(0)
    scale = 1 / (target.std(0) + 0.02)
    x, y = embeddings - mean_x, (target - mean_y) * scale
    weights = np.linalg.solve(x.T @ x + RIDGE * np.eye(x.shape[1], dtype=np.float32), x.T @ y)
    return weights.astype(np.float32), mean_x


class Bridge:
    """Embeddings (n, D) and patterns (n, K) to profiles (n, K)."""

    def __init__(self, weights, mean_x, tag_embeddings, mean_cosine):
        self.weights, self.mean_x = weights, mean_x
        self.tag_embeddings, self.mean_cosine = tag_embeddings, mean_cosine

    def parts(self, embeddings, pattern):
        """The three normalised terms, each (n, K)."""
        cosine = np.exp(SHARPNESS * (embeddings @ self.tag_embeddings.T - self.mean_cosine))
        ridge = (embeddings - self.mean_x) @ self.weights
        denied = pattern <= DENIED
        cosine[denied] = 0
        ridge[denied] = np.minimum(ridge[denied], 0)
        return normalise(pattern), normalise(cosine), normalise(ridge)

    def __call__(self, embeddings, pattern):
        named, cosine, ridge = self.parts(embeddings, pattern)
        return named + COSINE_WEIGHT * cosine + ridge

    def save(self, path):
        np.savez(path, weights=self.weights, mean_x=self.mean_x, tag_embeddings=self.tag_embeddings,
                 mean_cosine=self.mean_cosine)


def load_bridge(path):
    stored = np.load(path)
    return Bridge(*(stored[name] for name in ("weights", "mean_x", "tag_embeddings", "mean_cosine")))


def label_ranks(profiles, texts, chosen):
    """Median rank and recall@10 of a clip's AudioSet labels when its caption searches the labels of all held-back clips."""
    labels = np.zeros((len(chosen), profiles.shape[1]), np.float32)
    for row, n in enumerate(chosen):
        labels[row, texts[n]["tags"]] = 1
    seen = labels.std(0) > 0
    z = (labels[:, seen] - labels[:, seen].mean(0)) / labels[:, seen].std(0)
    scores = profiles[chosen][:, seen] @ z.T
    ranks = (scores >= scores.diagonal()[:, None]).sum(1)  # ties count against us
    return f"median rank {np.median(ranks):.0f} of {len(chosen)}, recall@10 {np.mean(ranks <= 10):.3f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--text-dir", required=True)
    parser.add_argument("--weights-dir", required=True)
    args = parser.parse_args()
    data = Path(args.data)
    tags = load_tagspace(args.text_dir, args.weights_dir)
    lexicon = load_lexicon(tags)
    texts = [json.loads(line) for line in open(data / "texts.jsonl", encoding="utf-8")]
    embeddings = np.load(data / "text_embeddings.npy").astype(np.float32)
    pattern = np.stack([lexicon.profile(row["text"]) for row in texts])
    train = np.array([row["split"] == "train" for row in texts])
    pool = train & np.array([row["origin"] in ("caption", "sentence") for row in texts])
    tag_embeddings = np.load(data / "tag_embeddings.npy").astype(np.float32)
    weights, mean_x = fit_ridge(embeddings[train], known_tags(texts, pattern)[train])
    bridge = Bridge(weights, mean_x, tag_embeddings, (embeddings[pool] @ tag_embeddings.T).mean(0))
    bridge.save(data / "bridge.npz")
    q = bridge(embeddings, pattern)
    np.save(data / "targets.npy", q.astype(np.float16))
    held = [n for n, row in enumerate(texts) if row["split"] == "validation" and row["origin"] == "caption"]
    for name, profiles in zip(("pattern", "cosine", "ridge", "all"), (*bridge.parts(embeddings, pattern), q)):
        print(f"{name:8} caption -> AudioSet labels: {label_ranks(profiles, texts, held)}")
    print("without a pattern:", int((np.abs(pattern).sum(1) == 0).sum()), "of", len(texts), "texts; q", q.shape)


if __name__ == "__main__":
    main()
