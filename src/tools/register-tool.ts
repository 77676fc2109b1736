import type { CallToolResult, McpServer, ServerContext, StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { asCollapError } from '../errors.js';
import type { ProgressListener } from '../types.js';
import { callTool, type Tool, type ToolContext } from './tool.js';

/** Clients cut off or refuse longer results; arguments and prose around them need room, too. */
export const MAX_RESULT_TOKENS = 9_000;
/** Progress is sent at most this often. */
const PROGRESS_INTERVAL_MS = 100;

/**
 * Offers a tool over MCP: the schemas, the annotations, the document both as structured content and as text, progress, cancellation,
 * and errors as `isError` results that carry code, message and remedy.
 */
export function registerTool(server: McpServer, tool: Tool, context: ToolContext): void {
  const { name, title, description, annotations } = tool;
  const config = { title, description, annotations: { title, ...annotations }, ...schemasOf(tool) };
  server.registerTool(name, config, async (args, request): Promise<CallToolResult> => {
    const progress = reportProgress(request);
    try {
      const { signal } = request.mcpReq;
      const call = { ...context, signal, onProgress: progress.listener, maxTokens: MAX_RESULT_TOKENS };
      const document = await callTool(tool, args, call);
      const links = (tool.links?.(document) ?? []).map((link) => ({ type: 'resource_link' as const, ...link }));
      return { content: [{ type: 'text', text: JSON.stringify(document) }, ...links], structuredContent: document };
    } catch (error) {
      // no structured content: 1.x clients would hold it against the output schema
      return { content: [{ type: 'text', text: JSON.stringify({ error: asCollapError(error) }) }], isError: true };
    } finally {
      await progress.sent(); // a client takes what comes after the answer for a mistake
    }
  });
}

type Schemas = { inputSchema: StandardSchemaWithJSON; outputSchema: StandardSchemaWithJSON };
const converted = new WeakMap<Tool, Schemas>();

/** The tool's schemas for the SDK, converted to JSON Schema once a process and not once a request. */
function schemasOf(tool: Tool): Schemas {
  let schemas = converted.get(tool);
  if (schemas === undefined) {
    const unchecked = (value: unknown) => ({ value }); // callTool checks arguments itself, so that they, too, fail with a code and a remedy
    schemas = {
      inputSchema: listedSchema(tool.input, unchecked),
      outputSchema: listedSchema(tool.output, tool.output['~standard'].validate),
    };
    converted.set(tool, schemas);
  }
  return schemas;
}

/** The `input` form for results, too: it does not forbid fields that a later version adds. */
function listedSchema(
  schema: z.ZodObject,
  validate: StandardSchemaWithJSON['~standard']['validate'],
): StandardSchemaWithJSON {
  let json: Record<string, unknown> | undefined;
  const convert = (): Record<string, unknown> => {
    json ??= z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12', override: dropTypeBounds }) as Record<
      string,
      unknown
    >;
    return json;
  };
  return { '~standard': { version: 1, vendor: 'zod', validate, jsonSchema: { input: convert, output: convert } } };
}

/** Ends of what a whole number can be at all. */
const TYPE_BOUNDS: readonly unknown[] = [2 ** 32 - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];

/** A list of tools is read by the token, and such bounds say nothing of the field. */
function dropTypeBounds({ jsonSchema }: { jsonSchema: { minimum?: unknown; maximum?: unknown } }): void {
  if (TYPE_BOUNDS.includes(jsonSchema.minimum)) delete jsonSchema.minimum;
  if (TYPE_BOUNDS.includes(jsonSchema.maximum)) delete jsonSchema.maximum;
}

/** Sends progress notifications to a client that asked for them, rising as the protocol demands; `sent` waits until all are on their way. */
function reportProgress(request: ServerContext): { listener: ProgressListener; sent(): Promise<void> } {
  const progressToken = request.mcpReq._meta?.progressToken;
  if (progressToken === undefined) return { listener: () => {}, sent: async () => {} };
  let sentAt = 0;
  let highest = -1;
  let sending: Promise<void> = Promise.resolve();
  const listener: ProgressListener = ({ done, total, message }) => {
    const now = Date.now();
    if (done <= highest || (now - sentAt < PROGRESS_INTERVAL_MS && done !== total)) return;
    sentAt = now;
    highest = done;
    const params = { progressToken, progress: done, message, ...(total > 0 && { total }) };
    const notified = request.mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {}); // the client has left
    sending = Promise.all([sending, notified]).then(() => {});
  };
  return { listener, sent: () => sending };
}
