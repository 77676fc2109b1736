import type { AudioInfo } from './audio-info.js';

/** What the decoder had to say of a file, such as that it is cut off; a sentence each. */
export function tellWarnings(path: string, { warnings }: Pick<AudioInfo, 'warnings'>): string[] {
  return warnings.map(({ code, message }) => `${path}: ${code} ${message}`);
}
