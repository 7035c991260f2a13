/** 可用率 of 目标达成, held against the numbers that the contract asks for as the exceptions of 履约对照表 hold it. */
import { heldTargets, isDisputed, isMissed } from '../../src/assess/contract/requirement-exceptions.ts';
import { windowText } from '../../src/contract/calendar/judged-windows.ts';
import { inBrackets } from '../../src/contract/terms/clause-marks.ts';
import { type AvailabilityTarget, targetPeriodText } from '../../src/contract/terms/requirements.ts';
import {
  type AvailabilityFound,
  NO_WINDOWS,
  otherShareText,
} from '../../src/subjects/availability/judge/availability-targets.ts';
import { observedText, percentAsked } from '../../src/wording/figures.ts';
import { namesText } from '../../src/wording/words.ts';
import { nameOf } from '../period/period.ts';
import { NO_NUMBER } from './asked.ts';
import type { PeriodFacts } from './facts.ts';

export interface HeldAvailability {
  /**
   * `unasked`: the contract has no number. `unobserved`: nothing was seen. `missed`, `partly-missed`: all, some of what was observed
   * lies under it. `open`: of a number no month, quarter … is over. `partly-observed`: nothing is missed, and some of it not known.
   */
  state: 'unasked' | 'unobserved' | 'open' | 'met' | 'missed' | 'partly-missed' | 'partly-observed';
  /** `云平台可用率每月不低于 99.95 %（2.1）：统计完的 3 期中 1 期未达到（2026-11 99.10 %）`, of each number. */
  text: string;
}

/** Cases that a cell names. */
const NAMED = 3;

export function heldAvailability(facts: PeriodFacts): HeldAvailability {
  const { view, availability, windows = NO_WINDOWS } = facts;
  const held = heldTargets(view.input.contract.contract, windows);
  const all = held.flatMap(({ target, found }) =>
    found.map((one) => ({ one, missed: isMissed(target, one), disputed: isDisputed(target, one) })),
  );
  const observed = all.filter(({ one }) => one.share !== null);
  const byProbes = held.filter(({ target }) => target.incidents === undefined);
  const missed = all.filter((one) => one.missed).length;
  const state = (): HeldAvailability['state'] => {
    if (availability.overall.denominator === 0 && byProbes.length === held.length) return 'unobserved';
    if (held.length === 0) return 'unasked';
    if (missed > 0) return missed === observed.length ? 'missed' : 'partly-missed';
    if (held.some(({ target, found }) => found.length === 0 && target.months === undefined)) return 'open';
    if (observed.length === 0) return 'unobserved';
    return observed.length < all.length || all.some((one) => one.disputed) ? 'partly-observed' : 'met';
  };
  const text = held.map(({ target, found }) => `${askedOf(target)}：${foundText(facts, target, found)}`).join('；');
  return { state: state(), text: text === '' ? NO_NUMBER : text };
}

const askedOf = (target: AvailabilityTarget): string =>
  `${target.name}${targetPeriodText(target)}不低于 ${percentAsked(target.percent)}${inBrackets(target.clauses.map((id) => ({ id })))}`;

/** Each object of each month, quarter … is one case. */
function foundText({ view }: PeriodFacts, target: AvailabilityTarget, found: readonly AvailabilityFound[]): string {
  if (found.length === 0) return target.months === undefined ? '尚没有统计完的一期' : '没有统计完的所列月份';
  const counter = target.of === 'together' ? '期' : '项';
  const nameOfOne = ({ targets, window }: AvailabilityFound): string =>
    [
      ...(target.of === 'together' ? [] : [nameOf(view, targets[0] ?? '')]),
      ...(window === null ? [] : [windowText(window)]),
    ].join(' ');
  const missed = found.filter((one) => isMissed(target, one));
  const unseen = found.filter(({ share }) => share === null);
  const disputed = found.filter((one) => isDisputed(target, one));
  const list = (own: readonly AvailabilityFound[], say: (one: AvailabilityFound) => string): string =>
    namesText(own.map(say), counter, NAMED);
  const parts = [
    ...(missed.length === 0
      ? []
      : [
          `${missed.length} ${counter}未达到（${list(missed, (one) => `${nameOfOne(one)} ${observedText(one.share)}${otherShareText(one, target.maintenance)}`)}）`,
        ]),
    ...(disputed.length === 0
      ? []
      : [`${disputed.length} ${counter}按起算口径的各选项结论不同，不下结论（${list(disputed, nameOfOne)}）`]),
    ...(unseen.length === 0 ? [] : [`${unseen.length} ${counter}没有观测到（${list(unseen, nameOfOne)}）`]),
  ];
  const head = `统计完的 ${found.length} ${counter}`;
  return parts.length === 0 ? `${head}均达到` : `${head}中 ${parts.join('，')}`;
}
