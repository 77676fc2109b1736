/** The only reader of the environment: where things are when no flag says so. */
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderOfLibrary } from './remote-library.js';

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

const dataDir = (env: NodeJS.ProcessEnv): string =>
  join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'collap');

/** The folder of a library that was named by its folder or its address. */
export const libraryDirOf = (library: string, env: NodeJS.ProcessEnv = process.env): string =>
  folderOfLibrary(library, dataDir(env));

/** Reads COLLAP_LIBRARY, COLLAP_MODEL, COLLAP_ROOTS, COLLAP_DEVICE, COLLAP_TOKEN, NO_COLOR and XDG_DATA_HOME. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  return {
    libraryDir: env.COLLAP_LIBRARY ? libraryDirOf(env.COLLAP_LIBRARY, env) : join(dataDir(env), 'library'),
    modelDir: env.COLLAP_MODEL || join(PACKAGE_DIR, 'models', 'collap-mini'),
    roots: (env.COLLAP_ROOTS ?? '').split(delimiter).filter(Boolean),
    device: env.COLLAP_DEVICE || 'auto',
    token: env.COLLAP_TOKEN || null,
    noColor: Boolean(env.NO_COLOR) || env.TERM === 'dumb',
  };
}
