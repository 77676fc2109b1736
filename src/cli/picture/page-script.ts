/** What the page does when it is touched: a line through all strips, words about the moment below it, and the song from there. */
export const PAGE_SCRIPT = `
const tip = document.body.appendChild(Object.assign(document.createElement('div'), { className: 'tip' }));
const clock = (s) => Math.floor(Math.round(s) / 60) + ':' + String(Math.round(s) % 60).padStart(2, '0');
const nearest = (data, s) => data.clipStarts.reduce((best, start, n) => {
  const far = (m) => Math.abs(data.clipStarts[m] + data.clipSeconds / 2 - s);
  return far(n) < far(best) ? n : best;
}, 0);
const line = (parent, text, strong) => {
  const element = parent.appendChild(document.createElement('div'));
  element.appendChild(document.createElement(strong ? 'b' : 'span')).textContent = text;
};

for (const picture of document.querySelectorAll('.picture')) {
  const data = JSON.parse(picture.querySelector('script').textContent);
  const duration = Number(picture.dataset.duration);
  const grid = picture.querySelector('.grid');
  const audio = picture.querySelector('audio');
  const cursor = grid.appendChild(Object.assign(document.createElement('div'), { className: 'cursor' }));

  const timeAt = (track, event) => {
    const box = track.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * duration;
  };
  const showCursor = (s) => {
    const box = picture.querySelector('.wave').getBoundingClientRect();
    cursor.style.left = box.left - grid.getBoundingClientRect().left + (s / duration) * box.width + 'px';
    cursor.style.display = 'block';
  };
  const describe = (track, s) => {
    const section = data.sections.find((part) => s >= part.startSeconds && s < part.endSeconds);
    const row = track.dataset.row;
    tip.replaceChildren();
    line(tip, clock(s) + (section ? ' · ' + section.label : ''), true);
    if (row === undefined) return audio && line(tip, 'click to listen from here');
    const n = nearest(data, s);
    const clip = clock(data.clipStarts[n]) + '–' + clock(data.clipStarts[n] + data.clipSeconds);
    line(tip, 'Sentence ' + (Number(row) + 1) + ' gives ' + Math.round(data.attention[row][n] * 100) + ' % of its attention to ' + clip);
    line(tip, data.similarity[row][n].toFixed(1) + ' σ above chance' + (audio ? ' · click to listen' : ''));
  };

  for (const track of picture.querySelectorAll('.track')) {
    track.addEventListener('pointermove', (event) => {
      const s = timeAt(track, event);
      describe(track, s);
      if (!audio || audio.paused) showCursor(s);
      tip.style.display = 'block';
      tip.style.left = Math.min(event.clientX + 16, innerWidth - tip.offsetWidth - 8) + 'px';
      tip.style.top = Math.min(event.clientY + 18, innerHeight - tip.offsetHeight - 8) + 'px';
    });
    track.addEventListener('pointerleave', () => {
      tip.style.display = 'none';
      if (!audio || audio.paused) cursor.style.display = 'none';
    });
    if (audio) track.addEventListener('click', (event) => play(timeAt(track, event)));
  }
  if (!audio) continue;
  const play = async (s) => {
    for (const other of document.querySelectorAll('audio')) if (other !== audio) other.pause();
    await audio.play();
    if (s !== undefined) audio.currentTime = s;
  };
  const follow = () => {
    if (audio.paused) return;
    showCursor(audio.currentTime);
    requestAnimationFrame(follow);
  };
  audio.addEventListener('play', () => { picture.classList.add('playing'); follow(); });
  audio.addEventListener('pause', () => picture.classList.remove('playing'));
  picture.querySelector('.play').addEventListener('click', () => (audio.paused ? play() : audio.pause()));
}
`;
