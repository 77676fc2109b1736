/** What a run over several files did, or would do. */
import type { ErrorDocument } from '../errors.js';
import type { TagChange, TagPlan } from './plan-changes.js';

export interface TaggedFile extends TagPlan {
  readonly path: string;
  /** What kind of tags the file has, such as `ID3v2.3`; null where they were not looked at. */
  readonly kind: string | null;
  /** `proposed` and `written` have changes; `restored` is a file that was taken back. */
  readonly status: 'unchanged' | 'proposed' | 'written' | 'restored';
  readonly changes: readonly TagChange[];
}

export interface TagReport {
  /** Whether any file was changed. */
  readonly written: boolean;
  readonly files: TaggedFile[];
  readonly failed: (ErrorDocument & { readonly path: string })[];
}
