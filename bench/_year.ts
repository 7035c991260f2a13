/** The demo year for a benchmark: made, or copied of the one that `OPSLEDGER_BENCH_YEAR` names. */
import { cp } from 'node:fs/promises';
import { runCommand } from './_process.ts';

export interface MadeYear {
  issued: number;
  seconds: number;
  cpuSeconds: number;
  megabytes: number;
}

/** @returns what it cost; null when a finished year was copied, which is not touched */
export async function makeYear(year: string): Promise<MadeYear | null> {
  const given = process.env['OPSLEDGER_BENCH_YEAR'];
  if (given !== undefined && given !== '') {
    await cp(given, year, { recursive: true });
    return null;
  }
  const { output, ...run } = await runCommand(['demo', '--once', '--json', '--workspace', year]);
  return { ...run, issued: (JSON.parse(output) as { issued: number }).issued };
}
