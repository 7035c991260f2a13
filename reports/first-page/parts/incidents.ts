/** Faults: what was down, which limits were missed, which quota is used up, what of it waits for the purchaser's word. */

import { quotaVerdict } from '../../../src/assess/contract/quota-verdict.ts';
import { faultQuestion } from '../../../src/assess/contract/to-decide.ts';
import { clauseMark } from '../../../src/contract/terms/clause-marks.ts';
import { dateOf, formatMonthDay, formatTime, type InstantText } from '../../../src/contract/time.ts';
import { clockStates } from '../../../src/states/clock.ts';
import type { Gravity } from '../../../src/states/gravity.ts';
import { type IncidentAssessment, isFailing } from '../../../src/subjects/incidents/judge/clocks.ts';
import { limitsWord } from '../../../src/subjects/incidents/judge/limits.ts';
import type { Quota } from '../../../src/subjects/incidents/judge/quota.ts';
import { responsibilityText } from '../../../src/subjects/incidents/judge/told-beside.ts';
import { outageChoices } from '../../../src/subjects/incidents/kinds/incident/choices.ts';
import type { IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import { deductedText, formatDuration } from '../../../src/wording/durations.ts';
import { levelWordOf } from '../../../src/wording/levels.ts';
import { countFigure, rateFigure } from '../../cells/figures.ts';
import { headline, interval } from '../../cells/headline.ts';
import type { PeriodView } from '../../period/period.ts';
import type { PeriodFacts } from '../../periodic/facts.ts';
import { onceFor } from '../once.ts';
import type { Decision, KeyRow, Part } from '../part.ts';
import { compareNews, type News } from '../ranking.ts';
import { documentsAbout } from '../references.ts';
import { causesText } from '../same-cause.ts';

export const incidentsPart: Part = {
  order: 10,
  news: (facts) => [...facts.incidents.quotas.flatMap((one) => quotaNews(facts, one)), ...faultNews(facts)],
  proofs,
  rows,
  decisions,
};

/** A fault of the period, or one of an earlier period that is still open. */
interface Fault {
  record: IncidentRecord;
  judged: IncidentAssessment;
}

const faultsOf = onceFor(({ incidents: { own, carried, summary, carriedSummary } }: PeriodFacts): Fault[] => {
  const judged = new Map([...summary.assessments, ...carriedSummary.assessments].map((one) => [one.id, one]));
  const isTold = (one: IncidentAssessment, isOwn: boolean): boolean => !one.requirement && (isOwn || !one.restored);
  const pick = (list: readonly IncidentRecord[], isOwn: boolean): Fault[] =>
    list.flatMap((record) => {
      const found = judged.get(record.id);
      return found !== undefined && isTold(found, isOwn) ? [{ record, judged: found }] : [];
    });
  return [...pick(own, true), ...pick(carried, false)];
});

/** One entry a fault: what was down with its limits; of what was not down only what went wrong with it. */
const faultNews = onceFor((facts: PeriodFacts): News[] => {
  const { view, incidents: part } = facts;
  const clocksOf = new Map(part.timed.map((one) => [one.incident.id, one.clocks]));
  const told = new Set<string>();
  const own = faultsOf(facts).flatMap(({ record, judged }): News[] => {
    const limits = limitsText(clocksOf.get(record.id) ?? []);
    const gravity = gravityOf(record, judged, limits.failing);
    if (gravity === null) return [];
    told.add(record.id);
    return [
      {
        gravity,
        weight: judged.downtime.counted,
        id: record.id,
        text: `${faultText(facts, { record, judged })}${limits.text}`,
        references: aboutFault(view, record.id),
      },
    ];
  });
  // Decided here, though the fault itself was told of before.
  const later = part.timed
    .filter(
      ({ incident, clocks }) =>
        !told.has(incident.id) && clocks.some(({ decides, state }) => decides && isFailing(state)),
    )
    .map(
      ({ incident, judged, clocks }): News => ({
        gravity: 'limit-missed',
        weight: judged.downtime.counted,
        id: incident.id,
        text: `${incident.title}${limitsText(clocks).text}`,
        references: aboutFault(view, incident.id),
      }),
    );
  return joined([...own, ...later]);
});

/** Faults of a kind that stand one by one; of more the worst stands for all, so that they leave room for what else there is. */
const ONE_BY_ONE = 2;

const KINDS: Partial<Record<Gravity, string>> = {
  'still-down': '未恢复的核心业务中断',
  'outage-core': '核心业务中断',
  'limit-missed': '有时限未达标的故障',
  'open-fault': '未恢复的故障',
};

function joined(all: readonly News[]): News[] {
  return [...Map.groupBy(all, ({ gravity }) => gravity)].flatMap(([gravity, own]) => {
    const kind = KINDS[gravity];
    const [worst] = own.toSorted(compareNews);
    if (kind === undefined || worst === undefined || own.length <= ONE_BY_ONE) return own;
    const length = own.reduce((sum, one) => sum + one.weight, 0);
    const equal = own.filter(({ weight }) => weight === worst.weight).length;
    const longest = equal === 1 ? '最长' : `最长的 ${equal} 起之一`;
    return [
      { ...worst, text: `${kind} ${own.length} 起，合计历时 ${formatDuration(length)}，${longest}：${worst.text}` },
    ];
  });
}

const aboutFault = (view: PeriodView, id: string) => [{ text: id, section: 'clocks' }, ...documentsAbout(view, id)];

/** What was down decides, then that it still is, then a limit that was missed; null: nothing of it has to stand on a first page. */
function gravityOf(record: IncidentRecord, judged: IncidentAssessment, failing: boolean): Gravity | null {
  if (record.outage === 'whole') return 'outage-whole';
  if (record.outage === 'core') return judged.restored ? 'outage-core' : 'still-down';
  if (failing) return 'limit-missed';
  return judged.restored ? null : 'open-fault';
}

/** Of those that decide: a remote start that an arrival in time makes good is nothing to be told of first. */
function limitsText(clocks: readonly { label: string; state: keyof typeof clockStates; decides: boolean }[]) {
  const told = clocks.filter(({ decides, state }) => decides && (isFailing(state) || state === 'undecided'));
  const failing = told.some(({ state }) => isFailing(state));
  const text = told.map(({ label, state }) => `${label}${clockStates[state]}`).join('、');
  return { failing, text: text === '' ? '' : `，${text}` };
}

/** `3 月 20 日 10:12 至 12:12 …（P1，全系统中断），历时 2 小时`. */
function faultText({ incidents: { context } }: PeriodFacts, { record, judged }: Fault): string {
  const { start, restored, downtime } = judged;
  const level = levelWordOf(context.contract.levels, judged.level);
  const end = judged.facts.restoredAt;
  const span = restored && end !== null ? `${momentText(start)} 至 ${endText(start, end)}` : `${momentText(start)} 起`;
  const length = `历时 ${formatDuration(downtime.counted)}`;
  const deducted = deductedText(downtime);
  const paused = deducted === '' ? '' : `（${deducted}）`;
  const state = restored ? `${length}${paused}` : `至 ${momentText(context.asOf)} 未恢复，已${length}${paused}`;
  const outage = record.outage === 'pending' ? '' : `，${outageChoices[record.outage]}`;
  // Said whosever it is: left out, a fault of the supplier's would read as one of which nobody decided.
  const whose = `，责任${responsibilityText(record, context.asOf)}`;
  return `${span} ${record.title}（${level}${outage}${whose}），${state}`;
}

/** `3 月 20 日 10:12` */
const momentText = (at: InstantText): string => `${dayText(at)} ${formatTime(at).slice(0, 5)}`;
const dayText = (at: InstantText): string => formatMonthDay(dateOf(at));
const endText = (from: InstantText, to: InstantText): string =>
  dateOf(from) === dateOf(to) ? formatTime(to).slice(0, 5) : momentText(to);

/**
 * By every reading that stands: what one of them alone says is not said as decided. Of one that was used up in an earlier period
 * the reader has heard before.
 */
function quotaNews({ incidents: { summary } }: PeriodFacts, quota: Quota): News[] {
  const { gravity, text } = quotaVerdict(quota);
  if (gravity === null || gravity === 'undecided') return [];
  const isNew = summary.assessments.some((one) => one.counted.get(quota.id)?.byAny === true);
  return [
    {
      gravity: gravity === 'quota-reached' && !isNew ? 'quota-spent' : gravity,
      weight: Math.max(0, ...quota.byOption.map((one) => one.supplier.length)),
      id: `quota ${quota.id} ${quota.from}`,
      text,
      references: [{ text: clauseMark(quota.clause), section: 'quota' }],
    },
  ];
}

function proofs(facts: PeriodFacts): string[] {
  const { view, incidents: part } = facts;
  const { summary } = part;
  if (faultNews(facts).length > 0 || summary.total === 0) return [];
  const judged = summary.clocks.reduce((sum, { rate }) => sum + rate.denominator, 0);
  const open = summary.clocks.reduce((sum, { counts }) => sum + counts.undecided, 0);
  if (judged === 0 || open > 0) return [];
  const limits = limitsWord(view.input.contract.contract);
  return [`故障 ${summary.total} 起，已判定的${limits} ${judged} 项全部达标`];
}

const CLOCKS = ['response', 'restoration'] as const;

function rows({ view, incidents: { own, summary } }: PeriodFacts): KeyRow[] {
  const within = interval(view);
  const levels = summary.byLevel.filter(({ count }) => count > 0).map(({ word, count }) => `${word} ${count} 起`);
  const note = levels.length === 0 ? undefined : levels.join('，');
  const causes = causesText(own);
  return [
    {
      item: headline(countFigure('故障', summary.total, 'attention', note), 'incidents.total', within),
      better: 'less',
      counter: '起',
      ...(causes === '' ? {} : { why: causes }),
    },
    ...CLOCKS.flatMap((id): KeyRow[] => {
      const clock = summary.clocks.find((one) => one.id === id);
      if (clock === undefined) return [];
      const item = headline(rateFigure(`${clock.label}达成率`, clock.rate), `clocks.${id}.rate`, within, clock.rate);
      return [{ item, better: 'more', asked: '每起按时限' }];
    }),
  ];
}

/**
 * Restorations, and pauses that stop a clock, of which only the supplier tells: of every fault of the service to date, since what
 * an earlier document asked for in vain still waits.
 */
function decisions({ view, incidents: { told } }: PeriodFacts): Decision[] {
  const asked = told.filter(({ judged }) => !judged.requirement).flatMap(({ incident }) => faultQuestion(incident));
  return asked.map((one) => ({ ...one, references: aboutFault(view, one.id) }));
}
