/**
 * Which figures the site has to print, and of which time: what is counted and comes to something stands on it, each in its interval. Ids
 * are made from records and contract alone; the counter of each says whether it comes to something.
 */

import { once } from '../../../src/recount/compare/once.ts';
import { type Data, idDate, plusDays, plusMonths } from '../../../src/recount/data.ts';
import { dayOf, serviceRecords } from '../../../src/recount/world.ts';
import { reportedMonths, siteFigure, type Window } from './_counters.ts';
import type { SiteWorld } from './_site-world.ts';

interface Owed {
  id: string;
  /** First day of its interval; absent: of whatever time. */
  from?: string;
  within: Window;
}

const LEVELS = ['critical', 'high', 'medium', 'low'];
const FLOWS = ['purchaser.spent', 'supplier.spent', 'stocked', 'used'];

/** Those that come to something. */
export const owedBySite = once((world: SiteWorld): Owed[] => {
  const { served } = world;
  const ever = { to: served.to };
  const of = (within: Window, ...ids: string[]): Owed[] => ids.map((id) => ({ id, within }));
  const all = [
    ...of(ever, ...world.kinds.map((kind) => `records.${kind}`), 'records.corrections', 'records.withdrawn'),
    ...of(ever, ...world.obligations.map(({ id }) => `documents.${id}`)),
    ...of(ever, ...world.contract.clauses.map(({ id }: Data) => `clauses.${id}.documents`), 'clauses.documented'),
    ...of(ever, 'clauses.total', 'assets.total', 'interpretations.total'),
    ...of(ever, 'findings.waiting', 'findings.late', 'findings.fixed-late'),
    ...of(ever, ...LEVELS.flatMap((level) => [`findings.waiting.${level}`, `findings.late.${level}`])),
    ...of(ever, ...world.assets.map(({ id }) => `findings.waiting.total.${id}`)),
    ...of(
      { from: world.contract.servicePeriod.from, to: served.to },
      ...(world.contract.instalments ?? []).flatMap(({ id }: Data) => [
        `instalments.${id}.asked`,
        `instalments.${id}.there`,
      ]),
    ),
    ...ofFaults(world),
    ...ofExpenses(world),
    ...ofProbes(world),
    ...of({ from: served.from, to: served.to }, ...['total', 'surveys', 'orders'].map((one) => `satisfaction.${one}`)),
  ];
  const always = world.interpretations.length === 0 ? [] : of(ever, 'interpretations.settled');
  return [...always, ...all.filter(({ id, within }) => isSomething(world, id, within)), ...ofStaff(world)];
});

/** Where the contract has its people filed, each of the supplier's who was on duty in the year of the service. */
function ofStaff(world: SiteWorld): Owed[] {
  const { people = [] } = world.contract;
  const filed = world.known.some(({ obligation }) =>
    world.obligations.some((one) => one.id === obligation && listsPeople(one)),
  );
  if (!filed) return [];
  const { served } = world;
  const since = [served.from, yearOf(world).from].sort().at(-1) as string;
  const within = { from: since, to: served.to };
  const others = people.filter(({ side }: Data) => side !== 'supplier').map(({ name }: Data) => name);
  const names = new Set<string>(
    serviceRecords(world, 'duty')
      .filter(({ date }) => date >= since && date <= served.to)
      .map(({ person }) => person),
  );
  return [...names].filter((name) => !others.includes(name)).map((name) => ({ id: `staff.shifts.${name}`, within }));
}

const listsPeople = ({ generated = [] }: Data): boolean => generated.includes('people');

/** Nothing is printed of it where there is nothing of it. */
const NEVER_OF_NOTHING = /^findings\.fixed-late$/;
export const isOfNothing = ({ id, value }: Data): boolean => value === 0 && NEVER_OF_NOTHING.test(id);

function isSomething(world: SiteWorld, id: string, within: Window): boolean {
  const counted = siteFigure(world, id, within);
  if (counted === undefined || counted === null) return false;
  return typeof counted === 'number' ? counted !== 0 : counted.denominator !== 0;
}

