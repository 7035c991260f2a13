/** What the oracle makes of the judged facts: quotas, repeats, documents, permits, availability, and the amounts (R27–R37). */
import { type ClockId, clocks, type JudgedFault, judgeFault, meets, type Verdict } from './_faults.ts';
import { DAY, dateText, dayNumber, dayOf, MINUTE, momentOf, secondOf, textOf } from './_time.ts';
import {
  type ChangeRow,
  type ConditionRow,
  type DueRow,
  type Facts,
  holdsOn,
  type ObligationRow,
  paperOf,
  type RuleRow,
  rankOf,
  type World,
} from './_world.ts';

/** One thing that a rule found and that counts, unless it is set apart. */
interface Found {
  /** Fault, change or document; empty of what has none. */
  record: string;
  day: number;
  times: number;
  each: number;
  /** Not counted and told: pending, others', undecided, within the grace, unobserved. */
  apart: boolean;
}

export interface RuleScore {
  count: number;
  total: number;
  /** The records that count. */
  records: string[];
}

export interface QuotaCount {
  from: string;
  to: string;
  supplier: string[];
  pending: string[];
}

export interface PermitVerdict {
  state: 'not-asked' | 'kept' | 'breach' | 'doubt';
  /** Seconds outside the window. */
  outside: number;
}

export interface Availability {
  /** Seconds down, and of the whole; null: no fault on record and nothing was observed. */
  down: number;
  whole: number;
  observed: boolean;
}

export interface Result {
  faults: Map<string, JudgedFault>;
  quotas: Map<string, QuotaCount[]>;
  permits: Map<string, PermitVerdict>;
  dues: Map<string, number>;
  availability: Map<string, Availability>;
  rules: Map<string, RuleScore>;
  deducted: number;
  score: number | null;
}

/** Two digits, as amounts are told. */
const cents = (value: number): number => Math.round(value * 100) / 100;

/** R27: months from the first of the frame on. */
function spansOf(per: string, service: { from: string; to: string }, from: number, to: number): [number, number][] {
  if (per === 'service') return [[dayNumber(service.from), dayNumber(service.to)]];
  const months = { year: 12, 'half-year': 6, quarter: 3, month: 1 }[per.replace(/^(service|calendar)-/, '')] ?? 12;
  const [year = 0, month = 0, day = 0] = service.from.split('-').map(Number);
  const isService = per.startsWith('service-');
  const frame = isService ? month - 1 : month - 1 - ((month - 1) % months);
  const begin = (n: number): number => Date.UTC(year, frame + n * months, isService ? day : 1) / 1000 / DAY;
  const spans: [number, number][] = [];
  for (let n = 0; begin(n) <= dayNumber(service.to); n += 1) {
    const span: [number, number] = [
      Math.max(begin(n), dayNumber(service.from)),
      Math.min(begin(n + 1) - 1, dayNumber(service.to)),
    ];
    if (span[0] <= to && span[1] >= from) spans.push(span);
  }
  return spans;
}

/** R33. */
function dueDay(world: World, rule: DueRow, last: number): number {
  const { isWorking } = world.calendars;
  const step = (day: number, by: 1 | -1): number => {
    let next = day + by;
    while (!isWorking(next)) next += by;
    return next;
  };
  let day = last;
  if (rule.days !== undefined) day = last + Number(rule.days);
  else if (rule.dayOfMonth !== undefined) {
    const [year = 0, month = 0, own = 0] = dateText(last).split('-').map(Number);
    const wanted = Number(rule.dayOfMonth);
    const inMonth = (add: number): number => {
      const end = Date.UTC(year, month + add, 0) / 1000 / DAY;
      return Math.min(Date.UTC(year, month - 1 + add, wanted) / 1000 / DAY, end);
    };
    day = wanted > own ? inMonth(0) : inMonth(1);
    if (day <= last) day = inMonth(1);
  } else if (rule.workingDays === '0') day = isWorking(last) ? last : step(last, 1);
  else for (let n = Number(rule.workingDays); n > 0; n -= 1) day = step(day, 1);
  if (rule.roll === undefined || isWorking(day)) return day;
  return step(day, rule.roll === 'next' ? 1 : -1);
}

