/**
 * One clock by every combination of the readings that are open: where they differ nothing is concluded, where all say the same, that is
 * concluded, and what differs otherwise stands beside it. Pure.
 */
import { MOST_COMBINATIONS } from '../../../../contract/terms/combinations.ts';
import { clockStates } from '../../../../states/clock.ts';
import { unsettledText } from '../../../../wording/interpretation-words.ts';
import type { Clock, ClockAlternative } from '../clock.ts';
import { toldOver } from '../told-over.ts';
import type { Picks, Question } from './questions.ts';

/**
 * The clock of what is in force, with what it comes to by the others. Of more combinations than are judged nothing is concluded.
 * @param own of the first combination @param judged the clocks by each of the picks, in their order
 */
export function clockOverReadings(
  own: Clock,
  questions: readonly Question[],
  { picks: all, count }: Picks,
  judged: readonly (readonly Clock[])[],
): Clock {
  const picked = all.map((picks, n) => ({ picks, clock: judged[n]?.find(({ id }) => id === own.id) ?? own }));
  const isUnproven = count > all.length && picked.some(({ clock }) => clock.state !== 'not-applicable');
  const asked = questions.map((_, k) => k).filter((k) => isUnproven || isMoved(picked, k));
  if (asked.length === 0) return own;
  // A question that changes nothing of this clock is not told of it.
  const shown = picked.filter(({ picks }) => picks.every((pick, k) => pick === 0 || asked.includes(k)));
  const of = asked.flatMap((k) => questions[k] ?? []);
  const named = shown.map(({ picks, clock }) =>
    nameOf(
      of,
      asked.map((k) => picks[k] ?? 0),
      clock,
    ),
  );
  const [first, ...rest] = named;
  if (first === undefined) return own;
  const isOpen = isUnproven || picked.some(({ clock }) => clock.state !== own.state);
  const alike = '各选项结论相同';
  const many = isUnproven ? `，共 ${count} 种组合，超过 ${MOST_COMBINATIONS} 种的不逐一判定` : '';
  const conclusion = isOpen ? `口径${unsettledText(...of)}${many}，不下结论` : `${alike}：${clockStates[own.state]}`;
  return {
    ...own,
    decides: picked.some(({ clock }) => clock.decides),
    state: isOpen ? 'undecided' : own.state,
    text: toldOver(
      named.map(({ label, clock }) => ({ label, text: clock.text })),
      conclusion,
      isUnproven ? conclusion : alike,
    ),
    alternatives: [...(isOpen ? [first] : []), ...rest].map((one) => alternativeOf(one, of)).concat(own.alternatives),
  };
}

interface Picked {
  picks: readonly number[];
  clock: Clock;
}

/** By some combination the clock is another when this question alone is read otherwise. */
function isMoved(all: readonly Picked[], k: number): boolean {
  const groups = Map.groupBy(all, ({ picks }) => picks.with(k, 0).join());
  return [...groups.values()].some((same) => {
    const [first, ...others] = same;
    return others.some(({ clock }) => clock.state !== first?.clock.state || clock.seconds !== first.clock.seconds);
  });
}

interface Named {
  label: string;
  option: string;
  clock: Clock;
}

function nameOf(of: readonly Question[], picks: readonly number[], clock: Clock): Named {
  const readings = of.flatMap(({ id, readings: own }, k) => {
    const reading = own[picks[k] ?? 0];
    return reading === undefined ? [] : [{ label: reading.label, option: `${id}:${reading.id}` }];
  });
  return {
    label: readings.map(({ label }) => label).join('、'),
    option: readings.map(({ option }) => option).join('+'),
    clock,
  };
}

function alternativeOf({ label, option, clock }: Named, of: readonly Question[]): ClockAlternative {
  // Where one of them is settled by nobody, that speaks for all.
  const from = of.every(({ countsFrom }) => countsFrom !== undefined) ? of[0]?.countsFrom : undefined;
  return {
    ...{ label, option },
    ...(from === undefined ? {} : { countsFrom: from }),
    seconds: clock.seconds,
    limitSeconds: clock.limitSeconds,
    limit: clock.limit ?? null,
    state: clock.state,
    text: clock.text,
  };
}
