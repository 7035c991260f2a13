/**
 * What people wrote down, confirmed, reviewed or handed over on days on which no duty record has them at work. It is told as a fact to
 * explain: who looks over a log need not be on shift, and a shift may not have been written down. Pure.
 */
import { compareRecordIds } from '../../../contract/record-id.ts';
import {
  at,
  compareInstants,
  type DateText,
  dateOf,
  type InstantText,
  toDate,
  toText,
} from '../../../contract/time.ts';
import type { AnyRecord } from '../../../records/record.ts';
import signoffKind, { type SignoffRecord } from '../../signing/kinds/signoff.ts';
import type { DutyRecord } from '../kinds/duty.ts';

/** What somebody did, in words; the first that fits a record and a person. */
export const deskActs = { confirm: '确认', review: '复核', deliver: '送达', enter: '录入' } as const;
export type DeskAct = keyof typeof deskActs;

export interface OffShiftAct {
  act: DeskAct;
  record: AnyRecord;
}

/** One person on one day, in the order of the days. */
export interface OffShiftDay {
  name: string;
  day: DateText;
  acts: readonly OffShiftAct[];
  /** Duty records of that day by which they were away: 请假, 缺勤. */
  away: readonly DutyRecord[];
}

interface Act extends OffShiftAct {
  name: string;
  day: DateText;
}

/**
 * @param names whom it is asked of; others' acts are none of the staff's
 * @param duties of the days that are asked about, and of the day before the first
 * @param records of every kind that people enter, signoffs among them
 * @param from first day, and @param to last day, both included
 */
export function offShiftDays(
  names: ReadonlySet<string>,
  duties: readonly DutyRecord[],
  records: readonly AnyRecord[],
  { from, to }: { from: DateText; to: DateText },
): OffShiftDay[] {
  const present = new Set(duties.flatMap((one) => presences(one)));
  const acts = records
    .flatMap(actsOf)
    .filter(({ name, day }) => names.has(name) && day >= from && day <= to && !present.has(key(name, day)));
  const away = Map.groupBy(
    duties.filter(({ state }) => isAway(state)),
    ({ person, date }) => key(person, date),
  );
  return [...Map.groupBy(acts, ({ name, day }) => key(name, day))]
    .flatMap(([own, list]): OffShiftDay[] => {
      const [first] = list;
      if (first === undefined) return [];
      const ordered = list.toSorted((a, b) => compareRecordIds(a.record.id, b.record.id));
      return [
        {
          ...{ name: first.name, day: first.day, away: away.get(own) ?? [] },
          acts: ordered.map(({ act, record }) => ({ act, record })),
        },
      ];
    })
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.name < b.name ? -1 : 1));
}

const key = (name: string, day: string): string => `${day} ${name}`;

const isAway = (state: DutyRecord['state']): boolean => state === 'leave' || state === 'absent';

/** Whom a duty record has at work, and on which days: a shift of the night runs into the next, and somebody may stand in. */
function presences({ person, substitute, state, date, plannedTo }: DutyRecord): string[] {
  const who = isAway(state) ? (state === 'leave' ? substitute : undefined) : person;
  if (who === undefined) return [];
  const days: string[] = [];
  let day = date;
  do {
    days.push(day);
    day = toDate(day).add({ days: 1 }).toString();
  } while (compareInstants(toText(at(day, '00:00')), plannedTo) < 0);
  return days.map((one) => key(who, one));
}

/** One act a record and person: who confirms a log has entered the confirmation, too. */
function actsOf(record: AnyRecord): Act[] {
  const found: Act[] = [];
  const add = (act: DeskAct, name: string | undefined, when: InstantText): void => {
    if (name !== undefined && !found.some((one) => one.name === name))
      found.push({ act, name, day: dateOf(when), record });
  };
  if (record.kind === signoffKind.id) {
    const { action, person, reviewer } = record as SignoffRecord;
    if (action === 'confirm' || action === 'deliver') add(action, person, record.at);
    if (action === 'confirm') add('review', reviewer, record.at);
  }
  if (record.enteredBy?.channel !== 'purchaser') add('enter', record.enteredBy?.name, record.enteredAt);
  return found;
}
