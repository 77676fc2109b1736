"""The score of a song and a description, as the product computes it.

Legend: S = sentences, N = clips, D = joint size. Source: Wu et al. 2024 (arXiv 2410.02271), cross-modal attention over time and its
fusion with the global similarity.

    python3 fusion.py > ../test/fixtures/fusion-golden.json     what the product's own formula is compared with
"""
import json

import numpy as np


def attention(sentences, clips, temperature):
    """Softmax over the clips of (S, D) against (N, D): (S, N), rows sum to 1."""
    logits = sentences @ clips.T / temperature
    weights = np.exp(logits - logits.max(1, keepdims=True))
    return weights / weights.sum(1, keepdims=True)


def fuse(song, clips, sentences, whole, temperature, global_weight):
    """The fused score, without the order of events: song (D), clips (N, D), sentences (S, D), whole (D)."""
    heard = attention(sentences, clips, temperature) @ clips
    temporal = (sentences * heard).sum(1).mean()
    return global_weight * float(song @ whole) + (1 - global_weight) * float(temporal)


def golden(cases=6):
    """Random songs and descriptions with their scores, for a test in the other language."""
    random, rows = np.random.default_rng(11), []
    for _ in range(cases):
        clips, sentences = random.normal(size=(random.integers(1, 9), 6)) * 3, random.normal(size=(random.integers(1, 5), 6))
        sentences /= np.linalg.norm(sentences, axis=1, keepdims=True)
        whole = sentences.mean(0) / np.linalg.norm(sentences.mean(0))
        temperature, weight = float(random.uniform(0.1, 2)), float(random.uniform())
        rows.append({'song': clips.mean(0).tolist(), 'clips': clips.tolist(), 'sentences': sentences.tolist(), 'whole': whole.tolist(),
                     'attentionTemperature': temperature, 'globalWeight': weight,
                     'attention': attention(sentences, clips, temperature).tolist(), 'score': fuse(clips.mean(0), clips, sentences, whole, temperature, weight)})
    return rows


if __name__ == '__main__':
    print(json.dumps(golden()))
