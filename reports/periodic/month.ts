/** 驻点出勤 of the report of a month; what the month was stands on its first page. */
import type { Section } from '../../src/report/document.ts';
import { attendanceBlocks, attendancePart } from '../service/attendance.ts';
import type { PeriodFacts } from './facts.ts';

/** None where the contract asks for nobody to be there. */
export function serviceSections({ view }: PeriodFacts): Section[] {
  const blocks = attendanceBlocks(attendancePart(view));
  return blocks.length === 0 ? [] : [{ id: 'service', title: '⟦现场⟧出勤', blocks }];
}
