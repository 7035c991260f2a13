/**
 * Hints name commands as the manual does, `opsledger due`. This one place turns them into what works where the person is:
 * run through npm as `npm run -s opsledger -- due`, by npx as `npx opsledger due`, and with the workspace that was named by option.
 */
import { join } from 'node:path';
import type { Command } from 'commander';

export interface Typing {
  /** What stands for `opsledger`. */
  prefix: string;
  /** ` --workspace W` as typed; empty when none was named. */
  workspace: string;
  /** Every command, `site build` too, and whether it takes the workspace that the hint is about. */
  commands: ReadonlyMap<string, boolean>;
}

/** By which a person gets here, in the folder of the program, without a link to it. */
const NPX = 'npx';
/** npm's scripts by which a person gets here. */
const SCRIPTS = new Set(['opsledger', 'start', 'demo']);
/** These make or choose a workspace of their own. */
const OWN_WORKSPACE = new Set(['init', 'demo']);
const ROOT = join(import.meta.dirname, '..', '..');

let current: Typing = { prefix: 'opsledger', workspace: '', commands: new Map() };

/** Says once, before any command runs, how the person got here. @param args arguments of the command line, without node and file */
export function setTyping(
  program: Command,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): void {
  current = { prefix: prefixOf(env), workspace: workspaceOf(args), commands: commandsOf(program) };
}

/** A text for a person, its commands as they work here. */
export function asTyped(text: string, typing: Typing = current): string {
  const names = [...typing.commands.keys()].toSorted((a, b) => b.length - a.length);
  if (names.length === 0) return text;
  // A text may pass here twice; `opsledger --help` and `opsledger 命令 …` name no command of their own.
  const pattern = new RegExp(`(?<![\\w./-]|npx )opsledger (${names.join('|')}|--help|命令)(?![\\w-])([^\\n]*)`, 'g');
  // A line may hold several commands: what follows one is looked at in turn.
  return text.replace(pattern, (_, name: string, rest: string) => {
    const given = typing.commands.get(name) !== true || rest.includes('--workspace');
    return `${typing.prefix} ${name}${given ? '' : typing.workspace}${asTyped(rest, typing)}`;
  });
}

/** npm changes to the folder of the program; from elsewhere it has to be told where that is. */
function prefixOf(env: Readonly<Record<string, string | undefined>>): string {
  if (env.npm_lifecycle_event === NPX) return 'npx opsledger';
  if (!SCRIPTS.has(env.npm_lifecycle_event ?? '')) return 'opsledger';
  const here = env.INIT_CWD === undefined || env.INIT_CWD === ROOT;
  return `npm run -s ${here ? '' : `--prefix ${quoted(ROOT)} `}opsledger --`;
}

function workspaceOf(args: readonly string[]): string {
  const joined = args.find((arg) => arg.startsWith('--workspace='))?.slice('--workspace='.length);
  const at = args.indexOf('--workspace');
  const named = joined ?? (at === -1 ? undefined : args[at + 1]);
  return named === undefined ? '' : ` --workspace ${quoted(named)}`;
}

const quoted = (path: string): string =>
  /^[\p{L}\p{N}_./-]+$/u.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;

function commandsOf(command: Command, before = ''): Map<string, boolean> {
  return new Map(
    command.commands.flatMap((sub) => {
      const name = `${before}${sub.name()}`;
      if (sub.commands.length > 0) return [[name, false] as const, ...commandsOf(sub, `${name} `)];
      return [[name, !OWN_WORKSPACE.has(name) && sub.options.some(({ long }) => long === '--workspace')] as const];
    }),
  );
}
