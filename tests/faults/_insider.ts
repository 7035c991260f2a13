/** What an insider does to a month that looks better than it was, by several processes whose clocks can be set, each over copies of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { underClock } from './insider/_clock.ts';
import type { TriedWay } from './insider/_tried.ts';

export interface InsiderRequest {
  /** Empty. */
  folder: string;
  lanes: number;
  /** Ways whose name holds this alone. */
  only?: string;
  seen(one: TriedWay): void;
}

/** Every way, without and with the key of the log. @throws Error when a lane broke off, with its own words */
export async function runInsider({ folder, lanes, only, seen }: InsiderRequest): Promise<void> {
  // The month is made once, by the first; the others copy it.
  await lane({ folder, seen }, ['make']);
  const words = only === undefined ? [] : [only];
  await Promise.all(
    Array.from({ length: lanes }, (_, n) => lane({ folder, seen }, [String(n), String(lanes), ...words])),
  );
}

async function lane({ folder, seen }: Pick<InsiderRequest, 'folder' | 'seen'>, args: readonly string[]): Promise<void> {
  const file = join(import.meta.dirname, 'insider/_lane.ts');
  const env = { ...process.env, ...underClock(join(folder, `clock-${args[0]}`)) };
  const child = spawn(process.execPath, [file, folder, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  for await (const line of createInterface(child.stdout)) seen(JSON.parse(line) as TriedWay);
  const [code] = await closed;
  if (code !== 0) throw new Error(`a lane ended with ${code}`);
}

/** true for what was refused by its words, or is told wherever it has to be. */
export const isTold = ({ silent, vain }: TriedWay): boolean => silent.length === 0 && vain.length === 0;

/** A line a way: refused, or in which places it is told. */
export function lineOf({ name, withKey, refused, asked, silent, vain }: TriedWay): string {
  const where =
    refused === null
      ? asked.map((one) => `${one} ${silent.includes(one) || vain.includes(one) ? 'SILENT' : 'told'}`).join(', ')
      : `refused: ${refused.split('\n')[0]}`;
  return `  ${name}${withKey ? ', log signed after' : ''}: ${where}`;
}
