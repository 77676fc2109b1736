"""
YAMNet on AudioSet: 521 classes, read from the int8 weights of the TFLite file.

B = windows, P = patches of 0.96 s every 0.48 s, F = 96 frames a patch, M = 64 mel bands, C = channels.
Source: github.com/tensorflow/models, research/audioset/yamnet (Apache-2.0).
"""
import numpy as np
import tflite
import torch
from torch.nn import functional

FRAME_SAMPLES, HOP_SAMPLES, N_FFT = 400, 160, 512
PATCH_FRAMES, PATCH_HOP_FRAMES = 96, 48
LOG_OFFSET = 0.001
LOGIT_LIMIT = 20.0  # near silence logits fall to -600, and one such patch would rule the mean of its window
OPTIONS = {
    tflite.BuiltinOperator.CONV_2D: tflite.Conv2DOptions,
    tflite.BuiltinOperator.DEPTHWISE_CONV_2D: tflite.DepthwiseConv2DOptions,
}


def read_tensor(model, index):
    """Values of one constant tensor as float32, int8 dequantised with its scale and zero point."""
    tensor = model.Subgraphs(0).Tensors(int(index))
    kind = np.int8 if tensor.Type() == tflite.TensorType.INT8 else np.float32
    values = model.Buffers(tensor.Buffer()).DataAsNumpy().view(kind).reshape(tensor.ShapeAsNumpy())
    if kind is np.float32:
        return torch.tensor(values.copy())
    quantization = tensor.Quantization()
    zero, scale = quantization.ZeroPointAsNumpy()[0], quantization.ScaleAsNumpy()[0]
    return torch.tensor((values.astype(np.float32) - zero) * scale)


def read_layers(model):
    """Returns the convolutions in order, [(weight, bias, stride, groups)], and the dense weights by shape."""
    graph, layers, dense, quantised = model.Subgraphs(0), [], [], {}
    for operator in map(graph.Operators, range(graph.OperatorsLength())):
        code = model.OperatorCodes(operator.OpcodeIndex()).BuiltinCode()
        inputs = operator.InputsAsNumpy()
        if code == tflite.BuiltinOperator.DEQUANTIZE:
            quantised[operator.OutputsAsNumpy()[0]] = inputs[0]
        elif code == tflite.BuiltinOperator.FULLY_CONNECTED:
            dense.append(read_tensor(model, inputs[1]))
            dense_bias = inputs[2]
        elif code in OPTIONS:
            options = OPTIONS[code]()
            options.Init(operator.BuiltinOptions().Bytes, operator.BuiltinOptions().Pos)
            weight = read_tensor(model, quantised.get(inputs[1], inputs[1]))
            is_depthwise = code == tflite.BuiltinOperator.DEPTHWISE_CONV_2D
            weight = weight.permute(3, 0, 1, 2) if is_depthwise else weight.permute(0, 3, 1, 2)
            groups = len(weight) if is_depthwise else 1
            layers.append((weight.contiguous(), read_tensor(model, inputs[2]), options.StrideH(), groups))
    return layers, dense, read_tensor(model, dense_bias)


def pad_same(planes, size, stride):
    """TensorFlow's 'same' padding of (B, C, H, W): the odd cell goes after."""
    pads = []
    for length in (planes.shape[3], planes.shape[2]):
        total = max((-(-length // stride) - 1) * stride + size - length, 0)
        pads += [total // 2, total - total // 2]
    return functional.pad(planes, pads)


class Yamnet:
    """
    @param path - .tflite file.
    @param dtype - of the convolutions; bfloat16 is twice as fast on CPUs with AMX.
    """

    def __init__(self, path, dtype=torch.float32):
        with open(path, "rb") as file:
            model = tflite.Model.GetRootAsModel(file.read(), 0)
        # The fully connected layers are the real and imaginary Fourier bases, the mel matrix and the classifier.
        self.layers, (_, _, mel, self.classifier), self.bias = read_layers(model)
        self.layers = [(weight.to(dtype), bias.to(dtype), *rest) for weight, bias, *rest in self.layers]
        self.dtype, self.filterbank = dtype, mel.t().contiguous()

    def cut_patches(self, audio):
        """Audio (B, T) → log-mel patches (B, P, F, M)."""
        frames = audio.unfold(1, FRAME_SAMPLES, HOP_SAMPLES) * torch.hann_window(FRAME_SAMPLES)
        magnitude = torch.fft.rfft(frames, N_FFT).abs()
        log_mel = (magnitude @ self.filterbank + LOG_OFFSET).log()
        return log_mel.unfold(1, PATCH_FRAMES, PATCH_HOP_FRAMES).transpose(2, 3)

    def __call__(self, audio):
        """Audio (B, T >= 15,600) in [-1, 1] → logits (B, 521), clamped, the mean over the patches."""
        patches = self.cut_patches(audio)
        planes = patches.reshape(-1, 1, *patches.shape[2:])
        planes = planes.contiguous(memory_format=torch.channels_last).to(self.dtype)
        for weight, bias, stride, groups in self.layers:
            planes = pad_same(planes, weight.shape[2], stride) if weight.shape[2] > 1 else planes
            planes = functional.conv2d(planes, weight, bias, stride, groups=groups).relu_()
        logits = functional.linear(planes.float().mean((2, 3)), self.classifier, self.bias)
        return logits.clamp(-LOGIT_LIMIT, LOGIT_LIMIT).view(len(audio), -1, logits.shape[1]).mean(1)
