/** Where the product and the oracle differ on one contract: each difference in a line, with what both say. */
import { availabilityBy } from '../../../src/subjects/availability/judge/availability-targets.ts';
import type { Clock } from '../../../src/subjects/incidents/judge/clock.ts';
import { decisionOf } from '../../../src/subjects/incidents/judge/decision.ts';
import { clocks, type JudgedFault, type State, type Verdict } from './_faults.ts';
import type { Result } from './_money.ts';
import type { Judged } from './_product.ts';
import { textOf } from './_time.ts';

const states: Readonly<Record<string, State>> = {
  ...{ met: 'met', missed: 'broken', overrun: 'broken', unrecorded: 'broken', running: 'running' },
  ...{ undecided: 'undecided', 'not-applicable': 'not-applicable', 'to-be-agreed': 'to-be-agreed' },
};

type Told = Judged['facts']['incidents']['told'][number];

/** Seconds and bounds are those of the reading in force; of what is undecided only that it is. */
const productClock = (clock: Clock | undefined): string => {
  if (clock === undefined) return 'none';
  const state = states[clock.state] ?? clock.state;
  if (state === 'undecided' || state === 'not-applicable') return state;
  return [state, clock.seconds, clock.limitSeconds, clock.start, clock.deadline].join(' ');
};

const oracleClock = (verdict: Verdict | undefined): string => {
  if (verdict === undefined) return 'none';
  const { state, used, allowed, start, passes } = verdict;
  if (state === 'undecided' || state === 'not-applicable') return state;
  return [state, used, allowed, textOf(start), textOf(passes)].join(' ');
};

export function faultDifferences({ incident, judged: product }: Told, oracle: JudgedFault, asOf: string): string[] {
  const found: string[] = [];
  const compare = (what: string, a: unknown, b: unknown): void => {
    if (String(a) !== String(b)) found.push(`${oracle.fault.id} ${what}: product ${String(a)} | oracle ${String(b)}`);
  };
  compare('level', product.level, oracle.level);
  compare('start', product.start, textOf(oracle.start));
  if (oracle.requirement) return found;
  for (const id of clocks) {
    const [own, verdict] = [product.clocks.find((one) => one.id === id), oracle.clocks[id]];
    compare(id, productClock(own), oracleClock(verdict));
    if (own === undefined || verdict === undefined || verdict.used === null) continue;
    const { settledAt } = verdict;
    compare(
      `${id} settled`,
      decisionOf(incident, own, asOf)?.at ?? null,
      settledAt === null ? null : textOf(settledAt),
    );
  }
  const diagnosis = product.clocks.find((one) => one.id === 'diagnosis');
  compare(
    'diagnosis',
    diagnosis === undefined ? 'none' : states[diagnosis.state],
    oracle.clocks.diagnosis?.state ?? 'none',
  );
  const classes = product.classes.filter((one) => one.holds).map(({ id }) => id);
  compare('classes', classes, oracle.classes);
  return found;
}

type Compare = (what: string, a: unknown, b: unknown) => void;

function comparePermits(covers: Judged['facts']['covers'], permits: Result['permits'], compare: Compare): void {
  for (const [id, verdict] of permits) {
    const cover = covers.find(({ operation }) => operation.record === id);
    const state = cover === undefined ? 'not-asked' : cover.breach ? 'breach' : cover.doubt ? 'doubt' : 'kept';
    compare(`permit ${id}`, state, verdict.state);
    const minutes = /以外 (\d+) 分钟/.exec(cover?.text ?? '')?.[1];
    if (verdict.state === 'breach' && minutes !== undefined)
      compare(`outside ${id}`, Number(minutes), Math.ceil(verdict.outside / 60));
  }
}

/** @returns empty: both say the same of everything */
export function differences({ facts, score }: Judged, oracle: Result): string[] {
  const found: string[] = [];
  const compare = (what: string, a: unknown, b: unknown): void => {
    if (JSON.stringify(a) !== JSON.stringify(b))
      found.push(`${what}: product ${JSON.stringify(a)} | oracle ${JSON.stringify(b)}`);
  };
  const told = new Map(facts.incidents.told.map((one) => [one.incident.id, one]));
  for (const [id, one] of oracle.faults) {
    const judged = told.get(id);
    if (judged === undefined) found.push(`${id}: the product does not tell of it`);
    else found.push(...faultDifferences(judged, one, facts.view.input.asOf));
  }
  for (const [id, spans] of oracle.quotas)
    compare(
      `quota ${id}`,
      facts.quotas
        .filter((one) => one.id === id)
        .map(({ from, to, byOption }) => ({
          from,
          to,
          supplier: byOption[0]?.supplier,
          pending: byOption[0]?.pending,
        })),
      spans,
    );
  for (const [key, due] of oracle.dues) {
    const [obligation, period] = key.split(' ');
    const own = facts.view.input.occurrences.find((one) => one.obligation === obligation && one.period === period);
    compare(`due ${key}`, own?.dueAt, textOf(due));
  }
  comparePermits(facts.covers, oracle.permits, compare);
  for (const { rule, deductions, total } of score.result.rules) {
    const own = oracle.rules.get(rule.id);
    compare(
      `rule ${rule.id}`,
      { count: deductions.reduce((sum, one) => sum + one.quantity, 0), total },
      { count: own?.count, total: own?.total },
    );
  }
  for (const [key, { down, whole }] of oracle.availability) {
    const [id, asset = '', period = ''] = key.split(' ');
    const rule = score.scheme.rules.find((one) => one.id === id);
    const own = availabilityBy([], rule ?? {}, facts.windows).find(
      ({ targets, window }) => targets.includes(asset) && window?.from.startsWith(period),
    );
    if (own?.share != null) compare(`available ${key}`, [own.down, own.up + own.down], [down, whole]);
  }
  compare('deducted', score.result.deducted, oracle.deducted);
  compare('score', score.result.score, oracle.score);
  return found;
}
