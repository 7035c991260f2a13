/** Restoration against the limit of the level, with and without the confirmed pauses; by agreement against its date. Pure. */
import { compareInstants, dateOf, formatDateChinese, formatDateTimeSeconds } from '../../../contract/time.ts';
import { type ClockState, clockStates } from '../../../states/clock.ts';
import { formatDuration } from '../../../wording/durations.ts';
import { beforeLevel, levelWord } from '../../../wording/levels.ts';
import { type Clock, type ClockAlternative, elapsedBetween } from './clock.ts';
import { type ClockInput, limitsOfClock } from './input.ts';
import { limitFields, withinLimit } from './judge-limit.ts';
import { behindNote, elapsed, type Limit } from './limits.ts';
import { heldUp, pausedBetween, pausedTexts, stopping } from './pauses.ts';

const LABEL = '恢复';

/** Rules 3–6: the purchaser's time, the level's limit, confirmed pauses taken out, both figures given. Null without a limit. */
export function restorationClock(input: ClockInput): Clock | null {
  const { facts, asOf } = input;
  const [limit] = limitsOfClock(input, 'restoration', facts.start);
  if (limit === undefined) return null;
  if (limit.agreed) return agreedClock(input, limit);
  const until = facts.restoredAt ?? (compareInstants(asOf, facts.start) > 0 ? asOf : facts.start);
  const figures = figuresUntil(input, limit, until);
  const state = stateOf(input, limit, figures.counted);
  return {
    id: 'restoration',
    label: LABEL,
    clause: limit.clause,
    start: facts.start,
    end: facts.restoredAt,
    seconds: figures.counted,
    ...limitFields(limit, facts.start),
    ...heldUp(stopping(input.incident, input.source, 'restoration', input.readings.pauses), limit, figures, {
      start: facts.start,
      until,
      asOf,
    }),
    state,
    text: restorationText(input, figures, limit, state),
    decides: true,
    alternatives: [...supplierAlternative(input, limit), ...levelAlternatives(input, until)],
  };
}

interface Figures {
  gross: number;
  net: number;
  unconfirmed: number;
  /** The one that the option in force compares with the limit. */
  counted: number;
}

/** In the time that counts for the limit. */
function figuresUntil({ incident, source, facts, readings, asOf }: ClockInput, limit: Limit, until: string): Figures {
  const length = (from: string, to: string): number => elapsed(limit, from, to);
  const gross = length(facts.start, until);
  const paused = pausedBetween(
    stopping(incident, source, 'restoration', readings.pauses),
    facts.start,
    until,
    asOf,
    length,
  );
  const net = gross - paused.confirmed;
  return { gross, net, unconfirmed: paused.unconfirmed, counted: readings.pauses.effect === 'none' ? gross : net };
}

function stateOf({ facts }: ClockInput, limit: Limit, seconds: number): ClockState {
  const within = withinLimit(limit, facts.start, seconds);
  if (facts.restoredAt !== null) return within ? 'met' : 'missed';
  return within ? 'running' : 'overrun';
}

function restorationText({ facts }: ClockInput, figures: Figures, limit: Limit, state: ClockState): string {
  const parts = [`${facts.restoredAt === null ? '已历时' : '用时'} ${formatDuration(figures.counted)}`];
  parts.push(...pausedTexts(figures));
  parts.push(`${facts.level.text}，时限 ${limit.text}`);
  if (facts.restoredBy === 'supplier') parts.push('以⟦供应商⟧登记的时间为准，待⟦采购人⟧确认');
  parts.push(clockStates[state]);
  return `${parts.join('，')}${behindNote(limit)}`;
}

function alternativeFields({ facts }: ClockInput, limit: Limit) {
  const { deadline: _, ...fields } = limitFields(limit, facts.start);
  return fields;
}

/** The supplier's own restoration time, where the purchaser confirmed a later one. */
function supplierAlternative(input: ClockInput, limit: Limit): ClockAlternative[] {
  const own = input.facts.supplierRestoredAt;
  if (own === null || input.facts.restoredBy !== 'purchaser' || own === input.facts.restoredAt) return [];
  const seconds = figuresUntil(input, limit, own).counted;
  const state = withinLimit(limit, input.facts.start, seconds) ? 'met' : 'missed';
  const text = `⟦供应商⟧恢复时间 ${formatDateTimeSeconds(own)}，用时 ${formatDuration(seconds)}，${clockStates[state]}`;
  return [{ label: '以⟦供应商⟧恢复时间计', end: own, seconds, ...alternativeFields(input, limit), state, text }];
}

/** Result under each other level that the incident had. */
function levelAlternatives(input: ClockInput, until: string): ClockAlternative[] {
  const { incident, facts, source, asOf } = input;
  const had = new Set(incident.levels.filter((row) => compareInstants(row.at, asOf) <= 0).map((row) => row.level));
  return source.contract.levels
    .filter((level) => level.id !== facts.level.id && had.has(level.id))
    .flatMap((level): ClockAlternative[] => {
      const [limit] = limitsOfClock(input, 'restoration', facts.start, level.id);
      const label = beforeLevel('按', levelWord(level));
      if (limit === undefined) return [];
      if (limit.agreed)
        return [{ label, seconds: null, limitSeconds: null, state: 'to-be-agreed', text: '按约定日期判定' }];
      const seconds = figuresUntil(input, limit, until).counted;
      const state = stateOf(input, limit, seconds);
      const text = `时限 ${limit.text}，${clockStates[state]}`;
      return [{ label, seconds, ...alternativeFields(input, limit), state, text }];
    });
}

/** Rule 3: 协商确定 is judged by the agreed date, inclusive; 待协商 without one. */
function agreedClock({ incident, facts, asOf }: ClockInput, limit: Limit): Clock {
  const end = facts.restoredAt ?? facts.closedAt;
  const agreed = incident.agreedOn;
  const state = agreedState(agreed, end, asOf);
  const done = end === null ? '尚未完成' : `完成于 ${formatDateTimeSeconds(end)}`;
  const by = agreed === undefined ? '没有约定日期' : `约定 ${formatDateChinese(agreed)} 前完成（含当日）`;
  return {
    id: 'restoration',
    label: LABEL,
    clause: limit.clause,
    start: facts.start,
    end,
    seconds: end === null ? null : elapsedBetween(facts.start, end),
    limitSeconds: null,
    limitKey: limit.key,
    state,
    text: `${facts.level.text}，${limit.text}：${by}，${done}，${clockStates[state]}${behindNote(limit)}`,
    decides: true,
    alternatives: [],
  };
}

function agreedState(agreed: string | undefined, end: string | null, asOf: string): ClockState {
  if (agreed === undefined) return 'to-be-agreed';
  if (end !== null) return dateOf(end) <= agreed ? 'met' : 'missed';
  return dateOf(asOf) <= agreed ? 'running' : 'overrun';
}
