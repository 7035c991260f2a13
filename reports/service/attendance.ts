/** 驻点出勤 and 值班, for the posts that the contract asks for; nothing where it asks for none. */

import { requirementsOf } from '../../src/contract/terms/requirements.ts';
import { countCell } from '../../src/page/value-cell.ts';
import type { Block, Row, Section, TableBlock } from '../../src/report/block.ts';
import {
  type Attendance,
  type AttendanceSlot,
  type AttendanceState,
  attendanceOf,
  attendanceStates,
  attendedOf,
  shortText,
  slotName,
  sumOf,
} from '../../src/subjects/attendance/judge/attendance.ts';
import { countsAsAbsent } from '../../src/subjects/attendance/judge/certificates.ts';
import duty from '../../src/subjects/attendance/kinds/duty.ts';
import { rateText } from '../../src/wording/figures.ts';
import { namesText } from '../../src/wording/words.ts';
import { rateCell, table } from '../cells/figures.ts';
import { counts as countFigures, dayInterval, figure, rate } from '../cells/headline.ts';
import { CORRECTED, signedText } from '../cells/signed.ts';
import { allOf, lateOf, ofPeriod, type PeriodView } from '../period/period.ts';
import { certificateBlocks, certifiedBy } from './certificates.ts';

export interface AttendancePart extends Attendance {
  /** First and last day that are counted. */
  from: string;
  to: string;
  /** What came in later about the days of earlier documents, as differences; their days are counted there. */
  corrections: { days: string[]; counts: Record<AttendanceState, number>; rostered: number } | null;
  /** true: the contract counts a shift with an expired certificate as one with nobody there. */
  certified: boolean;
}

/** Residents sign out when the day is over: whole days are counted, and the day of the cut is the next document's. */
export function attendancePart(view: PeriodView): AttendancePart {
  const { firstDay: from, lastDay: to } = view;
  const own = attendanceOf(
    ofPeriod(view, duty),
    from,
    to,
    view.input.isWorkingDay,
    postsOf(view),
    view.input.contract.contract,
    countsAsAbsent(certifiedBy(view)),
  );
  const { certificates } = requirementsOf(view.input.contract.contract);
  const certified = certificates.some(({ asAbsent }) => asAbsent === true);
  return { ...own, from, to, corrections: correctionsOf(view), certified };
}

const postsOf = ({ input }: PeriodView) => requirementsOf(input.contract.contract).posts;

