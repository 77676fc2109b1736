// Resident memory of a process and of all that it started, from /proc (Linux only).
import { readdirSync, readFileSync } from 'node:fs';

/** The parent and the resident megabytes of a process; null when it has just ended. */
function lookAt(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'latin1');
    const number = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
    return { pid, parent: number('PPid'), megabytes: number('VmRSS') / 1024 };
  } catch {
    return null;
  }
}

/** @returns megabytes of each process of the tree under `root`, itself included; empty without /proc. */
export function treeMegabytes(root) {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const all = pids.map(lookAt).filter((process) => process !== null);
  const tree = new Set([root]);
  for (let before = 0; before < tree.size; ) {
    before = tree.size;
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(Number(pid));
  }
  return all.filter(({ pid }) => tree.has(Number(pid))).map(({ megabytes }) => megabytes);
}

/** Watches the tree under a process. `stop` gives the peak of the largest process and of all together. */
export function watchMemory(root, intervalMs = 100) {
  const peak = { largestMegabytes: 0, totalMegabytes: 0 };
  const look = () => {
    const sizes = treeMegabytes(root);
    peak.largestMegabytes = Math.max(peak.largestMegabytes, ...sizes);
    peak.totalMegabytes = Math.max(
      peak.totalMegabytes,
      sizes.reduce((sum, size) => sum + size, 0),
    );
  };
  const timer = setInterval(look, intervalMs);
  timer.unref();
  const stop = () => {
    clearInterval(timer);
    look();
    return peak;
  };
  return { peak, stop };
}
