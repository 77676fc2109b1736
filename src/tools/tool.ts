/**
 * What a tool is, whoever calls it: the MCP server or the HTTP interface. A tool is therefore a value (schemas, name, config, run) and
 * not a register function; `registerTool` and the HTTP routes turn each into theirs.
 */
import type * as z from 'zod';
import { CollapError, throwIfCancelled } from '../errors.js';
import type { IndexJobs } from '../library/index-jobs.js';
import type { Workspace } from '../library/workspace.js';
import { tellIssues } from '../tell-issues.js';
import type { ProgressListener } from '../types.js';
import type { UseCases } from './use-cases.js';

/** What every call of a tool stands on; built once for a process. */
export interface ToolContext {
  readonly workspace: Workspace;
  readonly jobs: IndexJobs;
  readonly useCases: UseCases;
}

/** One call. */
export interface ToolCall extends ToolContext {
  readonly signal: AbortSignal;
  readonly onProgress: ProgressListener;
  /** How long the answer may be, in tokens of a language model; Infinity for programs. */
  readonly maxTokens: number;
}

/** A document as it is read: the nouns of collap are read-only, schemas are not. */
export type Document<T> = T extends readonly (infer Item)[]
  ? readonly Document<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Document<T[Key]> }
    : T;

/** An MCP resource: what is too large for an answer. */
export interface ResourceAddress {
  readonly uri: string;
  readonly name: string;
  readonly description: string;
  readonly mimeType: string;
}

export interface Tool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  /** snake_case, verb first. */
  readonly name: string;
  readonly title: string;
  /** What it does, what comes back, and when not to use it. */
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  readonly annotations: {
    readonly readOnlyHint: boolean;
    readonly destructiveHint: boolean;
    readonly idempotentHint: boolean;
    readonly openWorldHint: boolean;
  };
  run(args: z.output<Input>, call: ToolCall): Promise<Document<z.input<Output>>>;
  /** MCP resources that the document speaks of, offered beside it. */
  links?(document: Document<z.input<Output>>): readonly ResourceAddress[];
}

/** Lets TypeScript infer the arguments of `run` from the schemas. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: Tool<Input, Output>,
): Tool<Input, Output> {
  return tool;
}

/**
 * Checks the arguments and runs the tool.
 *
 * @returns the document that the tool's output schema describes.
 * @throws {@link CollapError} `E_USAGE` when the arguments break the input schema, and what the tool throws.
 */
export async function callTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: Tool<Input, Output>,
  args: unknown,
  call: ToolCall,
): Promise<Document<z.input<Output>>> {
  throwIfCancelled(call.signal);
  if (namesPrototype(args)) {
    throw new CollapError('E_USAGE', `${tool.name}: nothing can be called __proto__.`, 'Choose another name.');
  }
  const parsed = tool.input.safeParse(args ?? {});
  if (!parsed.success) {
    const known = Object.keys(tool.input.shape).join(', ');
    throw new CollapError(
      'E_USAGE',
      `${tool.name}: ${tellIssues(parsed.error)}`,
      `Mend the arguments; the tool knows ${known}.`,
    );
  }
  return tool.run(parsed.data, { ...call, workspace: call.workspace.now() });
}

/** Whether any object of the arguments has a key that schemas would drop without a word. */
function namesPrototype(args: unknown): boolean {
  return JSON.stringify(args)?.includes('"__proto__":') ?? false;
}
