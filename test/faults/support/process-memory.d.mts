export interface MemoryPeak {
  largestMegabytes: number;
  totalMegabytes: number;
}
export function treeMegabytes(root: number): number[];
export function watchMemory(root: number, intervalMs?: number): { peak: MemoryPeak; stop(): MemoryPeak };
