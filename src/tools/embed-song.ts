import * as z from 'zod';
import { tellWarnings } from '../audio/tell-warnings.js';
import { withReadableText } from '../library/readable-path.js';
import { nameSong } from './name-song.js';
import { countFitting, estimateTokens, round } from './result-budget.js';
import { defineTool, type ToolCall } from './tool.js';

export const embedSongInput = z.strictObject({
  song: z
    .string()
    .min(1)
    .max(4_096)
    .describe('A trackId, a title or file name, or an absolute path; the file need not be in the library.'),
  clipVectors: z
    .boolean()
    .default(false)
    .describe('Whether to return clip vectors, too: about 1,500 tokens each, so a few an answer.'),
  firstClip: z
    .int()
    .min(0)
    .max(100_000)
    .default(0)
    .describe('The first clip to return, from 0; nextClip of the answer before goes on.'),
});

export const embedSongOutput = z.object({
  trackId: z.string().describe('Hash of the encoded audio without its tags; the same for copies of a file.'),
  durationSeconds: z.number(),
  model: z
    .object({ name: z.string(), version: z.string(), sha256: z.string() })
    .describe('Vectors of two models must not be compared.'),
  song: z.array(z.number()).describe('Shape (D), 4 decimals; compare by the dot product.'),
  clips: z.array(
    z.object({
      startSeconds: z.number().describe('In seconds.'),
      vector: z.array(z.number()).optional().describe('Shape (D), 4 decimals; only with clipVectors.'),
    }),
  ),
  nextClip: z.uint32().nullable().describe('Give it as firstClip for the clips that follow; null at the end.'),
  warnings: z.array(z.string()),
});

/** One song in; its song vector and its clips out, from the library where it is indexed, else from the file. */
export const embedSongTool = defineTool({
  name: 'embed_song',
  title: 'Embed a song',
  description:
    'Returns the vector of one song and where its clips lie; the clip vectors on request. For programs that compare or cluster music themselves. ' +
    'Do not use it to search (find_songs), to name genre or mood (classify_song), or to add a file to the library (index_songs).',
  input: embedSongInput,
  output: embedSongOutput,
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async run({ song, clipVectors, firstClip }, call) {
    const embedded = await embed(song, call);
    const head = { ...embedded, song: shorten(embedded.song), clips: [] };
    const clips = embedded.clips.slice(firstClip).map(({ startSeconds, embedding }) => ({
      startSeconds: round(startSeconds, 2),
      ...(clipVectors && { vector: shorten(embedding) }),
    }));
    const fitting = countFitting(clips, call.maxTokens - estimateTokens(head) - 20);
    const next = firstClip + fitting;
    return { ...head, clips: clips.slice(0, fitting), nextClip: next < embedded.clips.length ? next : null };
  },
});

const shorten = (vector: Float32Array): number[] => Array.from(vector, (value) => round(value, 4));

async function embed(reference: string, call: ToolCall) {
  const { workspace, useCases, signal, onProgress } = call;
  const named = await nameSong(workspace, reference);
  const model = await workspace.model();
  if (named.track !== null) {
    const { trackId, durationSeconds, song } = named.track;
    const clips = (await (await workspace.library()).clips([trackId])).get(trackId) ?? [];
    return { trackId, durationSeconds: round(durationSeconds, 2), model: model.identity, song, clips, warnings: [] };
  }
  const { decoders } = workspace;
  const [trackId, embedding] = await withReadableText(named.path, (readable) =>
    Promise.all([
      useCases.hashEncodedAudio(readable),
      useCases.embedSong(readable, { decoders, model, signal, onProgress }),
    ]),
  );
  const { info, song, clips } = embedding;
  const warnings = tellWarnings(named.path, info);
  return { trackId, durationSeconds: round(info.durationSeconds, 2), model: model.identity, song, clips, warnings };
}
