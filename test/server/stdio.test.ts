/** The life of a stdio server: who ends it, and what becomes of its work. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { connectClient, type TestClient } from '../support/mcp-clients.js';

let dir: string;
const clients: TestClient[] = [];
beforeEach(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'collap-stdio-')));
  await mkdir(join(dir, 'endless'));
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await rm(dir, { recursive: true, force: true });
});

async function connect(): Promise<TestClient> {
  const client = await connectClient('1.x client', {
    args: [resolve('test/support/fake-mcp.mjs'), join(dir, 'library'), dir],
  });
  clients.push(client);
  return client;
}
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
async function untilGone(pid: number): Promise<void> {
  for (let waited = 0; isAlive(pid); waited += 20) {
    if (waited > 5_000) throw new Error(`process ${pid} lives on`);
    await sleep(20);
  }
}
async function untilTold(client: TestClient, line: string): Promise<void> {
  for (let waited = 0; !client.stderr().includes(line); waited += 20) {
    if (waited > 5_000) throw new Error(`the server never told: ${line}`);
    await sleep(20);
  }
}
async function onlyRecord() {
  const jobs = join(dir, 'library', 'jobs');
  const names = (await readdir(jobs)).filter((name) => name.endsWith('.json'));
  expect(names).toHaveLength(1);
  return JSON.parse(await readFile(join(jobs, names[0] as string), 'utf8'));
}

test.each(['SIGTERM', 'SIGKILL', 'leaving'] as const)(
  '%s in the middle of a call leaves the job to the next server',
  async (end) => {
    const first = await connect();
    const pid = first.pid() as number;
    const call = first.callTool('index_songs', { paths: [join(dir, 'endless')], waitSeconds: 30 });
    call.catch(() => {}); // its server goes away
    await untilTold(first, 'index started');
    if (end === 'leaving') await first.close();
    else process.kill(pid, end);
    await untilGone(pid);
    const { handle, state } = await onlyRecord();
    expect(['queued', 'running']).toContain(state);

    const second = await connect();
    await untilTold(second, `index started ${join(dir, 'endless')}`);
    const status = await second.callTool('get_library_status', { job: handle });
    expect(status.structuredContent?.job).toMatchObject({ handle, state: 'running' });
    const cancelled = await second.callTool('index_songs', { cancelJob: handle });
    expect(cancelled.structuredContent?.job).toMatchObject({ handle, state: 'cancelled' });
  },
);

test('the server ends with its client', async () => {
  const client = await connect();
  const pid = client.pid() as number;
  await client.listTools();
  const before = Date.now();
  await client.close();
  await untilGone(pid);
  expect(Date.now() - before).toBeLessThan(1_900); // the client kills after two seconds
});

test('what is no message is answered, and what comes behind it, too', async () => {
  const server = spawn(process.execPath, [resolve('test/support/fake-mcp.mjs'), join(dir, 'library'), dir]);
  let answers = '';
  server.stdout.on('data', (data) => {
    answers += data;
  });
  const ping = { jsonrpc: '2.0', id: 'last', method: 'ping' };
  const lines = ['{"jsonrpc":', [ping], { ...ping, id: 1.5 }, { ...ping, jsonrpc: '1.0' }, null, ping];
  server.stdin.end(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n\n`).join(''));
  await once(server, 'exit');
  const answered = answers.trim().split('\n');
  expect(answered.map((line) => JSON.parse(line)).map(({ id, error }) => [id, error?.code])).toEqual([
    [null, -32700],
    [null, -32600],
    [null, -32600],
    [null, -32600],
    [null, -32600],
    ['last', undefined],
  ]);
});

test('a message that is too long ends the server, and says so', async () => {
  const server = spawn(process.execPath, [resolve('test/support/fake-mcp.mjs'), join(dir, 'library'), dir]);
  let told = '';
  server.stderr.on('data', (data) => {
    told += data;
  });
  server.stdin.on('error', () => {}); // it reads no further
  server.stdin.write('x'.repeat(11 * 2 ** 20));
  const [code] = await once(server, 'exit');
  expect(code).not.toBe(0);
  expect(told).toMatch(/longer than 10 MiB/);
});
