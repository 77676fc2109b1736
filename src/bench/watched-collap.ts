/** `collap`, watched from inside: tells through file descriptor 3, line by line, for how many milliseconds its main thread kept others waiting at most. */
import { writeSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 1;
const LINE_EVERY_MS = 50;
const NANOSECONDS_PER_MS = 1e6;
const DELAYS_DESCRIPTOR = 3;

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
setInterval(() => {
  writeSync(DELAYS_DESCRIPTOR, `${Math.max(0, delay.max / NANOSECONDS_PER_MS - RESOLUTION_MS)}\n`);
  delay.reset();
}, LINE_EVERY_MS).unref();

await import(new URL('../cli/main.js', import.meta.url).href); // the command line is started here, not used
