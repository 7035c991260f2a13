/** Two months of the demo year, composed and not drawn. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { demo } from '../../src/demo/demo.ts';
import { fakeRenderer } from './fake-renderer.ts';
import { copyOfMade } from './made.ts';

export const UNTIL = '2026-01-30T20:00:00+08:00';

/** A copy of its own, with the workspace as `w` in it; the caller removes it. */
export const demoMonths = (): Promise<string> =>
  copyOfMade('demo-months', async (folder) => {
    const dir = join(folder, 'w');
    const { failed } = await demo({ dir, until: UNTIL, site: false, renderer: fakeRenderer });
    if (failed.length > 0) throw new Error(`${failed.length} documents failed`);
    execFileSync('git', ['-C', dir, 'gc', '-q']);
  });
