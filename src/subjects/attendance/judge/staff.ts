/**
 * 备案人员与在岗人员: who was filed, and who was there by the duty records, person by person. A roster is nobody's presence, a shift of
 * which one end was not signed has no hours, and who was there without being filed is told. Pure.
 */
import { compareRecordIds } from '../../../contract/record-id.ts';
import { compareInstants, secondsBetween } from '../../../contract/time.ts';
import type { DutyRecord } from '../kinds/duty.ts';

/** The filing as it was issued. */
export interface FiledPeople {
  /** Number of the document. */
  number: string;
  /** Its list of people. */
  people: readonly { name: string; role: string }[];
  /** Its other text, in which people are named too: those who stand in. */
  text: string;
}

/** `list`: in the list of people. `text`: named elsewhere in it. `none`: not in it. null: no filing was issued. */
export type FiledAs = 'list' | 'text' | 'none' | null;

export interface StaffMember {
  name: string;
  filed: FiledAs;
  /** By the list of the filing; null: it gives none. */
  role: string | null;
  /** Shifts of which there is a record. */
  shifts: number;
  /** Those at which they were there, late and early ones included. */
  there: number;
  /** The shifts that were not as planned, by what became of them, each list in the order of its ids: a count is its length. */
  odd: Readonly<Record<OddShift, readonly DutyRecord[]>>;
  /** Seconds between sign-in and sign-out of the shifts that have both. */
  seconds: number;
  /** Shifts at which they were there, and one of the two was not written down. */
  unsigned: number;
  /** The newest record of them; null: none. */
  last: DutyRecord | null;
}

/** What became of a shift that was not as planned. */
export const oddShifts = {
  /** Came late or left early. */
  late: '迟到、早退',
  /** Away with somebody standing in. */
  leave: '请假',
  /** Not there, and nobody agreed to it. */
  absent: '缺勤',
  /** Away was somebody else, and this one is named as standing in. */
  stood: '顶岗',
} as const;
export type OddShift = keyof typeof oddShifts;

const THERE: readonly DutyRecord['state'][] = ['present', 'late', 'left-early'];

/**
 * Who is filed first, in the order of the filing; then the others who were rostered or there, by name.
 * @param filed null: none was issued
 * @param others people of the filing who are not the supplier's, and no staff
 */
export function staffOf(
  duties: readonly DutyRecord[],
  filed: FiledPeople | null,
  others: ReadonlySet<string> = new Set(),
): StaffMember[] {
  const own = Map.groupBy(duties, ({ person }) => person);
  const standing = Map.groupBy(
    duties.filter(({ state }) => state === 'leave'),
    ({ substitute }) => substitute ?? '',
  );
  const listed = (filed?.people ?? []).map(({ name }) => name).filter((name) => !others.has(name));
  const met = [...own.keys(), ...standing.keys()].filter((name) => name !== '').sort();
  return [...new Set([...listed, ...met])].map((name) =>
    memberOf(name, filed, own.get(name) ?? [], standing.get(name) ?? []),
  );
}

function memberOf(
  name: string,
  filed: FiledPeople | null,
  own: readonly DutyRecord[],
  stoodIn: readonly DutyRecord[],
): StaffMember {
  const there = own.filter(({ state }) => THERE.includes(state));
  const spans = there.flatMap(({ signedInAt, signedOutAt }) =>
    signedInAt === undefined || signedOutAt === undefined ? [] : [secondsBetween(signedInAt, signedOutAt)],
  );
  const newest = [...own, ...stoodIn].sort((a, b) => compareRecordIds(a.id, b.id));
  return {
    name,
    filed: filedAs(name, filed),
    role: filed?.people.find((one) => one.name === name)?.role ?? null,
    shifts: own.length,
    there: there.length,
    odd: {
      late: listed(own.filter(({ state }) => state === 'late' || state === 'left-early')),
      leave: listed(own.filter(({ state }) => state === 'leave')),
      absent: listed(own.filter(({ state }) => state === 'absent')),
      stood: listed(stoodIn),
    },
    seconds: spans.reduce((sum, one) => sum + one, 0),
    unsigned: there.length - spans.length,
    last: newest.at(-1) ?? null,
  };
}

/**
 * The record of whoever stood in for somebody who was away: of the same post at the same time, the one that says they were there first.
 * @param leave of who was away, which names who stood in
 * @returns null where there is none: then only the absent one's record says that somebody stood in
 */
export function ownShiftOf(leave: DutyRecord, duties: readonly DutyRecord[]): DutyRecord | null {
  const own = duties.filter(
    ({ person, post, plannedFrom, plannedTo }) =>
      person === leave.substitute &&
      post === leave.post &&
      compareInstants(plannedFrom, leave.plannedTo) < 0 &&
      compareInstants(leave.plannedFrom, plannedTo) < 0,
  );
  return own.find(({ state }) => THERE.includes(state)) ?? own[0] ?? null;
}

const listed = (records: readonly DutyRecord[]): DutyRecord[] =>
  records.toSorted((a, b) => compareRecordIds(a.id, b.id));

function filedAs(name: string, filed: FiledPeople | null): FiledAs {
  if (filed === null) return null;
  if (filed.people.some((one) => one.name === name)) return 'list';
  return filed.text.includes(name) ? 'text' : 'none';
}
