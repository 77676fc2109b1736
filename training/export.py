"""Writes a model folder (graphs, tokenizer, background, card) from checkpoints; the only writer of model.json besides evaluate.py.

    python3 export.py --student RUN/checkpoint.pt --frames RUN/frames.npz --cache COLLECTED --text TEXT --calibration calibration.json \\
        --joint bidirectional=song.pt causal=song-causal.pt --out models/collap-mini --version 0.2.0

STUDENT and FRAMES may be a released model folder: both are then as they were.
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

from audio.frontend import SAMPLE_RATE_HZ
from audio.graph import OUTPUTS, AudioGraph
from audio.released import fuse_norms, load_frame_projection, load_student
from calibrate import Judge
from song.library import MOST_CLIPS

OPSET = 14
CLIP_SECONDS = 10
HALF_FROM_VALUES = 1024
EXACT = ('log_mel.', 'chroma.')  # parts whose tensors stay float32: what float16 rounds off a transform is heard in silence
GOLDEN_TEXTS = ['solo piano', 'A fast, aggressive metal song with distorted guitars and double-kick drums!', 'Música triste — café, naïve “quotes” & 120.5 BPM',
                'It opens with a lone oboe over held strings; later the drums enter and the choir carries the tune to the end.']


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


def export_song(encoder, path):
    """clips (B, N, D) f32 and mask (B, N) f32 to contextual_clips (B, N, D) and song_embedding (B, D)."""
    clips, mask = torch.zeros(2, 6, encoder.settings['size']), torch.ones(2, 6)
    mask[1, 4:] = 0
    axes = {name: {0: 'batch', 1: 'clips'} for name in ('clips', 'mask', 'contextual_clips')} | {'song_embedding': {0: 'batch'}}
    torch.onnx.export(round_to_half(encoder.eval()), (clips, mask), str(path), input_names=['clips', 'mask'],
                      output_names=['contextual_clips', 'song_embedding'], dynamic_axes=axes, opset_version=OPSET)
    store_half(path)


def round_to_half(module):
    """Rounds every floating parameter and buffer of some size to what float16 holds, so that stored and trained weights agree."""
    for name, tensor in [*module.named_parameters(), *module.named_buffers()]:
        if tensor.is_floating_point() and tensor.numel() >= HALF_FROM_VALUES and not name.startswith(EXACT):
            tensor.data = tensor.data.half().float()
    return module


def store_half(path):
    """Stores large float32 initialisers as float16 with a Cast behind each, which the runtime folds when it loads the graph."""
    model = onnx.load(str(path))
    casts = []
    for initialiser in model.graph.initializer:
        values = numpy_helper.to_array(initialiser)
        name = initialiser.name
        if values.dtype != np.float32 or values.size < HALF_FROM_VALUES or name.startswith(EXACT):
            continue
        initialiser.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name + '_half'))
        casts.append(onnx.helper.make_node('Cast', [name + '_half'], [name], to=onnx.TensorProto.FLOAT))
    for cast in reversed(casts):
        model.graph.node.insert(0, cast)
    onnx.save(model, str(path))


def describe_files(folder):
    """Bytes and sha256 of every file that the card speaks of."""
    return {path.name: {'bytes': path.stat().st_size, 'sha256': hashlib.sha256(path.read_bytes()).hexdigest()}
            for path in sorted(folder.iterdir()) if path.suffix in ('.onnx', '.bin', '.json') and path.name != 'model.json'}


def write_model(out, graph, song, text_encoders, tokenizer, background, card):
    """
    text_encoders: {variant: module}; background: song vectors (M, D) float32; card: the fields that are not read off the files.
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    export_audio(graph, out / 'audio.onnx')
    if song:
        export_song(song, out / 'song.onnx')
    for variant, encoder in text_encoders.items():
        export_text(encoder, out / f'text-{variant}.onnx')
    shutil.copyfile(tokenizer, out / 'tokenizer.json')
    background.astype('<f4').tofile(out / 'background.bin')
    card = dict(card, files=describe_files(out))
    (out / 'model.json').write_text(json.dumps(card, indent=1) + '\n')


def song_card(song):
    """What the card says of the song vector."""
    return {'file': 'song.onnx', 'maxClips': MOST_CLIPS} if song else {'pooling': 'mean'}


