import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_DIR } from './config.js';

/** The version of the program, as its package.json says; models have versions of their own. */
export const { version: PACKAGE_VERSION } = JSON.parse(readFileSync(join(PACKAGE_DIR, 'package.json'), 'utf8')) as {
  version: string;
};
