/** 驻点出勤 (5.1.1(3)) and 7×24 值班 (5.1.1(1)). */

import { type Attendance, attendanceOf, attendanceStates } from '../../src/assess/service/attendance.ts';
import { toDate } from '../../src/contract/time.ts';
import duty from '../../src/records/kinds/duty.ts';
import type { Block } from '../../src/report/document.ts';
import { percentText } from '../../src/wording/figures.ts';
import { namesText } from '../../src/wording/words.ts';
import { countCell, percentCell, table } from '../cells/figures.ts';
import { ofPeriod, type PeriodView } from '../period/period.ts';

/** Residents sign out when the day is over: the day of judging itself counts only once one of them has. */
export function attendancePart(view: PeriodView): Attendance {
  const duties = ofPeriod(view, duty);
  const known = view.complete || duties.some((one) => one.date === view.lastDay && one.post === 'resident');
  const last = known ? view.lastDay : toDate(view.lastDay).subtract({ days: 1 }).toString();
  return attendanceOf(duties, view.from, last, view.input.isWorkingDay);
}

export function attendanceText({ days, counts, rate, rostered, allDays }: Attendance): string {
  const oncall = `7×24 值班有排班登记的 ${rostered} 日，共 ${allDays} 日`;
  if (days.length === 0) return `统计区间内没有工作日；${oncall}。`;
  if (counts.unregistered === days.length) return `工作日 ${days.length} 日，没有驻点签到登记；${oncall}。`;
  return `工作日 ${days.length} 日，驻点到岗（含顶岗）${percentText(rate)}；${oncall}。`;
}

export function attendanceBlocks(attendance: Attendance): Block[] {
  const { days, counts, rate } = attendance;
  const odd = days.filter((one) => one.state !== 'present');
  const bad = counts.leave + counts.absent + counts.unregistered;
  return [
    { type: 'note', text: attendanceText(attendance), ...(bad > 0 ? { tone: 'attention' as const } : {}) },
    table(
      '驻点出勤（5×8）',
      [
        { key: 'days', label: '工作日', type: 'number', unit: '日' },
        { key: 'present', label: attendanceStates.present, type: 'number' },
        { key: 'late', label: attendanceStates.late, type: 'number' },
        { key: 'early', label: attendanceStates['left-early'], type: 'number' },
        { key: 'leave', label: attendanceStates.leave, type: 'number' },
        { key: 'absent', label: attendanceStates.absent, type: 'number' },
        { key: 'unregistered', label: attendanceStates.unregistered, type: 'number' },
        { key: 'rate', label: '到岗率', type: 'number' },
      ],
      [
        {
          cells: {
            days: days.length,
            present: counts.present,
            late: countCell(counts.late, 'attention'),
            early: countCell(counts['left-early'], 'attention'),
            leave: countCell(counts.leave, 'attention'),
            absent: countCell(counts.absent),
            unregistered: countCell(counts.unregistered, 'attention'),
            rate: percentCell(rate),
          },
        },
      ],
      '没有工作日。',
    ),
    ...(odd.length === 0 || counts.unregistered === days.length
      ? []
      : [
          {
            type: 'list' as const,
            items: [...Map.groupBy(odd, (one) => one.state)].map(([state, own]) => ({
              text: `${attendanceStates[state]}：${namesText(
                own.map((one) => one.date),
                '日',
                days.length,
              )}`,
            })),
          },
        ]),
  ];
}
