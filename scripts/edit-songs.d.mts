export interface Edit {
  readonly name: string;
  readonly keeps: readonly (readonly [number, number])[];
  readonly speed: number;
  readonly sound: string;
  readonly encoding: readonly string[];
}

interface Span {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export interface FoundSpan extends Span {
  readonly foundStartSeconds: number | null;
  readonly foundEndSeconds: number | null;
}

export interface MatchScore {
  kept: number;
  placed: number;
  cut: number;
  left: number;
}

export const EDITS: readonly Edit[];
export function extensionOf(edit: Edit): string;
export function canEdit(): boolean;
export function editSong(song: string, durationSeconds: number, edit: Edit, stem: string): string;
export function placesInEdit(span: Span, durationSeconds: number, edit: Edit): (Span & { share: number })[];
export function scoreMatches(matches: readonly FoundSpan[], durationSeconds: number, edit: Edit): MatchScore;
