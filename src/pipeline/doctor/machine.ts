/** What `doctor` asks of the machine, as a narrow parameter with the real thing as default. */
import { execFile } from 'node:child_process';
import { access, constants, lstat, stat, statfs } from 'node:fs/promises';
import { delimiter, join, relative } from 'node:path';
import { UserError } from '../../contract/error.ts';
import { isMissing } from '../../workspace/disk/faults.ts';
import { entriesOf } from '../../workspace/disk/files-below.ts';
import { openGit } from '../../workspace/git/git.ts';
import { resolveSecrets } from '../../workspace/settings/secrets.ts';
import { isMarkedDemo } from '../../workspace/store/demo-mark.ts';
import { readHeartbeat } from '../../workspace/store/heartbeat.ts';
import { machineNow } from '../clock.ts';
import { type SchedulerState, schedulerState } from '../heartbeat.ts';
import { openSession, rendererCache } from '../session.ts';
import { heldClock } from '../sound-clock.ts';
import { type DeskFinding, deskFindings } from './desk.ts';
import { permitGap } from './permit.ts';

/** What a program answered; `code` is 0 when it succeeded. */
export interface Answer {
  code: number;
  output: string;
}

/** How the browser ran when it was tried. */
export interface BrowserTrial {
  version: string;
  /** `namespace`: in an empty network of its own. `proxy`: kept from the network by refusing its requests. */
  network: 'namespace' | 'proxy';
  /** true: with Chromium's own sandbox. */
  sandbox: boolean;
}

export interface Machine {
  nodeVersion: string;
  isRoot: boolean;
  /** Runs a program for at most ten seconds; null when there is none of that name. */
  run(command: string, args: string[]): Promise<Answer | null>;
  /** Free bytes for this user, and the kernel's magic number of the file system. */
  disk(path: string): Promise<{ free: number; type: number }>;
  /** Why a workspace cannot be opened, in one line: its settings or contract are wrong. null when it can. */
  workspaceProblem(root: string): Promise<string | null>;
  /** Sources and probes of a workspace that can be opened whose passwords are not to be had: `mysql-1：缺少 DB_PASSWORD`. */
  secretProblems(root: string): Promise<string[]>;
  /** What the routine collecting of a workspace that can be opened lacks in permits; null: nothing. */
  permitProblem(root: string): Promise<string | null>;
  /** See the function of this name; absent: nobody looks. */
  heldClock?(root: string): Promise<{ text: string; remedy: string } | null>;
  /** Whether the scheduler of a workspace lives. */
  scheduler(root: string): Promise<SchedulerState>;
  /** What is to be seen to of the reminders of a workspace that can be opened; null: it sends none. */
  reminderFindings(root: string): Promise<{ detail: string; remedy: string }[] | null>;
  /** What is to be seen to at the desk of a workspace that can be opened, worst first. */
  deskFindings(root: string): Promise<DeskFinding[]>;
  /**
   * Files of a workspace that belong to somebody else than `owner`, by default who owns its folder: how many, and one of them;
   * null: none.
   */
  foreignFiles(root: string, owner?: number): Promise<{ count: number; first: string } | null>;
  /** What can be done with a path. */
  access(path: string): Promise<'absent' | 'read-only' | 'writable'>;
  /** true when the program is on the PATH or among the system's own. */
  hasCommand(command: string): Promise<boolean>;
  /** Font files that documents are set in and that are not there. */
  missingFonts(): Promise<string[]>;
  /** true when the runtime has the rules of the time zone. */
  knowsZone(zone: string): boolean;
  /** Unpacks and starts the browser as printing does, and ends it; throws when it does not run. */
  startBrowser(): Promise<BrowserTrial>;
}

const TIMEOUT_MS = 10_000;

function can(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

function run(command: string, args: string[]): Promise<Answer | null> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: TIMEOUT_MS, encoding: 'utf8' }, (error, stdout, stderr) => {
      if (error === null) return resolve({ code: 0, output: stdout.trim() });
      if (error.code === 'ENOENT') return resolve(null);
      const code = typeof error.code === 'number' ? error.code : 1;
      resolve({ code, output: `${stdout}${stderr}`.trim() || error.message });
    });
  });
}

