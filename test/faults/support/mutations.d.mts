export interface FaultSource {
  readonly extension: string;
  readonly bytes: Buffer;
}
export function loadSources(): FaultSource[];
export const MUTATION_NAMES: readonly string[];
export function mutate(n: number, sources: readonly FaultSource[]): { name: string; kind: string; bytes: Buffer };
