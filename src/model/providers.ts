import { createRequire } from 'node:module';
import type { InferenceSession } from 'onnxruntime-node';
import { CollapError } from '../errors.js';

type Runtime = typeof import('onnxruntime-node');

/** Providers that `auto` tries before the processor, fastest first. WebGPU is slower than a processor for graphs as small as ours. */
const AUTO_PROVIDERS = ['cuda', 'dml', 'coreml'] as const;

/** What came of one execution provider. */
export interface ProviderAttempt {
  readonly provider: string;
  readonly ok: boolean;
  readonly message: string;
}

/** Loads the native runtime; a machine without it gets an error that says what to do. */
export function loadRuntime(): Runtime {
  try {
    const runtime = createRequire(import.meta.url)('onnxruntime-node') as Runtime;
    runtime.env.logLevel = 'fatal'; // a provider that is absent is told by its attempt, not by the runtime on stderr
    return runtime;
  } catch (cause) {
    throw new CollapError(
      'E_DEVICE',
      `onnxruntime-node cannot be loaded: ${cause instanceof Error ? cause.message : cause}`,
      'Run `npm rebuild onnxruntime-node`, and check that this platform and its C library are supported.',
      { cause },
    );
  }
}

/**
 * The providers to try in turn for a wish.
 *
 * @param device - `auto`, or a provider's name as the runtime lists it.
 * @throws {@link CollapError} `E_DEVICE` for a name that the runtime does not know: it would fall back silently.
 */
export function providersFor(device: string, runtime: Runtime): string[] {
  const known = runtime.listSupportedBackends().map((backend) => backend.name);
  if (device === 'auto') return [...AUTO_PROVIDERS.filter((name) => known.includes(name)), 'cpu'];
  if (known.includes(device)) return [device];
  throw new CollapError(
    'E_DEVICE',
    `There is no execution provider "${device}" on this machine.`,
    `Use one of: auto, ${known.join(', ')}.`,
  );
}

/**
 * Opens a graph on the first provider that takes it.
 *
 * @returns the session, the provider in use, and what was tried.
 * @throws {@link CollapError} `E_DEVICE` when none takes it.
 */
export async function createSession(
  path: string,
  device: string,
): Promise<{ session: InferenceSession; provider: string; attempts: ProviderAttempt[] }> {
  const runtime = loadRuntime();
  const attempts: ProviderAttempt[] = [];
  const causes: unknown[] = [];
  for (const provider of providersFor(device, runtime)) {
    try {
      const session = await runtime.InferenceSession.create(path, {
        executionProviders: [provider],
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      });
      attempts.push({ provider, ok: true, message: 'in use' });
      return { session, provider, attempts };
    } catch (cause) {
      causes.push(cause);
      attempts.push({ provider, ok: false, message: cause instanceof Error ? cause.message : String(cause) });
    }
  }
  throw new CollapError(
    'E_DEVICE',
    `No execution provider takes ${path}: ${attempts.map((attempt) => `${attempt.provider} (${attempt.message})`).join('; ')}.`,
    'Use --device cpu, or install the libraries that the provider needs.',
    { cause: new AggregateError(causes) },
  );
}
