/** Measures tempo and key in a thread of the model. */
import { answer, heldCard } from '../model/inference-worker.js';
import { type MeasuredCurves, measureSong } from './measure-song.js';

export default (curves: MeasuredCurves) => answer(async () => measureSong(curves, heldCard));
