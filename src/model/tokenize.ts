import { readFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';

/** Token ids of several texts, padded with zeros to the longest: both of shape (B, L), row-major. */
export interface TokenBatch {
  readonly inputIds: BigInt64Array;
  readonly attentionMask: BigInt64Array;
  readonly shape: readonly [number, number];
}

/** Reads a `tokenizer.json`. */
export function loadTokenizer(path: string): Tokenizer {
  return new Tokenizer(JSON.parse(readFileSync(path, 'utf8')), {});
}

/**
 * Tokens of texts as the text graphs take them. A text beyond `maxTokens` keeps its beginning and its closing token.
 *
 * @param texts - B texts; an empty one gives the special tokens alone.
 */
export function tokenizeBatch(tokenizer: Tokenizer, texts: readonly string[], maxTokens: number): TokenBatch {
  const rows = texts.map((text) => {
    const { ids } = tokenizer.encode(text);
    return ids.length > maxTokens ? [...ids.slice(0, maxTokens - 1), ids[ids.length - 1] as number] : ids;
  });
  const length = Math.max(1, ...rows.map((row) => row.length));
  const inputIds = new BigInt64Array(rows.length * length);
  const attentionMask = new BigInt64Array(rows.length * length);
  rows.forEach((row, b) => {
    row.forEach((id: number, l: number) => {
      inputIds[b * length + l] = BigInt(id);
      attentionMask[b * length + l] = 1n;
    });
  });
  return { inputIds, attentionMask, shape: [rows.length, length] };
}
