/** The self-similarity matrix of a song as an MCP resource: too large for the answer of a tool. */
import { type McpServer, ProtocolError, ProtocolErrorCode, ResourceTemplate } from '@modelcontextprotocol/server';
import { asCollapError } from '../errors.js';
import { pathOfSong } from './name-song.js';
import { round } from './result-budget.js';
import type { ToolContext } from './tool.js';

const ADDRESS = 'collap://self-similarity/';
/** A side of the matrix: about a second a cell for a song of four minutes, and 300 kB of numbers. */
const CELLS = 240;

/** @param song - as a caller named it: track id, title or path. */
export function matrixAddress(song: string): string {
  return ADDRESS + Buffer.from(song).toString('base64url');
}

/** Offers the matrices; a song is heard when its matrix is read, and nothing is kept. */
export function registerSelfSimilarity(server: McpServer, { workspace, useCases }: ToolContext): void {
  const template = new ResourceTemplate(`${ADDRESS}{song}`, { list: undefined });
  const config = {
    title: 'Self-similarity of a song',
    description:
      'How alike any two moments of a song are, -1 to 1: {"durationSeconds","secondsPerCell","cells","rows":[[…]]}. align_structure gives the address.',
    mimeType: 'application/json',
  };
  server.registerResource('self-similarity', template, config, async (uri, { song }, { mcpReq }) => {
    try {
      const path = await pathOfSong(workspace, Buffer.from(String(song), 'base64url').toString());
      const { song: heard } = await useCases.alignStructure(workspace, path, { signal: mcpReq.signal });
      const { cells, secondsPerCell, values } = heard.structure.selfSimilarity.matrix(CELLS);
      const rows = Array.from({ length: cells }, (_, i) =>
        Array.from(values.subarray(i * cells, (i + 1) * cells), (value) => round(value, 2)),
      );
      const text = JSON.stringify({ durationSeconds: round(heard.durationSeconds, 2), secondsPerCell, cells, rows });
      return { contents: [{ uri: uri.href, mimeType: config.mimeType, text }] };
    } catch (cause) {
      const { code, message, remedy } = asCollapError(cause);
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `${code}: ${message} ${remedy}`);
    }
  });
}
