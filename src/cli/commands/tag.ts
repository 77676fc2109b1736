import { type Command, InvalidArgumentError, Option } from 'commander';
import { CollapError } from '../../errors.js';
import type { KeyNotation } from '../../tagging/key-notation.js';
import type { TagReport } from '../../tagging/tag-report.js';
import type { AskedField, TagRules } from '../../tagging/tag-rules.js';
import type { CommandOutcome } from '../command-outcome.js';
import { EXIT } from '../exit-codes.js';
import { parseLabels } from '../label-groups.js';
import { createProgressBar } from '../output/progress-bar.js';
import { tagText } from '../output/tag-text.js';
import { collect, type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { withWorkspace } from '../with-workspace.js';

const EXAMPLES = [
  'collap tag album/                                     what would be written, nothing is changed',
  'collap tag album/ --write --only-missing              write where nothing stands yet',
  'collap tag *.flac --fields bpm,key --key-notation camelot --tempo-range 80..160 --write',
  'collap tag mix.mp3 --fields chapters --write          its sections, as chapters that players jump to',
  'collap tag song.mp3 --comment "{mood}, {instrument}" --field GROUPING={genre} --vocabulary words.json',
  'collap tag album/ --undo                              as it was before',
];

interface TagOptions extends SharedOptions {
  write?: boolean;
  undo?: boolean;
  fields?: TagRules['fields'];
  onlyMissing?: boolean;
  keyNotation?: KeyNotation;
  tempoRange?: string;
  threshold?: number;
  comment?: string;
  field?: string[];
  vocabulary?: string;
}

/** `collap tag`: mood, genre, tempo, key and chapters into files; a preview unless told to write. */
export function registerTag(program: Command, shell: Shell): void {
  const command = program
    .command('tag')
    .description('Show what would be written into the tags of files; write it with --write, take it back with --undo.')
    .argument('<file...>', 'audio files, or folders that are walked')
    .option('--write', 'write; without it nothing is changed')
    .option('--undo', 'take files back to how they were before collap last wrote them')
    .option('--fields <list>', 'fields to write: genre,mood,bpm,key,chapters (default: the first four)', parseFields)
    .option('--only-missing', 'leave fields alone that hold anything')
    .addOption(
      new Option('--key-notation <form>', 'Am, 8A or 1m (default: name)').choices([
        'name',
        'camelot',
        'open-key',
      ] satisfies KeyNotation[]),
    )
    .option('--tempo-range <range>', 'double or halve tempos into this range of BPM: 80..160')
    .option('--threshold <share>', 'least probability of a label, 0 to 1 (default: 0.5)', parseShare)
    .option('--comment <text>', 'write a comment, with {genre} {mood} {instrument} {voice} {bpm} {key}')
    .option('--field <name=text>', 'write a field of your own, in the same form; may be given several times', collect)
    .option('--vocabulary <file>', 'JSON that maps our words to yours: {"genre": {"drum and bass": "DnB"}}');
  withSharedOptions(command, EXAMPLES).action((files: string[], options: TagOptions) =>
    shell.run(options, (context) => tag(context, files, options)),
  );
}

function parseFields(list: string): TagRules['fields'] {
  const known = ['genre', 'mood', 'bpm', 'key', 'chapters'] as const satisfies readonly AskedField[];
  const fields = parseLabels(list);
  const unknown = fields.find((field) => !(known as readonly string[]).includes(field));
  if (unknown === undefined && fields.length > 0) return fields as (typeof known)[number][];
  throw new InvalidArgumentError(`Expected some of ${known.join(', ')}; --comment and --field write others.`);
}

function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() !== '' && share >= 0 && share <= 1) return share;
  throw new InvalidArgumentError('Expected a number from 0 to 1.');
}

async function tag(context: CommandContext, files: string[], options: TagOptions): Promise<CommandOutcome> {
  if (options.write && options.undo) {
    throw new CollapError('E_USAGE', '--write and --undo were both given.', 'Give one of them.');
  }
  const rules = await rulesOf(options);
  const action = options.undo ? 'undo' : options.write ? 'write' : 'preview';
  const { tagFiles } = await import('../../tagging/tag-files.js');
  const bar = createProgressBar(context.terminal, 'songs');
  try {
    const { signal } = context;
    const report = await withWorkspace(context, (workspace) =>
      tagFiles(workspace, files, { action, rules, signal, onProgress: bar.update }),
    );
    return outcomeOf(report, action);
  } finally {
    bar.finish();
  }
}

async function rulesOf(options: TagOptions): Promise<TagRules> {
  const [{ parseRange }, { readVocabulary }, { makeRules }] = await Promise.all([
    import('../../library/track-filter.js'),
    import('../../tagging/vocabulary.js'),
    import('../../tagging/tag-rules.js'),
  ]);
  const { fields, threshold, onlyMissing, keyNotation, tempoRange, comment, vocabulary } = options;
  return makeRules({
    fields,
    threshold,
    onlyMissing,
    keyNotation,
    comment,
    tempoRange: tempoRange === undefined ? undefined : parseRange(tempoRange),
    custom: Object.fromEntries((options.field ?? []).map(parseCustom)),
    vocabulary: vocabulary === undefined ? undefined : await readVocabulary(vocabulary),
  });
}

function parseCustom(text: string): [string, string] {
  const [, name, value] = /^\s*([^=]+?)\s*=(.+)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new CollapError(
    'E_USAGE',
    `"${text}" is not a field.`,
    'Write --field NAME=text, such as --field GROUPING={mood}.',
  );
}

/** Done in part when some files failed; failed when all did. */
export function outcomeOf(report: TagReport, action: 'preview' | 'write' | 'undo'): CommandOutcome {
  const outcome = { document: report, text: tagText(report, action) };
  const [first] = report.failed;
  if (!first) return outcome;
  if (report.files.length > 0) return { ...outcome, exitCode: EXIT.partial };
  const message =
    report.failed.length === 1
      ? first.message
      : `All ${report.failed.length} files failed; the first: ${first.message}`;
  return { ...outcome, error: new CollapError(first.code, message, first.remedy) };
}
