/**
 * The state of the program by which data are read, judged and planned, so that what an earlier process made of them can be told from
 * what this one would make. Only names, sizes and times of its files are looked at, which cost a tenth of their content.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of } from './evidence.ts';

const TOOL = join(import.meta.dirname, '..', '..', '..');
/** What neither draws, serves, sends nor tests; with the data that stand for what an older workspace lacks. */
const PROGRAM = [
  ...['reports', 'src/assess', 'src/contract', 'src/page', 'src/pipeline', 'src/records', 'src/report'],
  ...['src/states', 'src/subjects', 'src/wording'],
  ...['src/workspace', 'data', 'package-lock.json'],
];

let stamp: string | null | undefined;

/**
 * Of the program as this process runs it.
 * @returns null: a file of it was changed since the process began, so that what runs is not what the disk has; nothing may be kept
 */
export function programStamp(): string | null {
  if (stamp === undefined)
    stamp = stampOfProgram(
      PROGRAM.map((name) => join(TOOL, name)),
      performance.timeOrigin,
    );
  return stamp;
}

/**
 * @param paths absolute: files, and folders with all that is in them
 * @param begun milliseconds since 1970 at which the process began. A change later than that gives null
 */
export function stampOfProgram(paths: readonly string[], begun: number): string | null {
  const found: string[] = [process.version];
  let isChanged = false;
  const look = (path: string): void => {
    const at = statSync(path);
    const { size, mtimeMs, ctimeMs } = at;
    // The time of a file can be set; when it was last changed cannot.
    if (mtimeMs >= begun || ctimeMs >= begun) isChanged = true;
    found.push(`${path} ${size} ${mtimeMs} ${ctimeMs}`);
    if (at.isDirectory()) for (const name of readdirSync(path).sort()) look(`${path}/${name}`);
  };
  for (const path of paths) look(path);
  return isChanged ? null : sha256Of(Buffer.from(found.join('\n'), 'utf8'));
}
