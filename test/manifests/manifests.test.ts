import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { getMcpConfigForManifest, v0_4, validateManifest } from '@anthropic-ai/mcpb';
import { describe, expect, jest, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { TOOLS } from '../../src/tools/create-mcp-server.js';
import { connectClient } from '../support/mcp-clients.js';

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

  test.each(CONFIGS)('%s starts collap mcp by its published name', (path, key) => {
    const { command, args, type = 'stdio' } = read(path)[key].collap;
    expect(type).toBe('stdio');
    expect(command).toBe('npx');
    const [name, subcommand, ...options] = args.filter((argument: string) => argument !== '-y');
    expect([name, subcommand]).toEqual([packageJson.name, 'mcp']);
    expect(Object.keys(packageJson.bin)).toContain(name);
    expect(options).toEqual(['--root', expect.any(String)]);
  });

  test.each(CONFIGS)('what %s starts lists the tools', async (path, key) => {
    if (!existsSync('dist/cli/main.js')) throw new Error('dist is missing: npm run build');
    const libraryDir = await mkdtemp(join(tmpdir(), 'collap-manifest-'));
    const args = filled(read(path)[key].collap.args.filter((argument: string) => !['-y', 'collap'].includes(argument)));
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

describe('registry entry', () => {
  const PATH = 'manifests/registry/server.json';

  test('keeps the rules of the registry', () => {
    const entry = read(PATH);
    expect(entry.$schema).toBe('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json');
    expect(entry.name).toBe(packageJson.mcpName);
    expect(entry.name).toMatch(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/);
    expect(entry.description.length).toBeGreaterThan(0);
    expect(entry.description.length).toBeLessThanOrEqual(100);
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

  // The schema is not in the repository; a copy of it can be checked against: MCP_SERVER_SCHEMA=server.schema.json npm run jest -- test/manifests
  const schemaFile = process.env.MCP_SERVER_SCHEMA;
  if (schemaFile === undefined)
    console.warn('skipped: the registry schema 2025-12-11 is not at hand (set MCP_SERVER_SCHEMA to a copy of it)');
  (schemaFile === undefined ? test.skip : test)('is valid by the schema 2025-12-11 of the registry', () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(read(schemaFile as string));
    expect(validate(read(PATH)) ? [] : validate.errors).toEqual([]);
  });
});
