/** What had to be delivered and when, worked out again from the obligations (deliverables.md, 期限). */

import { type Owed, periodsOf } from './cadence/owed-periods.ts';
import { dayOfRule, type From } from './cadence/shifts.ts';
import { type Data, ms, plusDays, plusMonths } from './data.ts';
import { judge } from './incidents.ts';
import { rankOn } from './levels/held.ts';
import { partDues } from './parts.ts';
import { earlier, type Period, yearsOf } from './periods.ts';
import { serviceRecords, type World } from './world.ts';

export interface Due {
  obligation: Data;
  period: string;
  from: string;
  to: string;
  /** Of a shift the wall clock of its bounds. */
  clock?: Owed['clock'];
  /** Milliseconds; null while it is not known. */
  due: number | null;
}

const HOUR = 3_600_000;

const lists = new WeakMap<World, readonly Due[]>();

/** Everything that the contract owes, as far as it is known at the moment of judging. */
export function dueList(world: World): readonly Due[] {
  const list = lists.get(world) ?? owedIn(world);
  lists.set(world, list);
  return list;
}

function owedIn(world: World): Due[] {
  return world.obligations.flatMap((obligation) =>
    (isOfEvents(obligation) ? ofEvents(world, obligation) : ofPeriods(world, obligation)).filter((one) =>
      holdsIn(obligation, one),
    ),
  );
}

/** An obligation with days of its own owes what has one of them. */
export const holdsIn = ({ from, until }: Data, span: { from: string; to: string }): boolean =>
  (from === undefined || from <= span.to) && (until === undefined || span.from <= until);

const isOfEvents = ({ cadence, every }: Data): boolean => cadence === 'event' || every?.unit === 'event';

const yearHolding = (world: World, day: string): Period =>
  yearsOf(world.contract.servicePeriod).find((one) => one.from <= day && day <= one.to) ?? world.contract.servicePeriod;

interface Context {
  span: Pick<Owed, 'from' | 'to' | 'clock'>;
  /** Fields of the record that brings it up. */
  fields: Data;
  /** When another obligation is due, for `of`. */
  dueOf(id: string): number | null;
}

function deadline(world: World, rule: Data, context: Context): number | null {
  if (rule.rule !== undefined) return namedDeadline(world, rule, context);
  const { clock, workdays } = world;
  const time = rule.time ?? '17:00';
  if (rule.limit !== undefined) {
    const passes = context.fields?.[limitName(rule.limit)];
    return typeof passes === 'string' ? notAfter(ms(passes)) : null;
  }
  if (rule.date !== undefined) return clock.at(rule.date, time);
  const due = rule.hours === undefined ? counted() : hoursFrom(world, rule, context);
  return due === null ? null : notAfter(due);

  function notAfter(at: number): number {
    const limit = context.fields?.[rule.notAfter];
    return typeof limit === 'string' ? Math.min(at, ms(limit)) : at;
  }

  function counted(): number | null {
    const from = startOf(world, rule, context);
    const day = from && dayOfRule(rule, from, workdays);
    if (from === undefined || day === undefined) return null;
    if (rule.roll !== undefined && !workdays.works(day)) {
      const step = rule.roll === 'next' ? 1 : -1;
      return clock.at(workdays.step(day, step), step > 0 ? (rule.otherTime ?? time) : time);
    }
    const isMoved = rule.after !== undefined && Number(rule.workingDays) === 0 && day !== from.day;
    return clock.at(day, isMoved ? (rule.otherTime ?? time) : time);
  }
}

/** What the days of a rule are counted from. */
function startOf(world: World, rule: Data, { span, fields, dueOf }: Context): From | undefined {
  const service = world.contract.servicePeriod;
  const year = yearHolding(world, span.from);
  const known: Record<string, From> = {
    'period-start': { day: span.from, first: true },
    'period-end': { day: span.to, first: false, whole: span },
    'year-start': { day: year.from, first: true, whole: year },
    'year-end': { day: year.to, first: false },
    'service-start': { day: service.from, first: true, whole: service },
    'service-end': { day: service.to, first: false },
  };
  const name = rule.before ?? rule.after;
  if (known[name] !== undefined) return known[name];
  const own = laterOf(fields?.[name], fields?.[rule.orLater]);
  const other = own === null && rule.of !== undefined ? dueOf(rule.of) : own;
  return other === null ? undefined : { day: world.clock.day(new Date(other).toISOString()), first: false };
}

