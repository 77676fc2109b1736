/**
 * Sessions for 2025-era clients that open with `initialize`. Without one, a cancellation arrives as a request of its own that knows
 * nothing of the work it should stop; the 2026-07-28 protocol cancels by closing the request instead and needs none of this.
 */
import { randomUUID } from 'node:crypto';
import { NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node';
import { isInitializeRequest, type McpServerFactory } from '@modelcontextprotocol/server';
import type { Request, Response } from 'express';

/** The least recently used session goes when there are more. */
const MAX_SESSIONS = 100;
const IDLE_MS = 30 * 60_000;

interface Session {
  readonly transport: NodeStreamableHTTPServerTransport;
  usedAt: number;
}

export interface LegacySessions {
  /** Whether the request opens or belongs to a session. */
  matches(request: Request): boolean;
  handle(request: Request, response: Response): Promise<void>;
  close(): Promise<void>;
}

export function createLegacySessions(factory: McpServerFactory): LegacySessions {
  const sessions = new Map<string, Session>();
  const idOf = (request: Request): string | undefined => request.get('mcp-session-id');

  const open = async (request: Request, response: Response): Promise<void> => {
    await evict(sessions);
    const transport = new NodeStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, { transport, usedAt: Date.now() }),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    await (await factory({ era: 'legacy' })).connect(transport);
    await transport.handleRequest(request, response, request.body);
  };

  return {
    matches: (request) =>
      idOf(request) !== undefined || (request.method === 'POST' && isInitializeRequest(request.body)),
    async handle(request, response) {
      const id = idOf(request);
      if (id === undefined) return open(request, response);
      const session = sessions.get(id);
      if (session === undefined) {
        const error = { code: -32001, message: 'Session not found: it has ended, send initialize again.' };
        response.status(404).json({ jsonrpc: '2.0', error, id: null });
        return;
      }
      session.usedAt = Date.now();
      await session.transport.handleRequest(request, response, request.method === 'POST' ? request.body : undefined);
    },
    async close() {
      await Promise.all([...sessions.values()].map(({ transport }) => transport.close()));
      sessions.clear();
    },
  };
}

async function evict(sessions: Map<string, Session>): Promise<void> {
  const byAge = [...sessions].sort(([, a], [, b]) => a.usedAt - b.usedAt);
  const surplus = sessions.size - MAX_SESSIONS + 1;
  for (const [index, [id, { transport, usedAt }]] of byAge.entries()) {
    if (index >= surplus && Date.now() - usedAt < IDLE_MS) continue;
    sessions.delete(id);
    await transport.close();
  }
}
