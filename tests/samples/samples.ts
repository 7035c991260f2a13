/** Holds a folder of real samples against its INDEX: every row through the reader that the program has for it. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix, resolve } from 'node:path';
import { UserError } from '../../src/contract/error.ts';
import { toText } from '../../src/contract/time.ts';
import { initialise } from '../../src/pipeline/init.ts';
import { openSession, type Session } from '../../src/pipeline/session.ts';
import { checkArticles } from './articles.ts';
import { checkIncident } from './incidents.ts';
import { type IndexRow, readIndex } from './index-file.ts';
import { checkAlerts, checkExposition, checkHolidays } from './others.ts';
import type { Checked, Sample } from './sample.ts';
import { checkScan } from './scans.ts';

/** What became of one row of the INDEX. */
export interface Row extends Checked {
  file: string;
  /** Why nothing could be compared; null when it could. */
  problem: string | null;
}

export interface Outcome {
  rows: Row[];
  /** Files of the folder that no row names. */
  notInIndex: string[];
}

/** By the folder that a file lies in; every other is a scanner report. */
const readers: Readonly<Record<string, (session: Session, sample: Sample) => Promise<Checked>>> = {
  alertmanager: (_, sample) => checkAlerts(sample),
  'holiday-cn': (_, sample) => checkHolidays(sample),
  incidents: checkIncident,
  'kb-sample': (_, sample) => checkArticles(sample),
  'prometheus-text': (_, sample) => checkExposition(sample),
};

/** Earlier than any sample, so that none is refused for lying before the service. */
const SERVICE_FROM = '2000-01-01';

/**
 * @param folder absolute @param shown as the person typed it
 * @throws UserError when the folder or its INDEX cannot be read
 */
export async function checkSamples(folder: string, shown: string): Promise<Outcome> {
  const index = await readIndex(folder, shown);
  const now = toText(Temporal.Now.instant());
  const scratch = await mkdtemp(join(tmpdir(), 'opsledger-samples-'));
  try {
    const workspace = join(scratch, 'w');
    await initialise(workspace, { now, from: SERVICE_FROM });
    const session = await openSession(workspace);
    const rows: Row[] = [];
    for (const row of index) rows.push(await checkRow(session, folder, row, now));
    await session.close();
    return { rows, notInIndex: await unnamed(folder, index) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

export const passed = ({ problem, unread, facts }: Row): boolean =>
  problem === null && unread === null && facts.length > 0 && facts.every(({ holds }) => holds);

async function checkRow(session: Session, folder: string, row: IndexRow, now: string): Promise<Row> {
  const nothing: Checked = { facts: [], notCompared: [], unread: null };
  if (row.problem !== undefined) return { file: row.file, ...nothing, problem: row.problem };
  const path = resolve(folder, row.file);
  const [kind = ''] = posix.normalize(row.file).split('/');
  try {
    await stat(path);
    const read = readers[kind] ?? checkScan;
    const checked = await read(session, { file: row.file, path, truth: row.truth, now });
    const problem = checked.facts.length === 0 && checked.unread === null ? '没有可以比对的计数' : null;
    return { file: row.file, ...checked, problem };
  } catch (error) {
    // One file that breaks its reader is a failure of that file: the others are still read.
    return { file: row.file, ...nothing, problem: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return missing ? 'INDEX 列出的文件不存在' : `读取出错：${error instanceof Error ? error.message : String(error)}`;
}

async function unnamed(folder: string, index: readonly IndexRow[]): Promise<string[]> {
  const named = index.map(({ file }) => posix.normalize(file));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => !/^INDEX\.(md|json)$/.test(file))
    .filter((file) => !named.some((name) => name === file || (name.endsWith('/') && file.startsWith(name))))
    .sort();
}
