/** `collap serve`: MCP on `/mcp`, JSON on `/api/v1`, `/health`, and a page to try it on `/`. */
import type { AddressInfo } from 'node:net';
import { hostHeaderValidation, originValidation } from '@modelcontextprotocol/express';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, type McpServerFactory } from '@modelcontextprotocol/server';
import express, { type ErrorRequestHandler, type Express, type Response } from 'express';
import { CollapError } from '../errors.js';
import { createIndexJobs, type IndexJobs } from '../library/index-jobs.js';
import type { Workspace } from '../library/workspace.js';
import { PACKAGE_VERSION } from '../package-version.js';
import { createMcpServer } from '../tools/create-mcp-server.js';
import { type UseCases, useCases } from '../tools/use-cases.js';
import { allowedHostnames, checkExposure, checkWriting, demandToken } from './access.js';
import { createLegacySessions } from './legacy-sessions.js';
import { PAGE, PAGE_POLICY } from './page.js';
import { createRestRouter } from './rest.js';

export const DEFAULT_PORT = 8765;
/** Tools take paths and ids, never audio: more is a mistake. */
const MAX_BODY = '100kb';
/** Work in progress has so long to end before its connection is cut. */
const SHUTDOWN_MS = 3_000;

export interface HttpServerOptions {
  /** Address to listen to; loopback unless there is a token. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port?: number;
  readonly token?: string | null;
  /** More names under which the server is reached, such as that of a reverse proxy. */
  readonly allowedHosts?: readonly string[];
  readonly jobs?: IndexJobs;
  readonly useCases?: UseCases;
  /** Makes the MCP server of a request or session; tests mount their own. */
  readonly factory?: McpServerFactory;
  readonly onError?: (error: Error) => void;
}

export interface HttpServer {
  /** Such as `http://127.0.0.1:8765`. */
  readonly url: string;
  readonly port: number;
  /** Stops listening, ends work in progress, leaves unfinished jobs to be resumed; the workspace stays open. */
  close(): Promise<void>;
}

/**
 * Starts the server and takes up unfinished jobs.
 *
 * @throws {@link CollapError} `E_USAGE` when the address is open to others, or files may be written, without a token, or the port is taken.
 */
export async function startHttpServer(workspace: Workspace, options: HttpServerOptions = {}): Promise<HttpServer> {
  const { port = DEFAULT_PORT, token = null, onError = () => {} } = options;
  const host = (options.host ?? '127.0.0.1').replace(/^\[|\]$/g, ''); // IPv6 may come in brackets
  checkExposure(host, token);
  checkWriting(workspace.allowWrite, token);
  const jobs = options.jobs ?? createIndexJobs(workspace);
  const cases = options.useCases ?? useCases;
  const factory = options.factory ?? (() => createMcpServer(workspace, jobs, cases));

  const names = allowedHostnames(host, options.allowedHosts);
  const app = express().disable('x-powered-by');
  app.use(hostHeaderValidation(names), originValidation(names));
  app.get('/', (_request, response) => void response.set(PAGE_POLICY).type('html').send(PAGE));
  app.get(
    '/health',
    (_request, response) =>
      void response.json({ status: 'ok', version: PACKAGE_VERSION, uptimeSeconds: Math.round(process.uptime()) }),
  );
  app.use(demandToken(token), express.json({ limit: MAX_BODY })); // nothing is read of whom the server does not know
  const closeMcp = mountMcp(app, factory, onError);
  app.use('/api/v1', createRestRouter({ workspace, jobs, useCases: cases }));
  app.use((_request, response) => {
    const remedy = 'Open / for the page, ask /health, POST to /mcp or to a route below /api/v1/.';
    response.status(404).json({ error: new CollapError('E_USAGE', 'There is nothing at this address.', remedy) });
  });
  app.use(bodyErrors);

  const server = await listen(app, host, port);
  jobs.resume().catch(onError);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      const cut = setTimeout(() => server.closeAllConnections(), SHUTDOWN_MS);
      await Promise.all([closeMcp(), jobs.close()]);
      server.closeIdleConnections();
      await closed;
      clearTimeout(cut);
    },
  };
}

/** What the protocol sends; others, such as TRACE, the SDK may not even build a request of. */
const MCP_METHODS: readonly string[] = ['GET', 'POST', 'DELETE'];

function refuseMethod(method: string, response: Response): void {
  const error = { code: -32000, message: `${method} is no method of this endpoint. POST to it.` };
  response.status(405).set('Allow', MCP_METHODS.join(', ')).json({ jsonrpc: '2.0', error, id: null });
}

/** One endpoint for both eras of the protocol. */
function mountMcp(app: Express, factory: McpServerFactory, onerror: (error: Error) => void): () => Promise<void> {
  const modern = createMcpHandler(factory, { onerror });
  const handle = toNodeHandler(modern, { onerror });
  const sessions = createLegacySessions(factory);
  app.all('/mcp', async (request, response) => {
    if (!MCP_METHODS.includes(request.method)) return refuseMethod(request.method, response);
    if (sessions.matches(request)) await sessions.handle(request, response);
    else await handle(request, response, request.body);
  });
  return async () => void (await Promise.all([modern.close(), sessions.close()]));
}

function listen(app: Express, host: string, port: number): Promise<ReturnType<Express['listen']>> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, (cause?: Error) => {
      if (cause === undefined) return resolve(server);
      const remedy = 'Choose another with --port (0 takes a free one), or end the program that holds it.';
      reject(new CollapError('E_USAGE', `Cannot listen to ${host}:${port}: ${cause.message}`, remedy, { cause }));
    });
  });
}

/** Bodies that are too long or are not JSON, told in the form of the interface that was called. */
const bodyErrors: ErrorRequestHandler = (cause: { status?: number; message: string }, request, response, _next) => {
  const status = cause.status ?? 500;
  const error =
    status === 413
      ? new CollapError('E_LIMIT', `The body is longer than ${MAX_BODY}.`, 'Send paths and ids, never audio.')
      : new CollapError(status < 500 ? 'E_USAGE' : 'E_INTERNAL', cause.message, 'Send one JSON object.');
  const protocol = {
    jsonrpc: '2.0',
    error: { code: status < 500 ? -32700 : -32603, message: `${error.message} ${error.remedy}` },
    id: null,
  };
  response.status(status).json(/^\/mcp\/?$/i.test(request.path) ? protocol : { error });
};
