import { KEY_NAMES } from '../../embed/key-names.js';

const FIFTH_SCORE = 0.5;
const RELATIVE_SCORE = 0.3;
const PARALLEL_SCORE = 0.2;

/**
 * How near an estimated key is to the reference, 0..1; no estimate is worth nothing.
 *
 * @param reference - one of `KEY_NAMES`, and so the estimate.
 * Source: MIREX audio key detection, as mir_eval 0.7 `key.weighted_score`.
 */
export function weighKey(reference: string, estimated: string | null): number {
  if (estimated === null) return 0;
  const [truth, found] = [KEY_NAMES.indexOf(reference), KEY_NAMES.indexOf(estimated)];
  if (truth === found) return 1;
  const [truthIsMinor, foundIsMinor] = [truth >= 12, found >= 12];
  const steps = (found - truth + 24) % 12;
  if (truthIsMinor === foundIsMinor) return steps === 7 ? FIFTH_SCORE : 0;
  if (steps === (truthIsMinor ? 3 : 9)) return RELATIVE_SCORE;
  return steps === 0 ? PARALLEL_SCORE : 0;
}
