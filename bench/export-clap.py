"""An audio graph of CLAP-HTSAT's public shape with random weights, to be timed next to ours; nothing is downloaded.

Needs PyTorch and transformers 4.30.2 (`pip install transformers==4.30.2`).
usage: python3 bench/export-clap.py clap.onnx
"""

import sys

import torch
from transformers import ClapAudioConfig, ClapAudioModelWithProjection


class Embedder(torch.nn.Module):
    """log-mel frames (B, 1, 1001, 64) to audio embeddings (B, 512)."""

    def __init__(self) -> None:
        super().__init__()
        self.model = ClapAudioModelWithProjection(ClapAudioConfig())

    def forward(self, input_features: torch.Tensor) -> torch.Tensor:
        return self.model(input_features=input_features).audio_embeds


def main() -> None:
    torch.manual_seed(0)
    model = Embedder().eval()
    example = torch.randn(1, 1, 1001, 64)
    with torch.no_grad():
        print("output", tuple(model(example).shape), "parameters", sum(p.numel() for p in model.parameters()))
        torch.onnx.export(
            model,
            (example,),
            sys.argv[1],
            input_names=["input_features"],
            output_names=["audio_embeds"],
            opset_version=14,
        )


if __name__ == "__main__":
    main()
