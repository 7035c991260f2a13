/** Whether an incident fulfils the conditions that data of the contract name: its level, what was down, how long. Pure. */
import { type Condition, type Outage, outageWords } from '../../../contract/terms/classes.ts';
import type { Level } from '../../../contract/terms/levels.ts';
import { compareInstants, type InstantText, MINUTE_SECONDS } from '../../../contract/time.ts';
import { formatDuration, limitText } from '../../../wording/durations.ts';
import { levelWord } from '../../../wording/levels.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import type { IncidentFacts } from './incident-facts.ts';
import type { Downtime } from './pauses.ts';

/** What conditions are held against. */
export interface ConditionCase {
  incident: Pick<IncidentRecord, 'outage'>;
  facts: Pick<IncidentFacts, 'start' | 'level'>;
  downtime: Downtime;
  levels: readonly Level[];
  /** The instant at which the incident had lasted so many seconds; null when it did not. */
  lasted(seconds: number): InstantText | null;
}

/** Since when an incident fulfils one of the conditions, and why or why not as a sentence; null when it fulfils none. */
export function conditionsOf(
  conditions: readonly Condition[],
  one: ConditionCase,
): { since: InstantText | null; text: string } {
  return {
    since: earliest(conditions.map((condition) => sinceOf(condition, one))),
    text: [levelPart(conditions, one), outagePart(conditions, one), lengthPart(conditions, one)]
      .filter((part) => part !== '')
      .join('，'),
  };
}

/** All parts of a condition hold from the latest of their beginnings. */
function sinceOf({ levels, outages, ...length }: Condition, one: ConditionCase): InstantText | null {
  const seconds = secondsOf(length);
  const parts: (InstantText | null)[] = [
    ...(levels === undefined ? [] : [levels.includes(one.facts.level.id) ? one.facts.level.since : null]),
    ...(outages === undefined ? [] : [isDown(one.incident, outages) ? one.facts.start : null]),
    ...(seconds === null ? [] : [one.lasted(seconds)]),
  ];
  if (parts.length === 0) return one.facts.start;
  return parts.reduce((last, part) =>
    last === null || part === null ? null : compareInstants(part, last) > 0 ? part : last,
  );
}

/** What was down and is 待定 yet fulfils no condition: which it fulfils is judged again with each look. */
const isDown = ({ outage }: Pick<IncidentRecord, 'outage'>, named: readonly Outage[]): boolean =>
  outage !== 'pending' && named.includes(outage);

/** Whole seconds from which a condition about the length holds; null when it names none. */
function secondsOf({ fromMinutes, overMinutes }: Pick<Condition, 'fromMinutes' | 'overMinutes'>): number | null {
  if (fromMinutes !== undefined) return fromMinutes * MINUTE_SECONDS;
  return overMinutes === undefined ? null : overMinutes * MINUTE_SECONDS + 1;
}

function levelPart(conditions: readonly Condition[], { facts, levels }: ConditionCase): string {
  const named = [...new Set(conditions.flatMap((one) => one.levels ?? []))];
  if (named.length === 0) return '';
  const word = (id: string): string => {
    const found = levels.find((one) => one.id === id);
    return found?.ordinal ?? found?.name ?? id;
  };
  const { id } = facts.level;
  if (named.includes(id)) return word(id);
  const own = levels.find((one) => one.id === id);
  return `${own === undefined ? id : levelWord(own)}，不是${named.map(word).join('、')}`;
}

const notDown: Readonly<Record<Outage, string>> = {
  whole: '未整体中断',
  core: '核心业务未中断',
  partial: '不是部分功能不可用',
  none: '有中断',
};

function outagePart(conditions: readonly Condition[], { incident }: ConditionCase): string {
  const named = [...new Set(conditions.flatMap((one) => one.outages ?? []))];
  if (named.length === 0) return '';
  const { outage } = incident;
  if (outage === 'pending') return '中断范围待定';
  if (named.includes(outage)) return outageWords[outage];
  return named.map((one) => notDown[one]).join('且');
}

function lengthPart(conditions: readonly Condition[], { downtime }: ConditionCase): string {
  const lengths = conditions.flatMap((one) => {
    const seconds = secondsOf(one);
    return seconds === null ? [] : [{ seconds, over: one.fromMinutes === undefined, words: wordsOf(one) }];
  });
  if (lengths.length === 0) return '';
  const { counted, gross, net, restored } = downtime;
  const verb = restored ? '恢复用时' : '至今历时';
  const paused = gross === net ? '' : `（扣除暂停前 ${formatDuration(gross)}，扣除后 ${formatDuration(net)}）`;
  const told = lengths.map(({ seconds, over, words }) => {
    const yes = over ? '超过' : '达到';
    return `${counted >= seconds ? yes : over ? '未超过' : '未达'}${words}`;
  });
  return `${verb} ${formatDuration(counted)}${paused}，${[...new Set(told)].join('，')}`;
}

const wordsOf = ({ words, fromMinutes, overMinutes }: Condition): string =>
  words ?? ` ${limitText((fromMinutes ?? overMinutes ?? 0) * MINUTE_SECONDS)}`;

/** The earliest of several instants; null for none. */
export function earliest(instants: readonly (InstantText | null)[]): InstantText | null {
  return instants.reduce(
    (best, one) => (one !== null && (best === null || compareInstants(one, best) < 0) ? one : best),
    null,
  );
}
