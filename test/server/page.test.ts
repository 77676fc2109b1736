import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { PAGE, PAGE_POLICY } from '../../src/server/page.js';
import { SCRIPT } from '../../src/server/page-script.js';

const policy = PAGE_POLICY['Content-Security-Policy'] as string;

test('nothing is loaded from elsewhere, and the policy allows just what is in the page', () => {
  expect(PAGE).not.toMatch(/(?:src|href)="(?!data:)/);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|\*/);
  for (const [tag, directive] of [
    ['style', 'style-src'],
    ['script', 'script-src'],
  ] as const) {
    const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(PAGE)?.[1] ?? '';
    expect(policy).toContain(`${directive} 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  }
  expect(PAGE).not.toMatch(/\sstyle=|\son\w+=/); // the policy would block them
});

/** As much of a browser's document as the script touches. */
function fakeDocument() {
  class Node {
    children: (Node | string)[] = [];
    attributes: Record<string, string> = {};
    textContent = '';
    className = '';
    value = '';
    hidden = false;
    onsubmit?: (event: { preventDefault(): void }) => void;
    constructor(readonly tag: string) {}
    append(...children: (Node | string)[]) {
      this.children.push(...children);
    }
    replaceChildren() {
      this.children = [];
    }
    setAttribute(name: string, value: unknown) {
      this.attributes[name] = String(value);
    }
    addEventListener(_: string, listener: (event: { preventDefault(): void }) => void) {
      this.onsubmit = listener;
    }
    all(tag: string): Node[] {
      const inner = this.children.flatMap((child) => (typeof child === 'string' ? [] : child.all(tag)));
      return this.tag === tag ? [this, ...inner] : inner;
    }
  }
  const byId = new Map<string, Node>();
  const document = {
    getElementById: (id: string) => {
      if (!PAGE.includes(`id="${id}"`)) throw new Error(`the page has no #${id}`);
      if (!byId.has(id)) byId.set(id, new Node(id));
      return byId.get(id);
    },
    createElement: (tag: string) => new Node(tag),
    createElementNS: (_: string, tag: string) => new Node(tag),
    querySelectorAll: () => [],
  };
  return { document, byId };
}

test('the script asks, and draws every span where it lies', async () => {
  const { document, byId } = fakeDocument();
  const asked: [string, unknown][] = [];
  const evidence = [
    { sentence: 'A piano.', role: 'wanted', startSeconds: 50, endSeconds: 100, score: 1 },
    { sentence: '<b>singing</b>', role: 'avoided', startSeconds: null, endSeconds: null, score: 0 },
  ];
  const song = {
    rank: 1,
    trackId: 't',
    path: '/music/a.flac',
    title: null,
    artist: 'Me',
    durationSeconds: 200,
    certainty: 'high',
    evidence,
  };
  const answers: Record<string, unknown> = {
    'api/v1/status': { tracks: 1, model: { name: 'mini' } },
    'api/v1/find': { results: [song], nextCursor: null, note: 'A note.', warnings: ['A warning.'] },
  };
  const fetch = async (url: string, { body }: { body: string }) => {
    asked.push([url, JSON.parse(body)]);
    return { status: 200, json: async () => answers[url] };
  };
  runInNewContext(SCRIPT, { document, fetch, sessionStorage: { getItem: () => null, setItem: () => {} }, console });
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(byId.get('library')?.textContent).toBe('1 song, model mini');

  Object.assign(document.getElementById('description') ?? {}, { value: 'A piano.' });
  Object.assign(document.getElementById('not') ?? {}, { value: 'singing; drums' });
  byId.get('search')?.onsubmit?.({ preventDefault: () => {} });
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(asked.at(-1)).toEqual(['api/v1/find', { description: 'A piano.', not: ['singing', 'drums'] }]);
  const results = byId.get('results');
  expect(results?.all('h2')[0]?.textContent).toBe('1. a.flac · Me');
  expect(results?.all('rect').map(({ attributes }) => [attributes.x, attributes.width])).toEqual([['250', '250']]);
  expect(results?.all('time').map(({ textContent }) => textContent)).toEqual(['0:50–1:40', '–']);
  expect(results?.all('span').map(({ textContent }) => textContent)).toContain('<b>singing</b>'); // text, not markup
  expect(byId.get('note')?.textContent).toBe('A note. A warning.');
});
