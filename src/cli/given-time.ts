/**
 * What `--at` may do. A time that is typed decides nothing that counts: outside of a demonstration it only lets a person look at how
 * things stood or will stand. A command that is not listed here is taken to write, so a new one cannot forget it; and whatever writes
 * all the same is refused where the change is made (`OpenOptions.readOnly`).
 */
import type { Command } from 'commander';
import { isAboutNow, machineNow, parseAt } from '../pipeline/clock.ts';
import { refusedTime, typedPath, workspaceOf } from './context.ts';

/** Commands that only tell, as they are typed: `--at` is the time as of which they do. */
export const TELLING: ReadonlySet<string> = new Set([
  ...['due', 'status', 'preview', 'search', 'verify', 'check', 'doctor', 'pack'],
  ...['account list', 'account roles', 'log show', 'remind list', 'remind calendar', 'remind sheet'],
]);

/**
 * Before a command begins: `--at` of one that writes is refused, unless the workspace has been a demonstration from its beginning. One
 * that names about now is left out: what is written bears the machine's own time.
 * @throws UserError
 */
export async function guardGivenTime(command: Command): Promise<void> {
  const { at, workspace } = command.opts() as { at?: string; workspace?: string };
  if (at === undefined || TELLING.has(nameOf(command))) return;
  const given = parseAt(at);
  if (await isDemonstration(typedPath(workspaceOf(workspace)))) return;
  const now = machineNow();
  if (!isAboutNow(given, now)) throw refusedTime(given, now, insteadOf(command));
  command.setOptionValue('at', undefined);
}

/** `site build` of a command below another. */
function nameOf(command: Command): string {
  const names: string[] = [];
  for (let one: Command | null = command; one?.parent != null; one = one.parent) names.unshift(one.name());
  return names.join(' ');
}

/** What says of this command when a thing happened: its own option, or the record. */
function insteadOf(command: Command): string {
  const own = command.options.filter(({ long, flags }) => long !== '--at' && flags.includes('<时间>'));
  if (own.length > 0) return `事情发生的时间用 ${own.map(({ long }) => long).join('、')}`;
  return command.options.some(({ long }) => long === '--from')
    ? '事情发生的时间写在所登记的内容里（如 at、处理时间）'
    : '写入的时间一律是本机时间';
}

async function isDemonstration(dir: string): Promise<boolean> {
  const { wasBegunAsDemo } = await import('../pipeline/demo-workspace.ts');
  return wasBegunAsDemo(dir);
}
