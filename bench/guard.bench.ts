/** The leak gate over a long record of each kind, and over the sentences that it is measured on. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireCleanEntry } from '../src/guard/entry.ts';
import { hitsIn } from '../src/guard/gate.ts';
import { kindIds, loadKind } from '../src/pipeline/units.ts';
import { fieldsOf } from '../src/records/fields.ts';
import { sentences } from '../tests/guard/_corpus.ts';
import { atMost, type Figure, median, told } from './_figure.ts';

const ROUNDS = 20;
/** Milliseconds a record may cost (issue 3). */
const GOAL = 5;
/** Characters of a text that somebody wrote at length. */
const LONG = 2000;

export default {
  id: 'guard',
  async run(): Promise<Figure[]> {
    const root = await mkdtemp(join(tmpdir(), 'opsledger-bench-'));
    try {
      const article = join(import.meta.dirname, '../data/starters/bureau/knowledge-base/accounts/reset-password.md');
      const text = (await readFile(article, 'utf8')).slice(0, LONG);
      const kinds = await Promise.all((await kindIds()).map(loadKind));
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const { schema, example } of kinds) {
          const started = performance.now();
          const value = { ...example, remark: text };
          await requireCleanEntry(root, { shown: 'bench', value, fields: fieldsOf(schema) });
          times.push(performance.now() - started);
        }
      }
      const all = ['secrets', 'look-alikes'].flatMap((name) => sentences(name));
      const started = performance.now();
      for (const one of all) await hitsIn({ file: 'bench', text: one.text });
      const each = (performance.now() - started) / all.length;
      return [
        atMost(`leak gate: a record with ${LONG} characters of text, middle`, median(times), 'ms', GOAL),
        told('leak gate: the first record, with loading its rules', times[0] as number, 'ms'),
        told('leak gate: one sentence', each, 'ms'),
      ];
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
};