/** Each day that something came in about, as it is known now, less as it was known before. */
function correctionsOf(view: PeriodView): AttendancePart['corrections'] {
  const late = new Set(lateOf(view, duty));
  const days = [...new Set([...late].map((one) => one.date))].sort();
  if (days.length === 0) return null;
  const now = allOf(view, duty);
  const before = now.filter((one) => !late.has(one));
  const { contract } = view.input.contract;
  const isUncertified = countsAsAbsent(certifiedBy(view));
  const of = (day: string, duties: typeof now): Attendance =>
    attendanceOf(duties, day, day, view.input.isWorkingDay, postsOf(view), contract, isUncertified);
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

/** true when the contract asks for one person in one place: then days are counted, else persons. */
export const isSingle = ({ posts }: Attendance): boolean =>
  posts.length === 1 && posts.every((one) => one.headcount === 1 && (one.shifts?.length ?? 1) === 1);

/** `5×8`, as the contract writes the hours of its posts; empty where it writes none. */
const hoursOf = (posts: Attendance['posts']): string =>
  [...new Set(posts.flatMap((one) => one.hoursText ?? []))].join('、');

/** 工作日, or 日 where the contract asks for people on other days too. */
const dayWord = ({ posts }: Attendance): string =>
  posts.every((one) => one.days === 'working-days' && one.only === undefined) ? '工作日' : '应到日';

const isAsked = ({ posts, rosters }: Attendance): boolean => posts.length + rosters.length > 0;

/** Where 值班 is asked for on other days alone, nothing is said of it beside the posts of these. */
const tellsOfDuty = ({ posts, rosters, allDays }: AttendancePart): boolean =>
  rosters.length > 0 && (allDays > 0 || posts.length === 0);

/** Empty where the contract asks for no post. */
export function attendanceText(part: AttendancePart): string {
  const { days, counts, attended, owed, rostered, rosters, posts, allDays, from, to } = part;
  if (!isAsked(part)) return '';
  if (from > to) return '统计区间内没有已过完的日，没有可统计的⟦现场⟧出勤。';
  const hours = hoursOf(rosters);
  const oncall = tellsOfDuty(part)
    ? `${hours === '' ? '' : `${hours} `}⟦值班⟧有排班登记的 ${rostered} 日，共 ${allDays} 日`
    : '';
  const span = `（${from} 至 ${to}）`;
  const end = oncall === '' ? '。' : `；${oncall}。`;
  if (posts.length === 0) return `${oncall}${span}。`;
  const word = dayWord(part);
  if (days.length === 0) return `统计区间内没有${word}${span}${end}`;
  if (counts.unregistered === owed) return `${word} ${days.length} 日${span}，没有⟦现场⟧签到登记${end}`;
  if (isSingle(part)) {
    const open = counts.unregistered === 0 ? '' : `，其中没有签到登记的 ${counts.unregistered} 日`;
    return `${word} ${days.length} 日${span}${open}，⟦现场⟧到岗（含顶岗）${rateText(attended)}${end}`;
  }
  const open = counts.unregistered === 0 ? '' : `，其中没有登记的 ${counts.unregistered} 人次`;
  return `${word} ${days.length} 日${span}，应到 ${owed} 人次${open}，⟦现场⟧到岗（含顶岗）${rateText(attended)}${end}`;
}

/** None where the contract asks for nobody to be there. */
export function attendanceSection(view: PeriodView, id: string): Section[] {
  const blocks = [...attendanceBlocks(attendancePart(view)), ...certificateBlocks(view)];
  return blocks.length === 0 ? [] : [{ id, title: '⟦现场⟧出勤', blocks }];
}

function attendanceBlocks(attendance: AttendancePart): Block[] {
  if (!isAsked(attendance)) return [];
  const { days, counts, owed, rostered, from, to } = attendance;
  const odd = days.filter((one) => one.state !== 'present');
  const bad = counts.leave + counts.uncertified + counts.absent + counts.unregistered;
  return [
    {
      type: 'note',
      text: attendanceText(attendance),
      ...(bad > 0 ? { tone: 'attention' as const } : {}),
      ...(!tellsOfDuty(attendance) ? {} : { figures: [figure('oncall.days', rostered, dayInterval(from, to), '日')] }),
    },
    ...(attendance.posts.length === 0 ? [] : [attendanceTable(attendance)]),
    ...(odd.length === 0 || counts.unregistered === owed ? [] : [oddDays(attendance, odd)]),
  ];
}

/** Days on which not everybody was simply there: by what became of the one person, or each with who was missing where. */
function oddDays(attendance: AttendancePart, odd: Attendance['days']): Block {
  const items = isSingle(attendance)
    ? [...Map.groupBy(odd, (one) => one.state)].map(([state, own]) => ({
        text: `${attendanceStates[state]}：${namesText(
          own.map((one) => one.date),
          '日',
          attendance.days.length,
        )}`,
      }))
    : odd.map((one) => ({ text: `${one.date}：${shortText(one)}` }));
  return { type: 'list', items };
}

/** 驻点出勤: the one computation of 到岗, in the monthly report and in the register. */
export function attendanceTable(attendance: AttendancePart): TableBlock {
  const hours = hoursOf(attendance.posts);
  const single = isSingle(attendance);
  return table(
    hours === '' ? '⟦现场⟧出勤' : `⟦现场⟧出勤（${hours}）`,
    [
      ...(single ? [] : [{ key: 'post', label: '岗位', type: 'text' as const, weight: 1.6 }]),
      ...(attendance.corrections === null ? [] : [{ key: 'from', label: '归属', type: 'text' as const }]),
      { key: 'days', label: dayWord(attendance), type: 'number', unit: '日' },
      ...(single ? [] : [{ key: 'owed', label: '应到', type: 'number' as const, unit: '人次' }]),
      { key: 'present', label: attendanceStates.present, type: 'number' },
      { key: 'late', label: attendanceStates.late, type: 'number' },
      { key: 'early', label: attendanceStates['left-early'], type: 'number' },
      { key: 'leave', label: attendanceStates.leave, type: 'number' },
      ...(attendance.certified
        ? [{ key: 'uncertified', label: attendanceStates.uncertified, type: 'number' as const }]
        : []),
      { key: 'absent', label: attendanceStates.absent, type: 'number' },
      { key: 'unregistered', label: attendanceStates.unregistered, type: 'number' },
      { key: 'rate', label: '到岗率', type: 'number' },
    ],
    [
      ...(single ? [] : postRows(attendance)),
      rowOf(attendance, 'attendance', attendance, single ? null : '合计'),
      ...correctionRow(attendance),
    ],
    `没有${dayWord(attendance)}。`,
  );
}

interface CountedPersons {
  days: { length: number };
  owed: number;
  counts: Attendance['counts'];
  attended: Attendance['attended'];
}

/** Of one post in one shift: its own line. */
function postRows(attendance: AttendancePart): Row[] {
  const slots = attendance.days.flatMap((one) => one.slots);
  const groups = Map.groupBy(slots, ({ post, shift }: AttendanceSlot) => `${post.id} ${shift ?? ''}`);
  return [...groups.values()].map((own) => {
    const [{ post, shift }] = own as [AttendanceSlot];
    const counts = sumOf(own);
    const owed = own.reduce((sum, one) => sum + one.owed, 0);
    const attended = attendedOf(owed, counts);
    const nth = shift === null ? '' : `.${(post.shifts ?? []).findIndex((one) => one.name === shift) + 1}`;
    return rowOf(
      attendance,
      `attendance.${post.id}${nth}`,
      { days: own, owed, counts, attended },
      slotName(post, shift),
    );
  });
}

function rowOf(
  part: AttendancePart,
  id: string,
  { days, owed, counts, attended }: CountedPersons,
  name: string | null,
): Row {
  const { corrections, from, to } = part;
  const within = dayInterval(from, to);
  const { present, late, leave, absent, unregistered, uncertified: expired, 'left-early': early } = counts;
  const told = part.certified ? { uncertified: expired } : {};
  const all = { days: days.length, present, late, early, leave, ...told, absent, unregistered };
  const several = name === null ? {} : { owed };
  return {
    cells: {
      ...(name === null ? {} : { post: name }),
      ...(corrections === null ? {} : { from: '本期' }),
      days: days.length,
      ...several,
      present,
      late: countCell(late, 'attention'),
      early: countCell(early, 'attention'),
      leave: countCell(leave, 'attention'),
      ...(part.certified ? { uncertified: countCell(expired) } : {}),
      absent: countCell(absent),
      unregistered: countCell(unregistered, 'attention'),
      rate: rateCell(attended, attendanceStates.unregistered),
    },
    figures: { ...countFigures(id, { ...all, ...several }, within), rate: rate(`${id}.rate`, attended, within) },
  };
}

/** Signed: what was registered later about days that an earlier document counted. */
function correctionRow(part: AttendancePart): Row[] {
  const { corrections } = part;
  if (corrections === null) return [];
  const { days, counts } = corrections;
  return [
    {
      tone: 'attention',
      cells: {
        ...(isSingle(part) ? {} : { post: '', owed: '0' }),
        from: `${CORRECTED}（${namesText(days, '日')}）`,
        days: '0',
        present: signedText(counts.present),
        late: signedText(counts.late),
        early: signedText(counts['left-early']),
        leave: signedText(counts.leave),
        ...(part.certified ? { uncertified: signedText(counts.uncertified) } : {}),
        absent: signedText(counts.absent),
        unregistered: signedText(counts.unregistered),
        rate: '',
      },
    },
  ];
}
