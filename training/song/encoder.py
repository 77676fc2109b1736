"""The song encoder: relates the clips of a song over time. Legend: B = batch, N = clips, D = joint size, W = width.

Clip embeddings with positions go through a small transformer; contextual clips are the clips plus what it adds, the song vector is
their weighted mean. Both start as plain clips and plain mean. Source: Wu et al. 2024 (arXiv 2410.02271), section 3, clips related over time.
"""
import math

import torch
from torch import nn

from text.tower import MASKED, Block

FRACTION_WAVES = 8  # cosines of the place in the song, from its opening to its end
CLOCK_WAVES = 12  # sines and cosines of the clip's number, from two clips to two thousand
LONGEST_WAVE = 2000.0


class SongEncoder(nn.Module):
    def __init__(self, size=256, width=128, layers=2, heads=4, dropout=0.1):
        super().__init__()
        self.settings = {'size': size, 'width': width, 'layers': layers, 'heads': heads, 'dropout': dropout}
        self.norm, self.narrow = nn.LayerNorm(size), nn.Linear(size, width)
        self.place = nn.Linear(FRACTION_WAVES + 2 * CLOCK_WAVES, width)
        self.blocks = nn.ModuleList(Block(width, heads, dropout) for _ in range(layers))
        self.last = nn.LayerNorm(width)
        self.add, self.weigh = nn.Linear(width, size), nn.Linear(width, 1)
        for layer in (self.add, self.weigh):
            nn.init.zeros_(layer.weight), nn.init.zeros_(layer.bias)
        self.register_buffer('turns', torch.arange(FRACTION_WAVES) * math.pi)
        self.register_buffer('clock', math.pi / LONGEST_WAVE ** (torch.arange(CLOCK_WAVES) / (CLOCK_WAVES - 1)))

    def positions(self, mask):
        """Place in the song and number of every clip as waves: (B, N, FRACTION_WAVES + 2 CLOCK_WAVES)."""
        number = torch.cumsum(mask, 1) - 1
        fraction = number / (mask.sum(1, keepdim=True) - 1).clamp(min=1)
        turned, ticks = fraction[..., None] * self.turns, number[..., None] * self.clock
        return torch.cat([turned.cos(), ticks.sin(), ticks.cos()], -1)

    def forward(self, clips, mask):
        """Clips (B, N, D) and mask (B, N) float, 1 for clips that are there, to contextual clips (B, N, D) and song vectors (B, D)."""
        x = self.narrow(self.norm(clips)) + self.place(self.positions(mask))
        bias = (1 - mask)[:, None, None, :] * MASKED
        for block in self.blocks:
            x = block(x, bias)
        x = self.last(x)
        contextual = clips + self.add(x)
        weights = torch.softmax(self.weigh(x)[..., 0] + (1 - mask) * MASKED, 1)
        return contextual, (weights[:, None] @ contextual)[:, 0]


def load_encoder(stored):
    """The song encoder of a checkpoint of `song.train`, ready for inference; None where the checkpoint has none."""
    if 'song' not in stored:
        return None
    encoder = SongEncoder(**stored['song_settings'])
    encoder.load_state_dict(stored['song'])
    return encoder.eval()
