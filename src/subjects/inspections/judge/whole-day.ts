/** Which inspection stands for a day: what was collected last, with all that people looked at and wrote down of it. Pure. */
import { dateOf } from '../../../contract/time.ts';
import type { ManualResult } from '../../../records/reading.ts';
import type { InspectionRecord } from '../kinds/inspection.ts';

/**
 * What people write down takes the place of nothing that was measured.
 * @param ofDay inspections of one day, in order of their ids
 * @returns undefined when there is none; the record itself where nobody wrote one
 */
export function wholeDay(ofDay: readonly InspectionRecord[]): InspectionRecord | undefined {
  const typed = ofDay.filter((one) => one.source !== 'auto');
  const base = ofDay.findLast((one) => one.source === 'auto') ?? typed.at(-1);
  const others = typed.filter((one) => one !== base);
  if (base === undefined || others.length === 0) return base;
  const attachments = [base, ...others].flatMap((one) => one.attachments ?? []);
  return {
    ...base,
    manual: [...base.manual, ...others.flatMap((one) => one.manual)],
    ...(attachments.length === 0 ? {} : { attachments }),
  };
}

/** 纸质补录: seen on one day and written down on a later one, from the sheet on which it was noted. */
export const isFromPaper = ({ at, enteredAt }: Pick<ManualResult, 'at' | 'enteredAt'>): boolean =>
  enteredAt !== undefined && dateOf(enteredAt) > dateOf(at);

/** How a row came about that a person looked at. */
export const handMethods = { seen: '人工检查', paper: '纸质补录' } as const;
/** How a row came about that a person brought from the host, without a sign that the host itself gave it. */
export const CARRIED = '主机报告（人工带入）';
