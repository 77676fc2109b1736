"""The audio graph as it ships: waveform in, everything that the product reads out.

Legend: B = batch, T = samples, D = embedding size, K = tags, F = frames (4 a second), C = frame embedding size, O = onset values (64 a second).
"""
import torch
from torch import nn

from .frontend import Chroma, LogMel, onset_strength

DROPOUT = 0.3
WINDOW_STRIDE_FRAMES = 4  # windows of three seconds, a second apart, as whole clips are read at inference
OUTPUTS = ('clip_embedding', 'frame_embedding', 'tag_logits', 'onset_strength', 'chroma')


class AudioHead(nn.Module):
    """Standardised tags (…, K) and hidden features (…, H) to the joint space (…, D): a projection and a residual that starts at zero."""

    def __init__(self, tags, hidden, size, width=384):
        super().__init__()
        self.project = nn.Linear(tags, size)
        self.residual = nn.Sequential(nn.Linear(hidden + tags, width), nn.GELU(), nn.Linear(width, size))
        self.dropout = nn.Dropout(DROPOUT)  # the student knows its own training songs too well for the head to lean on details
        nn.init.zeros_(self.residual[2].weight)
        nn.init.zeros_(self.residual[2].bias)

    def forward(self, tags, hidden):
        return self.project(tags) + self.residual(self.dropout(torch.cat([hidden, tags], -1)))


class AudioGraph(nn.Module):
    """(B, T) to the five outputs named in OUTPUTS, in that order."""

    def __init__(self, student, head, frame_projection):
        super().__init__()
        self.log_mel, self.chroma = LogMel(), Chroma()
        self.student, self.head, self.frame_projection = student, head, frame_projection

    def forward(self, waveform):
        log_mel = self.log_mel(waveform)
        frames = self.student.frames(log_mel)
        hidden = self.student.windows(frames, WINDOW_STRIDE_FRAMES).mean(1)
        tags = self.student.tags(hidden)
        embedding = self.head(tags, hidden)
        return embedding, self.frame_projection(frames.transpose(1, 2)), tags, onset_strength(log_mel), self.chroma(waveform)
