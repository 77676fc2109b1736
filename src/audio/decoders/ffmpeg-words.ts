/** What ffmpeg says on stderr when its loglevel is `level+info`: complaints, and how long the file claims to be. */

const MAX_COMPLAINT_CHARACTERS = 500;
/** Tags are told, too, and may be of any length. */
const MAX_LINE_CHARACTERS = 2000;

export class FfmpegWords {
  /** In one line, without the addresses that differ from run to run. */
  complaint = '';
  toldSeconds: number | null = null;
  private rest = '';

  hear(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = (lines.pop() ?? '').slice(0, MAX_LINE_CHARACTERS);
    for (const line of lines) this.hearLine(line);
  }

  private hearLine(line: string): void {
    const [, hours, minutes, seconds] = /^\[info\] {2,3}Duration: (\d+):(\d+):([\d.]+)/.exec(line) ?? [];
    if (seconds !== undefined) this.toldSeconds ??= Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    if (!/\[(error|fatal|panic)\] /.test(line)) return;
    const words = line.replace(/ @ 0x[0-9a-f]+/g, '').replace(/\[(error|fatal|panic)\] /, '');
    if (this.complaint.includes(words)) return;
    this.complaint = `${this.complaint}${this.complaint && '; '}${words}`.slice(0, MAX_COMPLAINT_CHARACTERS);
  }
}