async function hasCommand(command: string): Promise<boolean> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  const found = await Promise.all(folders.map((folder) => can(join(folder, command), constants.X_OK)));
  return found.includes(true);
}

async function missingFonts(): Promise<string[]> {
  const { fontFiles } = await import('../../render/chromium/fonts.ts');
  const files = fontFiles();
  const readable = await Promise.all(files.map((file) => can(file, constants.R_OK)));
  return files.filter((_, index) => !readable[index]);
}

async function startBrowser(): Promise<BrowserTrial> {
  const { launchBrowser } = await import('../../render/chromium/launch.ts');
  const { browser, isolation, close } = await launchBrowser(rendererCache);
  try {
    return { version: await browser.version(), network: isolation.network, sandbox: isolation.sandbox };
  } finally {
    await close();
  }
}

async function accessOf(path: string): Promise<'absent' | 'read-only' | 'writable'> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (!exists) return 'absent';
  return (await can(path, constants.W_OK)) ? 'writable' : 'read-only';
}

async function workspaceProblem(root: string): Promise<string | null> {
  try {
    await (await openSession(root)).close();
    return null;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message.replace(/\s*\n\s*/g, '；');
  }
}

async function secretProblems(root: string): Promise<string[]> {
  const session = await openSession(root);
  const { sources, probe } = session.workspace.settings;
  await session.close();
  const users = [
    ...sources.map(({ name, options }) => ({ name, options })),
    ...(probe?.targets ?? []).map(({ target, options }) => ({ name: `可用性探测 ${target}`, options })),
  ];
  const problems: string[] = [];
  for (const { name, options } of users) {
    const resolved = await resolveSecrets(options, process.env);
    if (!resolved.ok) problems.push(`${name}：${resolved.reason}`);
  }
  return problems;
}

async function permitProblem(root: string): Promise<string | null> {
  const session = await openSession(root);
  try {
    return await permitGap(session, machineNow());
  } finally {
    await session.close();
  }
}

async function reminderFindingsOf(root: string): Promise<{ detail: string; remedy: string }[] | null> {
  const session = await openSession(root);
  try {
    const { reminderFindings } = await import('../remind/attention.ts');
    return await reminderFindings(session, machineNow(), process.env);
  } finally {
    await session.close();
  }
}

async function foreignFiles(root: string, owner?: number): Promise<{ count: number; first: string } | null> {
  const uid = owner ?? (await stat(root)).uid;
  const foreign: string[] = [];
  const look = async (folder: string): Promise<void> => {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      // Gone in between: a command is at work.
      const found = await lstat(path).catch(unlessMissing);
      if (found !== undefined && found.uid !== uid) foreign.push(relative(root, path));
      if (entry.isDirectory()) await look(path);
    }
  };
  await look(root);
  const [first] = foreign.sort();
  return first === undefined ? null : { count: foreign.length, first };
}

function unlessMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

function knowsZone(zone: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId === zone;
  } catch {
    return false;
  }
}

/** The machine on which this process runs. */
export const thisMachine: Machine = {
  nodeVersion: process.versions.node,
  isRoot: process.getuid?.() === 0,
  run,
  disk: async (path) => {
    const { bavail, bsize, type } = await statfs(path);
    return { free: bavail * bsize, type };
  },
  workspaceProblem,
  secretProblems,
  permitProblem,
  heldClock: async (root) => {
    const git = openGit(root);
    return heldClock({ root, git, simulated: await isMarkedDemo(root) });
  },
  scheduler: async (root) => schedulerState(await readHeartbeat(root), machineNow()),
  reminderFindings: reminderFindingsOf,
  deskFindings: (root) => deskFindings(root, machineNow()),
  foreignFiles,
  access: accessOf,
  hasCommand,
  missingFonts,
  knowsZone,
  startBrowser,
};
