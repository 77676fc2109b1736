import type { GivesWay } from '../background.js';
import type { Workspace } from '../library/workspace.js';
import type { CommandContext } from './shell.js';

/**
 * Opens the library and model of the flags for one piece of work; what a person types on the command line may be any path.
 *
 * @param options.givesWay - to whom work gives way that nobody waits for.
 */
export async function withWorkspace<T>(
  context: Pick<CommandContext, 'config'>,
  work: (workspace: Workspace) => Promise<T>,
  { givesWay = 'toNone' }: { givesWay?: GivesWay } = {},
): Promise<T> {
  const { openWorkspace } = await import('../library/workspace.js');
  const { libraryDir, modelDir, device } = context.config;
  const workspace = openWorkspace({ libraryDir, modelDir, device, roots: null, allowWrite: true, givesWay });
  try {
    return await work(workspace);
  } finally {
    await workspace.close();
  }
}
