"""The structure head: from what `features.mjs` writes of a song's cells to where sections begin and what they are for.

Legend: B = batch, G = cells, V = values of a cell, W = width, K = functions.
"""
import torch
from torch import nn

FUNCTIONS = ('intro', 'verse', 'chorus', 'bridge', 'instrumental', 'outro')
DILATIONS = (1, 2, 4, 8, 16, 32)
KERNEL = 5


class Block(nn.Module):
    """Dilated convolution over cells, then over channels, added to what came in."""

    def __init__(self, width, dilation, dropout):
        super().__init__()
        self.norm = nn.BatchNorm1d(width)
        self.reach = nn.Conv1d(width, width, KERNEL, padding=dilation * (KERNEL // 2), dilation=dilation)
        self.mix = nn.Conv1d(width, width, 1)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, mask):
        inner = torch.relu(self.reach(torch.relu(self.norm(x)) * mask))
        return x + self.drop(self.mix(inner)) * mask


class StructureHead(nn.Module):
    def __init__(self, values, width=64, dropout=0.2):
        super().__init__()
        self.settings = {'values': values, 'width': width, 'dropout': dropout}
        self.register_buffer('mean', torch.zeros(values)), self.register_buffer('scale', torch.ones(values))
        self.narrow = nn.Conv1d(values, width, 1)
        self.blocks = nn.ModuleList(Block(width, dilation, dropout) for dilation in DILATIONS)
        self.last = nn.BatchNorm1d(width)
        self.begin, self.purpose = nn.Conv1d(width, 1, 1), nn.Conv1d(width, len(FUNCTIONS), 1)

    def standardise(self, features):
        return ((features - self.mean) * self.scale).clamp(-5, 5)

    def forward(self, standardised, mask):
        """Standardised features (B, G, V) and mask (B, G) to logits of a beginning (B, G) and of functions (B, G, K)."""
        mask = mask[:, None]
        x = self.narrow(standardised.transpose(1, 2)) * mask
        for block in self.blocks:
            x = block(x, mask)
        x = torch.relu(self.last(x))
        return self.begin(x)[:, 0], self.purpose(x).transpose(1, 2)


class StructureGraph(nn.Module):
    """What is exported: features (1, G, V) as they were written to probabilities of a beginning (1, G) and of functions (1, G, K)."""

    def __init__(self, head):
        super().__init__()
        self.head = head.eval()

    def forward(self, features):
        begin, purpose = self.head(self.head.standardise(features), torch.ones_like(features[:, :, 0]))
        return begin.sigmoid(), purpose.softmax(-1)


def load_head(stored):
    head = StructureHead(**stored['settings'])
    head.load_state_dict(stored['head'])
    return head.eval()
