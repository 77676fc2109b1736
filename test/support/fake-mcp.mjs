// The compiled stdio server on fakes: `node test/support/fake-mcp.mjs LIBRARY_DIR [ROOT…]`.
import { CollapError } from '../../dist/errors.js';
import { createIndexJobs } from '../../dist/library/index-jobs.js';
import { serveMcpStdio } from '../../dist/server/stdio.js';
import { createMcpServer } from '../../dist/tools/create-mcp-server.js';
import { fakeIndexer, fakeUseCases, fakeWorkspace } from './fake-collap.mjs';

const [libraryDir, ...roots] = process.argv.slice(2);
const log = (line) => process.stderr.write(`${line}\n`);
const workspace = fakeWorkspace({ libraryDir, roots });
const jobs = createIndexJobs(workspace, fakeIndexer(CollapError, log));
const useCases = fakeUseCases(CollapError, log);
await serveMcpStdio(workspace, { jobs, factory: () => createMcpServer(workspace, jobs, useCases) });
log('served');
