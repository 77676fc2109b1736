import { type KeyRelation, relateKeys } from '../../embed/key-relation.js';

/** Source: MIREX audio key detection, as mir_eval 0.7 `key.weighted_score`. */
const SCORES: Readonly<Partial<Record<KeyRelation, number>>> = {
  same: 1,
  'fifth above': 0.5,
  relative: 0.3,
  parallel: 0.2,
};

/**
 * How near an estimated key is to the reference, 0..1; no estimate is worth nothing.
 *
 * @param reference - one of `KEY_NAMES`, and so the estimate.
 */
export function weighKey(reference: string, estimated: string | null): number {
  return estimated === null ? 0 : (SCORES[relateKeys(reference, estimated)] ?? 0);
}
