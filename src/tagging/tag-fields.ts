/** The nouns of tagging: fields, their values, and a file's tags as they can be read and rewritten. */
import { CollapError } from '../errors.js';
import type { Chapter } from './chapter.js';
import type { Piece } from './file-pieces.js';

/** Fields that every format has a place of its own for. */
export const STANDARD_FIELDS = ['genre', 'mood', 'bpm', 'key', 'comment'] as const;
export type StandardField = (typeof STANDARD_FIELDS)[number];

/** A standard field, or the name of a custom one as the user wrote it, such as `GROUPING`. */
export type TagField = string;

/** New values by field; an empty list removes the field. */
export type TagChanges = ReadonlyMap<TagField, readonly string[]>;

/** How the field of chapters is called where fields are named; it holds no text. */
export const CHAPTERS = 'chapters';

export function isStandardField(field: TagField): field is StandardField {
  return (STANDARD_FIELDS as readonly string[]).includes(field);
}

/** The tags of one file, of one kind. */
export interface TagStore {
  /** Such as `ID3v2.3` or `Vorbis comment`, for people. */
  readonly kind: string;
  /** What stands in the file; empty where the field is missing. */
  read(field: TagField): readonly string[];
  /** In playing order; null where tags of this kind have no place for chapters. */
  readChapters(): Promise<readonly Chapter[] | null>;
  /**
   * The file with other values; everything else is kept byte for byte.
   *
   * @param chapters - take the place of those that are there; without them, those stay.
   * @throws {@link CollapError} `E_TAG_FIELD` when the format has no place for a field or for chapters, `E_LIMIT` for more chapters than it
   *   can hold.
   */
  rewrite(changes: TagChanges, chapters?: readonly Chapter[]): Promise<readonly Piece[]>;
}

export function damagedTags(path: string, reason: string, cause?: unknown): CollapError {
  return new CollapError(
    'E_TAG_DAMAGED',
    `The tags of ${path} are damaged: ${reason}. Nothing was changed.`,
    'Mend them with a tag editor (Kid3, Picard) or copy the file again from its source.',
    { cause },
  );
}

export function noTagFormat(path: string, reason: string, remedy: string): CollapError {
  return new CollapError('E_TAG_FORMAT', `${path}: ${reason} Nothing was changed.`, remedy);
}

export function noTagField(
  field: TagField,
  reason: string,
  remedy = 'Leave the field out, or give it another name.',
): CollapError {
  return new CollapError(
    'E_TAG_FIELD',
    `The field "${field}" cannot be written: ${reason}. Nothing was changed.`,
    remedy,
  );
}
