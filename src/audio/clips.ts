/** Cuts a song into clips, the fixed lengths that a model takes. */

export interface Clip {
  /** Where the clip begins in the song, in samples. */
  readonly startSample: number;
  /** Exactly `clipSamples` long. */
  readonly samples: Float32Array;
}

/**
 * Cuts a stream into clips of one length. The last clip is moved back so that it ends with the song; a song shorter than a clip is
 * repeated until the clip is full; a song without samples has no clips.
 *
 * @param blocks - mono audio in blocks of any length.
 * @param options - `clipSamples` is the length of a clip, `hopSamples` the distance of their starts, 1 to `clipSamples`.
 */
export async function* cutClips(
  blocks: AsyncIterable<Float32Array>,
  { clipSamples, hopSamples }: { clipSamples: number; hopSamples: number },
): AsyncGenerator<Clip> {
  const held = new Float32Array(clipSamples + hopSamples); // from the last clip's start to the next one's end
  let heldStart = 0;
  let filled = 0;
  let nextStart = 0;
  for await (const block of blocks) {
    for (let at = 0; at < block.length; ) {
      const count = Math.min(held.length - filled, block.length - at);
      held.set(block.subarray(at, at + count), filled);
      filled += count;
      at += count;
      while (heldStart + filled >= nextStart + clipSamples) {
        const begin = nextStart - heldStart;
        yield { startSample: nextStart, samples: held.slice(begin, begin + clipSamples) };
        held.copyWithin(0, begin, filled);
        filled -= begin;
        heldStart = nextStart;
        nextStart += hopSamples;
      }
    }
  }
  const totalSamples = heldStart + filled;
  const isCovered = nextStart > 0 && totalSamples === nextStart - hopSamples + clipSamples;
  if (totalSamples === 0 || isCovered) return;
  if (totalSamples >= clipSamples) {
    yield { startSample: totalSamples - clipSamples, samples: held.slice(filled - clipSamples, filled) };
  } else {
    yield { startSample: 0, samples: repeatUntilFull(held.subarray(0, filled), clipSamples) };
  }
}

function repeatUntilFull(song: Float32Array, clipSamples: number): Float32Array {
  const clip = new Float32Array(clipSamples);
  for (let at = 0; at < clipSamples; at += song.length) clip.set(song.subarray(0, clipSamples - at), at);
  return clip;
}