/** The months of the service before the end of the facts. */
function monthsOf(world: World, until: number): { period: string; last: number }[] {
  const [year = 0, month = 0] = world.contract.servicePeriod.from.split('-').map(Number);
  const found: { period: string; last: number }[] = [];
  for (let n = 0; ; n += 1) {
    const last = Date.UTC(year, month + n, 0) / 1000 / DAY;
    if (last > until) return found;
    found.push({ period: dateText(last).slice(0, 7), last });
  }
}

/** When the document of a month is due: of several papers the one of the highest rank in force on its last day. */
export function dueAt(world: World, one: ObligationRow, last: number): number {
  const { contract } = world;
  const own = Math.max(...one.clauses.map((clause) => rankOf(contract, clause)));
  const others = (one.otherDues ?? [])
    .filter((row) => holdsOn(row, last) && holdsOn(paperOf(contract, row.clause) ?? {}, last))
    .toSorted((a, b) => rankOf(contract, b.clause) - rankOf(contract, a.clause));
  const [first] = others;
  const rule = first !== undefined && rankOf(contract, first.clause) > own ? first.due : one.due;
  return momentOf(dueDay(world, rule, last), rule.time);
}

function duesOf(world: World, facts: Facts): Map<string, number> {
  const months = monthsOf(world, dayNumber(facts.to));
  return new Map(
    world.obligations
      .filter(({ unit }) => unit === 'period-report')
      .flatMap((one) =>
        months.map(({ period, last }): [string, number] => [`${one.id} ${period}`, dueAt(world, one, last)]),
      ),
  );
}

/** R34, R35. */
export function permitOf(world: World, change: ChangeRow, facts: Facts): PermitVerdict {
  const { calendars, contract } = world;
  const asking = (contract.permits ?? []).filter(
    (one) =>
      one.operations.includes('release') &&
      (one.changes === undefined || one.changes.includes(change.type)) &&
      (one.assets === undefined || change.assets.some((asset) => one.assets?.includes(asset))),
  );
  if (asking.length === 0) return { state: 'not-asked', outside: 0 };
  const to = secondOf(change.releasedAt);
  const from = change.startedAt === undefined ? to : secondOf(change.startedAt);
  const outside = asking.map(({ window }) => (window === undefined ? 0 : outsideOf(window, from, to, calendars.holds)));
  const granted = facts.permits.find(({ id }) => id === change.permit)?.grantedAt;
  const isLate = asking.some(({ leadWorkingDays }) => {
    if (leadWorkingDays === undefined) return false;
    let day = dayOf(from);
    for (let n = Number(leadWorkingDays); n > 0; ) {
      day -= 1;
      if (calendars.isWorking(day)) n -= 1;
    }
    return granted === undefined || dayOf(secondOf(granted)) > day;
  });
  const most = Math.max(...outside);
  if (most > 0 || isLate) return { state: 'breach', outside: most };
  const wantsStart = asking.some((one) => one.window !== undefined || one.leadWorkingDays !== undefined);
  return { state: change.startedAt === undefined && wantsStart ? 'doubt' : 'kept', outside: 0 };
}

/** Seconds outside of the window; its first and last moment belong to it. Of a moment outside it one. */
function outsideOf(window: string, from: number, to: number, holds: (name: string, second: number) => boolean): number {
  if (from === to) return holds(window, from) || holds(window, from - 1) ? 0 : 1;
  let sum = 0;
  for (let at = from; at < to; at += 1) if (!holds(window, at)) sum += 1;
  return sum;
}

