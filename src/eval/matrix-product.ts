/**
 * Many dot products at once, on the ONNX runtime: a loop in JavaScript reaches 1 billion multiplications a second, its
 * matrix units many times that, and an exhaustive evaluation needs some 10¹¹. Legend: R = rows, C = columns, D = depth.
 */
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** Multiplies (R, D) by the transpose of (C, D), both row-major; gives (R, C), row-major. */
export type MatrixProduct = (left: Float32Array, right: Float32Array, depth: number) => Promise<Float32Array>;

/** Products are short: they block the event loop for milliseconds, and need no worker of their own. */
export async function createMatrixProduct(): Promise<{ multiply: MatrixProduct; close(): Promise<void> }> {
  const session = await InferenceSession.create(gemmGraph());
  const multiply: MatrixProduct = async (left, right, depth) => {
    const feeds = {
      left: new Tensor('float32', left, [left.length / depth, depth]),
      right: new Tensor('float32', right, [right.length / depth, depth]),
    };
    const { product } = await session.run(feeds);
    return (product as Tensor).data as Float32Array;
  };
  return { multiply, close: () => session.release() };
}

/** Source: field numbers of onnx.proto (ModelProto, GraphProto, NodeProto, AttributeProto, ValueInfoProto). */
function gemmGraph(): Uint8Array {
  const transposeRight = [...field(1, 'transB'), ...field(3, 1), ...field(20, 2)];
  const node = [
    ...[...field(1, 'left'), ...field(1, 'right'), ...field(2, 'product'), ...field(4, 'Gemm')],
    ...field(5, transposeRight),
  ];
  const float32 = field(1, 1);
  const value = (name: string) => [...field(1, name), ...field(2, field(1, float32))];
  const graph = [
    ...[...field(1, node), ...field(2, 'product')],
    ...[...field(11, value('left')), ...field(11, value('right')), ...field(12, value('product'))],
  ];
  return Uint8Array.from([...field(1, 8), ...field(8, field(2, 13)), ...field(7, graph)]);
}

/** One protobuf field: a number below 128 as a varint, text or bytes with their length. */
function field(number: number, value: number | string | number[]): number[] {
  const key = (wireType: number) => varint(number * 8 + wireType);
  if (typeof value === 'number') return [...key(0), ...varint(value)];
  const bytes = typeof value === 'string' ? [...Buffer.from(value)] : value;
  return [...key(2), ...varint(bytes.length), ...bytes];
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
