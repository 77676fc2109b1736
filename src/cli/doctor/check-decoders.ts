import { type DecoderReport, probeDecoders } from '../../audio/doctor.js';
import { type Check, failed, missing, passed } from './check.js';

/** Each decoder alone may be missing; at least one must work. */
export async function checkDecoders(): Promise<Check[]> {
  const reports = await probeDecoders();
  if (reports.some((report) => report.ok)) return reports.map(decoderCheck);
  return [
    ...reports.map(decoderCheck),
    failed('decoders', 'No decoder works, so nothing can be indexed.', 'Install collap again, or ffmpeg.'),
  ];
}

function decoderCheck(report: DecoderReport): Check {
  const name = `decoder ${report.decoder}`;
  return report.ok
    ? passed(name, report.detail)
    : missing(name, report.detail, report.remedy ?? 'The other decoders do its work.');
}
