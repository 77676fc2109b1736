/** Joins what the model says clip by clip into one curve per song. Legend: F = frames, W = values a frame. */

export interface Timeline {
  /**
   * Appends the frames of the next clip that the timeline does not have yet.
   *
   * @param values - shape (F, W), row-major.
   * @param startSeconds - where the clip starts in the song; not before the previous clip.
   */
  append(values: Float32Array, startSeconds: number): void;
  /** The frames of the first `seconds`, shape (F, W), row-major. */
  cut(seconds: number): Float32Array;
}

/**
 * Clips tile a song, but the last one is moved back so that it ends with the song (and a hop may be shorter than a clip):
 * frames already known are dropped. A frame that no clip covers, through rounding, repeats the one before.
 */
export function createTimeline(rateHz: number, width: number): Timeline {
  const parts: Float32Array[] = [];
  let length = 0;
  const push = (frames: Float32Array) => {
    parts.push(frames);
    length += frames.length / width;
  };
  return {
    append(values, startSeconds) {
      const start = Math.round(startSeconds * rateHz);
      const last = parts.at(-1)?.slice(-width);
      while (last && length < start) push(last);
      push(values.slice(Math.min(values.length, (length - start) * width)));
    },
    cut(seconds) {
      const joined = new Float32Array(length * width);
      let offset = 0;
      for (const part of parts) {
        joined.set(part, offset);
        offset += part.length;
      }
      return joined.slice(0, Math.round(seconds * rateHz) * width);
    },
  };
}
