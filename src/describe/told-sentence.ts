/** A sentence of a description, with the time that it speaks of. */
export interface DescriptionSentence {
  readonly text: string;
  /** Null where the sentence speaks of no place in the song. */
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
  readonly about:
    | 'summary'
    | 'character'
    | 'voice'
    | 'tempo'
    | 'key'
    | 'form'
    | 'part'
    | 'instruments'
    | 'dynamics'
    | 'absent';
}

/** A sentence that may be left out where there is no room for it. */
export interface WeightedSentence extends DescriptionSentence {
  /** The higher, the sooner it is said; Infinity always. */
  readonly weight: number;
}

export const countWordsOf = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/**
 * @param sentences - in reading order.
 * @returns as many of the weightiest as come closest to the number of words, in reading order.
 */
export function fitWords(sentences: readonly WeightedSentence[], words: number): DescriptionSentence[] {
  const kept = new Set<WeightedSentence>();
  let count = 0;
  for (const sentence of [...sentences].sort((a, b) => b.weight - a.weight)) {
    const length = countWordsOf(sentence.text);
    const isNeeded = sentence.weight === Infinity || count + length / 2 <= words;
    if (!isNeeded) continue;
    kept.add(sentence);
    count += length;
  }
  return sentences.filter((sentence) => kept.has(sentence)).map(({ weight: _, ...sentence }) => sentence);
}
