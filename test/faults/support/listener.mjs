// The process that listens, seen from outside: restarted when it dies, its memory watched.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { watchMemory } from './process-memory.mjs';

const CHILD = fileURLToPath(new URL('./listen-child.mjs', import.meta.url));
const PATIENCE_MS = 120_000;

export class Listener {
  #child = null;
  deaths = 0;

  constructor(modelDir) {
    this.modelDir = modelDir;
  }

  async #open() {
    this.#child = fork(CHILD, [this.modelDir], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    await once(this.#child, 'message');
  }

  /** @returns `{ state, code, seconds, largestMegabytes, totalMegabytes }`; the state is `died` where the process did, or had to be ended. */
  async listen(path) {
    if (this.#child === null) await this.#open();
    const child = this.#child;
    const memory = watchMemory(child.pid);
    const end = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    const settled = new AbortController();
    const answered = once(child, 'message', settled).then(([message]) => message);
    const died = once(child, 'exit', settled).then(([code, signal]) => ({
      state: 'died',
      code: signal ?? `exit ${code}`,
      seconds: null,
    }));
    child.send(path);
    const result = await Promise.race([answered, died]);
    clearTimeout(end);
    for (const race of [answered, died]) race.catch(() => undefined); // the one that lost is called off
    settled.abort();
    if (result.state === 'died') {
      this.deaths++;
      this.#child = null;
    }
    return { ...result, ...memory.stop() };
  }

  close() {
    this.#child?.disconnect();
    this.#child = null;
  }
}
