import { type DecoderReport, probeDecoders } from '../../audio/doctor.js';
import { type Check, failed, missing, passed } from './check.js';

/** Each decoder alone may be missing; at least one must work. */
export async function checkDecoders(): Promise<Check[]> {
  const reports = await probeDecoders();
  if (reports.some((report) => report.isAvailable)) return reports.map(decoderCheck);
  const remedy = 'Install collap again, or put ffmpeg on the PATH.';
  return [
    ...reports.map(decoderCheck),
    failed('decoders', 'E_UNSUPPORTED', 'No decoder works, so nothing can be indexed.', remedy),
  ];
}

function decoderCheck({ decoder, isAvailable, detail, firstChoiceFor, remedy }: DecoderReport): Check {
  const name = `decoder ${decoder}`;
  if (isAvailable) return passed(name, `${detail}; for ${firstChoiceFor.join(', ')}`);
  return missing(name, detail, remedy ?? 'The other decoders do its work where they can.');
}
