/** The only reader of the environment: where things are when no flag says so. */
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json, whether collap runs from `dist` or from `src`. */
export const PACKAGE_DIR = fileURLToPath(new URL('..', import.meta.url));

export interface Config {
  readonly libraryDir: string;
  readonly modelDir: string;
  /** Folders that MCP and HTTP callers may read. */
  readonly roots: readonly string[];
  /** Execution provider, or `auto`. */
  readonly device: string;
  /** Demanded of HTTP callers when set. */
  readonly token: string | null;
  /** The user asked for plain text (https://no-color.org). */
  readonly noColor: boolean;
}

/** Reads COLLAP_LIBRARY, COLLAP_MODEL, COLLAP_ROOTS, COLLAP_DEVICE, COLLAP_TOKEN, NO_COLOR and XDG_DATA_HOME. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const dataHome = env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
  return {
    libraryDir: env.COLLAP_LIBRARY || join(dataHome, 'collap', 'library'),
    modelDir: env.COLLAP_MODEL || join(PACKAGE_DIR, 'models', 'collap-mini'),
    roots: (env.COLLAP_ROOTS ?? '').split(delimiter).filter(Boolean),
    device: env.COLLAP_DEVICE || 'auto',
    token: env.COLLAP_TOKEN || null,
    noColor: Boolean(env.NO_COLOR) || env.TERM === 'dumb',
  };
}
