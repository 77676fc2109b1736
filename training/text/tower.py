"""The text tower: a small transformer from token ids to a tag profile and a sentence embedding.

B = batch, L = tokens, W = width, K = tags. Input: [CLS] tokens [SEP], padded on the right with 0; `attention_mask` is 1
for real tokens. `bidirectional` averages all real tokens; `causal` reads from left to right and takes the last real
token, [SEP], which is the only one that has seen the whole text. Exports to ONNX (opset 14) with dynamic B and L.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn

VARIANTS = ("bidirectional", "causal")
SENTENCE_WIDTH = 384  # of the teacher, all-MiniLM-L6-v2
MASKED = -1e4  # added to the attention of what must not be seen; fits half precision


def sinusoids(length, width):
    """Fixed positions (length, width). Source: Vaswani et al. 2017, section 3.5; fixed, so long texts need no examples."""
    rate = torch.exp(torch.arange(0, width, 2) * (-math.log(10000.0) / width))
    angle = torch.arange(length)[:, None] * rate
    return torch.cat([angle.sin(), angle.cos()], 1)


class Block(nn.Module):
    """Pre-norm attention and feed-forward layer, (B, L, W) -> (B, L, W)."""

    def __init__(self, width, heads, dropout):
        super().__init__()
        self.heads = heads
        self.norm_attention, self.norm_forward = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.widen, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.dropout = nn.Dropout(dropout)

    def attend(self, x, bias):
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        weights = torch.softmax(q @ k.transpose(2, 3) * (width // self.heads) ** -0.5 + bias, -1)
        return self.out((weights @ v).transpose(1, 2).reshape(batch, length, width))

    def forward(self, x, bias):
        x = x + self.dropout(self.attend(self.norm_attention(x), bias))
        return x + self.dropout(self.narrow(F.gelu(self.widen(self.norm_forward(x)))))


class TextTower(nn.Module):
    def __init__(self, variant="bidirectional", tags=395, vocabulary=8000, width=192, layers=2, heads=6,
                 most_tokens=512, dropout=0.1):
        super().__init__()
        if variant not in VARIANTS:
            raise ValueError(f"variant is {variant!r}, expected one of {VARIANTS}")
        self.settings = {"variant": variant, "tags": tags, "vocabulary": vocabulary, "width": width, "layers": layers,
                         "heads": heads, "most_tokens": most_tokens, "dropout": dropout}
        self.causal = variant == "causal"
        self.tokens = nn.Embedding(vocabulary, width)
        nn.init.normal_(self.tokens.weight, std=0.05)
        self.position_gain = nn.Parameter(torch.tensor(0.05))
        self.register_buffer("positions", sinusoids(most_tokens, width))
        self.register_buffer("order", torch.arange(most_tokens))
        self.dropout = nn.Dropout(dropout)
        self.blocks = nn.ModuleList(Block(width, heads, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.profile = nn.Linear(width, tags)
        self.sentence = nn.Linear(width, SENTENCE_WIDTH)

    def attention_bias(self, mask):
        """(B, 1, 1, L), or (B, 1, L, L) when causal: 0 where a token may look, MASKED elsewhere."""
        bias = (1 - mask)[:, None, None, :] * MASKED
        if self.causal:
            order = self.order[:mask.shape[1]]
            bias = bias + (order[None, :] > order[:, None]).to(mask.dtype)[None, None] * MASKED
        return bias

    def pooling(self, mask):
        """Weights of the tokens in the pooled vector, (B, L), sum 1."""
        if self.causal:
            following = torch.cat([mask[:, 1:], torch.zeros_like(mask[:, :1])], 1)
            return mask * (1 - following)
        return mask / mask.sum(1, keepdim=True)

    def encode(self, input_ids, attention_mask):
        """Pooled hidden state, (B, W)."""
        mask = attention_mask.to(self.positions.dtype)
        x = self.tokens(input_ids) + self.position_gain * self.positions[:input_ids.shape[1]]
        x, bias = self.dropout(x), self.attention_bias(mask)
        for block in self.blocks:
            x = block(x, bias)
        return (self.pooling(mask)[:, None, :] @ self.norm(x))[:, 0]

    def forward(self, input_ids, attention_mask):
        """Tag profile (B, K), in the units of the bridge, and sentence embedding (B, 384), not normalised."""
        pooled = self.encode(input_ids, attention_mask)
        return self.profile(pooled), self.sentence(pooled)


def save_tower(tower, path, **extra):
    """Writes settings, weights and anything else to one file."""
    torch.save({"settings": tower.settings, "state": tower.state_dict(), **extra}, path)


def load_tower(path):
    """The tower of a file written by `save_tower`, ready for inference."""
    stored = torch.load(path, map_location="cpu")
    tower = TextTower(**stored["settings"])
    tower.load_state_dict(stored["state"])
    return tower.eval()
