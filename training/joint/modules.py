"""The two encoders as they meet in the joint space. Legend: B = batch, L = tokens, K = tags, H = hidden, D = joint size."""
from pathlib import Path

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

from audio.graph import AudioHead
from audio.released import head_of, load_head, load_text
from text.tower import TextTower


class TextEncoder(nn.Module):
    """Token ids to unit-norm vectors (B, D): the tower's tag profile through a projection."""

    def __init__(self, tower, size):
        super().__init__()
        self.tower = tower
        self.project = nn.Linear(tower.settings['tags'], size, bias=False)

    def forward(self, input_ids, attention_mask):
        profile, _ = self.tower(input_ids, attention_mask)
        return F.normalize(self.project(profile), dim=-1)


def load_pair(path, variant):
    """The text encoder and the audio head of a checkpoint of `joint.train` or `song.train`, or of a released model folder."""
    if Path(path).is_dir():
        tower, projection = load_text(path, variant)
        text, audio = TextEncoder(tower, len(projection)), load_head(path)
        text.project.weight.data = projection
        return text, audio
    stored = torch.load(path)
    text = TextEncoder(TextTower(**stored['tower']), stored['size'])
    text.load_state_dict(stored['text'])
    return text, head_of(stored['audio'])


def pair_state(text, audio, options):
    """What `load_pair` reads: a dictionary to be stored, with the options of the run that made it."""
    return {'text': text.state_dict(), 'audio': audio.state_dict(), 'tower': text.tower.settings, 'size': audio.project.out_features,
            'options': {name: str(value) for name, value in vars(options).items()}}


def build_pair(tower, tags, hidden, profiles, size):
    """Encoders whose dot product is that of text profiles and standardised tags, as nearly as D axes allow.

    tags: (n, K) student outputs over the corpus; hidden: (n, H); profiles: (m, K) of texts. The axes are those in which the profiles vary.
    """
    mean, deviation = tags.mean(0), tags.std(0) + 1e-3
    axes = np.linalg.eigh(profiles.T.astype(np.float64) @ profiles)[1][:, ::-1][:, :size].astype(np.float32)
    text, audio = TextEncoder(tower, size), AudioHead(tags.shape[1], hidden.shape[1], size)
    with torch.no_grad():
        text.project.weight.copy_(torch.from_numpy(axes.T.copy()))
        audio.project.weight.copy_(torch.from_numpy((axes / deviation[:, None]).T.copy()))
        audio.project.bias.copy_(torch.from_numpy(-(mean / deviation) @ axes))
    return text, audio
