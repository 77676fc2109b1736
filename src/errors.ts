/** Every code that collap reports; the part after `E_` is stable and may be matched by scripts. */
export type ErrorCode =
  | 'E_USAGE'
  | 'E_NOT_FOUND'
  | 'E_PERMISSION'
  | 'E_OUTSIDE_ROOTS'
  | 'E_NOTHING_FOUND'
  | 'E_EMPTY_FILE'
  | 'E_NOT_AUDIO'
  | 'E_UNSUPPORTED'
  | 'E_DECODE'
  | 'E_TOO_SHORT'
  | 'E_TRUNCATED'
  | 'E_LIMIT'
  | 'E_TIMEOUT'
  | 'E_SILENT'
  | 'E_CRASHED'
  | 'E_MODEL'
  | 'E_MODEL_MISMATCH'
  | 'E_DEVICE'
  | 'E_SHAPE'
  | 'E_LIBRARY'
  | 'E_EMPTY_LIBRARY'
  | 'E_EMPTY_DESCRIPTION'
  | 'E_TOO_LONG'
  | 'E_FILTER'
  | 'E_MANIFEST'
  | 'E_CHANGED'
  | 'E_EXISTS'
  | 'E_IN_USE'
  | 'E_NO_SPACE'
  | 'E_NO_UNDO'
  | 'E_TAG_DAMAGED'
  | 'E_TAG_FIELD'
  | 'E_TAG_FORMAT'
  | 'E_TAG_UNSAFE'
  | 'E_JOB'
  | 'E_CANCELLED'
  | 'E_INTERNAL';

/** What every document on stdout carries when a command fails. */
export interface ErrorDocument {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
}

/** The one error of collap: what happened, and what to do about it. */
export class CollapError extends Error {
  override readonly name = 'CollapError';
  readonly code: ErrorCode;
  /** One sentence in the imperative that mends it. */
  readonly remedy: string;

  constructor(code: ErrorCode, message: string, remedy: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }

  toJSON(): ErrorDocument {
    return { code: this.code, message: this.message, remedy: this.remedy };
  }
}

/** Returns the error itself when it is ours, otherwise wraps it as `E_INTERNAL` with its cause. */
export function asCollapError(error: unknown): CollapError {
  if (error instanceof CollapError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new CollapError(
    'E_INTERNAL',
    `Unexpected failure: ${message}`,
    'Run the command again; if it stays, report it with the command and `collap doctor --json`.',
    {
      cause: error,
    },
  );
}

/** Throws `E_CANCELLED` when the signal has fired. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new CollapError('E_CANCELLED', 'The work was cancelled.', 'Start it again; what was finished is kept.', {
      cause: signal.reason,
    });
  }
}
