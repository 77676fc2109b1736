import { join } from 'node:path';
import type { Config } from '../../config.js';
import { asCollapError } from '../../errors.js';
import { loadModelCard } from '../../model/card.js';
import { openModel } from '../../model/open-model.js';
import { createSession, loadRuntime, type ProviderAttempt } from '../../model/providers.js';
import { type Check, failed, missing, passed } from './check.js';

/** The card, and every file against its checksum; then the graphs are opened as they are for work. */
export async function checkModel(config: Config): Promise<Check> {
  try {
    const model = await openModel(config.modelDir, { device: config.device, threads: 1 });
    await model.close();
    const files = Object.keys(model.card.files).length;
    const { name, version, licence } = model.card;
    return passed(
      'model',
      `${name} ${version} (${licence}) in ${config.modelDir}; ${files} files match their sha256; runs on ${model.device}`,
    );
  } catch (error) {
    const { code, message, remedy } = asCollapError(error);
    return failed('model', code, message, remedy);
  }
}

/** Which execution providers were tried on the model's audio graph, and what came of each. */
export async function checkProviders(config: Config): Promise<Check[]> {
  try {
    const bundled = loadRuntime()
      .listSupportedBackends()
      .map((backend) => backend.name);
    const card = await loadModelCard(config.modelDir);
    const { session, attempts } = await createSession(join(config.modelDir, card.audio.file), config.device);
    await session.release();
    return [passed('onnxruntime', `providers on this machine: ${bundled.join(', ')}`), ...attempts.map(providerCheck)];
  } catch (error) {
    const { code, message, remedy } = asCollapError(error);
    return [failed('onnxruntime', code, message, remedy)];
  }
}

function providerCheck({ provider, ok, message }: ProviderAttempt): Check {
  const name = `provider ${provider}`;
  return ok ? passed(name, message) : missing(name, message, 'Install what the message names, or use --device cpu.');
}
