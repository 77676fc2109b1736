import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { McpServer } from '@modelcontextprotocol/server';
import { CollapError } from '../../src/errors.js';
import { createIndexJobs } from '../../src/library/index-jobs.js';
import { type HttpServer, type HttpServerOptions, startHttpServer } from '../../src/server/http.js';
import { fakeIndexer, fakeUseCases, fakeWorkspace } from '../support/fake-collap.mjs';
import { connectClient } from '../support/mcp-clients.js';

const TOKEN = 'long-enough-token';
let libraryDir: string;
let server: HttpServer;
const log: string[] = [];
const start = (options: HttpServerOptions, allowWrite = false): Promise<HttpServer> => {
  const workspace = fakeWorkspace({ libraryDir, roots: [resolve('test')], allowWrite });
  const jobs = createIndexJobs(
    workspace,
    fakeIndexer(CollapError, (line) => void log.push(line)),
  );
  return startHttpServer(workspace, {
    port: 0,
    jobs,
    useCases: fakeUseCases(CollapError, (line) => void log.push(line)),
    ...options,
  });
};
beforeAll(async () => {
  libraryDir = await mkdtemp(join(tmpdir(), 'collap-http-'));
  server = await start({});
});
afterAll(async () => {
  await server.close();
  await rm(libraryDir, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly text: string;
}

/** fetch() does not let a test set Host or Origin. */
function send(
  to: HttpServer,
  method: string,
  path: string,
  options: { headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolveAnswer, reject) => {
    const sent = request({ host: '127.0.0.1', port: to.port, method, path, headers: options.headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolveAnswer({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.on('error', reject);
    sent.end(options.body);
  });
}
const JSON_TYPE = { 'Content-Type': 'application/json' };
const post = (to: HttpServer, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  send(to, 'POST', path, { headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });

describe('who may talk', () => {
  const PATHS = ['/', '/health', '/mcp', '/api/v1/status'];
  test.each(PATHS)('a foreign Host or Origin gets 403 on %s', async (path) => {
    for (const headers of [
      { Host: 'evil.example' },
      { Host: `evil.example:${server.port}` },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
    ]) {
      expect((await post(server, path, {}, headers)).status).toBe(403);
      expect((await send(server, 'GET', path, { headers })).status).toBe(403);
    }
  });

  test('loopback names pass', async () => {
    for (const name of ['localhost', '127.0.0.1', '[::1]']) {
      const headers = { Host: `${name}:${server.port}`, Origin: `http://${name}:${server.port}` };
      expect((await post(server, '/api/v1/status', {}, headers)).status).toBe(200);
    }
  });

  test.each(['::1', '[::1]'])('IPv6 is written in brackets, however it was given: %s', async (host) => {
    if (!Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'))) {
      console.warn('skipped: this machine has no IPv6');
      return;
    }
    const own = await start({ host });
    try {
      expect(own.url).toBe(`http://[::1]:${own.port}`);
      expect((await fetch(`${own.url}/health`)).status).toBe(200);
    } finally {
      await own.close();
    }
  });

  test.each(['0.0.0.0', '::', '192.168.1.5', 'example.org'])(
    'refuses to listen to %s without a token',
    async (host) => {
      await expect(start({ host })).rejects.toMatchObject({
        code: 'E_USAGE',
        remedy: expect.stringContaining('COLLAP_TOKEN'),
      });
    },
  );

  test('writing is refused unless it is allowed, and allowed only with a token', async () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ songs: ['track-3'], write: true });
    const refused = await send(server, 'POST', '/api/v1/tag', { headers, body });
    expect([refused.status, JSON.parse(refused.text).error.code]).toEqual([403, 'E_PERMISSION']);
    await expect(start({}, true)).rejects.toMatchObject({ code: 'E_USAGE', remedy: expect.stringContaining('TOKEN') });
    const writing = await start({ token: TOKEN }, true);
    for (const sent of [body, '{not JSON', `"${'x'.repeat(200_000)}"`])
      expect((await send(writing, 'POST', '/api/v1/tag', { headers, body: sent })).status).toBe(401);
    const authorised = { ...headers, authorization: `Bearer ${TOKEN}` };
    const written = await send(writing, 'POST', '/api/v1/tag', { headers: authorised, body });
    expect(JSON.parse(written.text)).toMatchObject({ written: true, files: [{ status: 'written' }] });
    await writing.close();
  });

  test('exports come back as text, and are written only where that is allowed', async () => {
    const headers = { 'content-type': 'application/json' };
    const body = { songs: ['track-3'], format: 'csv' };
    const shown = await send(server, 'POST', '/api/v1/export', { headers, body: JSON.stringify(body) });
    expect(JSON.parse(shown.text)).toMatchObject({ format: 'csv', path: null, text: 'csv\n' });
    const writing = JSON.stringify({ ...body, path: '/music/a.csv' });
    expect((await send(server, 'POST', '/api/v1/export', { headers, body: writing })).status).toBe(403);
  });

  test('with a token, only those who carry it are served', async () => {
    const open = await start({ host: '0.0.0.0', token: TOKEN, allowedHosts: ['music.example'] });
    try {
      for (const headers of [
        {},
        { Authorization: 'Bearer wrong' },
        { Authorization: TOKEN },
        { Authorization: `Bearer ${TOKEN}x` },
      ]) {
        for (const path of ['/mcp', '/api/v1/status', '/api/v1/index']) {
          const refused = await post(open, path, {}, headers as Record<string, string>);
          expect(refused.status).toBe(401);
          expect(refused.headers['www-authenticate']).toBe('Bearer');
          expect(JSON.parse(refused.text).error).toMatchObject({
            code: 'E_PERMISSION',
            remedy: expect.stringContaining('Bearer'),
          });
        }
      }
      const bearer = { Authorization: `Bearer ${TOKEN}` };
      expect((await post(open, '/api/v1/status', {}, bearer)).status).toBe(200);
      expect((await post(open, '/api/v1/status', {}, { ...bearer, Host: 'music.example' })).status).toBe(200);
      expect((await post(open, '/api/v1/status', {}, { ...bearer, Host: 'evil.example' })).status).toBe(403);
      expect((await send(open, 'GET', '/health')).status).toBe(200);
    } finally {
      await open.close();
    }
  });

  test('a port that is taken is told', async () => {
    await expect(start({ port: server.port })).rejects.toMatchObject({
      code: 'E_USAGE',
      message: expect.stringContaining(String(server.port)),
    });
  });
});

describe('/api/v1', () => {
  test('gives the documents of the tools, whole', async () => {
    const found = JSON.parse((await post(server, '/api/v1/find', { description: 'A piano.', limit: 50 })).text);
    expect(found.results).toHaveLength(50);
    const embedded = JSON.parse((await post(server, '/api/v1/embed', { song: 'track-1', clipVectors: true })).text);
    expect(embedded.clips).toHaveLength(18);
    expect(embedded.clips[17].vector).toHaveLength(256);
    const classified = JSON.parse((await post(server, '/api/v1/classify', { song: 'track-1' })).text);
    expect(classified).toMatchObject({ tempoBpm: 120, key: 'A minor', sections: [{ endSeconds: 90 }] });
    const indexed = JSON.parse((await post(server, '/api/v1/index', { paths: [resolve('test/tools')] })).text);
    expect(indexed).toMatchObject({ indexed: 10, job: { state: 'done' } });
    expect(JSON.parse((await post(server, '/api/v1/status', {})).text)).toMatchObject({
      tracks: 60,
      job: { handle: indexed.job.handle },
    });
  });

  test.each([
    ['find', { description: '' }, 400, 'E_EMPTY_DESCRIPTION'],
    ['find', { description: 'x', year: 'old' }, 400, 'E_FILTER'],
    ['find', { text: 'x' }, 400, 'E_USAGE'],
    ['find', [], 400, 'E_USAGE'],
    ['find', { description: 'BROKEN' }, 500, 'E_INTERNAL'],
    ['embed', { song: '/etc/passwd' }, 403, 'E_OUTSIDE_ROOTS'],
    ['embed', { song: 'nothing of that name' }, 404, 'E_NOT_FOUND'],
    ['status', { job: 'index-000000000000' }, 404, 'E_JOB'],
    ['index', { paths: ['/etc'] }, 403, 'E_OUTSIDE_ROOTS'],
    ['nonsense', {}, 404, 'E_USAGE'],
  ])('%s %j answers %i %s', async (route, body, status, code) => {
    const answer = await post(server, `/api/v1/${route}`, body);
    expect({ status: answer.status, ...JSON.parse(answer.text).error }).toEqual({
      status,
      code,
      message: expect.any(String),
      remedy: expect.any(String),
    });
  });

  test('bodies that are not JSON, or too long, are refused in the form of the interface', async () => {
    const plain = await send(server, 'POST', '/api/v1/find', {
      headers: { 'Content-Type': 'text/plain' },
      body: '{"description":"x"}',
    });
    expect([plain.status, JSON.parse(plain.text).error.code]).toEqual([400, 'E_USAGE']);
    const broken = await send(server, 'POST', '/api/v1/find', { headers: JSON_TYPE, body: '{"description":' });
    expect([broken.status, JSON.parse(broken.text).error.code]).toEqual([400, 'E_USAGE']);
    const long = await post(server, '/api/v1/find', { description: 'x'.repeat(200_000) });
    expect([long.status, JSON.parse(long.text).error.code]).toEqual([413, 'E_LIMIT']);
    expect(JSON.parse((await post(server, '/mcp', 'x'.repeat(200_000))).text)).toMatchObject({
      jsonrpc: '2.0',
      error: { code: -32700 },
    });
  });

  test('a caller that hangs up stops the work', async () => {
    log.length = 0;
    const body = JSON.stringify({ description: 'SLOW' });
    const sent = request({
      port: server.port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/api/v1/find',
      headers: JSON_TYPE,
    });
    sent.on('error', () => {});
    sent.end(body);
    while (!log.includes('find started')) await sleep(10);
    sent.destroy();
    for (let waited = 0; waited < 3_000 && !log.includes('find aborted'); waited += 10) await sleep(10);
    expect(log).toContain('find aborted');
  });

  test('another method is told which one is right', async () => {
    const answer = await send(server, 'GET', '/api/v1/find');
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
    expect(JSON.parse(answer.text).error.code).toBe('E_USAGE');
  });
});

test.each([
  ['POST', '/find'],
  ['GET', '/nothing'],
  ['DELETE', '/health'],
])('%s %s: what is not there is told as JSON, too', async (method, path) => {
  const answer = await send(server, method, path);
  expect(answer.status).toBe(404);
  expect(JSON.parse(answer.text).error).toMatchObject({ code: 'E_USAGE', remedy: expect.stringContaining('/api/v1/') });
});

describe('/mcp', () => {
  test.each(['TRACE', 'PUT', 'OPTIONS'])('%s is refused with the methods that are right', async (method) => {
    const answer = await send(server, method, '/mcp');
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, POST, DELETE']);
    expect(JSON.parse(answer.text)).toMatchObject({ jsonrpc: '2.0', id: null });
  });

  test('one POST calls a tool, without a session', async () => {
    const protocol = 'io.modelcontextprotocol/';
    const _meta = {
      [`${protocol}protocolVersion`]: '2026-07-28',
      [`${protocol}clientCapabilities`]: {},
      [`${protocol}clientInfo`]: { name: 'curl', version: '1' },
    };
    const headers = {
      Accept: 'application/json, text/event-stream',
      'MCP-Protocol-Version': '2026-07-28',
      'Mcp-Method': 'tools/call',
      'Mcp-Name': 'find_songs',
    };
    const call = {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'find_songs', arguments: { description: 'A piano.', limit: 1 }, _meta },
    };
    const answer = await post(server, '/mcp', call, headers);
    expect(answer.headers['content-type']).toContain('application/json');
    expect(JSON.parse(answer.text).result.structuredContent.results).toHaveLength(1);
  });

  test('a session that has ended is told with 404, so that clients open another', async () => {
    const body = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    const headers = { Accept: 'application/json, text/event-stream', 'Mcp-Session-Id': 'gone' };
    expect((await post(server, '/mcp', body, headers)).status).toBe(404);
  });

  test('serves whatever factory it is given', async () => {
    const factory = () => {
      const other = new McpServer({ name: 'other', version: '1.0.0' });
      other.registerTool('test_simple_text', { description: 'A fixture.' }, () => ({
        content: [{ type: 'text', text: 'hello' }],
      }));
      return other;
    };
    const mounted = await start({ factory });
    const client = await connectClient('1.x client', { url: mounted.url });
    expect((await client.callTool('test_simple_text', {})).content).toEqual([{ type: 'text', text: 'hello' }]);
    await client.close();
    await mounted.close();
  });
});

test('/health answers without opening anything', async () => {
  const answer = await send(server, 'GET', '/health');
  expect(JSON.parse(answer.text)).toEqual({
    status: 'ok',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    uptimeSeconds: expect.any(Number),
  });
  expect(answer.headers['x-powered-by']).toBeUndefined();
});

test('closing ends work in progress and open sessions in time', async () => {
  const closing = await start({});
  const client = await connectClient('1.x client', { url: closing.url });
  log.length = 0;
  const call = client.callTool('find_songs', { description: 'SLOW' });
  call.catch(() => {});
  while (!log.includes('find started')) await sleep(10);
  const before = Date.now();
  await closing.close();
  expect(Date.now() - before).toBeLessThan(4_000);
  expect(log).toContain('find aborted');
  await client.close();
});