function laterOf(one: unknown, other: unknown): number | null {
  if (typeof one !== 'string') return null;
  return typeof other === 'string' ? Math.max(ms(one), ms(other)) : ms(one);
}

function hoursFrom({ clock }: World, rule: Data, { span, fields }: Context): number | null {
  const edges: Record<string, number> = {
    'period-start': clock.at(...(span.clock?.from ?? ([span.from, '00:00'] as const))),
    'period-end': clock.at(...(span.clock?.to ?? ([plusDays(span.to, 1), '00:00'] as const))),
  };
  const start = edges[rule.after] ?? laterOf(fields?.[rule.after], fields?.[rule.orLater]);
  return start === null ? null : start + Math.round(rule.hours * 3600) * 1000;
}

/** By the rules of schema 1, which had names. */
function namedDeadline(world: World, rule: Data, { span, fields, dueOf }: Context): number | null {
  const { clock, workdays } = world;
  const time = rule.time ?? '17:00';
  const year = yearHolding(world, span.from);
  switch (rule.rule) {
    case 'working-day-time':
      if (workdays.works(span.to)) return clock.at(span.to, time);
      return clock.at(workdays.step(span.to, 1), rule.otherTime ?? '10:00');
    case 'next-working-day':
      return clock.at(workdays.step(span.to, 1), rule.time ?? '10:00');
    case 'last-working-day':
      return clock.at(workdays.last(span.from, span.to), time);
    case 'working-days-before-end':
      return clock.at(workdays.step(year.to, -(rule.days ?? 0)), time);
    case 'working-days-after-start':
      return clock.at(workdays.step(span.from, rule.days ?? 0), time);
    case 'working-days-before': {
      const anchor = fields?.[rule.after] ?? dueOf(rule.of);
      if (anchor === null || anchor === undefined) return null;
      const day = clock.day(typeof anchor === 'string' ? anchor : new Date(anchor).toISOString());
      return clock.at(workdays.step(day, -(rule.days ?? 0)), time);
    }
    case 'end-of-service-month': {
      const end = plusDays(plusMonths(year.from, rule.month ?? 1), -1);
      return clock.at(earlier(end, year.to), time);
    }
    case 'date':
      return clock.at(rule.date ?? span.to, time);
    default:
      return hoursAfter(rule, fields);
  }
}

function hoursAfter(rule: Data, fields: Data): number | null {
  const after = fields?.[rule.after];
  if (typeof after !== 'string') return null;
  const later = fields[rule.orLater];
  const start = typeof later === 'string' ? Math.max(ms(after), ms(later)) : ms(after);
  const due = start + (rule.hours ?? 0) * HOUR;
  const limit = fields[rule.notAfter];
  return typeof limit === 'string' ? Math.min(due, ms(limit)) : due;
}

function ofPeriods(world: World, obligation: Data): Due[] {
  return periodsOf(world, obligation).map((span) => ({
    obligation,
    period: span.id,
    from: span.from,
    to: span.to,
    clock: span.clock,
    due: periodDue(world, obligation, span),
  }));
}

function periodDue(world: World, obligation: Data, span: Owed): number | null {
  if (obligation.due == null) return null;
  const dueOf = (id: string): number | null => {
    const other = world.obligations.find((one) => one.id === id);
    const theirs = other && periodsOf(world, other).find((one) => one.to >= span.from);
    return other?.due == null || theirs === undefined ? null : periodDue(world, other, theirs);
  };
  const within = (one: Data) => world.clock.day(one.at) >= span.from && world.clock.day(one.at) <= span.to;
  const shared = obligation.atLeast !== undefined && obligation.atLeast.spread !== true;
  const fields = (
    obligation.eventKind === undefined
      ? []
      : serviceRecords(world, obligation.eventKind)
          .filter((one) => within(one) && isNamed(obligation, one))
          .sort((a, b) => ms(a.at) - ms(b.at))
  )[shared ? (span.nth ?? 1) - 1 : 0];
  return deadline(world, dueRule(world, obligation, span.to), { span, fields, dueOf });
}

