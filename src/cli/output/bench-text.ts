import type { BenchReport } from '../../bench/run-bench.js';
import type { Page } from '../command-outcome.js';

/** The figures in lines, with the ratios that matter. */
export function benchText(report: BenchReport): (page: Page) => string {
  const { embedding, indexing, busy, search, start, rescan } = report;
  const { clap } = embedding;
  return ({ palette }) =>
    [
      palette.strong(`${report.model.name} ${report.model.version} on ${report.machine}`),
      `five minutes of music  decoding ${embedding.decodingCpuSeconds} CPU s, model ${embedding.modelCpuSeconds} CPU s (${embedding.modelOverDecoding} × decoding)`,
      'unavailable' in clap
        ? `                       CLAP: ${clap.unavailable}`
        : `                       CLAP's graph ${clap.cpuSeconds} CPU s (${clap.timesOurs} × ours)`,
      `indexing               ${indexing.songsPerMinute} songs a minute, ${indexing.timesRealTime} × real time, ${indexing.cpuSecondsPerSong} CPU s a song, cores ${Math.round(100 * indexing.coresBusy)} % busy, peak ${indexing.peakMegabytes} MB`,
      ...search.map(
        ({ songs, p50Milliseconds, p95Milliseconds, cpuMillisecondsP50, recallAt10, bytesPerSong }) =>
          `${String(songs).padStart(9)} songs        p50 ${p50Milliseconds} ms, p95 ${p95Milliseconds} ms (${cpuMillisecondsP50} CPU ms), recall@10 ${recallAt10 ?? 'not searched'}, ${(bytesPerSong / 1000).toFixed(1)} kB a song`,
      ),
      `asked while indexing   p95 ${busy.indexingP95Milliseconds} ms, at rest ${busy.idleP95Milliseconds} ms (${busy.timesIdle} ×)`,
      `start of collap mcp    tools after ${start.toolsSeconds} s, first answer after ${start.firstAnswerSeconds} s`,
      `scanning again         ${rescan.files} unchanged files in ${rescan.seconds} s (${rescan.cpuSeconds} CPU s)`,
    ].join('\n');
}
