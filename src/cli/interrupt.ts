import type { Terminal } from './terminal.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * The first signal asks the work to stop where the library is whole; the second ends the process at once, as if nobody had listened to it (130 in a
 * shell, for Ctrl-C): `process.exit` would wait for nothing either, but take the model's libraries down while their threads are at work, which aborts.
 */
export function onInterrupt(terminal: Terminal): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const release = (): void => {
    for (const name of SIGNALS) process.off(name, stop);
  };
  const stop = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) {
      release();
      process.kill(process.pid, name);
      return;
    }
    terminal.report('\nStopping in order; press Ctrl-C again to stop at once.\n');
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, stop);
  return { signal: controller.signal, release };
}
