/** What is told of collections, as the document of the day does: that somebody collected again after a reading had failed, until it failed no more. */
import { isRepeated, NO_REASON } from '../../subjects/inspections/collections.ts';
import { lookBackFrom } from '../../subjects/inspections/judge/day.ts';
import { judgeDay } from '../../subjects/inspections/judge/days.ts';
import { type CheckResult, checkName, rowKey } from '../../subjects/inspections/judge/result.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import { judgingOf } from '../collect/judged-day.ts';
import { daysHolding, type ToldCollection } from '../own-machine.ts';
import type { Session } from '../session.ts';

/** As the program writes of whoever had it collected by hand: only such a collection repeats another (`isRepeated`). */
const BY_HAND = ['"trigger": "command"', '"trigger": "file"'];

/** Readings of a day that are named one by one. */
const NAMED = 6;

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
