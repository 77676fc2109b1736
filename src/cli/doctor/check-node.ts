import { type Check, failed, passed } from './check.js';

/** The oldest Node that every dependency runs on; the same as `engines` in package.json. */
const OLDEST_NODE: readonly [number, number] = [20, 19];

export function checkNode(version: string = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const detail = `${version} on ${process.platform}/${process.arch}`;
  const isNewEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return isNewEnough
    ? passed('node', detail)
    : failed('node', 'E_UNSUPPORTED', detail, `Install Node ${OLDEST_NODE.join('.')} or newer.`);
}
