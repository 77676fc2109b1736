"""What teachers are certain of, in the words of the lexicon: standardised tag scores gathered into concepts (text/lexicon.txt).

T = chunks over time, K = tags, C = concepts.
"""
import numpy as np

NEVER = {'neutral'}
LONE_DOUBT = 0.6


class Concepts:
    """Concepts that training teachers can vouch for.

    kinds (C,), phrases (C lists), weights (C, K) positive and with rows that sum to 1, and how much of a concept a teacher hears.
    """

    def __init__(self, lexicon, tags, sources=('jamendo', 'mtat', 'msd', 'audioset')):
        known = np.array([tag.source in sources for tag in tags])
        weights = np.where(known[None] & (lexicon.weights > 0.25), lexicon.weights, 0)
        self.rows = [row for row, kind in enumerate(lexicon.kinds) if kind not in NEVER and weights[row].max() >= .7]
        self.kinds = [lexicon.kinds[row] for row in self.rows]
        self.phrases = [lexicon.phrases[row] for row in self.rows]
        kept = weights[self.rows]
        heard_by = np.array([len({tags[k].source for k in np.flatnonzero(row)}) for row in kept])
        self.doubt = np.where(heard_by > 1, 0, LONE_DOUBT).astype(np.float32)
        self.weights = (kept / kept.sum(1, keepdims=True)).astype(np.float32)

    def score(self, z):
        """Standardised concept scores (T, C) of standardised tags (T, K); what one teacher alone says counts less."""
        return z @ self.weights.T - self.doubt

    def best(self, scores, kind, count, least=-9.0):
        """Indices of the strongest concepts of a kind, scores at least `least`."""
        order = [int(c) for c in np.argsort(-scores) if self.kinds[c] == kind and scores[c] >= least]
        return order[:count]
