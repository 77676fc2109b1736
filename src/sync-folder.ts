import { open } from 'node:fs/promises';

/**
 * Puts the names in a folder on the disk, where a folder can be opened (not on Windows) and synced (not in every file system); what is in the files is
 * synced without.
 */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => undefined); // after a loss of power, the folder has the old file or the new one
  await folder?.close();
}
