/**
 * A report on a fault that is owed by the stricter reading of an unconfirmed 口径 alone: the stricter decides, and what each other
 * reading would give is said beside it, wherever the report is said to be late or missing. Pure.
 */
import type { Occurrence } from '../../../contract/calendar/occurrence.ts';
import { compareInstants, formatDateTime, type InstantText } from '../../../contract/time.ts';
import { unsettledText } from '../../../wording/interpretation-words.ts';

/** When the fact happened by which it is in time; null: not yet. */
interface Done {
  at: InstantText | null;
  /** Moment of judging. */
  asOf: InstantText;
}

/**
 * `依口径“乙…”须报送；按口径“甲…”现不须报送（口径未经双方确认）`; with another deadline whether it was kept; empty where every
 * reading gives the same.
 */
export function readingsText({ readings = [], dueAt }: Pick<Occurrence, 'readings' | 'dueAt'>, done: Done): string {
  if (readings.length === 0) return '';
  const sure = readings.filter((one) => one.owed && !one.open && one.dueAt === dueAt);
  const open = readings.filter((one) => one.open);
  const moved = readings.filter((one) => one.owed && !one.open && one.dueAt !== dueAt);
  const free = readings.filter((one) => !one.owed);
  const parts = [
    ...(sure.length === 0 ? [] : [`依口径${namesOf(sure)}须报送`]),
    ...(open.length === 0 ? [] : [`按口径${namesOf(open)}是否须报送还取决于尚无定论的起算口径`]),
    ...moved.map((one) => `按口径${namesOf([one])}${movedText(one.dueAt, done)}`),
    ...(free.length === 0 ? [] : [`按口径${namesOf(free)}现不须报送`]),
  ];
  // One reading alone is that of a class on which both sides agreed: what is open of it is said with it.
  return readings.length === 1 ? parts.join('；') : `${parts.join('；')}（口径${unsettledText(...readings)}）`;
}

const namesOf = (list: readonly { label: string }[]): string => list.map(({ label }) => `“${label}”`).join('、');

function movedText(dueAt: InstantText | null, { at, asOf }: Done): string {
  if (dueAt === null) return '期限未定';
  const due = `期限为 ${formatDateTime(dueAt)}`;
  if (at === null && compareInstants(asOf, dueAt) <= 0) return `${due}，未到期`;
  return `${due}，${at !== null && compareInstants(at, dueAt) <= 0 ? '按期' : '也未按期'}`;
}

/** Whether by some reading nothing is missed: nothing is owed, or not yet, or it was in time. */
export const isMissedBySome = ({ readings = [] }: Pick<Occurrence, 'readings'>, { at, asOf }: Done): boolean =>
  readings.some(({ owed, open, dueAt }) => !owed || open || dueAt === null || compareInstants(at ?? asOf, dueAt) <= 0);
