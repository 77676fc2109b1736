import { McpServer } from '@modelcontextprotocol/server';
import type { IndexJobs } from '../library/index-jobs.js';
import type { Workspace } from '../library/workspace.js';
import { PACKAGE_VERSION } from '../package-version.js';
import { alignStructureTool } from './align-structure.js';
import { classifySongTool } from './classify-song.js';
import { describeSongTool } from './describe-song.js';
import { embedSongTool } from './embed-song.js';
import { exportAnnotationsTool } from './export-annotations.js';
import { findSimilarTool } from './find-similar.js';
import { findSongsTool } from './find-songs.js';
import { getLibraryStatusTool } from './get-library-status.js';
import { indexSongsTool } from './index-songs.js';
import { registerTool } from './register-tool.js';
import { registerSelfSimilarity } from './self-similarity-resource.js';
import type { Tool } from './tool.js';
import { type UseCases, useCases } from './use-cases.js';
import { writeTagsTool } from './write-tags.js';

/** Every tool, in the order in which a caller meets them. */
export const TOOLS: readonly Tool[] = [
  indexSongsTool,
  getLibraryStatusTool,
  findSongsTool,
  findSimilarTool,
  alignStructureTool,
  classifySongTool,
  describeSongTool,
  embedSongTool,
  exportAnnotationsTool,
  writeTagsTool,
];

const INSTRUCTIONS =
  'collap answers long descriptions of music with songs from a local library, and shows for every sentence the time span that answers it. ' +
  'Start with get_library_status; when nothing is indexed, call index_songs on the music folder (roots of the status are allowed) and follow the job. ' +
  'Describe music to find_songs in English, one sentence for each thing to hear, in the order in which it happens. Times are in seconds.';

/**
 * A server with every tool and resource. The transports call it once for a connection or a request, so it only registers; workspace and jobs are
 * built once and shared.
 *
 * @param cases - the use cases behind the tools; replaced in tests.
 */
export function createMcpServer(workspace: Workspace, jobs: IndexJobs, cases: UseCases = useCases): McpServer {
  const server = new McpServer(
    { name: 'collap', title: 'collap', version: PACKAGE_VERSION },
    { instructions: INSTRUCTIONS, capabilities: { tools: {}, resources: {} } },
  );
  const context = { workspace, jobs, useCases: cases };
  for (const tool of TOOLS) registerTool(server, tool, context);
  registerSelfSimilarity(server, context);
  return server;
}
