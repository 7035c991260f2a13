/** 备案人员与在岗人员: the people of the filing beside who was there, on the page of the filing and of the duty records. Pure. */

import { dayOfRecordId } from '../../contract/record-id.ts';
import { secondsBetween } from '../../contract/time.ts';
import { fieldsOf } from '../../records/fields.ts';
import type { Block, Cell, RichCell, TableBlock } from '../../report/site-model.ts';
import { duties } from '../../states/duty.ts';
import { lookCell } from '../../states/look.ts';
import { type OffShiftDay, offShiftDays } from '../../subjects/attendance/judge/off-shift.ts';
import {
  type FiledAs,
  type FiledPeople,
  type OddShift,
  oddShifts,
  ownShiftOf,
  type StaffMember,
  staffOf,
} from '../../subjects/attendance/judge/staff.ts';
import dutyKind, { type DutyRecord } from '../../subjects/attendance/kinds/duty.ts';
import { choiceWord } from '../../wording/codes.ts';
import { formatDuration } from '../../wording/durations.ts';
import { numberText } from '../../wording/figures.ts';
import { orMissing, timeText } from '../../wording/words.ts';
import { recordsOf, type SiteFacts } from './facts.ts';
import { countCell } from './figures.ts';
import { documentHref, marks, recordsHref } from './links.ts';
import { placeOf } from './places.ts';
import { personText } from './record-tables.ts';
import { staffMatchNote } from './staff-match.ts';

const SECONDS_AN_HOUR = 3600;

/**
 * Nothing where the contract has no such filing and nobody was on duty.
 * @param odd ids of duty records by which somebody was away while another record has them at work
 */
export function staffBlocks(facts: SiteFacts, odd: { has(id: string): boolean } = new Set()): Block[] {
  const told = toldStaff(facts);
  if (told === null) return [];
  const { filed, since, duties } = told;
  const within = { from: since, to: facts.until };
  const match = staffMatchNote(told.staff);
  const document = filed === null ? [] : [{ text: `备案表 ${filed.number}`, href: documentHref(filed.number) }];
  return [
    {
      type: 'note',
      text: `${since} 至 ${facts.until}。到岗含迟到、早退；请假有人顶岗，缺勤没有；顶岗指替请假人员值班。工时由签到、签退相减；只有排班、没有签到的不算到岗。`,
    },
    ...(filed === null
      ? [{ type: 'note' as const, text: '备案表尚未签发，下列人员都未经备案。', tone: 'attention' as const }]
      : [{ type: 'links' as const, items: document }]),
    ...(match === null ? [] : [match]),
    {
      type: 'table',
      title: '备案人员与在岗人员',
      columns: [
        { key: 'name', label: '人员', title: true },
        { key: 'filed', label: '备案', state: true },
        { key: 'shifts', label: '有记录的班次', align: 'right' },
        { key: 'there', label: '到岗', align: 'right' },
        { key: 'hours', label: '工时', short: true },
        { key: 'late', label: '迟到、早退', align: 'right' },
        { key: 'leave', label: '请假', align: 'right' },
        { key: 'absent', label: '缺勤', align: 'right' },
        { key: 'stood', label: '顶岗', align: 'right' },
        { key: 'last', label: '最近一条记录' },
      ],
      rows: told.staff.map((one) => {
        const atWork = duties.filter(
          ({ id, person, state }) => person === one.name && state === 'leave' && odd.has(id),
        );
        const oddCount = (what: OddShift, more: Partial<RichCell> = {}) =>
          countCell(
            `staff.${what}.${one.name}`,
            one.odd[what].length,
            within,
            one.odd[what].length === 0 ? {} : { ...more, href: oddHref(one.name, what) },
          );
        return {
          ...(one.filed === 'none' && one.there > 0 ? { tone: 'abnormal' as const } : {}),
          cells: {
            name: nameCell(one, atWork.length, told.offShift.filter(({ name }) => name === one.name).length),
            filed: filedCell(one),
            shifts: countCell(`staff.shifts.${one.name}`, one.shifts, within),
            there: countCell(`staff.there.${one.name}`, one.there, within),
            hours: hoursCell(one),
            late: oddCount('late'),
            leave: oddCount('leave', atWork.length === 0 ? {} : oddTone),
            absent: oddCount('absent', absentTone),
            stood: oddCount('stood'),
            last: lastCell(facts, one),
          },
        };
      }),
      empty: '备案表没有列出人员，也没有在岗登记。',
    },
  ];
}

