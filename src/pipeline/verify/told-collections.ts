/**
 * What is told of collections, as the document of the day does: that somebody collected again after a reading had failed, until it failed no
 * more, and that a source reads the machine that asks.
 */
import { posix } from 'node:path';
import { dayOfRecordId } from '../../contract/record-id.ts';
import { isRepeated, NO_REASON } from '../../subjects/inspections/collections.ts';
import { lookBackFrom } from '../../subjects/inspections/judge/day.ts';
import { judgeDay } from '../../subjects/inspections/judge/days.ts';
import { type CheckResult, checkName, rowKey } from '../../subjects/inspections/judge/result.ts';
import { SELF } from '../../subjects/inspections/judge/source-notes.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import { judgingOf } from '../collect/judged-day.ts';
import type { Session } from '../session.ts';

const FOLDER = 'records/inspection';

/** As the program writes of whoever had it collected by hand: only such a collection repeats another (`isRepeated`). */
const BY_HAND = ['"trigger": "command"', '"trigger": "file"'];

/** Readings of a day that are named one by one. */
const NAMED = 6;

/** As the row of a run, which stands on one line, says of a source at an address of its own machine. */
const OF_ITSELF = ['"self":true'];

/** One line in Chinese, with the collection that it is about. */
export interface ToldCollection {
  /** Id of the inspection. */
  id: string;
  text: string;
}

/** Days of the inspections that hold one of these words, in order. */
async function daysHolding({ workspace: { git } }: Session, words: readonly string[]): Promise<string[]> {
  const paths = (await git.filesHolding(words, FOLDER)).filter((path) => path.startsWith(`${FOLDER}/`));
  return [...new Set(paths.map((path) => dayOfRecordId(posix.parse(path).name)))].sort();
}

/** That a day was collected again until it passed: one a day and collection, in the order of the days. */
export async function collectedAgain(session: Session): Promise<ToldCollection[]> {
  const { records } = session.workspace;
  const told: ToldCollection[] = [];
  for (const date of await daysHolding(session, BY_HAND)) {
    const among = (await records.list<InspectionRecord>('inspection', { from: lookBackFrom(date), to: date })).records;
    const own = among.filter((one) => one.date === date && one.source === 'auto');
    told.push(...dayLines(session, own, among));
  }
  return told;
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

/** @param own collections of one day, oldest first */
function dayLines(
  session: Session,
  own: readonly InspectionRecord[],
  among: readonly InspectionRecord[],
): ToldCollection[] {
  const isAgain = own.map((one, n) => isRepeated(one, own.slice(0, n)));
  if (!isAgain.includes(true)) return [];
  const context = judgingOf(session);
  const rows = own.map((inspection) =>
    judgeDay(context, { inspection, among, confirm: null, asOf: inspection.finishedAt }),
  );
  return own.flatMap((one, n): ToldCollection[] => {
    if (isAgain[n] !== true) return [];
    const now = new Map(rows[n]?.map((row) => [rowKey(row), row]));
    const passed = (rows[n - 1] ?? []).flatMap((before): string[] => {
      const after = now.get(rowKey(before));
      if (before.outcome !== 'abnormal' || after === undefined || after.outcome === 'abnormal') return [];
      // A later collection carries over what an earlier one read.
      const read = own[rows.findIndex((all) => all.some((row) => isSame(row, before)))];
      return [
        `${before.assetName} ${checkName(before)} ${before.measured}（${read?.id}）→ ${after.measured}（${one.id}）`,
      ];
    });
    if (passed.length === 0) return [];
    const more = passed.length > NAMED ? ` 等 ${passed.length} 项` : '';
    const readings = `${passed.slice(0, NAMED).join('、')}${more}`;
    return [{ id: one.id, text: `异常后再次采集 ${one.date}：${readings}；原因：${one.why ?? NO_REASON}` }];
  });
}

const isSame = (a: CheckResult, b: CheckResult): boolean =>
  a.outcome === b.outcome && a.at === b.at && rowKey(a) === rowKey(b);
