import type { Annotations } from '../src/export/annotations.js';

export function sampleSong(path: string): Annotations;
export function sampleWav(rateHz?: number, seconds?: number): Buffer;