/** The year that ends with the last day: what happened on the same day of the year before is in it. */
const yearOf = ({ served: { to } }: SiteWorld): Window & { from: string } => ({ from: plusMonths(to, -12), to });

/** Months with such records that begin within the year: of the one in which it begins a page may show a part. */
const monthsWith = (world: SiteWorld, kind: string): string[] => {
  const { from } = yearOf(world);
  const months = new Set(serviceRecords(world, kind).map(({ id }) => idDate(id).slice(0, 'yyyy-mm'.length)));
  return [...months].filter((month) => `${month}-01` >= from);
};

const monthWindow = (month: string): Window & { from: string } => ({
  from: `${month}-01`,
  to: plusDays(plusMonths(`${month}-01`, 1), -1),
});

function ofFaults(world: SiteWorld): Owed[] {
  const year = yearOf(world);
  return [
    ...[
      ...['incidents.total', 'incidents.requirements'],
      ...world.assets.map(({ id }) => `faults.${id}`),
      ...causesOf(world).map((cause) => `incidents.cause.${cause}`),
    ].map((id) => ({ id, from: year.from, within: year })),
    ...reportedMonths(world)
      .filter(({ from }) => from >= year.from)
      .map((within) => ({ id: 'incidents.listed', from: within.from, within })),
  ];
}

const causesOf = (world: SiteWorld): string[] => [
  ...new Set<string>(serviceRecords(world, 'incident').map(({ causeCategory }) => causeCategory ?? 'unknown')),
];

function ofExpenses(world: SiteWorld): Owed[] {
  const months = monthsWith(world, 'expense').map(monthWindow);
  return months.flatMap((within) =>
    [...FLOWS.map((flow) => `expenses.${flow}`), 'expenses.count'].map((id) => ({ id, from: within.from, within })),
  );
}

/** Of the whole service, and of the last month. */
function ofProbes(world: SiteWorld): Owed[] {
  const { from, to } = world.served;
  const days = serviceRecords(world, 'probe').map((one) => dayOf(world, one));
  const last = days
    .filter((day) => day <= to)
    .sort()
    .at(-1);
  if (last === undefined) return [];
  const month = [from, plusDays(to, -LAST_DAYS)].sort()[1] as string;
  const targets = new Set(
    serviceRecords(world, 'probe').flatMap(({ series }) => series.map((one: Data) => one.target)),
  );
  return [...targets].flatMap((target) =>
    [month, ...(from >= plusMonths(to, -12) ? [from] : [])].map((begin) => ({
      ...{ id: `availability.${target}`, from: begin, within: { from: begin, to: last } },
    })),
  );
}

const LAST_DAYS = 31;

/** Figures that say how things stand, whatever interval the page prints: since when. The empty text: whenever it was. */
const SINCE: readonly [RegExp, (world: SiteWorld) => string][] = [
  [/^(limits|quota|logs|findings\.(waiting|late|fixed-late)|assets)(\.|$)/, ({ served }) => served.from],
  [/^(documents|interpretations|findings\.(all|new|fixed|accepted|continuing|reopened))\./, () => ''],
  [/^clauses\.(total|documented|.+\.documents)$/, () => ''],
  [/^(faults|changes|backups)\./, (world) => yearOf(world).from],
];

/** The first day that its interval should have; undefined: whatever it prints is what it is counted by. */
export function sinceOf(world: SiteWorld, id: string): string | undefined {
  const found = SINCE.find(([pattern]) => pattern.test(id));
  return found?.[1](world);
}

/** People in the table of those who were there are those of the supplier. */
export function isOfSupplier(world: SiteWorld, id: string): boolean {
  const [, person] = /^staff\.[a-z]+\.(.+)$/.exec(id) ?? [];
  const { people = [] } = world.contract;
  return person === undefined || !people.some((one: Data) => one.name === person && one.side !== 'supplier');
}
