import type { BenchReport } from '../../bench/run-bench.js';
import type { Page } from '../command-outcome.js';

/** The figures that were taken, in lines, with the ratios that matter. */
export function benchText(report: Partial<BenchReport>): (page: Page) => string {
  const { model, embedding, indexing, busy, search, start, rescan } = report;
  return ({ palette }) =>
    [
      palette.strong(`${model?.name} ${model?.version} on ${report.machine}`),
      ...(embedding ? embeddingLines(embedding) : []),
      indexing &&
        `indexing               ${indexing.songsPerMinute} songs a minute, ${indexing.timesRealTime} × real time, ${indexing.cpuSecondsPerSong} CPU s a song, cores ${Math.round(100 * indexing.coresBusy)} % busy, peak ${indexing.peakMegabytes} MB`,
      ...(search ?? []).map(
        ({ songs, p50Milliseconds, p95Milliseconds, cpuMillisecondsP50, recallAt10, bytesPerSong }) =>
          `${String(songs).padStart(9)} songs        p50 ${p50Milliseconds} ms, p95 ${p95Milliseconds} ms (${cpuMillisecondsP50} CPU ms), recall@10 ${recallAt10 ?? 'not searched'}, ${(bytesPerSong / 1000).toFixed(1)} kB a song`,
      ),
      busy &&
        `asked while indexing   p95 ${busy.indexingP95Milliseconds} ms, at rest ${busy.idleP95Milliseconds} ms (${busy.timesIdle} ×); longest wait for the main thread ${busy.mainThreadLongestMilliseconds} ms`,
      start &&
        `start of collap mcp    tools after ${start.toolsSeconds} s, first answer after ${start.firstAnswerSeconds} s`,
      rescan &&
        `scanning again         ${rescan.files} unchanged files in ${rescan.seconds} s (${rescan.cpuSeconds} CPU s)`,
    ]
      .filter((line) => line !== undefined)
      .join('\n');
}

function embeddingLines({
  decodingCpuSeconds,
  modelCpuSeconds,
  modelOverDecoding,
  clap,
}: BenchReport['embedding']): string[] {
  return [
    `five minutes of music  decoding ${decodingCpuSeconds} CPU s, model ${modelCpuSeconds} CPU s (${modelOverDecoding} × decoding)`,
    'unavailable' in clap
      ? `                       CLAP: ${clap.unavailable}`
      : `                       CLAP's graph ${clap.cpuSeconds} CPU s (${clap.timesOurs} × ours)`,
  ];
}
