/** 考核得分 and what becomes of the payment, counted again from the rules of the contract's file. */
import type { Figures } from '../counted.ts';
import type { Data } from '../data.ts';
import { openBefore } from '../levels/options.ts';
import type { World } from '../world.ts';
import { hitsOf } from './grounds.ts';
import { isMoney, moneyFigures } from './money.ts';
import { answersTo } from './objections.ts';
import type { Counted, Hit, RuleSum, SchemeSum, Waits } from './sums.ts';

const HUNDRED = 100;
const hundredths = (value: unknown): number => Math.round(Number(value) * HUNDRED);
const capped = (sum: number, cap: unknown): number => (cap === undefined ? sum : Math.min(sum, hundredths(cap)));

export function scoreFigures(world: World): Figures {
  const { contract, manifest } = world;
  const schemes: Data[] = contract.penalties ?? [];
  const own = schemes.filter(({ obligation }) => obligation === undefined || obligation === manifest.obligation);
  const all = own.map((scheme): Counted => {
    const sum = sumOf(world, scheme);
    // What comes to no money has no ends in it.
    if (!sum.whole || !isMoney(scheme)) return { scheme, sum, ends: [] };
    const open = openOptions(world, scheme);
    const readings = open.length === 0 ? [world] : open.map((one) => one.world);
    const ends = readings.flatMap((by) => [sumOf(by, scheme), sumOf(by, scheme, ['unseen', 'undecided'])]);
    return { scheme, sum, ends };
  });
  return { ...Object.assign({}, ...own.map((scheme) => schemeFigures(world, scheme))), ...moneyFigures(world, all) };
}

function schemeFigures(world: World, scheme: Data): Figures {
  const sum = sumOf(world, scheme);
  const id = `score.${scheme.id}`;
  const byRule = ruleFigures(id, sum);
  if (!sum.whole) return byRule;
  const open = openOptions(world, scheme);
  // What nobody observed leaves a range, and no figure.
  const settled = open.length === 0 && sumOf(world, scheme, ['unseen']).deducted === sum.deducted;
  const figures: Figures = { ...byRule, [`${id}.deducted`]: settled ? sum.deducted / HUNDRED : null };
  if (sum.score !== null) figures[`${id}.result`] = settled ? sum.score / HUNDRED : null;
  for (const { reading, option, deducted } of open) figures[`${id}.${reading}.${option}`] = deducted / HUNDRED;
  const payment = open.length === 0 ? paymentOf(world, scheme, sum) : null;
  if (payment !== null) {
    figures[`${id}.withheld`] = payment.taken / HUNDRED;
    figures[`${id}.payable`] = (payment.amount - payment.taken) / HUNDRED;
  }
  return figures;
}

const ruleFigures = (id: string, { rules }: SchemeSum): Figures =>
  Object.assign(
    {},
    ...rules.map((rule) => ({
      [`${id}.${rule.id}.count`]: rule.count,
      [`${id}.${rule.id}.total`]: rule.total / HUNDRED,
    })),
  );

/** @param awaited what of this is still to come counts, too; what nobody observed as the worst that it may be */
function sumOf(world: World, scheme: Data, awaited: readonly Waits[] = []): SchemeSum {
  const rules: RuleSum[] = [];
  let whole = true;
  const left = sharedRoom(scheme);
  for (const rule of scheme.rules) {
    const answered = answersTo(world, scheme, rule);
    const isKept = (one: Hit): boolean => !isFree(world, scheme, one) && answered(one) !== 0;
    const counting = hitsOf(world, rule, scheme, (one) =>
      one.waits === undefined ? isKept(one) : awaited.includes(one.waits),
    );
    if (counting === null) {
      whole = false;
      continue;
    }
    const each = counting.map((one) =>
      left.take(
        rule,
        one,
        Math.min(
          capped(Math.round(one.count * hundredths(one.each ?? rule.amount ?? 0)), rule.capEach),
          one.waits === undefined ? answered(one) : Number.POSITIVE_INFINITY,
        ),
      ),
    );
    const total = capped(
      each.reduce((sum, one) => sum + one, 0),
      rule.cap,
    );
    rules.push({
      id: rule.id,
      hits: counting,
      amounts: each,
      count: counting.reduce((sum, one) => sum + one.count, 0),
      total,
    });
  }
  const all = capped(rules.reduce((sum, one) => sum + one.total, 0) - beyondShared(scheme, rules), scheme.cap);
  const deducted = scheme.measure === 'percent' ? Math.min(all, HUNDRED * HUNDRED) : all;
  const score = scheme.full === undefined ? null : Math.max(0, hundredths(scheme.full) - deducted);
  return { rules, whole, deducted, score };
}

