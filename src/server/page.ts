/** The page on `/`: a description in, songs with their evidence as bars on a timeline out. Self-contained: nothing is loaded from elsewhere. */
import { createHash } from 'node:crypto';
import { SCRIPT } from './page-script.js';
import { STYLE } from './page-style.js';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Only this style and this script, and requests to this server. */
export const PAGE_POLICY: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    `script-src ${hashOf(SCRIPT)}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>collap</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header>
  <h1>collap</h1>
  <p id="library" role="status"></p>
</header>
<main>
  <form id="search">
    <label for="description">Describe the music, one sentence for each thing to hear, in the order in which it happens</label>
    <textarea id="description" rows="4" required
      placeholder="It opens with a lonely piano. Strings join after a while. Then a fast beat drops in."></textarea>
    <div class="filters">
      <label>without <input id="not" placeholder="singing; distorted guitar"></label>
      <label>tempo, BPM <input id="tempo" placeholder="120..128" pattern="[\\d.]*\\s*\\.\\.\\s*[\\d.]*" size="10"></label>
      <label>length <input id="duration" placeholder="1:30..5:00" pattern="[\\d.:]*\\s*\\.\\.\\s*[\\d.:]*" title="minutes:seconds, or seconds" size="10"></label>
      <label id="token-field" hidden>token <input id="token" type="password" autocomplete="off"></label>
      <button>Find</button>
    </div>
  </form>
  <p id="note" role="status"></p>
  <ol id="results"></ol>
  <button id="more" type="button" hidden>More</button>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
