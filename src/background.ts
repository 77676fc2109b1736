/** Work that nobody waits for gives way to what somebody does. */
import { constants, getPriority, setPriority } from 'node:os';

/**
 * To whom work gives way: to nobody, to other programs, of which one that takes all it can get still leaves a tenth of a core, or to everything,
 * questions above all: each crosses several threads, and at ten steps it waited at some of them for what indexes.
 */
export type GivesWay = 'toNone' | 'toPrograms' | 'toAll';

const STEPS = {
  toNone: 0,
  toPrograms: constants.priority.PRIORITY_BELOW_NORMAL,
  toAll: constants.priority.PRIORITY_LOW,
} as const satisfies Record<GivesWay, number>;
const LOWEST = constants.priority.PRIORITY_LOW;

/**
 * Lowers the priority of the calling thread, where the system knows priorities of threads, or of the calling process if it is one of its own.
 *
 * @param scope - `process` from the entry of a process, `thread` from that of a worker thread.
 */
export function giveWay(scope: 'process' | 'thread', givesWay: GivesWay): void {
  if (givesWay === 'toNone') return;
  if (scope === 'thread' && process.platform !== 'linux') return; // elsewhere it would hold for the whole process
  try {
    setPriority(Math.min(LOWEST, getPriority() + STEPS[givesWay]));
  } catch {
    // a system that forbids it is only less polite
  }
}
