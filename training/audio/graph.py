"""The audio graph as it ships: waveform in, everything that the product reads out.

Legend: B = batch, T = samples, D = embedding size, K = tags, F = frames (4 a second), C = frame embedding size, O = onset values (64 a second).
"""
import torch
from torch import nn
import torch.nn.functional as F

from .frontend import MEL_BANDS, Chroma, LogMel, onset_strength

DROPOUT = 0.3
SOFTENING = 0.35  # vectors are divided by this power of their length: what stands out in everything would else answer too many questions
SHORTEST = 1e-3  # a vector of no length is not divided by nothing
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
        vectors = self.project(tags) + self.residual(self.dropout(torch.cat([hidden, tags], -1)))
        return vectors * vectors.norm(dim=-1, keepdim=True).clamp(min=SHORTEST) ** -SOFTENING


def as_plane(conv, rows):
    """A convolution over time as one over `rows` rows and time, from (B, C, rows, F) to (B, C', 1, F); its inputs are ordered by channel, then row."""
    target, source, taps = conv.weight.shape
    plane = nn.Conv2d(source // rows, target, (rows, taps), padding=(0, conv.padding[0]), dilation=(1, conv.dilation[0]), bias=conv.bias is not None)
    plane.load_state_dict({name: value.view_as(plane.state_dict()[name]) for name, value in conv.state_dict().items()})
    return plane


def as_planes(student):
    """A student whose norms are folded, all convolutions of it over planes: runtimes have their fastest ones there, and need not reorder values in between."""
    for module in [student.flatten, *(step for block in student.context for step in (block.first, block.second))]:
        rows = MEL_BANDS // 16 if module is student.flatten else 1
        module[0] = as_plane(module[0], rows)
    return student


class AudioGraph(nn.Module):
    """(B, T) to the five outputs named in OUTPUTS, in that order."""

    def __init__(self, student, head, frame_projection):
        super().__init__()
        self.log_mel, self.chroma = LogMel(), Chroma()
        self.student, self.head, self.frame_projection = as_planes(student), head, frame_projection

    def frames(self, log_mel):
        """(B, M, L) to (B, C, F), as Student.frames."""
        planes = self.student.stages(self.student.input_norm(log_mel)[:, None])
        return self.student.context(F.relu(self.student.flatten(planes)))[:, :, 0]

    def forward(self, waveform):
        log_mel = self.log_mel(waveform)
        frames = self.frames(log_mel)
        hidden = self.student.windows(frames, WINDOW_STRIDE_FRAMES).mean(1)
        tags = self.student.tags(hidden)
        embedding = self.head(tags, hidden)
        return embedding, self.frame_projection(frames.transpose(1, 2)), tags, onset_strength(log_mel), self.chroma(waveform)
