"""The score of a song and a description, as the product computes it.

Legend: S = sentences, N = clips, D = joint size. Source: Wu et al. 2024 (arXiv 2410.02271), cross-modal attention over time and its
fusion with the global similarity.

    python3 fusion.py > ../test/fixtures/fusion-golden.json     what the product's own formula is compared with
"""
import json

import numpy as np

PACE_DEVIATION = 0.25  # how far from its pace a story may run, as a share of the song
SOUND_WEIGHT = 1.0  # what one deviation of the evidence of the instruments is worth, in deviations of the contrast


def attention(sentences, clips, temperature):
    """Softmax over the clips of (S, D) against (N, D): (S, N), rows sum to 1."""
    logits = sentences @ clips.T / temperature
    weights = np.exp(logits - logits.max(1, keepdims=True))
    return weights / weights.sum(1, keepdims=True)


def best_monotone_path(similarity):
    """The mean similarity (S, N) along the best path that gives every sentence one clip and never goes back in time."""
    best = np.zeros(similarity.shape[1])
    for row in similarity:
        best = np.maximum.accumulate(best + row)
    return best[-1] / len(similarity)


def story_contrast(similarity):
    """What a sentence hears here rather than elsewhere, and here rather than another sentence: (S, N), rows and columns sum to 0."""
    own = similarity - similarity.mean(1, keepdims=True)
    return own - own.mean(0)


def pace_weights(sentences, clips):
    """Where an even story has come to each sentence: (S, N), rows sum to 1."""
    apart = (np.arange(clips) + 0.5)[None] / clips - (np.arange(sentences) + 0.5)[:, None] / sentences
    weights = np.exp(-0.5 * (apart / PACE_DEVIATION) ** 2)
    return weights / weights.sum(1, keepdims=True)


def story_order(similarity, sounds=None, pace=None):
    """
    How much better the song follows the told order than another; 0 where order carries nothing. `sounds`: where the instruments that a sentence
    names sound (S, N), 0 where it names none; `pace`: how much each clip counts for each sentence (S, N), by default at an even pace.
    """
    if similarity.shape[1] < 2:
        return 0.0
    if len(similarity) < 2:  # no order: where its instruments sound, if its place is told
        if sounds is None or pace is None:
            return 0.0
        return float(SOUND_WEIGHT * similarity.std() * (pace * (sounds - sounds.mean())).sum())
    contrast = story_contrast(similarity)
    if sounds is not None:
        contrast = contrast + SOUND_WEIGHT * np.sqrt((contrast ** 2).mean()) * story_contrast(sounds)
    due = ((pace_weights(*contrast.shape) if pace is None else pace) * contrast).sum(1).mean()
    return float(best_monotone_path(contrast) - best_monotone_path(contrast[:, ::-1]) + due)


def fuse(song, clips, sentences, whole, temperature, global_weight, order_weight=0.0, sounds=None, pace=None):
    """The fused score: song (D), clips (N, D), sentences (S, D), whole (D), sounds and pace (S, N) as for `story_order`."""
    similarity = sentences @ clips.T
    temporal = (attention(sentences, clips, temperature) * similarity).sum(1).mean()
    return global_weight * float(song @ whole) + (1 - global_weight) * float(temporal) + order_weight * story_order(similarity, sounds, pace)


def golden(cases=6):
    """Random songs and descriptions with their scores, for a test in the other language."""
    random, rows = np.random.default_rng(11), []
    for _ in range(cases):
        clips, sentences = random.normal(size=(random.integers(1, 9), 6)) * 3, random.normal(size=(random.integers(1, 5), 6))
        sentences /= np.linalg.norm(sentences, axis=1, keepdims=True)
        whole = sentences.mean(0) / np.linalg.norm(sentences.mean(0))
        sounds = random.normal(size=(len(sentences), len(clips))) * (random.random((len(sentences), 1)) < 0.5)
        pace = pace_weights(len(sentences), len(clips)) if random.random() < 0.5 else random.random((len(sentences), len(clips)))
        temperature, weight, order = (float(random.uniform(*bounds)) for bounds in ((0.1, 2), (0, 1), (0, 1)))
        rows.append({'song': clips.mean(0).tolist(), 'clips': clips.tolist(), 'sentences': sentences.tolist(), 'whole': whole.tolist(), 'sounds': sounds.tolist(), 'pace': pace.tolist(),
                     'attentionTemperature': temperature, 'globalWeight': weight, 'orderWeight': order,
                     'attention': attention(sentences, clips, temperature).tolist(),
                     'score': fuse(clips.mean(0), clips, sentences, whole, temperature, weight, order, sounds, pace)})
    return rows


if __name__ == '__main__':
    print(json.dumps(golden()))
