/** Numbers in -1..1 that are the same in every run. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** The record of a file that is ready. */
export function fileRow(path, trackId, { size = 9e6, mtimeMs = 1.7e12 } = {}) {
  return { path, trackId, sizeBytes: size, mtimeMs, state: 'ready', code: null, message: null };
}