export interface ToldStaff {
  filed: FiledPeople | null;
  /** First day that is counted; the last is today. */
  since: string;
  duties: readonly DutyRecord[];
  staff: readonly StaffMember[];
  /** Days of paperwork without a duty record, up to `until`: after the service nobody is asked to be there. */
  offShift: readonly OffShiftDay[];
  until: string;
}

/** Page of the records of duty that lists them. */
export const OFF_SHIFT_PATH = 'duty/off-shift';

/** Whom the table tells of, in its order; null where the contract has no such filing or nobody was on duty. */
export function toldStaff(facts: SiteFacts): ToldStaff | null {
  const { filed, until, yearFrom, contract } = facts;
  const { servicePeriod, people } = contract.contract;
  const since = [servicePeriod.from, yearFrom].sort().at(-1) ?? yearFrom;
  const duties = recordsOf(facts, dutyKind).filter(({ date }) => date >= since && date <= until);
  if (filed === undefined || duties.length === 0) return null;
  const others = new Set(people.filter(({ side }) => side !== 'supplier').map(({ name }) => name));
  const staff = staffOf(duties, filed, others);
  const records = Object.values(facts.records)
    .flat()
    .filter(({ id }) => dayOfRecordId(id) >= since);
  const names = new Set(staff.map(({ name }) => name));
  const offShift = offShiftDays(names, recordsOf(facts, dutyKind), records, { from: since, to: until });
  return { filed, since, duties, staff, offShift, until };
}

/** Section of the shifts that the counts of the table open. */
export const ODD_SHIFTS = 'odd-shifts';

const oddHref = (name: string, what: OddShift): string =>
  `${recordsHref(dutyKind.id)}?${new URLSearchParams({ name, what })}#${ODD_SHIFTS}`;

/** The shifts that the table counts as 迟到、早退, 请假, 缺勤 and 顶岗, person by person: one row each; nothing where there are none. */
export function oddShiftTable(facts: SiteFacts): TableBlock[] {
  const fields = fieldsOf(dutyKind.schema);
  const kinds = Object.keys(oddShifts) as OddShift[];
  const staff = toldStaff(facts);
  const told = staff?.staff ?? [];
  const rows = told.flatMap(({ name, odd }) =>
    kinds.flatMap((what) =>
      odd[what].map((duty): TableBlock['rows'][number] => ({
        filter: { name, what },
        cells: {
          day: dutyCell(facts, what === 'stood' ? (ownShiftOf(duty, staff?.duties ?? []) ?? duty) : duty),
          name,
          what: { ...lookCell(duties[duty.state]), text: oddShifts[what] },
          shift: {
            text: `${choiceWord(fields, 'post', duty.post)} ${timeText(duty.plannedFrom)} 至 ${timeText(duty.plannedTo)}`,
            ...(what === 'leave' || what === 'stood' ? { sub: personText(duty) } : {}),
          },
          signed: what === 'stood' ? stoodCell(ownShiftOf(duty, staff?.duties ?? [])) : signedText(duty),
          reason:
            what === 'stood'
              ? { text: orMissing(duty.reason), href: placeOf(facts, dutyKind.id, duty.id), sub: `请假记录 ${duty.id}` }
              : orMissing(duty.reason),
        },
      })),
    ),
  );
  if (rows.length === 0) return [];
  return [
    {
      type: 'table',
      title: '迟到、早退、请假、缺勤和顶岗的班次',
      columns: [
        { key: 'day', label: '日期', title: true },
        { key: 'name', label: '人员' },
        { key: 'what', label: '情况', state: true },
        { key: 'shift', label: '班次', wide: true },
        { key: 'signed', label: '签到与签退', wide: true },
        { key: 'reason', label: '原因', wide: true },
      ],
      filters: [
        { key: 'name', label: '人员', options: told.map(({ name }) => ({ value: name, text: name })) },
        { key: 'what', label: '情况', options: kinds.map((value) => ({ value, text: oddShifts[value] })) },
      ],
      rows,
      empty: '',
    },
  ];
}

