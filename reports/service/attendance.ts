/** 驻点出勤 (5.1.1(3)) and 7×24 值班 (5.1.1(1)). */

import { type Attendance, attendanceOf, attendanceStates } from '../../src/assess/service/attendance.ts';
import { toDate } from '../../src/contract/time.ts';
import duty from '../../src/records/kinds/duty.ts';
import type { Block, Row, TableBlock } from '../../src/report/document.ts';
import { rateText } from '../../src/wording/figures.ts';
import { namesText } from '../../src/wording/words.ts';
import { countCell, rateCell, table } from '../cells/figures.ts';
import { counts as countFigures, dayInterval, figure, rate } from '../cells/headline.ts';
import { ofPeriod, type PeriodView } from '../period/period.ts';

/** Residents sign out when the day is over: the day of judging itself counts only once one of them has. */
export function attendancePart(view: PeriodView): Attendance {
  const duties = ofPeriod(view, duty);
  const known = view.complete || duties.some((one) => one.date === view.lastDay && one.post === 'resident');
  const last = known ? view.lastDay : toDate(view.lastDay).subtract({ days: 1 }).toString();
  return attendanceOf(duties, view.from, last, view.input.isWorkingDay);
}

export function attendanceText({ days, counts, attended, rostered, allDays }: Attendance): string {
  const oncall = `7×24 值班有排班登记的 ${rostered} 日，共 ${allDays} 日`;
  if (days.length === 0) return `统计区间内没有工作日；${oncall}。`;
  if (counts.unregistered === days.length) return `工作日 ${days.length} 日，没有驻点签到登记；${oncall}。`;
  const open = counts.unregistered === 0 ? '' : `有签到登记的 ${attended.denominator} 日，其中`;
  return `工作日 ${days.length} 日，${open}驻点到岗（含顶岗）${rateText(attended)}；${oncall}。`;
}

/** @param view whose days were counted; the interval of the figures */
export function attendanceBlocks(view: PeriodView, attendance: Attendance): Block[] {
  const { days, counts, rostered } = attendance;
  const odd = days.filter((one) => one.state !== 'present');
  const bad = counts.leave + counts.absent + counts.unregistered;
  return [
    {
      type: 'note',
      text: attendanceText(attendance),
      ...(bad > 0 ? { tone: 'attention' as const } : {}),
      figures: [figure('oncall.days', rostered, daysCounted(view, attendance), '日')],
    },
    attendanceTable(view, attendance),
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

/** 驻点出勤: the one computation of 到岗, in the monthly report and in the register. */
export function attendanceTable(view: PeriodView, attendance: Attendance): TableBlock {
  return table(
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
    [attendanceRow(view, attendance)],
    '没有工作日。',
  );
}

function attendanceRow(view: PeriodView, attendance: Attendance): Row {
  const { days, counts, attended } = attendance;
  const within = daysCounted(view, attendance);
  const { present, late, leave, absent, unregistered, 'left-early': early } = counts;
  const all = { days: days.length, present, late, early, leave, absent, unregistered };
  return {
    cells: {
      days: days.length,
      present,
      late: countCell(late, 'attention'),
      early: countCell(early, 'attention'),
      leave: countCell(leave, 'attention'),
      absent: countCell(absent),
      unregistered: countCell(unregistered, 'attention'),
      rate: rateCell(attended, attendanceStates.unregistered),
    },
    figures: { ...countFigures('attendance', all, within), rate: rate('attendance.rate', attended, within) },
  };
}

/** First and last day that were counted: the day of judging is one only once somebody signed. */
function daysCounted({ from }: PeriodView, { allDays }: Attendance) {
  return dayInterval(
    from,
    toDate(from)
      .add({ days: allDays - 1 })
      .toString(),
  );
}
