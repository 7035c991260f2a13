/** Restoration against the RTO of the level, with and without the confirmed pauses; P5 by the agreed date. Pure. */

import type { FaultLevel } from '../../contract/terms/levels.ts';
import { compareInstants, dateOf, formatDateChinese, formatDateTimeSeconds } from '../../contract/time.ts';
import { exactDuration, limitText } from '../../wording/durations.ts';
import {
  againstLimit,
  type Clock,
  type ClockAlternative,
  type ClockState,
  clockStates,
  elapsedBetween,
} from './clock.ts';
import { pausedBetween } from './facts.ts';
import type { ClockInput } from './input.ts';
import { notApplicable } from './response.ts';

const LABEL = '恢复';

/** Rules 3–6: the purchaser's time, the level's RTO, confirmed pauses taken out, both figures given. */
export function restorationClock(input: ClockInput): Clock {
  const { facts, level, asOf, restorationClause: clause } = input;
  if (clause === '') return notApplicable('restoration', LABEL, clause, '合同没有恢复时限的条款');
  if (input.requirement) return agreedClock(input);
  const limit = rtoSeconds(level);
  if (limit === null) return notApplicable('restoration', LABEL, clause, '该级别没有恢复时限');
  const until = facts.restoredAt ?? (compareInstants(asOf, facts.start) > 0 ? asOf : facts.start);
  const figures = figuresUntil(input, until);
  const judge = (seconds: number, limitSeconds: number): ClockState =>
    judged(seconds, limitSeconds, facts.restoredAt !== null);
  return {
    id: 'restoration',
    label: LABEL,
    clause,
    start: facts.start,
    end: facts.restoredAt,
    seconds: figures.counted,
    limitSeconds: limit,
    state: judge(figures.counted, limit),
    text: restorationText(input, figures, limit, judge(figures.counted, limit)),
    decides: true,
    alternatives: [
      ...pauseAlternative(input, figures, limit, judge),
      ...supplierAlternative(input, limit),
      ...levelAlternatives(input, figures.counted, judge),
    ],
  };
}

interface Figures {
  gross: number;
  net: number;
  unconfirmed: number;
  /** The one that the option in force compares with the limit. */
  counted: number;
}

function figuresUntil({ incident, facts, readings, asOf }: ClockInput, until: string): Figures {
  const gross = elapsedBetween(facts.start, until);
  const paused = pausedBetween(incident, facts.start, until, asOf);
  const net = gross - paused.confirmed;
  return { gross, net, unconfirmed: paused.unconfirmed, counted: readings.pauses.option === 'none' ? gross : net };
}

const judged = (seconds: number, limit: number, restored: boolean): ClockState => {
  if (restored) return againstLimit(seconds, limit);
  return seconds <= limit ? 'running' : 'overrun';
};

const rtoSeconds = (level: FaultLevel): number | null => (level.rtoMinutes === null ? null : level.rtoMinutes * 60);

function restorationText({ facts }: ClockInput, figures: Figures, limit: number, state: ClockState): string {
  const parts = [`${facts.restoredAt === null ? '已历时' : '用时'} ${exactDuration(figures.counted)}`];
  if (figures.gross !== figures.net)
    parts.push(`扣除暂停前 ${exactDuration(figures.gross)}、扣除后 ${exactDuration(figures.net)}`);
  if (figures.unconfirmed > 0) parts.push(`另有未经确认的暂停 ${exactDuration(figures.unconfirmed)}，未扣除`);
  parts.push(`${facts.level.text}，时限 ${limitText(limit)}`);
  if (facts.restoredBy === 'supplier') parts.push('以供应商登记的时间为准，待采购人确认');
  parts.push(clockStates[state]);
  return parts.join('，');
}

type Judge = (seconds: number, limitSeconds: number) => ClockState;

/** The other option of 口径 pauses, where it gives another figure; none once an option is confirmed. */
function pauseAlternative({ readings }: ClockInput, figures: Figures, limit: number, judge: Judge): ClockAlternative[] {
  if (readings.pauses.confirmed || figures.gross === figures.net) return [];
  const none = readings.pauses.option === 'none';
  const seconds = none ? figures.net : figures.gross;
  const state = judge(seconds, limit);
  return [
    {
      label: none ? '扣除经确认的暂停' : '不扣除暂停',
      option: `pauses:${none ? 'confirmed-only' : 'none'}`,
      seconds,
      limitSeconds: limit,
      state,
      text: `用时 ${exactDuration(seconds)}，${clockStates[state]}`,
    },
  ];
}

/** The supplier's own restoration time, where the purchaser confirmed a later one. */
function supplierAlternative(input: ClockInput, limit: number): ClockAlternative[] {
  const own = input.facts.supplierRestoredAt;
  if (own === null || input.facts.restoredBy !== 'purchaser' || own === input.facts.restoredAt) return [];
  const seconds = figuresUntil(input, own).counted;
  const state = againstLimit(seconds, limit);
  const text = `供应商恢复时间 ${formatDateTimeSeconds(own)}，用时 ${exactDuration(seconds)}，${clockStates[state]}`;
  return [{ label: '以供应商恢复时间计', seconds, limitSeconds: limit, state, text }];
}

/** Result under each other level that the incident had. */
function levelAlternatives(
  { incident, facts, faultLevels, asOf }: ClockInput,
  seconds: number,
  judge: Judge,
): ClockAlternative[] {
  const had = new Set(incident.levels.filter((row) => compareInstants(row.at, asOf) <= 0).map((row) => row.level));
  return faultLevels
    .filter((level) => level.id !== facts.level.id && had.has(level.id))
    .map((level) => {
      const limit = rtoSeconds(level);
      if (limit === null) {
        return {
          label: `按 ${level.id}`,
          seconds: null,
          limitSeconds: null,
          state: 'to-be-agreed' as const,
          text: '按约定日期判定',
        };
      }
      const state = judge(seconds, limit);
      return {
        label: `按 ${level.id}`,
        seconds,
        limitSeconds: limit,
        state,
        text: `时限 ${limitText(limit)}，${clockStates[state]}`,
      };
    });
}

/** Rule 3: 协商确定 is judged by the agreed date, inclusive; 待协商 without one. */
function agreedClock({ incident, facts, asOf, restorationClause }: ClockInput): Clock {
  const end = facts.restoredAt ?? facts.closedAt;
  const agreed = incident.agreedOn;
  const state = agreedState(agreed, end, asOf);
  const done = end === null ? '尚未完成' : `完成于 ${formatDateTimeSeconds(end)}`;
  const by = agreed === undefined ? '没有约定日期' : `约定 ${formatDateChinese(agreed)} 前完成（含当日）`;
  return {
    id: 'restoration',
    label: LABEL,
    clause: restorationClause,
    start: facts.start,
    end,
    seconds: end === null ? null : elapsedBetween(facts.start, end),
    limitSeconds: null,
    state,
    text: `${facts.level.text}，协商确定：${by}，${done}，${clockStates[state]}`,
    decides: true,
    alternatives: [],
  };
}

function agreedState(agreed: string | undefined, end: string | null, asOf: string): ClockState {
  if (agreed === undefined) return 'to-be-agreed';
  if (end !== null) return dateOf(end) <= agreed ? 'met' : 'missed';
  return dateOf(asOf) <= agreed ? 'running' : 'overrun';
}
