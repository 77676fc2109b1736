/** What a user wants written, and how. */
import { CollapError } from '../errors.js';
import type { Range } from '../library/track-filter.js';
import type { KeyNotation } from './key-notation.js';
import { CHAPTERS, STANDARD_FIELDS, type TagField } from './tag-fields.js';
import type { Vocabulary } from './vocabulary.js';

/** Fields that are asked for by name; a comment takes part through its template only. */
export const ASKED_FIELDS = ['genre', 'mood', 'bpm', 'key', CHAPTERS] as const;
export type AskedField = (typeof ASKED_FIELDS)[number];

/** Names that no field of a user's own may have: they are written by options of their own. */
const TAKEN_NAMES: ReadonlySet<string> = new Set([...STANDARD_FIELDS, CHAPTERS]);

/** What says which recording a file holds, in the names of Vorbis comments, APEv2 and MP4, without case, spaces and signs: left to people. */
const IDENTITY_NAMES: ReadonlySet<string> = new Set([
  ...[
    'title',
    'subtitle',
    'artist',
    'artists',
    'performer',
    'composer',
    'album',
    'albumartist',
    'ensemble',
    'compilation',
  ],
  ...['track', 'tracknumber', 'tracktotal', 'totaltracks', 'disc', 'discnumber', 'disctotal', 'totaldiscs', 'disk'],
  ...['date', 'year', 'originaldate', 'originalyear', 'isrc', 'barcode', 'copyright', 'metadatablockpicture'],
]);

export interface TagRules {
  readonly fields: readonly AskedField[];
  /** Least probability of a label within its group that is certain enough, 0..1. */
  readonly threshold: number;
  /** Leaves fields alone that hold anything. */
  readonly onlyMissing: boolean;
  readonly keyNotation: KeyNotation;
  /** Tempos are doubled or halved into it, in BPM. */
  readonly tempoRange?: Range;
  readonly vocabulary: Vocabulary;
  /** Texts with `{genre}`, `{mood}`, `{instrument}`, `{voice}`, `{bpm}`, `{key}`, by field: `comment`, or any name. */
  readonly templates: Readonly<Record<TagField, string>>;
}

export const DEFAULT_RULES: TagRules = {
  fields: ['genre', 'mood', 'bpm', 'key'],
  threshold: 0.5,
  onlyMissing: false,
  keyNotation: 'name',
  vocabulary: {},
  templates: {},
};

/** A value for one field. */
export interface TagProposal {
  readonly field: TagField;
  readonly value: string;
  /** Of the label, 0..1; null for what is measured or put together. */
  readonly probability: number | null;
}

/** A field that gets no value, and why. */
export interface LeftOutField {
  readonly field: TagField;
  readonly reason: string;
}

/** What a caller says of the rules; the rest is {@link DEFAULT_RULES}. */
export interface GivenRules {
  readonly fields?: TagRules['fields'] | undefined;
  readonly threshold?: number | undefined;
  readonly onlyMissing?: boolean | undefined;
  readonly keyNotation?: KeyNotation | undefined;
  readonly tempoRange?: Range | undefined;
  readonly vocabulary?: Vocabulary | undefined;
  readonly comment?: string | undefined;
  /** Templates by the name of a custom field. */
  readonly custom?: Readonly<Record<string, string>> | undefined;
}

/** @throws {@link CollapError} `E_USAGE` for a custom field that is called like a standard one, or like what collap leaves to people. */
export function makeRules({ comment, custom = {}, ...given }: GivenRules): TagRules {
  checkNames(Object.keys(custom));
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...DEFAULT_RULES, ...said, templates: { ...custom, ...(comment !== undefined && { comment }) } };
}

function checkNames(custom: readonly string[]): void {
  const taken = custom.find((name) => TAKEN_NAMES.has(name.toLowerCase()));
  if (taken !== undefined) {
    throw new CollapError(
      'E_USAGE',
      `"${taken}" is a field that collap knows.`,
      'Write it with the options for fields and for the comment, or choose another name.',
    );
  }
  const identity = custom.find((name) => IDENTITY_NAMES.has(name.toLowerCase().replace(/[^a-z]/g, '')));
  if (identity !== undefined) {
    throw new CollapError(
      'E_USAGE',
      `"${identity}" says which recording a file holds, and collap does not write that.`,
      'Write it with a tag editor (Kid3, Picard), or choose another name, such as GROUPING.',
    );
  }
}