/** R36. */
function availabilityOf(facts: Facts, rule: RuleRow, asset: string, from: number, to: number, all: JudgedFault[]) {
  const begin = momentOf(from, '00:00');
  const end = momentOf(to, '24:00');
  const cut = (a: number, b: number): [number, number] => [Math.max(a, begin), Math.min(b, end)];
  const planned = facts.maintenance
    .filter(({ assets }) => assets.includes(asset))
    .map((one) => cut(secondOf(one.from), secondOf(one.to)));
  const down = all
    .filter(
      (one) => !one.requirement && rule.incidents?.includes(one.level) === true && one.fault.assets.includes(asset),
    )
    .map((one) => cut(one.start, one.restored ?? end))
    .filter(([a, b]) => b > a);
  const marks = [...new Set([begin, end, ...[...planned, ...down].flat()])].filter((one) => one >= begin && one <= end);
  const points = marks.toSorted((a, b) => a - b);
  const inside = (list: [number, number][], second: number): boolean =>
    list.some(([a, b]) => second >= a && second < b);
  const sum: Availability = { down: 0, whole: 0, observed: down.length > 0 };
  for (const [n, at] of points.slice(0, -1).entries()) {
    const length = (points[n + 1] ?? at) - at;
    const isPlanned = inside(planned, at);
    if (!(isPlanned && rule.maintenance !== 'included' && rule.maintenance !== 'available')) sum.whole += length;
    if (inside(down, at) && (!isPlanned || rule.maintenance === 'included')) sum.down += length;
  }
  return sum;
}

/** Exactly: below so many percent of the whole, or at it. */
function isUnder({ down, whole }: Availability, { below, atMost }: { below?: string; atMost?: string }): boolean {
  const up = (whole - down) * 100_000;
  const bound = (percent: string): number => Math.round(Number(percent) * 1000) * whole;
  return below === undefined ? up <= bound(atMost ?? '0') : up < bound(below);
}

/** R33: why a fault does not count. */
const isApart = ({ fault: { responsibility } }: JudgedFault): boolean => responsibility !== 'supplier';

interface Score {
  world: World;
  facts: Facts;
  /** In order of their begin. */
  faults: JudgedFault[];
  from: number;
  to: number;
  quotas: Map<string, QuotaCount[]>;
  permits: Map<string, PermitVerdict>;
  dues: Map<string, number>;
  availability: Map<string, Availability>;
}

const inPeriod = ({ from, to }: Pick<Score, 'from' | 'to'>, second: number): boolean =>
  dayOf(second) >= from && dayOf(second) <= to;

/** R29: how often one broken limit counts; what nobody recorded stands for one. */
function timesOf(rule: RuleRow, { used, allowed }: Verdict): number {
  if (used === null) return 1;
  const steps = (used - allowed) / (Number(rule.stepMinutes ?? '1') * MINUTE);
  if (rule.per === 'whole-step') return Math.floor(steps);
  return rule.per === 'step' ? Math.max(1, Math.ceil(steps)) : 1;
}

/** R29. */
function overLimit(rule: RuleRow, score: Score): Found[] {
  return score.faults
    .toSorted((a, b) => (a.fault.id < b.fault.id ? -1 : 1))
    .filter((one) => rule.levels === undefined || rule.levels.includes(one.level))
    .flatMap((one) =>
      clocks
        .filter((id) => rule.topics?.includes(id))
        .flatMap((id): Found[] => {
          const verdict = one.clocks[id];
          if (verdict === undefined || verdict.settledAt === null || !inPeriod(score, verdict.settledAt)) return [];
          const isOpen = verdict.state === 'undecided';
          if (!isOpen && !(verdict.state === 'broken' && decides(one, id))) return [];
          const times = timesOf(rule, verdict);
          if (times === 0) return [];
          return [
            {
              record: one.fault.id,
              day: dayOf(one.start),
              times,
              each: Number(rule.amount),
              apart: isOpen || isApart(one) || verdict.untold === true,
            },
          ];
        }),
    );
}

/** R23: of two ways of which one in time is enough neither is broken by itself. */
function decides({ clocks: all }: JudgedFault, id: ClockId): boolean {
  if (all.diagnosis === undefined || (id !== 'remote-start' && id !== 'arrival')) return true;
  return all.diagnosis.state === 'broken';
}

function overQuota(rule: RuleRow, score: Score): Found[] {
  const { contract } = score.world;
  return (contract.quotas ?? [])
    .filter(({ id }) => rule.quotas === undefined || rule.quotas.includes(id))
    .flatMap(({ id, limit }) =>
      (score.quotas.get(id) ?? []).flatMap(({ supplier, pending }) =>
        [...supplier, ...pending].slice(Number(limit)).map((record, n): Found => {
          const one = score.faults.find(({ fault }) => fault.id === record);
          const isOpen = n + Number(limit) >= supplier.length;
          return { record, day: dayOf(one?.start ?? 0), times: 1, each: Number(rule.amount), apart: isOpen };
        }),
      ),
    );
}