/** Of several papers that set a due time the one that ranks highest on the day. */
function dueRule({ contract }: World, { due, otherDues = [], clauses = [] }: Data, day: string): Data {
  if (otherDues.length === 0) return due;
  const listed = clauses.filter((one: string) => (contract.clauses ?? []).some(({ id }: Data) => id === one));
  const named: string[] = listed.length > 0 ? listed : clauses;
  const elsewhere = named.filter((one) => otherDues.some(({ clause }: Data) => String(clause) === one));
  const setting = elsewhere.length === named.length ? named : named.filter((one) => !elsewhere.includes(one));
  const own = setting.map((clause) => ({ clause, due }));
  const ranked = [...own, ...otherDues].flatMap((one: Data) => {
    const holds = (one.from ?? day) <= day && day <= (one.until ?? day) && endsThere(one.ends, day);
    const rank = holds ? rankOn(contract, String(one.clause), day) : null;
    return rank === null ? [] : [{ rank, due: one.due }];
  });
  const top = Math.max(...ranked.map(({ rank }) => rank));
  return ranked.find(({ rank }) => rank === top)?.due ?? due;
}

/** Whether a period's last day is one of the days of each month (`---16`) or year (`--12-31`) that are named. */
function endsThere(ends: Data | undefined, day: string): boolean {
  if (ends === undefined) return true;
  const digits = (text: string): number => Number(text.replaceAll('-', ''));
  const ofMonth = String(ends.from).startsWith('---');
  const [a, b, own] = [digits(ends.from), digits(ends.to), digits(ofMonth ? day.slice(8) : day.slice(5))];
  return a > b ? own >= a || own <= b : own >= a && own <= b;
}

const limitName = (clock: string): string => `by ${clock}`;

/** When the analysis has to be there by the limit of the level, for an obligation that goes by it. */
function limitTimes(world: World, record: Data, { due, parts }: Data): Data {
  const rules: Data[] = [due, ...(parts ?? []).map((part: Data) => part.due)];
  if (!rules.some((rule) => rule?.limit === 'analysis')) return {};
  const passes = judge(world, record).clocks['record']?.limitAt;
  return passes === undefined ? {} : { [limitName('analysis')]: new Date(passes).toISOString() };
}

function ofEvents(world: World, obligation: Data): Due[] {
  return serviceRecords(world, obligation.eventKind).flatMap((record) => {
    const day = world.clock.day(record.at);
    const { eventClass } = obligation;
    const since = record.kind === 'incident' && eventClass !== undefined ? classSince(world, record, eventClass) : null;
    if (!concerns(world, obligation, record, since)) return stillOwed(world, obligation, record);
    const known = since === null ? record : { ...record, [`${eventClass}At`]: new Date(since).toISOString() };
    const fields = record.kind === 'incident' ? { ...known, ...limitTimes(world, record, obligation) } : known;
    const context = { span: { from: day, to: day }, fields, dueOf: () => null };
    const base = { obligation, from: day, to: day };
    if (obligation.parts === undefined)
      return [
        {
          ...base,
          period: record.id,
          due: obligation.due == null ? null : deadline(world, dueRule(world, obligation, day), context),
        },
      ];
    const of = { id: record.id, fields, asOf: ms(world.asOf), settled: settledOf(world, obligation) };
    return partDues(obligation.parts, of, (rule) => deadline(world, rule, context)).map((one) => ({ ...base, ...one }));
  });
}

