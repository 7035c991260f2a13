/** Private folders for copies and option files; one that a killed run left is known by its marker, and removed. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Session } from '../../session.ts';

export interface WorkFolder {
  /** For the copy, or the option file of a client. */
  data: string;
  /** Short, for the socket. */
  run: string;
  /** Writes down the program that works here, so that the next run can end it. */
  noteServer(pid: number): Promise<void>;
  remove(): Promise<void>;
}

interface Marker {
  owner: Running;
  server: Running | null;
  run: string;
}

/** A process, and when it began: its number alone may have gone to another one. */
interface Running {
  pid: number;
  /** Clock ticks since the machine started, from /proc. */
  begun: string;
}

const MARKER = 'opsledger-restore.json';
const PREFIX = 'restore-';

/** Where copies are made. */
export function workRoot(session: Session): string {
  const { root, settings } = session.workspace;
  return resolve(root, settings.restore.workFolder ?? join('.opsledger', 'restore'));
}

export async function makeWorkFolder(root: string): Promise<WorkFolder> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(root, PREFIX));
  const run = await mkdtemp(join(tmpdir(), 'opsledger-db-'));
  const owner = (await runningOf(process.pid)) ?? { pid: process.pid, begun: '' };
  const mark = (server: Running | null) =>
    writeFile(join(folder, MARKER), JSON.stringify({ owner, server, run } satisfies Marker), { mode: 0o600 });
  await mark(null);
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  return {
    data,
    run,
    noteServer: async (pid) => mark(await runningOf(pid)),
    remove: async () => {
      await rm(data, { recursive: true, force: true });
      await rm(run, { recursive: true, force: true });
      // The marker goes last: until then the next run knows what this is.
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Ends the servers and removes the folders of runs that are no more. @returns how many there were */
export async function removeLeftFolders(root: string): Promise<number> {
  const names = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  let removed = 0;
  for (const name of names.filter((one) => one.startsWith(PREFIX))) {
    const folder = join(root, name);
    const marker = await readMarker(join(folder, MARKER));
    if (marker === null || (await isRunning(marker.owner))) continue;
    if (marker.server !== null && (await isRunning(marker.server))) await end(marker.server);
    await rm(marker.run, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

async function readMarker(path: string): Promise<Marker | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Marker;
  } catch (error) {
    // Without a whole marker of ours it may be anybody's.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Where in /proc/<pid>/stat, counted behind the program's name, the beginning stands. */
const BEGUN = 19;

async function runningOf(pid: number): Promise<Running | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return null;
    throw error;
  });
  // The name is in brackets and may hold blanks.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const begun = fields[BEGUN];
  return begun === undefined || fields[0] === 'Z' ? null : { pid, begun };
}

const isRunning = async ({ pid, begun }: Running): Promise<boolean> => (await runningOf(pid))?.begun === begun;

const END_POLL_MS = 50;

async function end(server: Running): Promise<void> {
  process.kill(server.pid, 'SIGKILL');
  while (await isRunning(server)) await new Promise((done) => setTimeout(done, END_POLL_MS));
}
