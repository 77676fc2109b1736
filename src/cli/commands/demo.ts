import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { asCollapError } from '../../errors.js';
import type { CommandOutcome } from '../command-outcome.js';
import { demoText } from '../output/demo-text.js';
import { createProgressBar } from '../output/progress-bar.js';
import { type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { withWorkspace } from '../with-workspace.js';

const EXAMPLES = ['collap demo', 'collap demo --out /tmp/collap-demo --json'];

interface DemoOptions extends SharedOptions {
  out: string;
  force?: boolean;
}

/** `collap demo`: the whole product on twelve bundled songs, and a page that shows what was heard where. */
export function registerDemo(program: Command, shell: Shell): void {
  const command = program
    .command('demo')
    .description('Listen to the bundled songs, answer three long descriptions, and draw the evidence as a page.')
    .option('--out <dir>', 'folder for the page and its library (kept, so that a second run is quick)', 'collap-demo')
    .option('--force', 'replace an index.html there that is no page of collap');
  withSharedOptions(command, EXAMPLES).action((options: DemoOptions) =>
    shell.run(options, (context) => demo(context, options)),
  );
}

async function demo(context: CommandContext, options: DemoOptions): Promise<CommandOutcome> {
  const [{ runDemo }, { pageHtml }, { checkAgain, saveAgain }, { PAGE_KIND }] = await Promise.all([
    import('../demo/run-demo.js'),
    import('../demo/page-html.js'),
    import('../../export/save-again.js'),
    import('../picture/page-kind.js'),
  ]);
  const out = resolve(options.out);
  const libraryDir = options.library ? context.config.libraryDir : join(out, 'library');
  const page = join(out, 'index.html');
  await mkdir(out, { recursive: true });
  await checkAgain(page, PAGE_KIND, options.force === true);
  const bar = createProgressBar(context.terminal, 'songs');
  try {
    const listen = () =>
      withWorkspace({ config: { ...context.config, libraryDir } }, (workspace) =>
        runDemo(workspace, { signal: context.signal, onProgress: bar.update }),
      );
    const run = await listen().catch(async (error) => {
      if (options.library || asCollapError(error).code !== 'E_MODEL_MISMATCH') throw error;
      await rm(libraryDir, { recursive: true }); // the demo's own, left by an older model
      return listen();
    });
    await saveAgain(page, pageHtml(run), PAGE_KIND, options.force === true);
    const answers = run.answers.map(({ asked, results }) => ({
      title: asked.title,
      description: asked.description,
      results,
    }));
    const { songs, musicSeconds, indexSeconds, answerSeconds, model, device } = run;
    const document = {
      page,
      library: libraryDir,
      songs,
      musicSeconds,
      indexSeconds,
      answerSeconds,
      model,
      device,
      answers,
    };
    return { document, text: demoText(run, page) };
  } finally {
    bar.finish();
  }
}
