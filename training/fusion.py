"""The score of a song and a description, as the product computes it.

Legend: S = sentences, N = clips, D = joint size. Source: Wu et al. 2024 (arXiv 2410.02271), cross-modal attention over time and its
fusion with the global similarity.
"""
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
