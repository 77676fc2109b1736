/** Work that nobody waits for gives way to what somebody does. */
import { constants, setPriority } from 'node:os';

/**
 * Lowers the priority of the calling thread, where the system knows priorities of threads, or of the calling process if it is one of its own.
 *
 * @param scope - `process` from the entry of a process, `thread` from that of a worker thread.
 */
export function giveWay(scope: 'process' | 'thread'): void {
  if (scope === 'thread' && process.platform !== 'linux') return; // elsewhere it would hold for the whole process
  try {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // a system that forbids it is only less polite
  }
}
