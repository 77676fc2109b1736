/** Reads the form of a song in a thread of the model, beside its graphs. */
import { answer, heldCard, markSections } from '../model/inference-worker.js';
import { type HeardSong, readForm } from './read-form.js';

export default (heard: HeardSong) =>
  answer(() => readForm(heard, { card: heldCard, ...(heldCard.structure && { markSections }) }));
