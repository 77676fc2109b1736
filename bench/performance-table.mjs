// The tables of docs/performance.md, from a bench report.

const row = (...cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');

const ofFree = ({ coresBusyOfFree }) =>
  coresBusyOfFree === null ? '' : `; of what other programs left free: ${Math.round(100 * coresBusyOfFree)} %`;

/** @returns Markdown. */
export function performanceTables({
  machine,
  model,
  embedding,
  indexing,
  busy,
  search,
  nearestDistance,
  start,
  rescan,
}) {
  const { clap } = embedding;
  const clapRow =
    'unavailable' in clap
      ? ["CLAP-HTSAT's audio graph", clap.unavailable]
      : [
          "CLAP-HTSAT's audio graph with its mel front end",
          `${clap.cpuSeconds} CPU s (front end ${clap.frontEndCpuSeconds}) = ${clap.timesOurs} × ours`,
        ];
  return [
    `${model.name} ${model.version} on ${machine}.`,
    '',
    table(
      ['five minutes of music, one thread', ''],
      [
        [
          `decoding (${embedding.songs} songs, ${Math.round(embedding.audioSeconds)} s), resampling and the pipe included`,
          `${embedding.decodingCpuSeconds} CPU s`,
        ],
        [
          'the model, front end included',
          `${embedding.modelCpuSeconds} CPU s = ${embedding.modelOverDecoding} × decoding`,
        ],
        clapRow,
      ],
    ),
    '',
    table(
      ['indexing', ''],
      [
        [
          `${indexing.songs} songs of a minute, start included`,
          `${indexing.songsPerMinute} songs a minute, ${indexing.timesRealTime} × real time`,
        ],
        ['CPU time a song', `${indexing.cpuSecondsPerSong} s`],
        ['cores busy', `${Math.round(100 * indexing.coresBusy)} %${ofFree(indexing)}`],
        [
          'memory, all processes: highest; in each tenth of the run',
          `${indexing.peakMegabytes} MB; ${indexing.megabytesByTenth.join(', ')}`,
        ],
      ],
    ),
    '',
    table(
      ['songs', 'p50, ms', 'p95, ms', 'CPU ms, p50', 'recall@10', 'kB a song', 'storing a song, CPU ms'],
      search.map((one) => [
        one.songs.toLocaleString('en'),
        one.p50Milliseconds,
        one.p95Milliseconds,
        one.cpuMillisecondsP50,
        one.recallAt10 ?? 'not searched whole',
        (one.bytesPerSong / 1000).toFixed(1),
        one.storeCpuMillisecondsPerSong,
      ]),
    ),
    '',
    `Median distance of a song to its nearest neighbour: ${nearestDistance.real.toFixed(2)} among real songs, ${nearestDistance.simulated.toFixed(2)} among as many simulated ones.`,
    '',
    table(
      ['waiting', ''],
      [
        [
          'an answer while the same server indexes, p50 and p95',
          `${busy.indexingP50Milliseconds} and ${busy.indexingP95Milliseconds} ms; at rest ${busy.idleP50Milliseconds} and ${busy.idleP95Milliseconds} ms, so ${busy.timesIdle} × at p95`,
        ],
        ['`collap mcp`, from its start to the list of tools', `${start.toolsSeconds} s`],
        ['and to the first answer', `${start.firstAnswerSeconds} s`],
        [
          `scanning ${rescan.files.toLocaleString('en')} unchanged files`,
          `${rescan.seconds} s (${rescan.cpuSeconds} CPU s)`,
        ],
      ],
    ),
    '',
  ].join('\n');
}
