/** Who may talk to the HTTP server: programs on this machine, and those who carry the token. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { hostname, networkInterfaces } from 'node:os';
import { localhostAllowedHostnames } from '@modelcontextprotocol/server';
import type { RequestHandler } from 'express';
import { CollapError } from '../errors.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;
const ANY_ADDRESS = ['0.0.0.0', '::', '[::]'];

/**
 * Refuses to listen to the network without a token.
 *
 * @throws {@link CollapError} `E_USAGE` when the address is not loopback and there is no token.
 */
export function checkExposure(host: string, token: string | null): void {
  if (token === null && !LOOPBACK.test(host)) {
    const remedy = 'Set COLLAP_TOKEN (openssl rand -hex 24 makes a good one), or listen to 127.0.0.1.';
    throw new CollapError(
      'E_USAGE',
      `Listening to ${host} lets other machines in, and there is no token to keep them out.`,
      remedy,
    );
  }
}

/**
 * Refuses to let just any program of this machine, or any page in its browser, have files changed.
 *
 * @throws {@link CollapError} `E_USAGE` when writing is allowed and there is no token.
 */
export function checkWriting(allowWrite: boolean, token: string | null): void {
  if (!allowWrite || token !== null) return;
  throw new CollapError(
    'E_USAGE',
    'Callers may change files (--allow-write), and there is no token to tell which callers.',
    'Set COLLAP_TOKEN (openssl rand -hex 24 makes a good one), or leave --allow-write out.',
  );
}

/** Names under which browsers and clients may reach the server, for the checks of Host and Origin; IPv6 in brackets. */
export function allowedHostnames(host: string, additional: readonly string[] = []): string[] {
  const bracketed = (address: string): string =>
    address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
  const own = ANY_ADDRESS.includes(host)
    ? [
        hostname(),
        ...Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => bracketed(address))),
      ]
    : [bracketed(host)];
  return [...new Set([...localhostAllowedHostnames(), ...own, ...additional])];
}

/** Demands `Authorization: Bearer TOKEN`; lets everything pass when no token is set. */
export function demandToken(token: string | null): RequestHandler {
  if (token === null) return (_request, _response, next) => next();
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(token);
  return (request, response, next) => {
    const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return next();
    const error = new CollapError(
      'E_PERMISSION',
      'This server demands a token.',
      'Send the header Authorization: Bearer TOKEN, with the token given to collap serve.',
    );
    response.status(401).set('WWW-Authenticate', 'Bearer').json({ error });
  };
}