/** None of the obligation's any more: what was issued, as it was due, and what had been due before the purchaser agreed to the change. */
function stillOwed(world: World, obligation: Data, record: Data): Due[] {
  if (obligation.eventKind !== record.kind) return [];
  const day = world.clock.day(record.at);
  const base = { obligation, from: day, to: day };
  const own = world.known.filter(
    (one) => one.obligation === obligation.id && (one.period === record.id || one.period.startsWith(`${record.id}-`)),
  );
  const issued = new Map(own.map((one) => [one.period, one.dueAt == null ? null : ms(one.dueAt)]));
  if (issued.size > 0) return [...issued].map(([period, due]) => ({ ...base, period, due }));
  if (obligation.parts !== undefined || record.kind !== 'incident' || obligation.due == null) return [];
  const due = deadline(world, obligation.due, { span: { from: day, to: day }, fields: record, dueOf: () => null });
  const wasDue = record.levels.concat(record.pauses ?? []).some((one: Data) => {
    if (one.confirmedAt === undefined || due === null || ms(one.confirmedAt) > ms(world.asOf)) return false;
    const before = new Date(ms(one.confirmedAt) - 1000).toISOString();
    return due < ms(one.confirmedAt) && obligation.eventLevels?.includes(judge(world, record, undefined, before).level);
  });
  return wasDue ? [{ ...base, period: record.id, due }] : [];
}

/** Periods of an obligation that were issued or waived. */
const settledOf = (world: World, { id }: Data): string[] =>
  [...world.known, ...serviceRecords(world, 'waiver')].flatMap((one) => (one.obligation === id ? [one.period] : []));

/** Of a register of the same records those that it lists by their fields; what else it names of them. */
function isNamed({ eventKind, eventWhere = [], columns, kind, rows, where = [] }: Data, record: Data): boolean {
  const own = columns !== undefined && kind === eventKind && rows === undefined ? where : [];
  const fieldValue = (field: string): Data =>
    field === 'level' && record.kind === 'incident' ? record.levels?.at(-1)?.level : record[field];
  return [...eventWhere, ...own].every(
    (one: Data) =>
      one.in === undefined || [fieldValue(one.field)].flat().some((value) => one.in.includes(String(value))),
  );
}

/** One of its conditions is enough; without any, every record of the kind. */
function concerns(world: World, obligation: Data, record: Data, since: number | null): boolean {
  const { eventClass, eventLevels, eventFlagged, eventWhere } = obligation;
  if (eventWhere !== undefined && !isNamed({ eventWhere }, record)) return false;
  if (eventClass === undefined && eventLevels === undefined && eventFlagged !== true) return true;
  if (since !== null || (eventFlagged === true && record.flagged === true)) return true;
  return record.kind === 'incident' && eventLevels !== undefined && eventLevels.includes(judge(world, record).level);
}

/** By any reading that is shown; what had fallen due before a level was lowered stays due. */
function classSince(world: World, record: Data, id: string): number | null {
  const now = earliest(judge(world, record).classes[id] ?? {});
  if (now !== null) return now;
  const changes = [...record.levels, ...(record.pauses ?? [])]
    .flatMap((one: Data) => one.confirmedAt ?? [])
    .filter((at: string) => ms(at) <= ms(world.asOf))
    .sort((a: string, b: string) => ms(a) - ms(b));
  for (const change of changes) {
    const before = new Date(ms(change) - 1000).toISOString();
    const since = earliest(judge(world, record, undefined, before).classes[id] ?? {});
    if (since !== null && Math.max(since, ms(record.discoveredAt)) + firstReport(world, id) <= ms(before)) return since;
  }
  return null;
}

function firstReport({ obligations }: World, id: string): number {
  const rules = obligations
    .filter((one) => one.eventClass === id)
    .flatMap((one) => [one.due, ...(one.parts ?? []).map((part: Data) => part.due)])
    .filter((rule) => rule?.orLater === `${id}At`);
  return Math.min(...rules.map((rule) => rule.hours * HOUR));
}

function earliest(options: Record<string, number | null>): number | null {
  const known = Object.values(options).filter((one) => one !== null);
  return known.length === 0 ? null : Math.min(...known);
}