/** R28. */
function repeats(rule: RuleRow, { faults, from, to }: Score): Found[] {
  return faults.flatMap((one): Found[] => {
    const before = faults.find(({ fault }) => fault.id === one.fault.repeatOf);
    const day = dayOf(one.start);
    if (before === undefined || one.requirement || before.requirement) return [];
    if (rule.levels !== undefined && !rule.levels.includes(one.level)) return [];
    const days = day - dayOf(before.start);
    if (before.start >= one.start || days > Number(rule.withinDays) || day < from || day > to) return [];
    return [{ record: one.fault.id, day, times: 1, each: Number(rule.amount), apart: isApart(one) }];
  });
}

/** R32. */
function lateDocuments(rule: RuleRow, { facts, dues, from, to }: Score): Found[] {
  return [...dues].flatMap(([key, due]): Found[] => {
    const [obligation = '', period = ''] = key.split(' ');
    if (rule.obligations !== undefined && !rule.obligations.includes(obligation)) return [];
    const at = facts.issued.find((one) => one.obligation === obligation && one.period === period)?.at;
    // That it is late is known from the second after.
    if (at === undefined || dayOf(due + 1) < from || dayOf(due + 1) > to) return [];
    const late = secondOf(at) - due;
    if (late <= 0) return [];
    const byDays = dayOf(secondOf(at)) - dayOf(due);
    const times = rule.per === 'day-begun' ? Math.ceil(late / DAY) : rule.per === 'late-day' ? Math.max(1, byDays) : 1;
    const apart = rule.graceMinutes !== undefined && late <= Number(rule.graceMinutes) * MINUTE;
    return [{ record: key, day: dayOf(due), times, each: Number(rule.amount), apart }];
  });
}

function breaches(rule: RuleRow, { facts, permits }: Score): Found[] {
  return facts.changes
    .filter(({ id }) => permits.get(id)?.state === 'breach')
    .map(({ id, startedAt, releasedAt }) => ({
      record: id,
      day: dayOf(secondOf(startedAt ?? releasedAt)),
      times: 1,
      each: Number(rule.amount),
      apart: false,
    }));
}

/** R37. */
function unavailable(rule: RuleRow, score: Score): Found[] {
  const { world, facts, faults, from, to } = score;
  return monthsOf(world, to)
    .filter(({ last }) => last >= from)
    .flatMap(({ period, last }) => {
      if (rule.months !== undefined && !rule.months.includes(String(Number(period.slice(5))))) return [];
      return (rule.assets ?? []).flatMap((asset): Found[] => {
        const first = dayNumber(`${period}-01`);
        const one = availabilityOf(facts, rule, asset, first, last, faults);
        score.availability.set(`${rule.id} ${asset} ${period}`, one);
        if (!one.observed) return [];
        const band = (rule.bands ?? []).filter((own) => isUnder(one, own)).at(-1);
        if (band === undefined) return [];
        return [{ record: asset, day: first, times: 1, each: Number(band.amount), apart: false }];
      });
    });
}

const grounds: Record<string, (rule: RuleRow, score: Score) => Found[]> = {
  'over-limit': overLimit,
  quota: overQuota,
  repeat: repeats,
  document: lateDocuments,
  permit: breaches,
  availability: unavailable,
};

/** Once a fault, once a day, once a period: of what counts. */
function once(rule: RuleRow, found: Found[]): Found[] {
  const keyOf: Record<string, (one: Found) => string> = {
    incident: ({ record }) => record,
    day: ({ day }) => String(day),
    period: () => '',
  };
  const key = keyOf[rule.per];
  if (key === undefined) return found;
  return [...Map.groupBy(found, key).values()].map((group) => group[0] as Found);
}

