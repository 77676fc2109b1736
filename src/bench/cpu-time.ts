/** Time that work takes: as seconds on the clock, and as seconds of a processor, which other programs disturb less. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Spent {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Measures work of this process, its worker threads included. */
export async function timeWork<T>(work: () => Promise<T>): Promise<Spent & { readonly result: T }> {
  const [startMs, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (performance.now() - startMs) / 1000, cpuSeconds: (user + system) / 1e6 };
}

interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  /** Its own, and that of its children that have ended. */
  readonly cpuSeconds: number;
  /** Its share of the memory: pages that several processes use count in parts. */
  megabytes(): number;
}

const TICKS_PER_SECOND = 100;
const PAGES_PER_MEGABYTE = 256;
const KILOBYTES_PER_MEGABYTE = 1024;

/** A process and all that it started; empty where the system has no /proc. */
export function readProcessTree(root: number): ProcessFacts[] {
  const all = listProcesses();
  const tree = new Set([root]);
  for (let size = 0; size < tree.size; ) {
    size = tree.size;
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid);
  }
  return all.filter(({ pid }) => tree.has(pid));
}

function listProcesses(): ProcessFacts[] {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return pids.flatMap((pid) => readFacts(pid) ?? []);
  } catch {
    return []; // no /proc
  }
}

/** Source: proc(5), the fields of /proc/PID/stat behind the name, which may hold spaces. */
function readFacts(pid: string): ProcessFacts | null {
  try {
    const fields = (readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1) as string).split(' ').map(Number);
    const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + (fields[field] as number), 0);
    return {
      pid: Number(pid),
      parent: fields[1] as number,
      cpuSeconds: ticks / TICKS_PER_SECOND,
      megabytes: () => readShare(pid) ?? (fields[21] as number) / PAGES_PER_MEGABYTE,
    };
  } catch {
    return null; // it has just ended
  }
}

/** Source: proc(5), smaps_rollup. */
function readShare(pid: string): number | null {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) / KILOBYTES_PER_MEGABYTE;
  } catch {
    return null; // it has just ended, or is another user's
  }
}

/** Seconds that all cores together have stood idle since the machine started; null where the system has no /proc. */
export function readIdleSeconds(): number | null {
  try {
    const fields = (readFileSync('/proc/stat', 'latin1').split('\n', 1)[0] as string).trim().split(/\s+/).map(Number);
    return ((fields[4] as number) + (fields[5] as number)) / TICKS_PER_SECOND; // idle, and waiting for disks
  } catch {
    return null;
  }
}

/** @param share - 0..1, such as .95. @returns the value that so many of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Rounded to three figures: more would only be noise. */
export function brief(value: number): number {
  return Number(value.toPrecision(3));
}
