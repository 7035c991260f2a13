/** 服务概况与现场出勤, as 月报 has it: what the month was stands on its first page. */
import { presence } from '../first-page/parts/presence.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { attendanceSection } from '../service/attendance.ts';
import type { ReportSection } from './_section.ts';
import attendance from './attendance.ts';

export default {
  ...attendance,
  id: 'service',
  title: '服务概况与⟦现场⟧出勤',
  parts: [...attendance.parts, presence],
  compose: ({ view }: PeriodFacts) => attendanceSection(view, 'service'),
} satisfies ReportSection;
