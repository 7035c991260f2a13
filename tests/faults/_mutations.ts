/** Seeded mutations of a month of service, by several processes at once, each with a copy of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { copyMonth, makeMonth } from './mutations/_month.ts';
import type { Tried } from './mutations/_mutate.ts';

export interface MutationsRequest {
  /** Empty. */
  folder: string;
  seed: number;
  /** Mutations in all, and doings of which nobody is to be told. */
  runs: number;
  harmless: number;
  lanes: number;
  /** A folder with a workspace `w` and the keys of its log, `data/opsledger/keys`: in place of a month that is made. */
  over?: string;
  /** One mutation alone, by its number. */
  only?: number;
  seen(one: Tried): void;
}

/** @throws Error when a lane broke off, with its own words */
export async function runMutations({
  folder,
  seed,
  runs,
  lanes,
  only,
  seen,
  ...request
}: MutationsRequest): Promise<void> {
  const month = request.over ?? join(folder, 'month');
  if (request.over === undefined) {
    await mkdir(month);
    await makeMonth(month);
  }
  const share = (lane: number) =>
    only === undefined ? [lane, lanes, runs, request.harmless] : [only, 1, lane === 0 ? only + 1 : 0, 0];
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const [base, twin] = [join(folder, `lane-${lane}`), join(folder, `twin-${lane}`)];
      copyMonth(month, base);
      const numbers = [seed, ...share(lane)].map(String);
      const file = join(import.meta.dirname, 'mutations/_lane.ts');
      const child = spawn(process.execPath, [file, base, twin, ...numbers], { stdio: ['ignore', 'pipe', 'inherit'] });
      const closed = once(child, 'close');
      for await (const line of createInterface(child.stdout)) seen(JSON.parse(line) as Tried);
      const [code] = await closed;
      if (code !== 0) throw new Error(`a lane ended with ${code}`);
    }),
  );
}

interface Count {
  tried: number;
  found: number;
  named: number;
}

/** How many of each kind were found and named, and how many harmless doings were taken for one; a line each. */
export function tableOf(all: readonly Tried[]): string[] {
  const kinds = Map.groupBy(all, ({ kind }) => kind);
  const lines = [...kinds].map(([kind, list]) => {
    const count: Count = {
      tried: list.length,
      found: list.filter(({ found }) => found).length,
      named: list.filter((one) => one.found && one.named).length,
    };
    return `  ${kind.padEnd(26)}${[count.tried, count.found, count.named].map((n) => String(n).padStart(8)).join('')}`;
  });
  return [`  ${'kind'.padEnd(26)}${['tried', 'found', 'named'].map((one) => one.padStart(8)).join('')}`, ...lines];
}

/** true for what is as it should be: found and named, each thing once; of what is harmless, nothing. */
export const isRight = ({ kind, found, named, twice }: Tried): boolean =>
  kind === 'harmless' ? !found : found && named && twice.length === 0;
