/** Inspections that were written down, or confirmed, before their data existed. Pure. */
import {
  compareInstants,
  formatDateTimeSeconds,
  type InstantText,
  latest,
  secondsBetween,
} from '../../contract/time.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import type { PrecheckLine } from './line.ts';

/** Clocks of two machines may differ by so many seconds. */
const CLOCK_SKEW = 300;

/** @param logs ids of the obligations that are inspection logs */
export function inspectionsBeforeData(records: readonly AnyRecord[], logs: readonly string[]): PrecheckLine[] {
  const inspections = records.filter((one): one is InspectionRecord => one.kind === 'inspection');
  const confirmations = records
    .filter((one): one is SignoffRecord => one.kind === 'signoff')
    .filter((one) => one.action === 'confirm' && logs.includes(one.obligation));
  return [...inspections.flatMap(ownTimes), ...confirmations.flatMap((one) => confirmedTooEarly(one, inspections))];
}

function ownTimes(inspection: InspectionRecord): PrecheckLine[] {
  const { id, enteredAt, readings, manual } = inspection;
  const newest = latest([...readings.map((one) => one.at), ...manual.map((one) => one.at)]);
  const lines: PrecheckLine[] = [];
  if (newest !== undefined && compareInstants(enteredAt, newest) < 0)
    lines.push(line([id], tooEarly(id, '录入', enteredAt, newest)));
  const future = readings.find((one) => one.dataAt !== undefined && secondsBetween(one.at, one.dataAt) > CLOCK_SKEW);
  if (future?.dataAt !== undefined) {
    const told = `${future.target} 的数据时间 ${formatDateTimeSeconds(future.dataAt)} 晚于采集时间 ${formatDateTimeSeconds(future.at)}`;
    lines.push(line([id], `${id} 中 ${told}`));
  }
  return lines;
}

/** Confirmed before the first inspection of that day had ended. A day without any has nothing to compare. */
function confirmedTooEarly(signoff: SignoffRecord, inspections: readonly InspectionRecord[]): PrecheckLine[] {
  const ends = inspections.filter((one) => one.date === signoff.period);
  const first = ends.toSorted((a, b) => compareInstants(a.finishedAt, b.finishedAt))[0];
  if (first === undefined || compareInstants(signoff.at, first.finishedAt) >= 0) return [];
  return [line([signoff.id, first.id], tooEarly(first.id, '确认', signoff.at, first.finishedAt))];
}

const tooEarly = (id: string, what: string, at: InstantText, data: InstantText): string =>
  `${id} 的${what}时间 ${formatDateTimeSeconds(at)} 早于其数据的采集时间 ${formatDateTimeSeconds(data)}`;

const line = (records: string[], text: string): PrecheckLine => ({ rule: 'before-data', records, text });
