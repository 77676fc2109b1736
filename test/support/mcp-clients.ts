/** Both generations of the public clients over both transports, behind one small face, so that one test holds for all of them. */
import { Client as Client2, StreamableHTTPClientTransport as Http2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as Stdio2 } from '@modelcontextprotocol/client/stdio';
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as Stdio1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as Http1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';

export type Target = { readonly args: readonly string[] } | { readonly url: string; readonly token?: string };

export interface ToolAnswer {
  readonly isError?: boolean;
  readonly structuredContent?: Record<string, unknown>;
  readonly content: readonly { readonly type: string; readonly text: string; readonly uri?: string }[];
}

export interface ListedTool {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly inputSchema: Record<string, unknown>;
  readonly outputSchema?: Record<string, unknown>;
  readonly annotations?: Record<string, unknown>;
}

export interface ProgressTold {
  readonly progress: number;
  readonly total?: number | undefined;
  readonly message?: string | undefined;
}

interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onprogress?: (progress: ProgressTold) => void;
}

export interface TestClient {
  /** What the server process wrote to stderr; empty over HTTP. */
  stderr(): string;
  pid(): number | null;
  /** Protocol errors that the transport met, such as a line on stdout that is not JSON. */
  readonly errors: Error[];
  /** All progress that arrived, of all calls. */
  readonly progressTold: readonly ProgressTold[];
  protocolVersion(): string | undefined;
  listTools(): Promise<ListedTool[]>;
  callTool(name: string, args: Record<string, unknown>, options?: CallOptions): Promise<ToolAnswer>;
  /** @returns the text of the first content. */
  readResource(uri: string): Promise<string>;
  close(): Promise<void>;
}

export const CLIENTS = ['v2 client, 2026-07-28', 'v2 client, 2025 handshake', '1.x client'] as const;
export type ClientKind = (typeof CLIENTS)[number];

const INFO = { name: 'collap-test', version: '0.0.0' };
const headersFor = (token: string | undefined) => ({
  requestInit: { headers: token === undefined ? {} : { Authorization: `Bearer ${token}` } },
});

function openTransport(
  kind: ClientKind,
  target: Target,
): { transport: Stdio2 | Http2 | Stdio1 | Http1; stderr: () => string } {
  const old = kind === '1.x client';
  if ('url' in target) {
    const url = new URL('/mcp', target.url);
    return { transport: new (old ? Http1 : Http2)(url, headersFor(target.token)), stderr: () => '' };
  }
  const transport = new (old ? Stdio1 : Stdio2)({ command: process.execPath, args: [...target.args], stderr: 'pipe' });
  let stderr = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return { transport, stderr: () => stderr };
}

/**
 * Both SDKs hand notifications on in a later turn than answers: when a busy machine lets a client read the last progress and the answer behind it in
 * one piece, it takes the progress for one of an unknown request. What the server sent in which order is told from the wire instead.
 */
const LATE_PROGRESS = /progress notification for an unknown token/;

type Wire = { onmessage?: ((message: never, extra?: never) => void) | undefined };
type Message = {
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: ProgressTold & { readonly progressToken?: unknown };
};

/** Tells all progress as it arrives, and that of calls which have been answered as an error. */
function watchProgress(wire: Wire, told: (progress: ProgressTold) => void, fail: (error: Error) => void): void {
  const { onmessage } = wire;
  const answered = new Set<unknown>();
  wire.onmessage = (message, extra) => {
    const { id, method, params } = message as Message;
    if (method === undefined) answered.add(id);
    if (method === 'notifications/progress' && params) {
      const { progressToken, ...progress } = params;
      if (answered.has(progressToken)) fail(new Error(`Progress after the answer: ${JSON.stringify(params)}`));
      told(progress);
    }
    onmessage?.(message, extra);
  };
}

export async function connectClient(kind: ClientKind, target: Target): Promise<TestClient> {
  const { transport, stderr } = openTransport(kind, target);
  const errors: Error[] = [];
  const client =
    kind === '1.x client'
      ? new Client1(INFO)
      : new Client2(
          INFO,
          kind === 'v2 client, 2026-07-28' ? { versionNegotiation: { mode: { pin: '2026-07-28' } } } : {},
        );
  client.onerror = (error: Error) => {
    if (!LATE_PROGRESS.test(error.message)) errors.push(error);
  };
  await client.connect(transport as Transport & Stdio2);
  const progressTold: ProgressTold[] = [];
  watchProgress(
    transport as Wire,
    (progress) => progressTold.push(progress),
    (error) => errors.push(error),
  );
  return {
    stderr,
    errors,
    progressTold,
    pid: () => ('pid' in transport ? transport.pid : null),
    protocolVersion: () => (client instanceof Client2 ? client.getNegotiatedProtocolVersion() : undefined),
    listTools: async () => (await client.listTools()).tools as ListedTool[],
    callTool: async (name, args, options = {}) =>
      (client instanceof Client2
        ? await client.callTool({ name, arguments: args }, options)
        : await client.callTool({ name, arguments: args }, undefined, options)) as unknown as ToolAnswer,
    readResource: async (uri) => {
      const { contents } = await client.readResource({ uri });
      return (contents[0] as { text: string }).text;
    },
    close: () => client.close(),
  };
}
