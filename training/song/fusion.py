"""The fused score of songs and descriptions for training, with learned parameters; `fusion.py` one folder up is the same formula for one pair,
which also knows the instruments and told places that the product judges the order by.

Legend: B = songs, T = texts, S = sentences, N = clips, D = joint size. Source: Wu et al. 2024 (arXiv 2410.02271), temporal attention and
its fusion with the global similarity.
"""
import math

import torch
from torch import nn

from fusion import PACE_DEVIATION

ABSENT = -1e4


def monotone_path(similarity, sentence_mask):
    """Mean along the best path that gives every sentence one clip and never goes back in time: (T, B, S, N) to (T, B)."""
    best = torch.zeros_like(similarity[:, :, 0])
    for s in range(similarity.shape[2]):
        step = torch.cummax(best + similarity[:, :, s], -1).values
        best = torch.where(sentence_mask[:, s, None, None] > 0, step, best)
    return best.max(-1).values / sentence_mask.sum(1, keepdim=True)


def story_order(similarity, clip_mask, sentence_mask):
    """`fusion.story_order` of many pairs, (T, B, S, N) to (T, B); clips and sentences that are not there count nowhere."""
    clips, sentences = clip_mask[:, :, None], sentence_mask[:, None, :, None]
    clip_count, sentence_count = clips.sum(-1, keepdim=True), sentences.sum(2, keepdim=True)
    own = (similarity - (similarity * clips).sum(-1, keepdim=True) / clip_count) * clips * sentences
    contrast = (own - own.sum(2, keepdim=True) / sentence_count) * clips * sentences
    played = (torch.arange(similarity.shape[3]) + 0.5) / clip_count
    told = ((torch.arange(similarity.shape[2]) + 0.5)[:, None] / sentence_count).clamp(max=1)  # what is not there stays near enough to weigh something
    weights = torch.exp(-0.5 * ((played - told) / PACE_DEVIATION) ** 2) * clips
    pace = (weights / weights.sum(-1, keepdim=True) * contrast).sum(-1).sum(-1) / sentence_mask.sum(1, keepdim=True)
    hidden = contrast + (1 - clips) * ABSENT
    return monotone_path(hidden, sentence_mask) - monotone_path(hidden.flip(-1), sentence_mask) + pace


class Fusion(nn.Module):
    """The parameters of the score: attention temperature, share of the global similarity, weight of the order of events."""

    def __init__(self, temperature, global_weight, order_weight):
        super().__init__()
        self.log_temperature = nn.Parameter(torch.tensor(math.log(temperature)))
        self.global_logit = nn.Parameter(torch.tensor(math.log(global_weight / (1 - global_weight))))
        self.log_order = nn.Parameter(torch.tensor(math.log(order_weight)))

    def values(self):
        return {'attentionTemperature': self.log_temperature.exp().item(), 'globalWeight': self.global_logit.sigmoid().item(),
                'orderWeight': self.log_order.exp().item()}

    def attend(self, similarity, clip_mask):
        """Attention of every sentence over the clips, (T, B, S, N); clip_mask is (1 or T, B, N)."""
        return torch.softmax(similarity / self.log_temperature.exp() + (1 - clip_mask)[:, :, None] * ABSENT, -1)

    def fuse(self, similarity, clip_mask, sentence_mask, whole):
        """Similarities (T, B, S, N), clip_mask (1 or T, B, N), sentence_mask (T, S), whole against whole (T, B) to scores (T, B)."""
        attended = (self.attend(similarity, clip_mask) * similarity).sum(-1)
        temporal = (attended * sentence_mask[:, None]).sum(-1) / sentence_mask.sum(1, keepdim=True)
        order = story_order(similarity, clip_mask, sentence_mask)
        several = (sentence_mask.sum(1, keepdim=True) > 1) & (clip_mask.sum(-1) > 1)
        share = self.global_logit.sigmoid()
        return share * whole + (1 - share) * temporal + self.log_order.exp() * torch.where(several, order, torch.zeros_like(order))

    def forward(self, songs, clips, clip_mask, sentences, sentence_mask, whole):
        """Every text with every song: songs (B, D), clips (B, N, D), clip_mask (B, N), sentences (T, S, D), sentence_mask (T, S), whole (T, D) to (T, B)."""
        return self.fuse(torch.einsum('tsd,bnd->tbsn', sentences, clips), clip_mask[None], sentence_mask, whole @ songs.T)

    def score_pairs(self, songs, clips, clip_mask, sentences, sentence_mask, whole):
        """Every text with its own song, T = B: scores (T) and the attention (T, S, N)."""
        similarity, mask = (sentences @ clips.transpose(1, 2))[:, None], clip_mask[:, None]
        scores = self.fuse(similarity, mask, sentence_mask, (whole * songs).sum(1, keepdim=True))
        return scores[:, 0], self.attend(similarity, mask)[:, 0]
