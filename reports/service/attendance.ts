/** 驻点出勤 (5.1.1(3)) and 7×24 值班 (5.1.1(1)). */

import {
  type Attendance,
  type AttendanceState,
  attendanceOf,
  attendanceStates,
} from '../../src/assess/service/attendance.ts';
import duty from '../../src/records/kinds/duty.ts';
import type { Block, Row, TableBlock } from '../../src/report/document.ts';
import { rateText } from '../../src/wording/figures.ts';
import { namesText } from '../../src/wording/words.ts';
import { countCell, rateCell, table } from '../cells/figures.ts';
import { counts as countFigures, dayInterval, figure, rate } from '../cells/headline.ts';
import { CORRECTED, signedText } from '../cells/signed.ts';
import { allOf, lateOf, ofPeriod, type PeriodView } from '../period/period.ts';

export interface AttendancePart extends Attendance {
  /** First and last day that are counted. */
  from: string;
  to: string;
  /** What came in later about the days of earlier documents, as differences; their days are counted there. */
  corrections: { days: string[]; counts: Record<AttendanceState, number>; rostered: number } | null;
}

/** Residents sign out when the day is over: whole days are counted, and the day of the cut is the next document's. */
export function attendancePart(view: PeriodView): AttendancePart {
  const { firstDay: from, lastDay: to } = view;
  const own = attendanceOf(ofPeriod(view, duty), from, to, view.input.isWorkingDay);
  return { ...own, from, to, corrections: correctionsOf(view) };
}

/** Each day that something came in about, as it is known now, less as it was known before. */
function correctionsOf(view: PeriodView): AttendancePart['corrections'] {
  const late = new Set(lateOf(view, duty));
  const days = [...new Set([...late].map((one) => one.date))].sort();
  if (days.length === 0) return null;
  const now = allOf(view, duty);
  const before = now.filter((one) => !late.has(one));
  const of = (day: string, duties: typeof now): Attendance => attendanceOf(duties, day, day, view.input.isWorkingDay);
  const pairs = days.map((day) => ({ now: of(day, now), before: of(day, before) }));
  const states = Object.keys(attendanceStates) as AttendanceState[];
  return {
    days,
    counts: Object.fromEntries(
      states.map((state) => [
        state,
        pairs.reduce((sum, one) => sum + one.now.counts[state] - one.before.counts[state], 0),
      ]),
    ) as Record<AttendanceState, number>,
    rostered: pairs.reduce((sum, one) => sum + one.now.rostered - one.before.rostered, 0),
  };
}

export function attendanceText({ days, counts, attended, rostered, allDays, from, to }: AttendancePart): string {
  if (allDays === 0) return '统计区间内没有已过完的日，驻点出勤列入下期。';
  const oncall = `7×24 值班有排班登记的 ${rostered} 日，共 ${allDays} 日`;
  const span = `（${from} 至 ${to}）`;
  if (days.length === 0) return `统计区间内没有工作日${span}；${oncall}。`;
  if (counts.unregistered === days.length) return `工作日 ${days.length} 日${span}，没有驻点签到登记；${oncall}。`;
  const open = counts.unregistered === 0 ? '' : `有签到登记的 ${attended.denominator} 日，其中`;
  return `工作日 ${days.length} 日${span}，${open}驻点到岗（含顶岗）${rateText(attended)}；${oncall}。`;
}

export function attendanceBlocks(attendance: AttendancePart): Block[] {
  const { days, counts, rostered, from, to } = attendance;
  const odd = days.filter((one) => one.state !== 'present');
  const bad = counts.leave + counts.absent + counts.unregistered;
  return [
    {
      type: 'note',
      text: attendanceText(attendance),
      ...(bad > 0 ? { tone: 'attention' as const } : {}),
      figures: [figure('oncall.days', rostered, dayInterval(from, to), '日')],
    },
    attendanceTable(attendance),
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
export function attendanceTable(attendance: AttendancePart): TableBlock {
  return table(
    '驻点出勤（5×8）',
    [
      ...(attendance.corrections === null ? [] : [{ key: 'from', label: '归属', type: 'text' as const }]),
      { key: 'days', label: '工作日', type: 'number', unit: '日' },
      { key: 'present', label: attendanceStates.present, type: 'number' },
      { key: 'late', label: attendanceStates.late, type: 'number' },
      { key: 'early', label: attendanceStates['left-early'], type: 'number' },
      { key: 'leave', label: attendanceStates.leave, type: 'number' },
      { key: 'absent', label: attendanceStates.absent, type: 'number' },
      { key: 'unregistered', label: attendanceStates.unregistered, type: 'number' },
      { key: 'rate', label: '到岗率', type: 'number' },
    ],
    [ownRow(attendance), ...correctionRow(attendance)],
    '没有工作日。',
  );
}

function ownRow({ days, counts, attended, corrections, from, to }: AttendancePart): Row {
  const within = dayInterval(from, to);
  const { present, late, leave, absent, unregistered, 'left-early': early } = counts;
  const all = { days: days.length, present, late, early, leave, absent, unregistered };
  return {
    cells: {
      ...(corrections === null ? {} : { from: '本期' }),
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

/** Signed: what was registered later about days that an earlier document counted. */
function correctionRow({ corrections }: AttendancePart): Row[] {
  if (corrections === null) return [];
  const { days, counts } = corrections;
  return [
    {
      tone: 'attention',
      cells: {
        from: `${CORRECTED}（${namesText(days, '日')}）`,
        days: '0',
        present: signedText(counts.present),
        late: signedText(counts.late),
        early: signedText(counts['left-early']),
        leave: signedText(counts.leave),
        absent: signedText(counts.absent),
        unregistered: signedText(counts.unregistered),
        rate: '',
      },
    },
  ];
}
