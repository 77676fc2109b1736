export function sineBytes(frequencyHz: number, rateHz: number, seconds: number, channels?: number): Buffer;
export function wavFile(data: Buffer, claims?: Readonly<Record<string, number>>): Buffer;
