/** Work that nobody waits for gives way to what somebody does. */
import { getPriority, setPriority } from 'node:os';

/** Enough for questions to come first, and little enough that a busy machine does not starve the work. */
const STEPS = 4;
const LOWEST = 19;

/**
 * Lowers the priority of the calling thread, where the system knows priorities of threads, or of the calling process if it is one of its own.
 *
 * @param scope - `process` from the entry of a process, `thread` from that of a worker thread.
 */
export function giveWay(scope: 'process' | 'thread'): void {
  if (scope === 'thread' && process.platform !== 'linux') return; // elsewhere it would hold for the whole process
  try {
    setPriority(Math.min(LOWEST, getPriority() + STEPS));
  } catch {
    // a system that forbids it is only less polite
  }
}
