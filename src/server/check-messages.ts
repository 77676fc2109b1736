/** Lines of JSON-RPC, looked at before the protocol reads them: it drops what it cannot read, and whoever sent it would wait for ever. */
import { Transform } from 'node:stream';
import { isJSONRPCNotification, isJSONRPCRequest, isJSONRPCResponse } from '@modelcontextprotocol/server';

/** JSON-RPC 2.0, section 5.1. */
const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;

export interface CheckOptions {
  /** Longer lines are passed on as they come: the protocol ends the connection. */
  readonly longestLine: number;
  /** Sends the answer to a line that is no message. */
  answer(response: object): void;
}

/** Passes on the lines that are messages, and answers the others with what is wrong with them. */
export function checkMessages({ longestLine, answer }: CheckOptions): Transform {
  let rest = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      rest = Buffer.concat([rest, chunk]);
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        const error = errorOf(rest.toString('utf8', 0, end));
        if (error === null) this.push(rest.subarray(0, end + 1));
        else answer({ jsonrpc: '2.0', error, id: null });
        rest = rest.subarray(end + 1);
      }
      if (rest.length > longestLine) {
        this.push(rest);
        rest = Buffer.alloc(0);
      }
      done();
    },
  });
}

function errorOf(line: string): { code: number; message: string } | null {
  if (line.trim() === '') return null;
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch (cause) {
    return { code: PARSE_ERROR, message: `The line is no JSON: ${(cause as Error).message}` };
  }
  if (Array.isArray(message))
    return { code: INVALID_REQUEST, message: 'Batches are not read: send one message a line.' };
  if (isJSONRPCRequest(message) || isJSONRPCNotification(message) || isJSONRPCResponse(message)) return null;
  return {
    code: INVALID_REQUEST,
    message:
      'The line is no JSON-RPC 2.0 message: it needs "jsonrpc", a method, and an id that is a string or a whole number.',
  };
}
