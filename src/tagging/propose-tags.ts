/** From what was heard to what is to be written. */
import type { Chapter } from './chapter.js';
import { foldTempo } from './fold-tempo.js';
import type { HeardForTags } from './hear-for-tags.js';
import { notateKey } from './key-notation.js';
import { CHAPTERS } from './tag-fields.js';
import type { AskedField, LeftOutField, TagProposal, TagRules } from './tag-rules.js';

export interface TagProposals {
  readonly proposals: readonly TagProposal[];
  /** Null where none are asked for, or there is nothing to tell apart. */
  readonly chapters: readonly Chapter[] | null;
  readonly leftOut: readonly LeftOutField[];
}

type Answer = { readonly value: string; readonly probability: number | null } | { readonly reason: string };

const PLACEHOLDER = /\{([^{}]+)\}/g;

/** Values for the fields of the rules; only labels that are certain, only templates whose every part is known. */
export function proposeTags(heard: HeardForTags, rules: TagRules): TagProposals {
  const proposals: TagProposal[] = [];
  const leftOut: LeftOutField[] = [];
  const answers: [string, Answer][] = [
    ...rules.fields.filter(isText).map((field): [string, Answer] => [field, answer(field, heard, rules)]),
    ...Object.entries(rules.templates).map(([field, text]): [string, Answer] => [field, fill(text, heard, rules)]),
  ];
  for (const [field, given] of answers) {
    if ('reason' in given) leftOut.push({ field, reason: given.reason });
    else proposals.push({ field, ...given });
  }
  const chapters = rules.fields.includes(CHAPTERS) && heard.chapters ? heard.chapters : [];
  if (chapters.length > 1) return { proposals, chapters, leftOut };
  if (rules.fields.includes(CHAPTERS)) leftOut.push({ field: CHAPTERS, reason: 'no sections to tell apart' });
  return { proposals, chapters: null, leftOut };
}

const isText = (field: AskedField): boolean => field !== CHAPTERS;

/** @param name - `bpm`, `key`, or a group of labels. */
function answer(name: string, heard: HeardForTags, rules: TagRules): Answer {
  if (name === 'bpm') return answerTempo(heard.tempoBpm, rules);
  if (name === 'key') {
    const key = heard.key === null ? null : notateKey(heard.key, rules.keyNotation);
    return key === null ? { reason: 'no clear key' } : { value: key, probability: null };
  }
  const labels = Object.hasOwn(heard.groups, name) ? heard.groups[name] : undefined;
  const best = labels?.reduce((first, next) => (next.probability > first.probability ? next : first));
  if (!best) return { reason: `the model has no group "${name}"` };
  const percent = `${Math.round(best.probability * 100)} %`;
  if (best.probability < rules.threshold) return { reason: `not certain: ${best.label} ${percent} at best` };
  const word = rules.vocabulary[name]?.[best.label];
  if (word === null) return { reason: `the vocabulary leaves out ${best.label}` };
  return { value: word ?? best.label, probability: best.probability };
}

function answerTempo(tempoBpm: number | null, { tempoRange }: TagRules): Answer {
  if (tempoBpm === null || tempoBpm <= 0) return { reason: 'no clear tempo' };
  const folded = tempoRange ? foldTempo(tempoBpm, tempoRange) : tempoBpm;
  if (folded !== null) return { value: String(Math.round(folded)), probability: null };
  return { reason: `${Math.round(tempoBpm)} BPM has no half or double in ${tempoRange?.join('..')}` };
}

function fill(text: string, heard: HeardForTags, rules: TagRules): Answer {
  const missing: string[] = [];
  const value = text.replace(PLACEHOLDER, (_, name: string) => {
    const given = answer(name, heard, rules);
    if ('value' in given) return given.value;
    missing.push(`{${name}}: ${given.reason}`);
    return '';
  });
  return missing.length > 0 ? { reason: missing.join('; ') } : { value, probability: null };
}
