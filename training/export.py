"""Writes a model folder (graphs, tokenizer, background, card) from modules; the only writer of model.json.

    python3 export.py --checkpoint joint.pt --tokenizer tokenizer.json --out models/collap-mini --version 0.1.0
"""
import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from audio.graph import OUTPUTS, AudioGraph
from audio.frontend import SAMPLE_RATE_HZ

OPSET = 14
CLIP_SECONDS = 10
HALF_FROM_VALUES = 1024


def export_audio(graph, path):
    """waveform (B, T) f32 to the outputs of OUTPUTS; batch and length are free."""
    example = torch.zeros(2, CLIP_SECONDS * SAMPLE_RATE_HZ)
    axes = {name: {0: 'batch'} for name in ('waveform',) + OUTPUTS}
    axes['waveform'][1] = 'samples'
    axes['frame_embedding'][1] = axes['chroma'][1] = 'frames'
    axes['onset_strength'][1] = 'onsets'
    torch.onnx.export(round_to_half(graph.eval()), example, str(path), input_names=['waveform'], output_names=list(OUTPUTS),
                      dynamic_axes=axes, opset_version=OPSET)
    store_half(path)


def export_text(encoder, path):
    """input_ids, attention_mask (B, L) i64 to unit-norm embeddings (B, D)."""
    ids = torch.ones(2, 8, dtype=torch.int64)
    mask = torch.ones(2, 8, dtype=torch.int64)
    mask[1, 5:] = 0
    axes = {name: {0: 'batch', 1: 'tokens'} for name in ('input_ids', 'attention_mask')} | {'embeddings': {0: 'batch'}}
    torch.onnx.export(round_to_half(encoder.eval()), (ids, mask), str(path), input_names=['input_ids', 'attention_mask'],
                      output_names=['embeddings'], dynamic_axes=axes, opset_version=OPSET)
    store_half(path)


def round_to_half(module):
    """Rounds every floating parameter and buffer of some size to what float16 holds, so that stored and trained weights agree."""
    for tensor in list(module.parameters()) + list(module.buffers()):
        if tensor.is_floating_point() and tensor.numel() >= HALF_FROM_VALUES:
            tensor.data = tensor.data.half().float()
    return module


def store_half(path):
    """Stores large float32 initialisers as float16 with a Cast behind each, which the runtime folds when it loads the graph."""
    model = onnx.load(str(path))
    casts = []
    for initialiser in model.graph.initializer:
        values = numpy_helper.to_array(initialiser)
        if values.dtype != np.float32 or values.size < HALF_FROM_VALUES:
            continue
        name = initialiser.name
        initialiser.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name + '_half'))
        casts.append(onnx.helper.make_node('Cast', [name + '_half'], [name], to=onnx.TensorProto.FLOAT))
    for cast in reversed(casts):
        model.graph.node.insert(0, cast)
    onnx.save(model, str(path))


def describe_files(folder):
    """Bytes and sha256 of every file that the card speaks of."""
    return {path.name: {'bytes': path.stat().st_size, 'sha256': hashlib.sha256(path.read_bytes()).hexdigest()}
            for path in sorted(folder.iterdir()) if path.suffix in ('.onnx', '.bin', '.json') and path.name != 'model.json'}


def write_model(out, graph, text_encoders, tokenizer, background, card):
    """
    text_encoders: {variant: module}; background: song vectors (M, D) float32; card: the fields that are not read off the files.
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    export_audio(graph, out / 'audio.onnx')
    for variant, encoder in text_encoders.items():
        export_text(encoder, out / f'text-{variant}.onnx')
    shutil.copyfile(tokenizer, out / 'tokenizer.json')
    background.astype('<f4').tofile(out / 'background.bin')
    card = dict(card, files=describe_files(out))
    (out / 'model.json').write_text(json.dumps(card, indent=1) + '\n')


def base_card(name, version, size, tags, variants, fusion, calibration, label_groups, background_count):
    """The card's fields in the order in which people read them."""
    return {
        'name': name, 'version': version, 'licence': 'Apache-2.0',
        'sampleRateHz': SAMPLE_RATE_HZ, 'clipSeconds': CLIP_SECONDS, 'hopSeconds': CLIP_SECONDS,
        'embeddingSize': size, 'metric': 'dot',
        'audio': {'file': 'audio.onnx', 'frameRateHz': 4, 'onsetRateHz': 64, 'onsetOffsetSeconds': 0.0078125},
        'song': {'pooling': 'mean'},
        'tags': tags,
        'text': {'tokenizer': 'tokenizer.json', 'maxTokens': 256, 'default': variants[0],
                 'variants': {variant: {'file': f'text-{variant}.onnx'} for variant in variants}},
        'fusion': fusion,
        'calibration': dict(calibration, background={'file': 'background.bin', 'count': background_count}),
        'labelGroups': label_groups,
    }
