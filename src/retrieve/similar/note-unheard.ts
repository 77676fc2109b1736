import type { SimilarLibrary } from './similar-query.js';

/** @param consequence - what songs without sections do, such as `cannot be found`. @returns null where there are none. */
export async function noteUnheard(library: SimilarLibrary, consequence: string): Promise<string | null> {
  const count = await library.countWithoutSections();
  if (count === 0) return null;
  const songs = count === 1 ? '1 song was' : `${count} songs were`;
  return `${songs} indexed before sections were stored and ${consequence}; \`collap index\` on their folders listens again.`;
}
