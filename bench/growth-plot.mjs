// The picture of a bench report: how latency, and the cost of a song, grow with the library. No library needed: it is SVG.

const [WIDTH, HEIGHT] = [760, 320];
const PANEL = { width: 300, height: 220, top: 50 };

/** @param points - `[x, y]` with x on a logarithmic axis. */
function panel(left, title, unit, series) {
  const all = series.flatMap(({ points }) => points);
  const [first, last] = [Math.min(...all.map(([x]) => x)), Math.max(...all.map(([x]) => x))];
  const highest = 1.15 * Math.max(...all.map(([, y]) => y));
  const span = Math.log10(last / first) || 1;
  const place = ([x, y]) => [
    left + (PANEL.width * Math.log10(x / first)) / span,
    PANEL.top + PANEL.height * (1 - y / highest),
  ];
  const bottom = PANEL.top + PANEL.height;
  const ticks = [...new Set(all.map(([x]) => x))].map((x) => {
    const [at] = place([x, 0]);
    return `<text x="${at}" y="${bottom + 18}" text-anchor="middle">${x.toLocaleString('en')}</text>`;
  });
  const lines = series.map(({ name, colour, points }, i) => {
    const placed = points.map(place);
    const dots = placed.map(
      ([x, y], n) =>
        `<circle cx="${x}" cy="${y}" r="3.5" fill="${colour}"/><text x="${x + 6}" y="${y - 7}">${points[n][1]}</text>`,
    );
    const path = placed.map((point) => point.map((value) => value.toFixed(1)).join(',')).join(' ');
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}<text x="${left + 8}" y="${PANEL.top + 16 * (i + 1)}" fill="${colour}">${name}</text>`;
  });
  return [
    `<text x="${left}" y="30" font-weight="bold">${title}, ${unit}</text>`,
    `<path d="M${left},${PANEL.top} V${bottom} H${left + PANEL.width}" fill="none" stroke="#888"/>`,
    ...ticks,
    ...lines,
  ].join('\n');
}

/** @returns SVG. */
export function growthPlot({ search }) {
  const of = (field) => search.map((row) => [row.songs, row[field]]);
  const left = panel(50, 'A question of six sentences', 'ms', [
    { name: 'p50', colour: '#0f7b6c', points: of('p50Milliseconds') },
    { name: 'p95', colour: '#b3452c', points: of('p95Milliseconds') },
    { name: 'CPU time, p50', colour: '#5c667a', points: of('cpuMillisecondsP50') },
  ]);
  const right = panel(430, 'Storing a song', 'CPU ms', [
    { name: 'all tables, indices', colour: '#0f7b6c', points: of('storeCpuMillisecondsPerSong') },
  ]);
  const songs = `<text x="${WIDTH / 2}" y="${HEIGHT - 8}" text-anchor="middle">songs in the library</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="11">
<title>Latency of a question and cost of storing a song, by size of the library</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${left}
${right}
${songs}
</svg>
`;
}
