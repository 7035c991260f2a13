/**
 * What every command shares: the workspace option, the time, JSON or text.
 *
 * A command loads its pipeline when it runs, not when it is declared: `--help` and every short command would otherwise wait
 * for the renderer, the site and the demo year.
 */

import { isAbsolute, resolve } from 'node:path';
import type { Command } from 'commander';
import { UserError } from '../contract/error.ts';
import { machineNow, parseAt } from '../pipeline/clock.ts';
import type { Session, SessionOptions } from '../pipeline/session.ts';
import type { Level } from '../wording/log-line.ts';
import { answer, tell } from './log.ts';
import { said, sayInWordsOf } from './said.ts';
import { harmlessJson } from './terminal.ts';
import { asTyped } from './typed-command.ts';

export interface Shared {
  /** Absolute path of the workspace. */
  workspace: string;
  /** `--at` as ISO; undefined: the machine's clock. */
  at: string | undefined;
  /** `--at`, or the machine's time whenever it is asked for: a question may have been left open since the command began. */
  readonly now: string;
  json: boolean;
}

/** Paths are meant where the person typed them; npm runs us elsewhere and says so in INIT_CWD. */
export function typedPath(path: string): string {
  return isAbsolute(path) ? path : resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

/** Default workspace of the design: `./workspace`. */
const DEFAULT_WORKSPACE = 'workspace';

/** The options that every command takes. */
export function sharedOptions(command: Command): Command {
  return command
    .option('--workspace <文件夹>', '工作区，默认 ./workspace 或环境变量 OPSLEDGER_WORKSPACE')
    .option('--at <时间>', '以此时间查看，例如 "2026-11-24 09:27"；默认本机时间')
    .option('--json', '在标准输出给出一个 JSON 文档，说明写到标准错误');
}

/** The workspace that is meant, as it was typed. */
export function workspaceOf(named: string | undefined): string {
  // An empty variable is the same as none.
  return named ?? (process.env.OPSLEDGER_WORKSPACE || DEFAULT_WORKSPACE);
}

export function shared(options: Record<string, unknown>): Shared {
  const at = options.at === undefined ? undefined : parseAt(String(options.at));
  return {
    workspace: typedPath(workspaceOf(options.workspace as string | undefined)),
    at,
    get now() {
      return at ?? machineNow();
    },
    json: options.json === true,
  };
}

/** A workspace that is looked at as of a time that was given takes no change, unless it tells a story. */
async function writingOf({ at, workspace }: Shared): Promise<Pick<SessionOptions, 'readOnly'>> {
  if (at === undefined) return {};
  const { wasBegunAsDemo } = await import('../pipeline/demo-workspace.ts');
  if (await wasBegunAsDemo(workspace)) return {};
  return { readOnly: () => refusedTime(at, machineNow(), '写入的时间一律是本机时间') };
}

/** @param instead what says when a thing happened */
export const refusedTime = (given: string, now: string, instead: string): UserError =>
  new UserError('--at 只用于查看，不能以指定的时间登记、确认或签发', {
    ...{ at: '--at', found: given, expected: `不写 --at；本机时间 ${now}` },
    hint: `${instead}；只看某一时刻的情况，用 due、status、preview 的 --at；演示工作区不受此限`,
  });

/**
 * Opens the workspace for one command and closes it whatever happens. What a person has to know first (an operation that was
 * interrupted, a clock that went back) is said before anything is done.
 * @param sessionOptions `saysNotes`: the command says it itself, in its answer
 */
export async function withSession<T>(
  options: Shared,
  work: (session: Session) => Promise<T>,
  { saysNotes = false, ...sessionOptions }: SessionOptions & { saysNotes?: boolean } = {},
): Promise<T> {
  const [{ openSession }, { tellingOutcome }] = await Promise.all([
    import('../pipeline/session.ts'),
    import('../pipeline/outcome.ts'),
  ]);
  const session = await openSession(options.workspace, { ...sessionOptions, ...(await writingOf(options)) });
  sayInWordsOf(session.workspace.contract.contract);
  if (!saysNotes) for (const note of session.workspace.notes) say(note);
  try {
    return await tellingOutcome(session, () => work(session));
  } finally {
    await session.close();
  }
}

/** Prints the one JSON document, or the lines a person reads. */
export function print(options: Pick<Shared, 'json'>, json: unknown, lines: readonly string[]): void {
  const text = options.json
    ? harmlessJson(JSON.stringify(json, (_, value) => (typeof value === 'string' ? said(value) : value), 2))
    : asTyped(lines.join('\n'));
  if (options.json) process.stdout.write(`${text}\n`);
  else answer(text);
}

/** A remark beside the answer; never on stdout, so that `--json` stays one document. */
export function say(text: string, level: Level = 'info'): void {
  tell(asTyped(text), level);
}
