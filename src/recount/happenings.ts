/**
 * What had to have happened before a document could say so, counted again: the records that a register at least n times a frame
 * lists, that a report of its event rests on, or of which the contract asks for a number within its period.
 */
import { activityPeriods, countsInSpan } from './cadence/activities.ts';
import { type Owed, periodsOf } from './cadence/owed-periods.ts';
import type { Due } from './calendar.ts';
import { type Data, ms } from './data.ts';
import { listsRecord } from './registers.ts';
import { dayOf, serviceRecords, type World } from './world.ts';

/** How far a document's own happening is known. */
export interface Told {
  /** All of it is. */
  whole: boolean;
  /** Some of it is. */
  some: boolean;
  /** Since when all of it could be told, in milliseconds; null: it cannot. */
  since: number | null;
}

/** What some units are about. */
const ABOUT: Readonly<Record<string, string>> = {
  'operation-log-analysis': 'operation-log',
  'vulnerability-assessment': 'scan',
  'recovery-drill': 'drill',
  'backup-restore-test': 'restore-test',
};

const isOfEvents = ({ cadence, every }: Data): boolean => cadence === 'event' || every?.unit === 'event';
const isRegister = ({ columns }: Data): boolean => columns !== undefined;
const isList = ({ kind, columns }: Data): boolean => columns !== undefined && kind !== 'asset' && kind !== 'manifest';

const matches = (record: Data, filters: readonly Data[]): boolean =>
  filters.every((one) => [record[one.field]].flat().some((value) => one.in.includes(String(value))));

/** undefined: the document may be empty. */
export function toldOf(world: World, due: Due): Told | undefined {
  const asked = askedOf(world, due);
  if (asked.length === 0) return undefined;
  const counts = asked.map(({ kind, takes, need, skip }) => {
    const times = serviceRecords(world, kind)
      .filter((one) => takes(one) && dayOf(world, one) >= due.from && dayOf(world, one) <= due.to)
      .map((one) => Math.max(ms(one.at), ms(one.enteredAt)))
      .filter((time) => time <= ms(world.asOf))
      .sort((a, b) => a - b);
    return { has: times.length > skip, since: times[skip + need - 1] ?? null };
  });
  const since = counts.map((one) => one.since);
  const whole = !since.includes(null);
  return { whole, some: counts.some((one) => one.has), since: whole ? Math.max(...(since as number[])) : null };
}

interface Asked {
  kind: string;
  takes(record: Data): boolean;
  need: number;
  /** So many are told of by the documents before it in the same frame. */
  skip: number;
}

function askedOf(world: World, due: Due): Asked[] {
  const { obligation } = due;
  const { eventKind, atLeast, issueFrom } = obligation;
  if (isOfEvents(obligation)) return [];
  const own = contentsOf(world, obligation);
  const event = eventKind === undefined ? undefined : { kind: eventKind, takes: ofEvent(world, obligation) };
  if (atLeast !== undefined) {
    const told = own ?? (isOwedAhead(obligation) ? undefined : event);
    const skip = atLeast.spread !== true ? nthOf(world, due) - 1 : 0;
    return told === undefined ? [] : [{ ...told, need: 1, skip }];
  }
  return [
    ...(issueFrom?.rule === 'fields' && event !== undefined ? [{ ...event, need: 1, skip: 0 }] : []),
    ...(own === undefined ? [] : byNumbers(world, due, own)),
  ];
}

type Content = Pick<Asked, 'kind' | 'takes'>;

/** What its pages list: the lines of a register, or what its unit is about. */
function contentsOf(world: World, obligation: Data): Content | undefined {
  if (isList(obligation)) return { kind: obligation.kind, takes: (one) => listsRecord(world, obligation, one) };
  const kind = isRegister(obligation) ? undefined : ABOUT[obligation.unit ?? obligation.id];
  if (kind === undefined) return undefined;
  return { kind, takes: kind === obligation.eventKind ? ofEvent(world, obligation) : () => true };
}

/** Records of the kind by which its rules go; of a register of such records those that it lists. */
function ofEvent(world: World, obligation: Data): Asked['takes'] {
  const { eventKind, eventWhere = [], kind, rows } = obligation;
  const lists = isList(obligation) && kind === eventKind && rows === undefined;
  return (one) => matches(one, eventWhere) && (!lists || listsRecord(world, obligation, one));
}

/** Before a time that its record tells: a plan of it. */
const isOwedAhead = ({ due }: Data): boolean =>
  due?.before !== undefined && !/^(period|year|service)-(start|end)$/.test(due.before);

const nthOf = (world: World, { obligation, period }: Due): number =>
  periodsOf(world, obligation).find((one: Owed) => one.id === period)?.nth ?? 1;

/** As many as the contract asks for in the spans within the period, where all that would count stand in the document. */
function byNumbers(world: World, { obligation, from, to }: Due, { kind, takes }: Content): Asked[] {
  if (isList(obligation) && obligation.rows !== undefined) return [];
  const named = kind === obligation.eventKind ? obligation.eventWhere : undefined;
  const filters: Data[] = (isList(obligation) ? obligation.where : named) ?? [];
  const all: Data[] = world.contract.requirements?.activities ?? [];
  return all
    .filter((one) => one.kind === kind && one.timesADay === undefined)
    .filter((one) => filters.every((filter) => isWider(filter, one.where)))
    .flatMap((one): Asked[] => {
      const spans = activityPeriods(world, one)
        .map((span, n) => ({ ...span, n }))
        .filter((span) => from <= span.from && span.to <= to);
      const isOf = ({ from: first, to: last, n }: (typeof spans)[number], record: Data): boolean =>
        first <= dayOf(world, record) && dayOf(world, record) <= last && countsInSpan(one, n, record);
      if (one.rotate !== undefined)
        return spans.map((span) => ({
          ...{ kind, need: Number(one.times), skip: 0 },
          takes: (record) => takes(record) && isOf(span, record),
        }));
      const counts = (record: Data): boolean => takes(record) && countsInSpan(one, 0, record);
      return spans.length === 0 ? [] : [{ kind, takes: counts, need: spans.length * Number(one.times), skip: 0 }];
    });
}

function isWider(filter: Data, where: Data): boolean {
  if (filter.assetKinds !== undefined || filter.assetFamilies !== undefined) return false;
  if (filter.in === undefined) return true;
  return where?.field === filter.field && where.in.every((value: string) => filter.in.includes(value));
}
