#!/usr/bin/env -S MALLOC_ARENA_MAX=1 node
// One heap for all threads (glibc): with one for each, the store's threads make indexing grow by a hundred megabytes over 3,000 songs (docs/performance.md).
import { runCommandLine } from './run-command-line.js';
import { openTerminal } from './terminal.js';

/** Node ends a process whose pending work holds no open handle (idle child processes and sockets do not); a command ends when it says so. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
setInterval(() => {}, LONGEST_TIMER_MS);

const terminal = openTerminal();
const exitCode = await runCommandLine(process.argv.slice(2), terminal);
await terminal.flush();
process.exit(exitCode);
