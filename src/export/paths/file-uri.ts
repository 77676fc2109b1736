/** Paths as URIs, byte by byte: names need not be UTF-8. Source: RFC 8089, RFC 3986. */
import type { RawPath } from '../../library/path-text.js';

/** What may stand in a path of a URI as it is. */
const PLAIN = /[A-Za-z0-9\-._~!$&'()*+,;=:@/]/;

/** The path with `%NN` for every byte that a URI cannot hold; backslashes of Windows become slashes. */
export function encodePath(path: RawPath): string {
  const bytes =
    typeof path === 'string' ? Buffer.from(process.platform === 'win32' ? path.replaceAll('\\', '/') : path) : path;
  return Array.from(bytes, (byte) => {
    const sign = String.fromCharCode(byte);
    return PLAIN.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

/** @param path - absolute. @param host - empty, or `localhost` where a program insists. */
export function fileUri(path: RawPath, host = ''): string {
  const encoded = encodePath(path);
  return `file://${host}${encoded.startsWith('/') ? '' : '/'}${encoded}`;
}
