import { median } from './median.js';

export interface RetrievalMetrics {
  /** Share of queries whose right answer is among the first k. */
  readonly 'recall@1': number;
  readonly 'recall@5': number;
  readonly 'recall@10': number;
  readonly medianRank: number;
  /** Mean reciprocal rank. */
  readonly mrr: number;
  /** Queries. */
  readonly n: number;
}

/** @param ranks - rank of the right answer of every query, from 1. */
export function retrievalMetrics(ranks: readonly number[]): RetrievalMetrics {
  const mean = (value: (rank: number) => number) => ranks.reduce((sum, rank) => sum + value(rank), 0) / ranks.length;
  const recall = (k: number) => mean((rank) => (rank <= k ? 1 : 0));
  return {
    'recall@1': recall(1),
    'recall@5': recall(5),
    'recall@10': recall(10),
    medianRank: median(ranks),
    mrr: mean((rank) => 1 / rank),
    n: ranks.length,
  };
}
