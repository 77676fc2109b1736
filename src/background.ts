/** Work that nobody waits for gives way to what somebody does. */
import { constants, getPriority, setPriority } from 'node:os';

/**
 * Enough for a question to take the core at once (4 steps made it wait three times as long), and little enough that a program that takes all it
 * can get leaves a tenth of a core to the work.
 */
const STEPS = constants.priority.PRIORITY_BELOW_NORMAL;
const LOWEST = constants.priority.PRIORITY_LOW;

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
