import { asBlock, type DecodeTask, type PcmBlock } from './pcm.js';

/** MPEG audio through mpg123, which also drops the encoder's padding at both ends. */
export async function* decodeMp3Blocks({ file, header }: DecodeTask): AsyncGenerator<PcmBlock> {
  const { decoder: createDecoder } = await import('@audio/decode-mp3');
  const decoder = await createDecoder();
  try {
    for await (const chunk of file.stream(header.dataStart, header.dataEnd)) {
      const block = asBlock(decoder.decode(chunk), header.channels ?? 2); // mono comes back doubled
      if (block) yield block;
    }
  } finally {
    decoder.free();
  }
}
