/** The first month of the demo year, composed and not drawn. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { demo } from '../../src/demo/demo.ts';
import { fakeRenderer } from './fake-renderer.ts';
import { copyFolder, copyOfMade, made } from './made.ts';
import { drawnArticles } from './new-workspace.ts';

const UNTIL = '2025-12-31T20:00:00+08:00';

const make = async (folder: string): Promise<void> => {
  const dir = join(folder, 'w');
  const { failed } = await demo({ dir, until: UNTIL, site: false, renderer: fakeRenderer });
  if (failed.length > 0) throw new Error(`${failed.length} documents failed`);
  await copyFolder(await drawnArticles(), join(dir, '.opsledger'));
  execFileSync('git', ['-C', dir, 'gc', '-q']);
};

/** Only read by all who ask, with the workspace as `w` in it. */
export const madeMonth = (): Promise<string> => made('demo-month', make);

/** A copy of its own, until the end of the file. */
export const demoMonth = (): Promise<string> => copyOfMade('demo-month', make);
