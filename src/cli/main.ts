#!/usr/bin/env node
import { runCommandLine } from './run-command-line.js';
import { openTerminal } from './terminal.js';

const terminal = openTerminal();
const exitCode = await runCommandLine(process.argv.slice(2), terminal);
await terminal.flush();
process.exit(exitCode);
