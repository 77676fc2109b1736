"""Reads the trained parts back out of a released model folder, so that a new version can start where the last one ended.

A release holds folded weights (no batch norms) in float16: what comes back is the network as it is used, ready for small steps.
"""
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch.nn.utils.fusion import fuse_conv_bn_eval

from text.tower import TextTower

from .graph import AudioHead
from .student import Student

HALF = '_half'


def fuse_norms(module):
    """Folds every batch norm into the convolution before it: what is rounded to float16 is then what is stored."""
    for child in module.children():
        if isinstance(child, torch.nn.Sequential) and len(child) == 2 and hasattr(child[1], 'running_mean'):
            child[0], child[1] = fuse_conv_bn_eval(child[0], child[1]), torch.nn.Identity()
        else:
            fuse_norms(child)
    return module


def read_weights(path):
    """Initialisers of a graph by name, float32, and the transposed matrices that lost their names, in the order of their use."""
    graph = onnx.load(str(path)).graph
    values = {i.name.removesuffix(HALF): numpy_helper.to_array(i) for i in graph.initializer}
    values = {name: torch.from_numpy(np.array(v, np.float32)) for name, v in values.items() if v.dtype != np.int64}
    used = [name for node in graph.node if node.op_type == 'MatMul' for name in node.input if name.startswith('onnx::') and name in values]
    return values, [values[name] for name in used]


def part(values, prefix):
    return {name.removeprefix(prefix): value for name, value in values.items() if name.startswith(prefix)}


@torch.no_grad()
def restore_norms(folded, mels):
    """
    A network like `folded`, with a batch norm behind every convolution again, so that it learns at the usual rates.

    Each norm gets the mean and deviation that its convolution gives for `mels` (B, M, L), and so changes nothing at first.
    """
    seen, hooks = {}, []
    convolutions = {name: module for name, module in folded.named_modules() if isinstance(module, (torch.nn.Conv1d, torch.nn.Conv2d))}
    for name, module in convolutions.items():
        def keep(module, inputs, output, name=name):
            seen[name] = output.transpose(0, 1).flatten(1)
        hooks.append(module.register_forward_hook(keep))
    folded.eval()(mels)
    for hook in hooks:
        hook.remove()
    student = Student(**folded.config)
    weights = student.state_dict() | folded.state_dict()
    for name, module in convolutions.items():
        norm, (deviation, mean) = name[:-1] + '1', torch.std_mean(seen[name], 1)
        del weights[name + '.bias']
        weights |= {f'{norm}.weight': deviation + 1e-3, f'{norm}.bias': mean, f'{norm}.running_mean': mean - module.bias, f'{norm}.running_var': (deviation + 1e-3) ** 2}
    student.load_state_dict(weights)
    return student


def load_student(path):
    """The student with averaged weights of a checkpoint of audio.train, or of a released folder, ready for inference."""
    if Path(path).is_dir():
        return load_released(path).eval()
    stored = torch.load(path, map_location='cpu')
    student = Student(**stored['config'])
    student.load_state_dict(stored['average'])
    return student.eval()


def load_released(folder, features=600):
    """The student of a release with folded norms; its head for the teachers' `features` is not released and starts anew."""
    values, _ = read_weights(Path(folder) / 'audio.onnx')
    weights = part(values, 'student.')
    stages = sorted({int(name.split('.')[1]) for name in weights if name.startswith('stages.')})
    student = fuse_norms(Student(weights['tags.weight'].shape[0], features, [weights[f'stages.{n}.0.0.weight'].shape[0] for n in stages],
                                 weights['flatten.0.weight'].shape[0], weights['hidden.0.weight'].shape[0]).eval())
    own = student.state_dict()
    kept = {name: value for name, value in own.items() if name.startswith('features.') or name.endswith('num_batches_tracked')}
    student.load_state_dict({name: value.view_as(own[name]) for name, value in weights.items()} | kept)
    return student


def load_head(folder):
    """The projection from standardised tags and hidden features to the joint space."""
    return head_of(part(read_weights(Path(folder) / 'audio.onnx')[0], 'head.'))


def head_of(weights):
    """The head with these weights, by name."""
    size, tags = weights['project.weight'].shape
    head = AudioHead(tags, weights['residual.0.weight'].shape[1] - tags, size)
    head.load_state_dict(weights)
    return head


def load_frame_projection(path):
    """Frame features (C) to frame embeddings (64): the axes of audio.frames, or those of a released folder."""
    if Path(path).is_dir():
        values, matrices = read_weights(Path(path) / 'audio.onnx')
        weight, bias = matrices[-1].T.contiguous(), values['frame_projection.bias']
    else:
        stored = np.load(path)
        weight = torch.from_numpy(stored['axes'].T.copy())
        bias = torch.from_numpy(stored['offset']) - weight @ torch.from_numpy(stored['mean'])
    layer = torch.nn.Linear(*weight.shape[::-1])
    layer.load_state_dict({'weight': weight, 'bias': bias})
    return layer


def load_text(folder, variant):
    """(tower without its sentence head's weights, projection (D, K)) of a release."""
    values, matrices = read_weights(Path(folder) / f'text-{variant}.onnx')
    weights = part(values, 'tower.')
    layers = len(matrices) // 4
    tower = TextTower(variant, tags=weights['profile.weight'].shape[0], vocabulary=weights['tokens.weight'].shape[0],
                      width=weights['tokens.weight'].shape[1], layers=layers)
    for n, name in enumerate(f'blocks.{b}.{m}.weight' for b in range(layers) for m in ('qkv', 'out', 'widen', 'narrow')):
        weights[name] = matrices[n].T.contiguous()
    kept = {name: value for name, value in tower.state_dict().items() if name.startswith('sentence.') or name == 'order'}
    tower.load_state_dict(weights | kept)
    return tower.eval(), matrices[-1].T.contiguous()
