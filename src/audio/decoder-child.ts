import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { GivesWay } from '../background.js';
import { entryFile } from '../entry-file.js';
import { asCollapError, CollapError } from '../errors.js';
import type { AudioInfo } from './audio-info.js';
import type { DecodeRequest, FailureDocument } from './decode-song.js';
import { type DecoderFrame, FrameReader, samplesOf } from './decoder-frames.js';
import type { DecoderCommand } from './decoder-process.js';

/** What happens to a job; `onFailed` and `onDone` end it. */
export interface JobListener {
  onSamples(samples: Float32Array): void;
  onDone(info: AudioInfo): void;
  onFailed(error: CollapError): void;
}

const HEAP_MEGABYTES = 256;
/** A damaged file can fill gigabytes in a second. */
const MEMORY_CHECK_MILLISECONDS = 25;
/** A process that grew beyond this is replaced after its job: WASM memory never shrinks. */
const RETIRE_MEGABYTES = 320;
const CANCEL_GRACE_MILLISECONDS = 1000;
const CRASH_REMEDY = 'Leave the file out or convert it; if the file plays elsewhere, report it.';
/** Shares of the wall time that a starved process gets. */
const STARVED_SHARE = { low: 0.005, high: 0.4 };
const POSIX = process.platform !== 'win32';

/** Resident memory of a process; null where the system has no /proc. */
export function residentMegabytes(pid: number): number | null {
  try {
    const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return line ? Number(line[1]) / 1024 : null;
  } catch {
    return null; // no /proc, or the process has just ended
  }
}

/** CPU time that a process has used; null where the system has no /proc. Linux counts it in hundredths of a second. */
function cpuSeconds(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null; // no /proc, or the process has just ended
  }
}

/** One decoder process and the job it is at. */
export class DecoderChild {
  private readonly process: ChildProcess;
  private readonly pipe: Readable;
  private readonly frames = new FrameReader();
  private readonly exited: Promise<void>;
  private listener: JobListener | null = null;
  private job = 0;
  private complaint = '';
  private memoryWatch: NodeJS.Timeout | null = null;
  private killedBy: CollapError | null = null;
  private peakMegabytes = 0;
  private cpuSecondsSeen = 0;
  isAlive = true;

