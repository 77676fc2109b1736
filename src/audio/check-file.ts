import type { AudioFile } from './audio-file.js';
import { estimateSeconds } from './containers/estimate-length.js';
import { type AudioHeader, readAudioHeader } from './containers/read-header.js';
import { checkFormatLimits, type DecodeLimits, limitError } from './decode-limits.js';

/**
 * Reads the header of a file, and refuses the file where header or size show that it is beyond the limits, before anything else is done with it.
 *
 * @throws {@link CollapError} `E_LIMIT`, and what {@link readAudioHeader} throws.
 */
export async function readCheckedHeader(file: AudioFile, limits: DecodeLimits): Promise<AudioHeader> {
  if (file.size > limits.maxBytes) throw limitError(`${file.size} bytes`, `${limits.maxBytes} bytes`);
  const header = await readAudioHeader(file);
  checkFormatLimits({ ...header, seconds: await estimateSeconds(file, header) }, limits);
  return header;
}
