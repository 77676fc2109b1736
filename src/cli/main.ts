#!/usr/bin/env -S MALLOC_ARENA_MAX=1 node
// One heap for all threads (glibc): with one for each, the store's threads make indexing grow by a hundred megabytes over 3,000 songs (docs/performance.md).
import { setFlagsFromString } from 'node:v8';
import { runCommandLine } from './run-command-line.js';
import { openTerminal } from './terminal.js';

/**
 * Garbage is collected when so much has been added to what is kept. Samples count with it, and V8 by itself collects many times a second while songs
 * are indexed; whoever asks meanwhile waits for each (docs/performance.md).
 */
const HEAP_GROWTH_PERCENT = 200;
setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`);

/** Node ends a process whose pending work holds no open handle (idle child processes and sockets do not); a command ends when it says so. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
setInterval(() => {}, LONGEST_TIMER_MS);

const terminal = openTerminal();
const exitCode = await runCommandLine(process.argv.slice(2), terminal);
await terminal.flush();
process.exit(exitCode);
