const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.opus': 'audio/ogg',
  '.ogg': 'audio/ogg',
  '.oga': 'audio/ogg',
  '.mp3': 'audio/mpeg',
  '.flac': 'audio/flac',
  '.m4a': 'audio/mp4',
  '.wav': 'audio/wav',
};

/** @param extension - with its dot. @returns the type under which browsers play such a file; null where they may not. */
export function mediaTypeOf(extension: string): string | null {
  return MEDIA_TYPES[extension.toLowerCase()] ?? null;
}
