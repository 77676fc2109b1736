/** The same tools for scripts and plugins: POST a JSON object of arguments, get the tool's document, or `{"error"}` with a status. */
import { Router } from 'express';
import { asCollapError, CollapError } from '../errors.js';
import { alignStructureTool } from '../tools/align-structure.js';
import { classifySongTool } from '../tools/classify-song.js';
import { describeSongTool } from '../tools/describe-song.js';
import { embedSongTool } from '../tools/embed-song.js';
import { exportAnnotationsTool } from '../tools/export-annotations.js';
import { findSimilarTool } from '../tools/find-similar.js';
import { findSongsTool } from '../tools/find-songs.js';
import { getLibraryStatusTool } from '../tools/get-library-status.js';
import { indexSongsTool } from '../tools/index-songs.js';
import { callTool, type Tool, type ToolContext } from '../tools/tool.js';
import { writeTagsTool } from '../tools/write-tags.js';
import { statusOf } from './error-status.js';

const ROUTES: Readonly<Record<string, Tool>> = {
  index: indexSongsTool,
  find: findSongsTool,
  similar: findSimilarTool,
  align: alignStructureTool,
  embed: embedSongTool,
  classify: classifySongTool,
  describe: describeSongTool,
  status: getLibraryStatusTool,
  export: exportAnnotationsTool,
  tag: writeTagsTool,
};

/** Routes `/index`, `/find`, `/similar`, `/align`, `/embed`, `/classify`, `/describe`, `/status`, `/export` and `/tag`. A caller that hangs up stops the work. */
export function createRestRouter(context: ToolContext): Router {
  const router = Router();
  for (const [name, tool] of Object.entries(ROUTES)) {
    router.all(`/${name}`, (request, response, next) => {
      if (request.method === 'POST' || request.method === 'OPTIONS') return next();
      const error = new CollapError('E_USAGE', `${request.method} is no method of this route.`, 'POST to it.');
      response.status(405).set('Allow', 'POST').json({ error });
    });
    router.post(`/${name}`, async (request, response) => {
      const hungUp = new AbortController();
      response.on('close', () => hungUp.abort());
      try {
        if (!request.is('application/json')) throw notJson();
        const call = { ...context, signal: hungUp.signal, onProgress: () => {}, maxTokens: Number.POSITIVE_INFINITY };
        response.json(await callTool(tool, request.body, call));
      } catch (cause) {
        const error = asCollapError(cause);
        if (!response.destroyed) response.status(statusOf(error.code)).json({ error });
      }
    });
  }
  router.use((_request, response) => {
    const error = new CollapError(
      'E_USAGE',
      'No such route.',
      `POST to one of ${Object.keys(ROUTES).join(', ')} below /api/v1/.`,
    );
    response.status(404).json({ error });
  });
  return router;
}

function notJson(): CollapError {
  return new CollapError(
    'E_USAGE',
    'The body is not JSON.',
    'Send a JSON object with the header Content-Type: application/json.',
  );
}
