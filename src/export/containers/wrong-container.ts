import { CollapError } from '../../errors.js';

/** A song whose file has no place for what was asked. @param wanted - such as `a WAV file`. */
export function wrongContainer(path: string, format: string, wanted: string): CollapError {
  return new CollapError(
    'E_UNSUPPORTED',
    `The format ${format} needs ${wanted}, and ${path} is none. Nothing was written.`,
    'Convert the song first (ffmpeg -i IN OUT), or take a format that stands beside it, such as audacity, csv or cue-sheet.',
  );
}
