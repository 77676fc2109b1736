// Takes the README's picture of the demo page: `npm run demo` first. Needs chromium; the PNG stays under 300 kB.
// usage: node scripts/screenshot.mjs [PAGE] [PICTURE]
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [page = 'collap-demo/index.html', picture = 'docs/images/demo.png'] = process.argv.slice(2);
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];
const WINDOW = '1140,1130';
const MAX_BYTES = 300_000;

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', `--window-size=${WINDOW}`];
const browser = BROWSERS.find((name) => {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});
if (!browser) throw new Error(`None of ${BROWSERS.join(', ')} is installed.`);
execFileSync(browser, [...flags, `--screenshot=${resolve(picture)}`, pathToFileURL(resolve(page)).href], {
  stdio: 'ignore',
});
const { size } = statSync(picture);
console.log(`${picture}: ${Math.round(size / 1000)} kB`);
if (size > MAX_BYTES) throw new Error(`The picture is larger than ${MAX_BYTES / 1000} kB.`);
