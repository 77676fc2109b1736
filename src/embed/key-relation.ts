/** How two keys are related, as musicians and key detectors mistake them. */
import { KEY_NAMES } from './key-names.js';

/** Of the second key to the first: a fifth above or below, or the same notes or tonic in the other mode. */
export type KeyRelation = 'same' | 'fifth above' | 'fifth below' | 'relative' | 'parallel' | 'other';

/** @param reference - one of `KEY_NAMES`, and so the key found. */
export function relateKeys(reference: string, found: string): KeyRelation {
  const [first, second] = [KEY_NAMES.indexOf(reference), KEY_NAMES.indexOf(found)];
  const isMinor = first >= 12;
  const steps = (second - first + 24) % 12;
  if (isMinor === second >= 12) {
    if (steps === 0) return 'same';
    return steps === 7 ? 'fifth above' : steps === 5 ? 'fifth below' : 'other';
  }
  if (steps === 0) return 'parallel';
  return steps === (isMinor ? 3 : 9) ? 'relative' : 'other';
}
