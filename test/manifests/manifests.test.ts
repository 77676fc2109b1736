import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { getMcpConfigForManifest, v0_4, validateManifest } from '@anthropic-ai/mcpb';
import { describe, expect, jest, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { TOOLS } from '../../src/tools/create-mcp-server.js';
import { connectClient } from '../support/mcp-clients.js';
import { SERVER_ENTRY } from './server-entry.js';

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const packageJson = read('package.json');
const names = TOOLS.map(({ name }) => name).sort();
/** Arguments as a client would pass them, with its variables filled in. */
const filled = (args: readonly string[]): string[] =>
  args.map((argument) => argument.replace(/\$\{[^}]+\}|\/path\/to\/your/g, '/tmp'));

describe('client configurations', () => {
  const CONFIGS = [
    ['.mcp.json', 'mcpServers'],
    ['manifests/claude-code/.mcp.json', 'mcpServers'],
    ['manifests/claude-desktop/claude_desktop_config.json', 'mcpServers'],
    ['manifests/cursor/mcp.json', 'mcpServers'],
    ['manifests/vscode/mcp.json', 'servers'],
  ] as const;

  test.each(CONFIGS)('%s starts the collap that is installed, or that of the checkout', (path, key) => {
    const { command, args, type = 'stdio' } = read(path)[key].collap;
    expect(type).toBe('stdio');
    const [name, subcommand, ...options] = path === '.mcp.json' ? args : [command, ...args];
    if (path === '.mcp.json') expect(command).toBe('npx'); // which looks into the checkout first
    expect(subcommand).toBe('mcp');
    expect(Object.keys(packageJson.bin)).toContain(name);
    expect(options).toEqual(['--root', expect.any(String)]);
  });

  test.each(CONFIGS)('what %s starts lists the tools', async (path, key) => {
    if (!existsSync('dist/cli/main.js')) throw new Error('dist is missing: npm run build');
    const libraryDir = await mkdtemp(join(tmpdir(), 'collap-manifest-'));
    const args = filled(read(path)[key].collap.args.filter((argument: string) => argument !== 'collap'));
    const client = await connectClient('1.x client', {
      args: [resolve('dist/cli/main.js'), ...args, '--library', libraryDir],
    });
    expect((await client.listTools()).map(({ name }) => name).sort()).toEqual(names);
    await client.close();
    await rm(libraryDir, { recursive: true, force: true });
  });

  test('VS Code asks for what its configuration uses', () => {
    const { inputs, servers } = read('manifests/vscode/mcp.json');
    const used = [...JSON.stringify(servers).matchAll(/\$\{input:([^}]+)\}/g)].map(([, id]) => id);
    expect(inputs.map(({ id }: { id: string }) => id)).toEqual(used);
    for (const input of inputs)
      expect(input).toMatchObject({ type: 'promptString', description: expect.stringMatching(/\w/) });
  });
});

describe('MCPB manifest', () => {
  const PATH = 'manifests/mcpb/manifest.json';

  test('passes the validator of mcpb, and would not with a field missing', () => {
    const told = jest.spyOn(console, 'log').mockImplementation(() => {});
    expect(validateManifest(PATH)).toBe(true);
    told.mockRestore();
    const { author: _, ...broken } = read(PATH);
    expect(v0_4.McpbManifestSchema.safeParse(read(PATH)).success).toBe(true);
    expect(v0_4.McpbManifestSchema.safeParse(broken).success).toBe(false);
  });

  test('agrees with the package and with the tools', () => {
    const manifest = read(PATH);
    expect(manifest).toMatchObject({
      name: packageJson.name,
      version: packageJson.version,
      license: packageJson.license,
    });
    expect(manifest.server.entry_point).toBe(packageJson.bin.collap);
    expect(manifest.compatibility.runtimes.node).toBe(packageJson.engines.node);
    expect(manifest.tools.map(({ name }: { name: string }) => name).sort()).toEqual(names);
  });

  test('starts the server with the folder that the user chose', async () => {
    const manifest = v0_4.McpbManifestSchema.parse(read(PATH));
    const config = await getMcpConfigForManifest({
      manifest,
      extensionPath: '/bundle',
      systemDirs: { HOME: '/home/me' } as never,
      userConfig: { music_folder: '/home/me/My Music' },
      pathSeparator: '/',
    });
    expect(config).toMatchObject({
      command: 'node',
      args: ['/bundle/dist/cli/main.js', 'mcp', '--root', '/home/me/My Music'],
    });
  });
});

// biome-ignore lint/suspicious/noExplicitAny: broken on purpose
type ServerEntry = any;

describe('registry entry', () => {
  const PATH = 'manifests/registry/server.json';

  test('agrees with the package and with the command line', () => {
    const entry = read(PATH);
    expect(entry.name).toBe(packageJson.mcpName);
    expect(entry.version).toBe(packageJson.version);
    for (const offered of entry.packages) {
      expect(offered).toMatchObject({
        registryType: 'npm',
        identifier: packageJson.name,
        version: packageJson.version,
        transport: { type: 'stdio' },
      });
      expect(offered.packageArguments[0]).toEqual({ type: 'positional', value: 'mcp' });
      for (const argument of offered.packageArguments.slice(1))
        expect(argument).toMatchObject({ type: 'named', name: expect.stringMatching(/^--/) });
      for (const variable of offered.environmentVariables)
        expect(readFileSync('src/config.ts', 'utf8')).toContain(variable.name);
    }
  });

  const validate = new Ajv().compile(SERVER_ENTRY);

  test('holds to the schema of the registry', () => {
    expect(validate(read(PATH)) ? [] : validate.errors).toEqual([]);
  });

  test.each<[string, (entry: ServerEntry) => unknown]>([
    ['a name without a namespace', (entry) => Object.assign(entry, { name: 'collap' })],
    ['a description of 101 characters', (entry) => Object.assign(entry, { description: 'a'.repeat(101) })],
    ['a version that moves', (entry) => Object.assign(entry.packages[0], { version: 'latest' })],
    ['a package without a transport', (entry) => delete entry.packages[0].transport],
    ['a positional argument without a value', (entry) => delete entry.packages[0].packageArguments[0].value],
    ['a named argument without a name', (entry) => delete entry.packages[0].packageArguments[1].name],
    ['a default that is no text', (entry) => Object.assign(entry.packages[0].environmentVariables[1], { default: 1 })],
    ['a field that nobody knows', (entry) => Object.assign(entry.packages[0], { environment: [] })],
  ])('would not with %s', (_, breakIt) => {
    const entry = read(PATH);
    breakIt(entry);
    expect(validate(entry)).toBe(false);
  });
});