/** On a day on which nothing is deducted; of what has no day, where all days of the document are such. */
function isFree({ manifest }: World, { free = [] }: Data, { day }: Hit): boolean {
  const [first, last] = day === '' ? [manifest.from, manifest.to] : [day, day];
  return free.some(({ from, to }: Data) => from <= first && last <= to);
}

/** What caps over one incident leave, by cap and incident, in hundredths. */
function sharedRoom({ sharedCaps = [] }: Data) {
  const spent: Record<string, number> = {};
  const take = (rule: Data, { record }: Hit, amount: number): number => {
    const n = sharedCaps.findIndex(({ per, over }: Data) => per === 'incident' && over.includes(rule.id));
    if (n === -1) return amount;
    const before = spent[`${n} ${record}`] ?? 0;
    const taken = Math.min(amount, hundredths(sharedCaps[n].cap) - before);
    spent[`${n} ${record}`] = before + taken;
    return taken;
  };
  return { take };
}

/** What rules come to beyond the caps that they share for the period, in hundredths. */
function beyondShared({ sharedCaps = [] }: Data, rules: readonly RuleSum[]): number {
  return sharedCaps
    .filter(({ per }: Data) => per === 'period')
    .reduce((all: number, { over, cap }: Data) => {
      const sum = rules.reduce((total, one) => (over.includes(one.id) ? total + one.total : total), 0);
      return all + Math.max(0, sum - hundredths(cap));
    }, 0);
}

interface OpenOption {
  reading: string;
  option: string;
  deducted: number;
  /** In which it is chosen. */
  world: World;
}

/** Of each 口径 that is not settled and makes a difference every option. */
function openOptions(world: World, scheme: Data): OpenOption[] {
  const readings = world.interpretations.filter((one) => {
    const [open] = openBefore([one], world.manifest.from);
    return !(open?.confirmed === true && open.chosen != null) && one.options.length > 1;
  });
  return readings.flatMap((reading) => {
    const results = reading.options.map(({ id }: Data) => {
      const isSettled = reading.confirmed === true && reading.chosen != null;
      const chosen = isSettled ? { ...reading, before: id } : { ...reading, confirmed: true, chosen: id };
      const interpretations = world.interpretations.map((one) => (one === reading ? chosen : one));
      const by = { ...world, interpretations };
      return { option: id, world: by, sum: sumOf(by, scheme) };
    });
    const texts = new Set(
      results.map(({ sum }: { sum: SchemeSum }) => JSON.stringify([sum.deducted, sum.rules.map(({ total }) => total)])),
    );
    if (texts.size < 2) return [];
    return results.map(({ option, sum, world: by }: { option: string; sum: SchemeSum; world: World }) => ({
      ...{ reading: reading.id, option },
      deducted: sum.deducted,
      world: by,
    }));
  });
}

function paymentOf(
  { manifest }: World,
  scheme: Data,
  { deducted, score }: SchemeSum,
): { amount: number; taken: number } | null {
  const stage = (scheme.payments ?? []).find((one: Data) => one.from <= manifest.to && manifest.to <= one.to);
  if (stage === undefined) return null;
  const amount = hundredths(stage.amount);
  const band = (scheme.bands ?? []).findLast(({ below, atMost }: Data) =>
    below === undefined ? (score ?? 0) <= hundredths(atMost) : (score ?? 0) < hundredths(below),
  );
  const share = (percent: unknown): number => Math.round((amount * hundredths(percent)) / HUNDRED / HUNDRED);
  const taken =
    scheme.measure === 'money'
      ? deducted
      : scheme.measure === 'percent'
        ? share(deducted / HUNDRED)
        : share(band?.percent ?? 0) + hundredths(band?.amount ?? 0);
  return { amount, taken: Math.min(taken, amount) };
}
