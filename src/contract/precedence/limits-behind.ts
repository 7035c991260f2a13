/**
 * Which limits a paper of higher rank leaves nothing to decide: found by asking, for each case in which a row holds, what a fault would be
 * judged by (`deciding`), so that lists and judgement say one thing. Pure.
 */
import { type Held, type HeldSpan, isHeldOn } from '../terms/held.ts';
import { type DateText, toDate } from '../time.ts';
import { isAbout, type RowCase } from './limit-rows.ts';
import { limitRivals, type PlacedLimit, placedLimits, type RankedLimits } from './limits.ts';
import { type Behind, decidingOf, highest, type Ranking, type Setting, settingsOf } from './papers.ts';

/** One case that a fault may be: whom it hits, and in which calendars its clock starts. */
interface Case {
  hit: RowCase;
  within: ReadonlySet<string>;
}

type Term = PlacedLimit['term'];

/** For each limit the levels at which it stands behind a paper of higher rank in every case and on all days of the span, with what decides there. */
export function limitsBehind(contract: RankedLimits, span: HeldSpan): Map<object, Map<string, Setting>> {
  const found = new Map<object, Map<string, Setting>>();
  if (new Set((contract.papers ?? []).map(({ rank }) => rank)).size < 2) return found;
  const groups = Map.groupBy(placedLimits(contract), ({ level, term }) =>
    [level, term.clock, limitRivals.matter(term)].join(' '),
  );
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const days = daysOfChange(contract, group, span).map((day) => placedOn(contract, group, day));
    for (const one of group) {
      const setting = decidedElsewhere(one, days);
      if (setting === null) continue;
      const levels = found.get(one.term) ?? new Map<string, Setting>();
      found.set(one.term, levels.set(one.level, setting));
    }
  }
  return found;
}

const heldOf = ({ from, until }: Held): Held => ({ from, until });

/** Days of the span from which on other rows hold than before; the first day among them. */
function daysOfChange(contract: Ranking, group: readonly PlacedLimit[], span: HeldSpan): DateText[] {
  const turns = group
    .flatMap((one) => settingsOf(contract, heldOf(one), [one.term.clause]))
    .flatMap(({ from, until }) => [from, until === undefined ? undefined : toDate(until).add({ days: 1 }).toString()])
    .filter((day) => day !== undefined)
    .filter((day) => span.from < day && day <= span.to);
  return [span.from, ...new Set(turns)];
}

type Placed = Behind<Term>;

/** The rows of a group that are set on a day, each where its paper is of the highest rank. */
function placedOn(contract: Ranking, group: readonly PlacedLimit[], day: DateText): Map<PlacedLimit, Placed> {
  const found = group.flatMap((one): [PlacedLimit, Placed][] => {
    const settings = settingsOf(contract, heldOf(one), [one.term.clause]).filter((own) => isHeldOn(own, day));
    return settings.length === 0 ? [] : [[one, { one: one.term, setting: highest(settings) }]];
  });
  return new Map(found);
}

/** What decides in place of a row wherever it holds; null where it decides a case itself, and where it holds on no day. */
function decidedElsewhere(one: PlacedLimit, days: readonly Map<PlacedLimit, Placed>[]): Setting | null {
  let instead: Setting | null = null;
  for (const placed of days) {
    const own = placed.get(one);
    if (own === undefined) continue;
    const above = [...placed.values()].filter(({ setting }) => setting.rank > own.setting.rank);
    if (above.length === 0) return null;
    for (const given of casesOf(
      own.one,
      above.map((row) => row.one),
    )) {
      const rows = above.filter((row) => holdsIn(row.one, given));
      const decided = decidingOf([own, ...rows], limitRivals);
      if (decided.some((row) => row.one === own.one)) return null;
      instead ??= rows.find((row) => row.one === decided[0]?.one)?.setting ?? null;
    }
  }
  return instead;
}

/** The calendars that must hold the start of a row's clock. */
const insideOf = ({ when, during }: Term): string[] => [when?.season, during].filter((one) => one !== undefined);

const holdsIn = (term: Term, { hit, within }: Case): boolean =>
  isAbout(term, hit) &&
  insideOf(term).every((one) => within.has(one)) &&
  (term.outside === undefined || !within.has(term.outside));

/** Every case in which a row holds, as far as the rows above it tell them apart; the plainest first. */
function* casesOf(own: Term, terms: readonly Term[]): Generator<Case> {
  const named = (key: 'assets' | 'customers'): (string | null)[] =>
    own.when?.[key] ?? [null, ...new Set(terms.flatMap(({ when }) => when?.[key] ?? []))];
  const inside = insideOf(own);
  const calendars = new Set(
    terms.flatMap((one) => [...insideOf(one), ...(one.outside === undefined ? [] : [one.outside])]),
  );
  const free = [...calendars].filter((one) => !inside.includes(one) && one !== own.outside);
  for (let bits = 0; bits < 2 ** free.length; bits += 1) {
    const within = new Set([...inside, ...free.filter((_, n) => Math.floor(bits / 2 ** n) % 2 === 1)]);
    for (const asset of named('assets'))
      for (const customer of named('customers')) yield { hit: { asset, customer }, within };
  }
}

/**
 * Clauses whose limits all stand behind another paper's in the span, with what decides instead: by them nothing is judged.
 * @param contract whole
 */
export function clausesBehind(contract: RankedLimits, span: HeldSpan): Map<string, Setting> {
  const behind = limitsBehind(contract, span);
  const found = new Map<string, Setting>();
  const open = new Set<string>();
  for (const { term, level, ...days } of placedLimits(contract)) {
    if (settingsOf(contract, days, [term.clause]).length === 0 || level === '') continue;
    const setting = behind.get(term)?.get(level);
    if (setting === undefined) open.add(term.clause);
    else if (!found.has(term.clause)) found.set(term.clause, setting);
  }
  return new Map([...found].filter(([clause]) => !open.has(clause)));
}
