/** What the page does. Bars are SVG, since the policy allows no style attributes; texts are set as text, never as markup. */
export const SCRIPT = `
'use strict';
const $ = (id) => document.getElementById(id);
const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
const clock = (seconds) => Math.floor(Math.round(seconds) / 60) + ':' + String(Math.round(seconds) % 60).padStart(2, '0');

async function call(route, body) {
  const headers = { 'Content-Type': 'application/json' };
  const token = $('token').value || sessionStorage.getItem('collap-token');
  if (token) headers.Authorization = 'Bearer ' + token;
  const response = await fetch('api/v1/' + route, { method: 'POST', headers, body: JSON.stringify(body) });
  const document = await response.json();
  $('token-field').hidden = response.status !== 401;
  if (document.error) throw new Error(document.error.message + ' ' + document.error.remedy);
  if (token) sessionStorage.setItem('collap-token', token);
  return document;
}

function rail(span, durationSeconds) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'rail');
  svg.setAttribute('viewBox', '0 0 1000 10');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', span.startSeconds === null ? 'nothing' : clock(span.startSeconds) + ' to ' + clock(span.endSeconds));
  if (span.startSeconds !== null && durationSeconds > 0) {
    const bar = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    bar.setAttribute('x', 1000 * span.startSeconds / durationSeconds);
    bar.setAttribute('width', Math.max(6, 1000 * (span.endSeconds - span.startSeconds) / durationSeconds));
    bar.setAttribute('height', 10);
    svg.append(bar);
  }
  return svg;
}

function show(song) {
  const name = [song.title || song.path.split(/[\\\\/]/).pop(), song.artist].filter(Boolean).join(' · ');
  const rows = song.evidence.map((span) =>
    element('div', { className: 'row ' + span.role + (span.startSeconds === null ? ' nothing' : '') },
      element('span', { className: 'sentence', textContent: span.sentence }),
      rail(span, song.durationSeconds),
      element('time', { textContent: span.startSeconds === null ? '–' : clock(span.startSeconds) + '–' + clock(span.endSeconds) })));
  return element('li', {},
    element('span', { className: 'sure', textContent: song.certainty + ' certainty' }),
    element('h2', { textContent: song.rank + '. ' + name }),
    element('p', { className: 'meta', textContent: clock(song.durationSeconds) + ' · ' + song.path }),
    ...rows);
}

let query;
async function find(cursor) {
  const buttons = document.querySelectorAll('button');
  for (const button of buttons) button.disabled = true;
  $('note').textContent = 'Listening …';
  try {
    const found = await call('find', cursor ? { ...query, cursor } : query);
    if (!cursor) $('results').replaceChildren();
    $('results').append(...found.results.map(show));
    $('more').hidden = !found.nextCursor;
    $('more').onclick = () => find(found.nextCursor);
    $('note').textContent = [found.note, ...(found.warnings || [])].filter(Boolean).join(' ');
  } catch (error) {
    $('note').textContent = error.message;
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

$('search').addEventListener('submit', (event) => {
  event.preventDefault();
  query = { description: $('description').value };
  for (const field of ['tempo', 'duration']) if ($(field).value.trim()) query[field] = $(field).value.trim();
  const not = $('not').value.split(';').map((text) => text.trim()).filter(Boolean);
  if (not.length) query.not = not;
  find();
});

call('status', {})
  .then((status) => { $('library').textContent = status.tracks + (status.tracks === 1 ? ' song' : ' songs') + ', model ' + status.model.name; })
  .catch((error) => { $('library').textContent = error.message; });
`;
