/**
 * Every text against every song, with the score that `find` uses: fusion, chance, avoidance and nudges.
 * Legend: R = vectors of all texts, A = songs, N = clips of a song, D = embedding size.
 */
import type { ModelCard, TextVariant } from '../model/card.js';
import type { Model } from '../model/model.js';
import { type ChanceLevel, standardise } from '../retrieve/chance-level.js';
import { type DescriptionVectors, embedDescriptions } from '../retrieve/embed-description.js';
import type { Story } from '../retrieve/find-story.js';
import { type FusionParameters, fuseSimilarities } from '../retrieve/fuse.js';
import { nudge } from '../retrieve/measured-hints.js';
import type { ParsedDescription } from '../retrieve/parse-description.js';
import { combineScores } from '../retrieve/score-song.js';
import { toMetric } from '../retrieve/vectors.js';
import type { EvalSong } from './eval-song.js';
import { createMatrixProduct } from './matrix-product.js';

export interface ScoreMatrix {
  readonly songCount: number;
  /** Shape (texts, A), row-major, on the scale that was asked for. */
  readonly scores: Float64Array;
}

/** A clause, or all wanted sentences together, as rows of the table of text vectors. */
interface FusedRows {
  readonly firstSentence: number;
  readonly sentenceCount: number;
  readonly whole: number;
  readonly story?: Story;
  readonly chance: ChanceLevel;
}

interface TextRows {
  readonly wanted: FusedRows | null;
  readonly avoided: readonly FusedRows[];
}

/**
 * How scores are told: in standard deviations above chance, as `find` ranks songs; or plain, as the model was trained to
 * compare texts of one song. A deviation over many songs is larger for what sets songs apart, so dividing by it hides
 * just the texts that are clearest: `docs/decisions/0004-model-recipe.md`.
 */
export type ScoreScale = 'chance' | 'plain';

/** @param texts - parsed descriptions; their order is that of the matrix's rows. */
export async function scoreTexts(
  texts: readonly ParsedDescription[],
  songs: readonly EvalSong[],
  model: Model,
  { variant, scale }: { variant?: TextVariant | undefined; scale: ScoreScale },
): Promise<ScoreMatrix> {
  const { card } = model;
  const { rows, table } = tabulate(await embedDescriptions(texts, model, variant));
  const product = await createMatrixProduct();
  try {
    const globals = await product.multiply(
      table,
      join(
        songs.map((song) => song.song),
        card,
      ),
      card.embeddingSize,
    );
    const scores = new Float64Array(texts.length * songs.length);
    for (const [a, song] of songs.entries()) {
      const similarity = await product.multiply(table, join(song.clips, card), card.embeddingSize);
      const fused = (part: FusedRows) => {
        const global = globals[part.whole * songs.length + a] as number;
        const score = fuseRows(part, similarity, song.clips.length, global, card.fusion);
        return scale === 'plain' ? score : standardise(score, part.chance);
      };
      for (const [t, { wanted, avoided }] of rows.entries()) {
        const heard = combineScores(wanted && fused(wanted), wanted?.sentenceCount ?? 0, avoided.map(fused));
        scores[t * songs.length + a] = heard + nudge((texts[t] as ParsedDescription).hints, song);
      }
    }
    return { songCount: songs.length, scores };
  } finally {
    await product.close();
  }
}

function fuseRows(
  { firstSentence, sentenceCount, story }: FusedRows,
  similarity: Float32Array,
  clipCount: number,
  global: number,
  fusion: FusionParameters,
): number {
  const from = firstSentence * clipCount;
  const own = similarity.subarray(from, from + sentenceCount * clipCount);
  return fuseSimilarities(own, sentenceCount, clipCount, global, fusion, story).score;
}

/** Lays the vectors of all texts one under the other, the sentences of a text together. */
function tabulate(descriptions: readonly DescriptionVectors[]): { rows: TextRows[]; table: Float32Array } {
  const vectors: Float32Array[] = [];
  const add = (vector: Float32Array) => vectors.push(vector) - 1;
  const rows = descriptions.map(({ wanted, avoided }): TextRows => {
    const alone = avoided.map(({ vector, chance }) => {
      const row = add(vector);
      return { firstSentence: row, sentenceCount: 1, whole: row, chance };
    });
    if (!wanted) return { wanted: null, avoided: alone };
    const whole = add(wanted.whole);
    const sentences = wanted.sentences.map((sentence) => add(sentence.vector));
    const firstSentence = sentences[0] as number;
    return {
      wanted: {
        firstSentence,
        sentenceCount: sentences.length,
        whole,
        story: wanted.story,
        chance: wanted.chance,
      },
      avoided: alone,
    };
  });
  return { rows, table: concatenate(vectors) };
}

function join(vectors: readonly Float32Array[], card: ModelCard): Float32Array {
  return concatenate(vectors.map((vector) => toMetric(vector, card.metric)));
}

function concatenate(vectors: readonly Float32Array[]): Float32Array {
  const size = vectors[0]?.length ?? 0;
  const joined = new Float32Array(vectors.length * size);
  for (const [index, vector] of vectors.entries()) joined.set(vector, index * size);
  return joined;
}
