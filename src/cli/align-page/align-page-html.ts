/** The page of one alignment: one file, no network, everything inline; complete on paper and without a script. */
import type { StructureAlignment } from '../../align/align-structure.js';
import { escapeHtml } from '../picture/escape-html.js';
import { PAGE_SCRIPT } from '../picture/page-script.js';
import { PAGE_STYLE } from '../picture/page-style.js';
import type { TimelinePicture } from '../picture/timeline.js';
import { timelineHtml } from '../picture/timeline-html.js';
import type { Waveform } from '../picture/waveform.js';
import { ALIGN_STYLE } from './align-style.js';
import { matchHtml } from './match-html.js';
import { matrixHtml, type SimilarityMatrix } from './matrix-html.js';

export interface AlignPage {
  readonly picture: TimelinePicture;
  readonly description: string | null;
  readonly document: StructureAlignment;
  readonly selfSimilarity: SimilarityMatrix;
  readonly other: { readonly title: string; readonly facts: readonly string[]; readonly waveform: Waveform } | null;
}

/** The complete document. */
export function alignPageHtml(page: AlignPage): string {
  const { picture, description, document, other } = page;
  const matching = document.correspondence;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(picture.title)} over time</title>
<style>${PAGE_STYLE}${ALIGN_STYLE}</style>
</head>
<body>
<header><div><h1>${escapeHtml(picture.title)}, <span>over time.</span></h1>
<p>${leadOf(page)}</p></div></header>
<main>
<article>${description === null ? '' : questionHtml(description, document)}
${timelineHtml(picture)}
</article>
${matching && other ? matchHtml(picture, matching, other) : ''}
<article class="matrix">
${matrixHtml(page.selfSimilarity, picture)}
</article>
</main>
<footer>Made by <code>collap align</code>, on this machine.<span class="screen"> Point at a strip for figures${picture.audioAddress === null ? '' : ', click it to listen'}.</span></footer>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function leadOf({ description, document }: AlignPage): string {
  const parts = ['Its sections, by letter where they repeat'];
  if (description !== null) parts.push('each sentence of the description over the moments that it speaks of');
  if (document.correspondence) parts.push('what corresponds in the second song');
  parts.push('and how alike every moment is to every other.');
  return escapeHtml(parts.join(', ').replace(/, and/, ' and'));
}

function questionHtml(description: string, { alignment, orderScore, note }: StructureAlignment): string {
  const found = alignment.filter(({ startSeconds }) => startSeconds !== null).length;
  const order =
    alignment.length < 2 || !orderScore
      ? 'Their order says nothing here.'
      : orderScore > 0
        ? 'They are heard in the order in which they are told.'
        : 'They are heard rather in the reverse of the told order.';
  const sentences = alignment.length === 1 ? 'sentence' : 'sentences';
  return `<div class="question told"><div><h2>Description</h2><blockquote>${escapeHtml(description)}</blockquote></div>
<div><h2>Heard</h2><p class="found"><b>${found}</b> of ${alignment.length} ${sentences}</p><p class="verdict">${order}${note === null ? '' : ` ${escapeHtml(note)}`}</p></div></div>`;
}
