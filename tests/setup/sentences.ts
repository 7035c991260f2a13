/**
 * `npm run sentences [-- WORKSPACE]`: every form of a sentence that the program writes in the documents and on the pages of a workspace,
 * by default of the simulated month of the tests, with its slots, how often it is written and one place that has it. `+` stands before
 * a form that `tests/wording/sentences.txt` does not have; who has read them all, and would write them so, marks them by
 * `UPDATE_GOLDEN=1 npx vitest run tests/wording/sentences.test.ts`.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sentencesOf } from '../support/sentences.ts';

const [given] = process.argv.slice(2);
const read = new Set(readFileSync(join(import.meta.dirname, '../wording/sentences.txt'), 'utf8').split('\n'));
for (const { form, count, place, example } of (await sentencesOf(await workspaceOf(given))).forms)
  process.stdout.write(`${[read.has(form) ? ' ' : '+', count, form, example, place].join('\t')}\n`);

async function workspaceOf(path: string | undefined): Promise<string> {
  if (path !== undefined) return resolve(process.env['INIT_CWD'] ?? '', path);
  const [{ openMade }, { madeMonth }] = await Promise.all([
    import('../support/made.ts'),
    import('../support/demo-month.ts'),
  ]);
  openMade();
  return join(await madeMonth(), 'w');
}
