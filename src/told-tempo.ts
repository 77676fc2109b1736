/**
 * A tempo as answers give it, to a tenth of a BPM: what is behind that is not measured but computed.
 *
 * @param bpm - as estimated; null where there is no clear beat.
 */
export const toldTempo = (bpm: number | null): number | null => (bpm === null ? null : Math.round(bpm * 10) / 10);