  constructor(givesWay: GivesWay) {
    this.process = fork(entryFile('./decoder-process.js', import.meta.url), [givesWay], {
      execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`],
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'ipc'],
      detached: POSIX, // a group of its own: ffmpeg dies with it, and Ctrl-C reaches collap only
    });
    this.pipe = this.process.stdio[3] as Readable;
    this.pipe.on('data', (piece: Buffer) => {
      for (const frame of this.frames.push(piece)) this.receive(frame);
    });
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.complaint = (this.complaint + text).slice(-2000);
    });
    this.process.on('error', () => {}); // an 'exit' or a failed send follows
    this.exited = new Promise((resolve) => this.process.once('close', () => resolve(this.onExit())));
    this.setReferenced(false);
  }

  /** Starts a job; one at a time. */
  start(request: DecodeRequest, listener: JobListener): void {
    this.listener = listener;
    this.job++;
    this.setReferenced(true);
    this.complaint = '';
    this.memoryWatch = setInterval(
      () => this.checkMemory(request.limits.maxMemoryMegabytes),
      MEMORY_CHECK_MILLISECONDS,
    );
    this.send({ kind: 'decode', job: this.job, request });
  }

  /** Holds the process back, or lets it go on. */
  setFlowing(isFlowing: boolean): void {
    if (isFlowing) this.pipe.resume();
    else this.pipe.pause();
  }

  /** Ends the job without its result; a process that does not obey is killed. Resolves when the process is free or gone. */
  async cancel(): Promise<void> {
    if (!this.listener) return;
    const ended = new Promise<void>((resolve) => {
      this.listener = { onSamples: () => {}, onDone: () => resolve(), onFailed: () => resolve() };
    });
    this.send({ kind: 'cancel', job: this.job });
    this.setFlowing(true);
    const grace = setTimeout(() => this.kill(null), CANCEL_GRACE_MILLISECONDS);
    await ended;
    clearTimeout(grace);
  }

  /** Kills the process and all that it started. @param reason - what the job ends with. */
  kill(reason: CollapError | null): void {
    this.killedBy ??= reason;
    this.isAlive = false;
    this.setFlowing(true); // what still lies in the pipe must not keep it open
    const { pid } = this.process;
    try {
      if (POSIX && pid !== undefined) process.kill(-pid, 'SIGKILL');
      else this.process.kill('SIGKILL');
    } catch {
      this.process.kill('SIGKILL'); // the group is gone already
    }
  }

  async close(): Promise<void> {
    this.setReferenced(true); // who waits for the end must not be left by a process without work
    this.kill(null);
    await this.exited;
  }

  get isWorn(): boolean {
    return this.peakMegabytes > RETIRE_MEGABYTES;
  }

  /** Somebody waits for the process from now on: what CPU time it used before says nothing of this wait. */
  beginWait(): void {
    this.cpuSecondsSeen = this.cpuSecondsUsed() ?? 0;
  }

  /**
   * Tells a process that a busy machine keeps waiting from one that hangs, which uses either no CPU at all or all that there is.
   *
   * @param seconds - wall time since this was last asked, or since {@link beginWait}.
   */
  isStarved(seconds: number): boolean {
    const used = this.cpuSecondsUsed();
    if (used === null) return false;
    const share = (used - this.cpuSecondsSeen) / seconds;
    this.cpuSecondsSeen = used;
    return share > STARVED_SHARE.low && share < STARVED_SHARE.high;
  }

  private cpuSecondsUsed(): number | null {
    return this.process.pid === undefined ? null : cpuSeconds(this.process.pid);
  }

  private send(command: DecoderCommand): void {
    this.process.send(command, (failure) => {
      if (failure) this.kill(null);
    });
  }

  private receive({ kind, job, body }: DecoderFrame): void {
    const { listener } = this;
    if (job !== this.job || !listener) return;
    if (kind === 'samples') {
      listener.onSamples(samplesOf(body));
      return;
    }
    this.endJob();
    const outcome = JSON.parse(body.toString());
    if (kind === 'done') listener.onDone(outcome as AudioInfo);
    else listener.onFailed(rebuildError(outcome as FailureDocument));
  }

  private endJob(): void {
    if (this.memoryWatch) clearInterval(this.memoryWatch);
    this.noteMemory();
    this.listener = null;
    this.setReferenced(false);
  }

  private noteMemory(): number {
    const megabytes = this.process.pid === undefined ? null : residentMegabytes(this.process.pid);
    this.peakMegabytes = Math.max(this.peakMegabytes, megabytes ?? 0);
    return megabytes ?? 0;
  }

  private checkMemory(maxMegabytes: number): void {
    const megabytes = this.noteMemory();
    if (megabytes <= maxMegabytes) return;
    const message = `Decoding took ${Math.round(megabytes)} MB of memory, the limit is ${maxMegabytes} MB.`;
    this.kill(new CollapError('E_LIMIT', message, CRASH_REMEDY));
  }

  private onExit(): void {
    this.isAlive = false;
    const { listener, killedBy } = this;
    this.endJob();
    listener?.onFailed(killedBy ?? this.crashError());
  }

  private crashError(): CollapError {
    const { exitCode, signalCode } = this.process;
    const cause = new Error(this.complaint || 'it left no message');
    if (/heap out of memory/.test(this.complaint)) {
      return new CollapError(
        'E_LIMIT',
        `Decoding took more than ${HEAP_MEGABYTES} MB of JavaScript memory.`,
        CRASH_REMEDY,
        { cause },
      );
    }
    if (/Cannot find module/.test(this.complaint)) {
      return asCollapError(new Error(`the decoder process is not built: run \`npm run build\``, { cause }));
    }
    const how = signalCode ? `was ended by ${signalCode}` : `ended with code ${exitCode}`;
    return new CollapError('E_CRASHED', `The decoder process ${how} while it decoded this file.`, CRASH_REMEDY, {
      cause,
    });
  }

  /** An idle process does not keep collap from ending; it ends itself when its parent is gone. */
  private setReferenced(isReferenced: boolean): void {
    const handles = [this.process, this.process.channel, this.pipe, this.process.stderr] as unknown as ({
      ref?(): void;
      unref?(): void;
    } | null)[];
    for (const handle of handles) isReferenced ? handle?.ref?.() : handle?.unref?.();
  }
}

function rebuildError({ code, message, remedy, detail }: FailureDocument): CollapError {
  return new CollapError(code, message, remedy, { cause: new Error(detail) });
}
