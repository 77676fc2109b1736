/**
 * What the MCP registry demands of the fields that our entry uses, as JSON Schema. It is stricter than the registry's own: a field that is not here is
 * refused, so that none goes unchecked.
 * Source: schema 2025-12-11 of server.json, modelcontextprotocol/registry.
 */
const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const only = (...values: readonly string[]) => ({ type: 'string', enum: values }) as const;
const listOf = (items: object) => ({ type: 'array', items }) as const;
const record = (properties: Record<string, object>, required: readonly string[]) =>
  ({ type: 'object', properties, required, additionalProperties: false }) as const;

const INPUT = {
  description: text,
  format: only('string', 'number', 'boolean', 'filepath'),
  isRequired: flag,
  default: text,
  choices: listOf(text),
  value: text,
};
const POSITIONAL = record({ ...INPUT, type: only('positional'), isRepeated: flag }, ['type', 'value']);
const NAMED = record({ ...INPUT, type: only('named'), name: text, isRepeated: flag }, ['type', 'name']);
const VARIABLE = record({ ...INPUT, name: text }, ['name']);

const PACKAGE = record(
  {
    registryType: text,
    registryBaseUrl: { type: 'string', pattern: '^https://' },
    identifier: text,
    version: { type: 'string', pattern: String.raw`^\d+\.\d+\.\d+` }, // neither a range nor "latest"
    runtimeHint: text,
    transport: record({ type: only('stdio') }, ['type']),
    packageArguments: listOf({ anyOf: [POSITIONAL, NAMED] }),
    environmentVariables: listOf(VARIABLE),
  },
  ['registryType', 'identifier', 'transport'],
);

export const SERVER_ENTRY = record(
  {
    $schema: only('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'),
    name: { type: 'string', minLength: 3, maxLength: 200, pattern: '^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$' },
    title: { type: 'string', minLength: 1, maxLength: 100 },
    description: { type: 'string', minLength: 1, maxLength: 100 },
    version: { type: 'string', maxLength: 255, pattern: String.raw`^\d+\.\d+\.\d+` },
    packages: listOf(PACKAGE),
  },
  ['name', 'description', 'version'],
);
