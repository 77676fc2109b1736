// The tables of docs/performance.md, from a bench report.

const row = (...cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');

const ofFree = ({ coresBusyOfFree }) =>
  coresBusyOfFree === null ? '' : `; of what other programs left free: ${Math.round(100 * coresBusyOfFree)} %`;

function embeddingTable({ songs, audioSeconds, decodingCpuSeconds, modelCpuSeconds, modelOverDecoding, clap }) {
  const clapRow =
    'unavailable' in clap
      ? ["CLAP-HTSAT's audio graph", clap.unavailable]
      : [
          "CLAP-HTSAT's audio graph with its mel front end",
          `${clap.cpuSeconds} CPU s (front end ${clap.frontEndCpuSeconds}) = ${clap.timesOurs} × ours`,
        ];
  return table(
    ['five minutes of music, one thread', ''],
    [
      [
        `decoding (${songs} songs, ${Math.round(audioSeconds)} s), resampling and the pipe included`,
        `${decodingCpuSeconds} CPU s`,
      ],
      ['the model, front end included', `${modelCpuSeconds} CPU s = ${modelOverDecoding} × decoding`],
      clapRow,
    ],
  );
}

function indexingTable(indexing) {
  return table(
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
  );
}

function searchTable(search) {
  return table(
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
  );
}

function waitingTable({ busy, start, rescan }) {
  const busyRows = busy && [
    [
      'an answer while the same server indexes, p50 and p95',
      `${busy.indexingP50Milliseconds} and ${busy.indexingP95Milliseconds} ms; at rest ${busy.idleP50Milliseconds} and ${busy.idleP95Milliseconds} ms, so ${busy.timesIdle} × at p95`,
    ],
    [
      "the longest that the server's main thread kept a question waiting meanwhile; p95 of every 50 ms",
      `${busy.mainThreadLongestMilliseconds} ms; ${busy.mainThreadP95Milliseconds} ms`,
    ],
  ];
  const startRows = start && [
    ['`collap mcp`, from its start to the list of tools', `${start.toolsSeconds} s`],
    ['and to the first answer', `${start.firstAnswerSeconds} s`],
  ];
  const rescanRows = rescan && [
    [
      `scanning ${rescan.files.toLocaleString('en')} unchanged files`,
      `${rescan.seconds} s (${rescan.cpuSeconds} CPU s)`,
    ],
  ];
  return table(['waiting', ''], [...(busyRows ?? []), ...(startRows ?? []), ...(rescanRows ?? [])]);
}

/** @returns Markdown; parts that were not measured are left out. */
export function performanceTables({ machine, model, embedding, indexing, search, nearestDistance, ...waiting }) {
  const distances =
    nearestDistance &&
    `Median distance of a song to its nearest neighbour: ${nearestDistance.real.toFixed(2)} among real songs, ${nearestDistance.simulated.toFixed(2)} among as many simulated ones.`;
  const isWaiting = waiting.busy || waiting.start || waiting.rescan;
  return [
    `${model.name} ${model.version} on ${machine}.`,
    embedding && embeddingTable(embedding),
    indexing && indexingTable(indexing),
    search && searchTable(search),
    distances,
    isWaiting && waitingTable(waiting),
  ]
    .filter(Boolean)
    .map((part) => `${part}\n`)
    .join('\n');
}
