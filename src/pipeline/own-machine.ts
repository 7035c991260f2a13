/** What is told of sources that read the machine that asks, as the document of the day does in the row of each reading. */
import { posix } from 'node:path';
import { dayOfRecordId } from '../contract/record-id.ts';
import { SELF } from '../subjects/inspections/judge/source-notes.ts';
import type { InspectionRecord } from '../subjects/inspections/kinds/inspection.ts';
import type { Session } from './session.ts';

const FOLDER = 'records/inspection';

/** As the row of a run, which stands on one line, says of a source at an address of its own machine. */
const OF_ITSELF = ['"self":true'];

/** One line in Chinese, with the collection that it is about. */
export interface ToldCollection {
  /** Id of the inspection. */
  id: string;
  text: string;
}

/** That a source reads the machine that asks: one a source and address, with the first and the last collection that read it. */
export async function readOfItself(session: Session): Promise<ToldCollection[]> {
  const { records } = session.workspace;
  const found = new Map<string, { address: string; source: string; ids: string[] }>();
  for (const date of await daysHolding(session, OF_ITSELF)) {
    const { records: own } = await records.list<InspectionRecord>('inspection', { from: date, to: date });
    for (const { id, runs } of own)
      for (const { source, address = '', self } of runs) {
        if (self !== true) continue;
        const one = found.get(`${source} ${address}`) ?? { source, address, ids: [] };
        if (one.ids.at(-1) !== id) one.ids.push(id);
        found.set(`${source} ${address}`, one);
      }
  }
  return [...found.values()].map(({ source, address, ids }) => {
    const [first = '', last = ''] = [ids[0], ids.at(-1)];
    const span = ids.length === 1 ? first : `${first} 至 ${last}，${ids.length} 次`;
    return { id: first, text: `${SELF}：${source}（${address}），${span}` };
  });
}

/** Days of the inspections that hold one of these words, in order. */
export async function daysHolding({ workspace: { git } }: Session, words: readonly string[]): Promise<string[]> {
  const paths = (await git.filesHolding(words, FOLDER)).filter((path) => path.startsWith(`${FOLDER}/`));
  return [...new Set(paths.map((path) => dayOfRecordId(posix.parse(path).name)))].sort();
}
