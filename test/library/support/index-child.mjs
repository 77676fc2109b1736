// Indexes a folder with the built collap and a fake model, says when it begins, and names every file whose outcome is stored: to be killed.
// usage: node index-child.mjs LIBRARY FOLDER DELAY_MS
import { indexPaths } from '../../../dist/library/index-paths.js';
import { openLibrary } from '../../../dist/library/library.js';
import { fakeWorkspace } from './fake-workspace.mjs';

const [libraryDir, folder, delayMs] = process.argv.slice(2);
const workspace = fakeWorkspace({ libraryDir, openLibrary, delayMs: Number(delayMs) });
process.stdout.write('begun\n');
const report = await indexPaths(workspace, [folder], {
  onProgress: ({ message }) => process.stdout.write(`stored ${message}\n`),
});
process.stdout.write(`report ${JSON.stringify(report)}\n`);