function quotasOf(world: World, faults: JudgedFault[], from: number, to: number): Map<string, QuotaCount[]> {
  const { quotas = [], classes = [], servicePeriod } = world.contract;
  return new Map(
    quotas.map((quota): [string, QuotaCount[]] => {
      const conditions: ConditionRow[] = classes.find(({ id }) => id === quota.class)?.when ?? quota.when ?? [{}];
      const readings = ({ level, fault: { outage }, downs }: JudgedFault): boolean[] =>
        downs.map((down) => meets(conditions, { level, outage, down }));
      const own = faults.filter((one) => !one.requirement && readings(one).includes(true));
      const spans = spansOf(quota.per, servicePeriod, from, to);
      return [
        quota.id,
        spans.map(([first, last]) => {
          const inside = own.filter(({ start }) => dayOf(start) >= first && dayOf(start) <= last);
          const isPending = (one: JudgedFault): boolean =>
            one.restored === null ||
            readings(one).includes(false) ||
            one.fault.responsibility === 'pending' ||
            (one.fault.responsibility !== 'supplier' && one.fault.closedAt === undefined);
          return {
            from: dateText(first),
            to: dateText(last),
            supplier: inside
              .filter((one) => !isPending(one) && one.fault.responsibility === 'supplier')
              .map(({ fault }) => fault.id),
            pending: inside.filter(isPending).map(({ fault }) => fault.id),
          };
        }),
      ];
    }),
  );
}

/** Everything, for the one scheme of the contract (R29–R31). */
export function resultOf(world: World, facts: Facts): Result {
  const judged = facts.faults.map((fault) => judgeFault(world, facts, fault));
  const faults = judged.toSorted((a, b) => a.start - b.start || (a.fault.id < b.fault.id ? -1 : 1));
  const [from, to] = [dayNumber(facts.from), dayNumber(facts.to)];
  const score: Score = {
    ...{ world, facts, faults, from, to },
    quotas: quotasOf(world, faults, from, to),
    permits: new Map(facts.changes.map((one) => [one.id, permitOf(world, one, facts)])),
    dues: duesOf(world, facts),
    availability: new Map(),
  };
  const [scheme] = world.contract.penalties;
  const rules = new Map<string, RuleScore>();
  const room = new Map<string, number>();
  for (const rule of scheme?.rules ?? []) {
    const free = scheme?.free ?? [];
    const found = (grounds[rule.on]?.(rule, score) ?? [])
      .filter(({ apart }) => !apart)
      .filter(({ day }) => !free.some((one) => dayNumber(one.from) <= day && day <= dayNumber(one.to)));
    const counted = once(rule, found);
    const shared = scheme?.sharedCaps?.find(({ per, over }) => per === 'incident' && over.includes(rule.id));
    const amounts = counted.map(({ record, times, each }) => {
      const amount = Math.min(
        cents(times * each),
        rule.capEach === undefined ? Number.POSITIVE_INFINITY : Number(rule.capEach),
      );
      if (shared === undefined) return amount;
      const left = room.get(record) ?? Number(shared.cap);
      const least = Math.min(amount, left);
      room.set(record, cents(left - least));
      return least;
    });
    const sum = cents(amounts.reduce((all, one) => all + one, 0));
    rules.set(rule.id, {
      count: counted.reduce((all, { times }) => all + times, 0),
      total: rule.cap === undefined ? sum : Math.min(sum, Number(rule.cap)),
      records: counted.map(({ record }) => record),
    });
  }
  const over = (scheme?.sharedCaps ?? [])
    .filter(({ per }) => per === 'period')
    .map(({ over: ids, cap }) => {
      const sum = ids.reduce((all, id) => all + (rules.get(id)?.total ?? 0), 0);
      return Math.max(0, sum - Number(cap));
    });
  const all = [...rules.values()].reduce((sum, { total }) => sum + total, 0);
  const rest = cents(all - over.reduce((sum, one) => sum + one, 0));
  const deducted = scheme?.cap === undefined ? rest : Math.min(rest, Number(scheme.cap));
  return {
    faults: new Map(judged.map((one) => [one.fault.id, one])),
    quotas: score.quotas,
    permits: score.permits,
    dues: score.dues,
    availability: score.availability,
    rules,
    deducted,
    score: scheme?.full === undefined ? null : Math.max(0, cents(Number(scheme.full) - deducted)),
  };
}

export const told = (second: number | null): string | null => (second === null ? null : textOf(second));
