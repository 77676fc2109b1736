"""The audio encoder: 2-D convolutions over log-mel down to four frames a second, dilated 1-D blocks over time, tags per three seconds.

Legend: B = batch, L = mel frames (64 a second), F = frames (4 a second), W = windows, C = channels, K = tags, R = teacher features.
"""
import torch
from torch import nn
import torch.nn.functional as F

from .frontend import MEL_BANDS

WINDOW_FRAMES = 12  # the teachers' three seconds
WIDTHS = (32, 64, 128, 224)


def conv_norm(source, target, kernel=3, stride=1, dilation=1, dims=2):
    conv, norm = (nn.Conv2d, nn.BatchNorm2d) if dims == 2 else (nn.Conv1d, nn.BatchNorm1d)
    padding = dilation * (kernel - 1) // 2
    return nn.Sequential(conv(source, target, kernel, stride, padding, dilation, bias=False), norm(target))


class Residual(nn.Module):
    def __init__(self, width, dims=2, dilation=1):
        super().__init__()
        self.first = conv_norm(width, width, dilation=dilation, dims=dims)
        self.second = conv_norm(width, width, dilation=1, dims=dims)

    def forward(self, x):
        return F.relu(x + self.second(F.relu(self.first(x))))


class Student(nn.Module):
    """log-mel (B, M, L) to standardised tags (B, W, K) and teacher features (B, W, R)."""

    def __init__(self, tags, features, widths=WIDTHS, context=384, hidden=512):
        super().__init__()
        self.config = dict(tags=tags, features=features, widths=tuple(widths), context=context, hidden=hidden)
        self.input_norm = nn.BatchNorm1d(MEL_BANDS)
        stages, source = [nn.Sequential(conv_norm(1, widths[0], 5, 2), nn.ReLU())], widths[0]
        for width in widths[1:]:
            stages.append(nn.Sequential(conv_norm(source, width, 3, 2), nn.ReLU(), Residual(width)))
            source = width
        self.stages = nn.Sequential(*stages)
        self.flatten = conv_norm(source * MEL_BANDS // 16, context, 1, dims=1)
        self.context = nn.Sequential(Residual(context, 1, 1), Residual(context, 1, 2))
        self.hidden = nn.Sequential(nn.Linear(2 * context, hidden), nn.ReLU(), nn.BatchNorm1d(hidden), nn.Dropout(0.1))
        self.tags = nn.Linear(hidden, tags)
        self.features = nn.Linear(hidden, features)

    def frames(self, log_mel):
        """(B, M, L) to (B, C, F)."""
        x = self.input_norm(log_mel)[:, None]
        x = self.stages(x.contiguous(memory_format=torch.channels_last) if self.training else x)
        return self.context(F.relu(self.flatten(x.flatten(1, 2))))

    def windows(self, frames, stride=WINDOW_FRAMES):
        """(B, C, F) to the hidden vectors of its windows, (B, W, H)."""
        pooled = torch.cat([F.avg_pool1d(frames, WINDOW_FRAMES, stride), F.max_pool1d(frames, WINDOW_FRAMES, stride)], 1)
        pooled = pooled.transpose(1, 2)
        hidden = self.hidden(pooled.flatten(0, 1))
        return hidden.view(pooled.shape[0], -1, hidden.shape[-1])

    def forward(self, log_mel, stride=WINDOW_FRAMES):
        hidden = self.windows(self.frames(log_mel), stride)
        return self.tags(hidden), self.features(hidden)
