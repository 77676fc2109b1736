/** What to do about a file that could not be indexed; the library keeps its code and message only. */
import type { ErrorCode } from '../errors.js';
import type { FileFailure, FileWarning } from '../types.js';

const REMEDIES: Partial<Record<ErrorCode, string>> = {
  E_NOT_AUDIO: 'Leave it out, or replace it by the song.',
  E_EMPTY_FILE: 'Copy the file again from its source.',
  E_DECODE: 'Copy the file again from its source; `collap doctor` shows which decoders there are.',
  E_TRUNCATED: 'Copy the file again from its source; it may have been cut short.',
  E_TOO_SHORT: 'Leave it out, or replace it by the whole song.',
  E_UNSUPPORTED: 'Convert it to FLAC, or install ffmpeg and put it on PATH; `collap doctor` shows the decoders.',
  E_LIMIT: 'Split it into shorter files, or convert it to an ordinary rate and number of channels.',
  E_TIMEOUT: 'Leave the file out or convert it; if it lies on a slow disk, `collap forget` it and index it again.',
  E_CRASHED: 'Leave the file out, or convert it.',
  E_PERMISSION: 'Give the user that runs collap permission to read it.',
  E_NOT_FOUND: 'Index again; the file vanished meanwhile.',
};
const OTHERWISE = 'Index again; if it fails again, leave the file out.';

export const withRemedy = (failure: FileWarning): FileFailure => ({
  ...failure,
  remedy: REMEDIES[failure.code] ?? OTHERWISE,
});
