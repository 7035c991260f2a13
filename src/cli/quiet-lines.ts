/**
 * Long work whose output goes to a file or a service's log says every 15 seconds that it goes on; on a terminal a bar does. One
 * mechanism for all commands: whoever counts says here what it counts.
 */
import { formatDuration } from '../wording/durations.ts';

const EVERY_SECONDS = 15;

/** What is being done, as the bar would have it; null: nobody counts. */
let doing: (() => string) | null = null;
let timer: NodeJS.Timeout | undefined;

/** Says what is being done from now on. @param text in Chinese, asked again for each line; null: it is done */
export function nowDoing(text: (() => string) | null): void {
  doing = text;
}

/** Begins the lines of one command. @param write takes a line; not called where stderr is a terminal */
export function beginQuietLines(write: (line: string) => void, stream: Pick<NodeJS.WriteStream, 'isTTY'>): void {
  endQuietLines();
  if (stream.isTTY) return;
  let seconds = 0;
  timer = setInterval(() => {
    seconds += EVERY_SECONDS;
    write(`仍在进行：${doing?.() ?? '本次操作'}，已 ${formatDuration(seconds)}`);
  }, EVERY_SECONDS * 1000);
  timer.unref();
}

/** Ends them: the command is done, or has become a server that waits. */
export function endQuietLines(): void {
  clearInterval(timer);
  timer = undefined;
  doing = null;
}