const dutyCell = (facts: SiteFacts, duty: DutyRecord): Cell => ({
  ...{ text: duty.date, href: placeOf(facts, dutyKind.id, duty.id), sub: duty.id },
});

const signedText = ({ signedInAt, signedOutAt }: DutyRecord): string =>
  signedInAt === undefined ? '—' : `${timeText(signedInAt)}，签退 ${timeText(signedOutAt)}`;

/** When they signed, and for how long they were there, by their own record: that of the absent one only names them. */
function stoodCell(own: DutyRecord | null): Cell {
  if (own?.signedInAt === undefined) {
    const text = own === null ? '没有本人的值班记录' : '本人的记录没有签到';
    return { text, tone: 'attention', mark: marks.attention };
  }
  if (own.signedOutAt === undefined) return signedText(own);
  return { text: signedText(own), sub: `在岗 ${formatDuration(secondsBetween(own.signedInAt, own.signedOutAt))}` };
}

/**
 * Role, and on how many days of leave another record has them at work: the grid below says which. A count has no room for it.
 * @param offShift days on which they did paperwork and no duty record has them at work
 */
function nameCell({ name, role }: StaffMember, atWork: number, offShift: number): Cell {
  const sub = [...(role === null ? [] : [role]), ...(atWork === 0 ? [] : [`请假 ${atWork} 次当日另有工作记录`])];
  if (sub.length === 0 && offShift === 0) return name;
  const href = `${recordsHref(OFF_SHIFT_PATH)}?${new URLSearchParams({ name })}`;
  return {
    text: name,
    ...(sub.length === 0 ? {} : { sub: sub.join('；') }),
    ...(offShift === 0 ? {} : { more: [{ text: `另有 ${offShift} 日复核、录入，当日无在岗登记`, href }] }),
  };
}

const oddTone = { tone: 'attention', mark: marks.attention } as const;

const absentTone = { tone: 'abnormal', mark: marks.abnormal } as const;

const words: Readonly<Record<FiledAs & string, string>> = {
  list: '已备案',
  text: '只在正文写明',
  none: '备案表没有此人',
};

function filedCell({ filed, shifts }: StaffMember): Cell {
  if (filed === null) return { text: '备案表尚未签发', tone: 'attention', mark: marks.attention };
  // Under which conditions the text names somebody nobody can tell from it: that is for the reader.
  const tone = filed === 'none' ? 'abnormal' : shifts === 0 ? 'muted' : filed === 'text' ? 'attention' : 'normal';
  // The mark of who was never on duty is another one, and says so.
  const said = [...(filed === 'text' ? ['条件见备案表'] : []), ...(tone === 'muted' ? ['没有班次记录'] : [])];
  const sub = said.length === 0 ? {} : { sub: said.join('；') };
  return { text: words[filed], tone, mark: marks[tone], ...sub };
}

/** Hours that both ends of a shift were signed for; none are made up of those that were not. */
function hoursCell({ there, unsigned, seconds, shifts }: StaffMember): Cell {
  if (there === 0) return shifts === 0 ? '没有在岗记录' : '只有排班';
  const open = unsigned === 0 ? {} : { sub: `另有 ${unsigned} 次签到或签退未登记，不计` };
  if (unsigned === there) return { text: orMissing(undefined), ...open };
  return { text: numberText(seconds / SECONDS_AN_HOUR, { decimals: 1, unit: '小时' }), ...open };
}

function lastCell(facts: SiteFacts, { last }: StaffMember): Cell {
  return last === null ? '—' : { text: last.date, href: placeOf(facts, dutyKind.id, last.id), sub: last.id };
}
