import type { Command } from 'commander';
import type { ModelIdentity } from '../../types.js';
import type { CommandOutcome } from '../command-outcome.js';
import { formatTime } from '../output/format-time.js';
import { reportWarnings } from '../report-warnings.js';
import { type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { withWorkspace } from '../with-workspace.js';

const EXAMPLES = ['collap embed song.flac', 'collap embed song.flac --json > vectors.json'];

/** The document of `collap embed`; D = embedding size. */
export interface EmbedDocument {
  readonly trackId: string;
  readonly durationSeconds: number;
  readonly model: ModelIdentity;
  /** Shape (D). */
  readonly song: readonly number[];
  readonly clips: readonly { startSeconds: number; vector: readonly number[] }[];
  /** What the decoder had to say of the file, such as that it is cut off; a sentence each. */
  readonly warnings: readonly string[];
}

/** `collap embed`: the vectors of one song, in the library or not. */
export function registerEmbed(program: Command, shell: Shell): void {
  const command = program
    .command('embed')
    .description('Give the vectors of one song: of the whole, and of every clip with its time.')
    .argument('<file>', 'an audio file, or the id or title of a song in the library');
  withSharedOptions(command, EXAMPLES).action((file: string, options: SharedOptions) =>
    shell.run(options, (context) => embed(context, file)),
  );
}

async function embed(context: CommandContext, song: string): Promise<CommandOutcome> {
  const [{ fileOfSong }, { embedSong }, { hashEncodedAudio }, { withReadableText }, { tellWarnings }] =
    await Promise.all([
      import('../../align/hear-song.js'),
      import('../../embed/embed-song.js'),
      import('../../audio/track-id.js'),
      import('../../library/readable-path.js'),
      import('../../audio/tell-warnings.js'),
    ]);
  const document = await withWorkspace(context, async (workspace): Promise<EmbedDocument> => {
    const { decoders } = workspace;
    const model = await workspace.model();
    const file = await fileOfSong(workspace, song);
    const [trackId, embedding] = await withReadableText(file, (readable) =>
      Promise.all([hashEncodedAudio(readable), embedSong(readable, { decoders, model, signal: context.signal })]),
    );
    return {
      trackId,
      durationSeconds: embedding.info.durationSeconds,
      model: model.identity,
      song: Array.from(embedding.song),
      clips: embedding.clips.map(({ startSeconds, embedding: vector }) => ({
        startSeconds,
        vector: Array.from(vector),
      })),
      warnings: tellWarnings(file, embedding.info),
    };
  });
  reportWarnings(context.terminal, document.warnings);
  return { document, text: () => embedText(document) };
}

function embedText({ trackId, durationSeconds, model, song, clips }: EmbedDocument): string {
  return [
    `${formatTime(durationSeconds)} · ${clips.length} clips · ${song.length} dimensions · ${model.name} ${model.version}`,
    `track ${trackId}`,
    'The vectors themselves come with --json.',
  ].join('\n');
}
