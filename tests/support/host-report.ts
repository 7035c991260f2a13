/** A report of this machine by the real script, of now. It is run once a run: asking apt what is to be updated costs six seconds of CPU. */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hostReportScript } from '../../src/pipeline/collect/host-report.ts';
import { made } from './made.ts';

export async function hostReport(): Promise<string> {
  const folder = await made('host-report', async (place) => {
    const script = join(place, 'host-report.sh');
    await writeFile(script, await hostReportScript());
    await writeFile(join(place, 'report.txt'), execFileSync('sh', [script]));
  });
  const text = await readFile(join(folder, 'report.txt'), 'utf8');
  return text.replace(/^== time \d+$/m, `== time ${Math.floor(Date.now() / 1000)}`);
}