def base_card(name, version, size, song, tags, variants, fusion, calibration, label_groups, background_count):
    """The card's fields in the order in which people read them."""
    return {
        'name': name, 'version': version, 'licence': 'Apache-2.0',
        'sampleRateHz': SAMPLE_RATE_HZ, 'clipSeconds': CLIP_SECONDS, 'hopSeconds': CLIP_SECONDS,
        'embeddingSize': size, 'metric': 'dot',
        'audio': {'file': 'audio.onnx', 'frameRateHz': 4, 'onsetRateHz': 64, 'onsetOffsetSeconds': 0.0078125},
        'song': song_card(song),
        'tags': tags,
        'text': {'tokenizer': 'tokenizer.json', 'maxTokens': 256, 'default': variants[0],
                 'variants': {variant: {'file': f'text-{variant}.onnx'} for variant in variants}},
        'fusion': fusion,
        'calibration': dict(calibration, background={'file': 'background.bin', 'count': background_count}),
        'labelGroups': label_groups,
    }


@torch.no_grad()
def describe_texts(text_encoders, tokenizer):
    """Token ids and embeddings of GOLDEN_TEXTS; the parity test runs these and the audio through the exported graphs."""
    encodings = [tokenizer.encode(text) for text in GOLDEN_TEXTS]
    texts = {variant: [round_to_half(encoder.eval())(torch.tensor([e.ids]), torch.ones(1, len(e.ids), dtype=torch.int64))[0].tolist() for e in encodings]
             for variant, encoder in text_encoders.items()}
    return {'texts': GOLDEN_TEXTS, 'ids': [e.ids for e in encodings], 'embeddings': texts}


@torch.no_grad()
def describe_audio(graph):
    """What PyTorch says of a signal given by formula."""
    t = np.arange(CLIP_SECONDS * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    signal = 0.3 * np.sin(2 * np.pi * (110 * t + 40 * t * t)) * (0.5 + 0.5 * np.sign(np.sin(2 * np.pi * 2 * t))) + 0.05 * np.sin(2 * np.pi * 3000 * t)
    outputs = round_to_half(graph.eval())(torch.from_numpy(signal.astype(np.float32))[None])
    return {'audio': {name: {'shape': list(value.shape), 'values': value.flatten()[:256].tolist()} for name, value in zip(OUTPUTS, outputs)}}


@torch.no_grad()
def describe_song(encoder):
    """The same of the song graph, on five clips given by formula."""
    size = encoder.settings['size']
    clips = torch.sin(torch.arange(5 * size, dtype=torch.float32) * 0.37).view(1, 5, size) * 3
    contextual, song = round_to_half(encoder.eval())(clips, torch.ones(1, 5))
    return {'clips': contextual[0].flatten()[:256].tolist(), 'song': song[0].tolist()}


def label_groups(offsets):
    """The groups of label_groups.json with what calibration adds to some labels' scores."""
    table = json.loads((Path(__file__).parent / 'label_groups.json').read_text())
    return {group: [{'label': label, 'prompt': prompt, 'offset': offsets.get(label, 0.0)} for label, prompt in labels.items()] for group, labels in table.items()}


def main():
    parser = argparse.ArgumentParser()
    for name in ('student', 'frames', 'cache', 'text', 'calibration', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--joint', nargs='+', required=True, help='VARIANT=FILE, the default first; the audio head is taken from the first')
    parser.add_argument('--name', default='collap-mini')
    parser.add_argument('--version', required=True)
    parser.add_argument('--golden', type=Path, help='where to write what PyTorch says of the stored inputs, for the parity test')
    parser.add_argument('--sources', type=Path, default=Path(__file__).parent / 'sources.json')
    options = parser.parse_args()
    joints = dict(entry.split('=', 1) for entry in options.joint)
    judges = {variant: Judge(options.cache, options.text, path) for variant, path in joints.items()}
    first = next(iter(judges.values()))
    calibration = json.loads(options.calibration.read_text())
    tagspace = json.loads((options.text / 'tagspace.json').read_text())
    graph = AudioGraph(fuse_norms(load_student(options.student)), first.head, load_frame_projection(options.frames))
    background = first.background()
    card = base_card(options.name, options.version, first.size, first.encoder is not None, [{'name': tag['name'], 'source': tag['source']} for tag in tagspace], list(joints),
                     calibration['fusion'], {'certainty': calibration['certainty'], 'labelTemperature': calibration['labelTemperature']},
                     label_groups(calibration['offsets']), len(background))
    card |= {'training': json.loads(options.sources.read_text()), 'quality': {}}
    golden = describe_audio(graph) | describe_texts({variant: judge.text for variant, judge in judges.items()}, first.tokenizer)
    if first.encoder:
        golden['song'] = describe_song(first.encoder)
    if options.golden:
        options.golden.write_text(json.dumps(golden))
    write_model(options.out, graph, first.encoder, {variant: judge.text for variant, judge in judges.items()}, options.text / 'tokenizer.json', background, card)
    print({path.name: path.stat().st_size for path in sorted(options.out.iterdir())})


if __name__ == '__main__':
    main()
