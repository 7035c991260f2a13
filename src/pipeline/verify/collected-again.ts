/** Days that somebody collected again after a reading had failed, until it failed no more: their document names all readings, and so does `verify`. */
import { posix } from 'node:path';
import { dayOfRecordId } from '../../contract/record-id.ts';
import { isRepeated, NO_REASON } from '../../subjects/inspections/collections.ts';
import { lookBackFrom } from '../../subjects/inspections/judge/day.ts';
import { judgeDay } from '../../subjects/inspections/judge/days.ts';
import { type CheckResult, checkName, rowKey } from '../../subjects/inspections/judge/result.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import { judgingOf } from '../collect/judged-day.ts';
import type { Session } from '../session.ts';

const FOLDER = 'records/inspection';

/** As the program writes of whoever had it collected by hand: only such a collection repeats another (`isRepeated`). */
const BY_HAND = ['"trigger": "command"', '"trigger": "file"'];

/** Readings of a day that are named one by one. */
const NAMED = 6;

/** One line in Chinese a day and collection, in the order of days. */
export async function collectedAgain(session: Session): Promise<string[]> {
  const { git, records } = session.workspace;
  const paths = (await git.filesHolding(BY_HAND, FOLDER)).filter((path) => path.startsWith(`${FOLDER}/`));
  const days = new Set(paths.map((path) => dayOfRecordId(posix.parse(path).name)));
  const told: string[] = [];
  for (const date of [...days].sort()) {
    const among = (await records.list<InspectionRecord>('inspection', { from: lookBackFrom(date), to: date })).records;
    const own = among.filter((one) => one.date === date && one.source === 'auto');
    told.push(...dayLines(session, own, among));
  }
  return told;
}

/** @param own collections of one day, oldest first */
function dayLines(session: Session, own: readonly InspectionRecord[], among: readonly InspectionRecord[]): string[] {
  const isAgain = own.map((one, n) => isRepeated(one, own.slice(0, n)));
  if (!isAgain.includes(true)) return [];
  const context = judgingOf(session);
  const rows = own.map((inspection) =>
    judgeDay(context, { inspection, among, confirm: null, asOf: inspection.finishedAt }),
  );
  return own.flatMap((one, n) => {
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
    return [`异常后再次采集 ${one.date}：${passed.slice(0, NAMED).join('、')}${more}；原因：${one.why ?? NO_REASON}`];
  });
}

const isSame = (a: CheckResult, b: CheckResult): boolean =>
  a.outcome === b.outcome && a.at === b.at && rowKey(a) === rowKey(b);
