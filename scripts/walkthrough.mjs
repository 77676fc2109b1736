// Writes a walk through one song: its sections, a description laid over it, its labels over time. Any file will do.
// usage: npm run build && node scripts/walkthrough.mjs FILE [--about "TITLE by AUTHOR, licence, source"] [--description-file FILE] [--out docs/walkthrough.md]
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { clockTime } from '../dist/clock.js';
import { stripMeasures } from '../dist/describe/strip-measures.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { about: { type: 'string' }, 'description-file': { type: 'string' }, out: { type: 'string' } },
});
const [file] = positionals;
if (file === undefined)
  throw new Error('usage: node scripts/walkthrough.mjs FILE [--about TEXT] [--description-file FILE] [--out FILE]');
const WORDS = 200;
const SURE = 0.5; // of the best labels of the whole song, these are shown

const collap = (args, input) =>
  JSON.parse(
    execFileSync(process.execPath, ['dist/cli/main.js', ...args, '--json'], {
      input,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    }),
  );
const span = ({ startSeconds, endSeconds }) =>
  startSeconds === null ? '–' : `${clockTime(startSeconds)}–${clockTime(endSeconds)}`;
const percent = (value) => `${Math.round(100 * value)} %`;
const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const told = collap(['describe', file, '--words', String(WORDS)]);
const own = stripMeasures(told.sentences);
const description = values['description-file'] ? readFileSync(values['description-file'], 'utf8').trim() : own;
const aligned = collap(['align', file, '--description', '-'], description);
const classified = collap(['classify', file]);

const certainOf = (section, group) =>
  section.unsure.includes(group)
    ? '*not sure*'
    : section.groups[group]
        .filter(({ probability }) => probability >= SURE)
        .map(({ label }) => label)
        .join(', ') || section.groups[group][0].label;

const spansByLabel = [...new Set(classified.spans.map(({ label }) => label))].map((label) => [
  label,
  classified.spans.filter((one) => one.label === label),
]);

const about = values.about ?? basename(file);
const flags = [
  values.about === undefined ? '' : ` --about ${JSON.stringify(values.about)}`,
  values['description-file'] ? ` --description-file ${values['description-file']}` : '',
].join('');
const text = `# A walk through one song

${about}. ${clockTime(told.durationSeconds)}, ${aligned.tempoBpm === null ? 'no clear tempo' : `${Math.round(aligned.tempoBpm)} BPM`}, ${aligned.key ?? 'no clear key'}.

${values['description-file'] ? 'But for the description that is laid over the song, nothing' : 'Nothing'} here was written or corrected by hand. Do the same with a song of your own:

\`\`\`sh
npm run build && node scripts/walkthrough.mjs ${basename(file)}${flags} --out docs/walkthrough.md
\`\`\`

## Its sections

\`collap align ${basename(file)}\`

${table(
  ['time', 'letter', 'function', 'how sure'],
  aligned.segments.map((one) => [span(one), one.label, one.function, percent(one.confidence)]),
)}

Sections with one letter sound alike. With \`--html song.html\` the same is drawn: waveform, sections, self-similarity, and each sentence over time.

## As collap describes it

\`collap describe ${basename(file)} --words ${WORDS}\`

> ${told.text}

In two sentences (\`--short\`): *${told.short}*

## A description laid over it

${values['description-file'] ? `A description in words of one's own, [\`${basename(values['description-file'])}\`](${basename(values['description-file'])})` : 'The same description without times, numbers, tempo and key'}, ${description.split(/\s+/).length} words, was given to \`collap align ${basename(file)} --description -\`, which found the place of each sentence:

${table(
  ['sentence', 'heard', 'certainty'],
  aligned.alignment.map((one) => [one.sentence, span(one), one.certainty]),
)}

Order score ${aligned.orderScore.toFixed(2)}: above 0, the song follows the order in which the sentences are told rather than its reverse.${aligned.note === null ? '' : ` ${aligned.note}`}

## Its labels over time

\`collap classify ${basename(file)}\`. The whole song: ${Object.keys(classified.groups)
  .map((group) => {
    const best = classified.groups[group].filter(({ probability }) => probability >= SURE).slice(0, 4);
    return `${group} ${best.map(({ label, probability }) => `${label} ${percent(probability)}`).join(', ') || 'not sure'}`;
  })
  .join('; ')}; energy ${classified.energy.level}.

${table(
  ['time', ...Object.keys(classified.groups), 'energy'],
  classified.sections.map((one) => [
    span(one),
    ...Object.keys(one.groups).map((group) => certainOf(one, group)),
    one.energy.level,
  ]),
)}

Heard for certain: ${spansByLabel.map(([label, spans]) => `**${label}** ${spans.map(span).join(', ')}`).join(' · ') || 'nothing'}.
`;
const out = values.out ?? 'docs/walkthrough.md';
writeFileSync(out, text);
console.log(
  `${out}: ${aligned.segments.length} sections, ${aligned.alignment.length} sentences, ${classified.sections.length} stretches of labels`,
);
