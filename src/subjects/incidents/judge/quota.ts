/**
 * The quotas on incidents: counts by every reading, concluding nothing while one is unconfirmed. What they are called, what they
 * count and over which time is data of the contract. Pure.
 */

import { spansOfQuota } from '../../../contract/calendar/quota-spans.ts';
import { wholeOf } from '../../../contract/precedence/held-views.ts';
import { quotasBehind, quotasDuring } from '../../../contract/precedence/requirements.ts';
import type { QuotaSpan, QuotaTerm } from '../../../contract/terms/classes.ts';
import { clauseMark } from '../../../contract/terms/clause-marks.ts';
import type { Interpretation } from '../../../contract/terms/interpretations.ts';
import { compareInstants, type DateText, dateOf } from '../../../contract/time.ts';
import { unsettledText } from '../../../wording/interpretation-words.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import { classOption, type Membership, meantBy } from './classes.ts';
import { assessIncident, type IncidentAssessment, type IncidentContext } from './clocks.ts';
import { type ChosenOption, countingOn, isBoundTo, openOn, optionsToShow } from './interpretation.ts';

/** Within; reached, so that not one more is left; exceeded; or not to be said: a reading or something 待定 decides it. */
export type QuotaState = 'within' | 'used-up' | 'exceeded' | 'undecided';

export interface QuotaByOption {
  option: string;
  /** Beginning of the ids of its figures. */
  figure: string;
  label: string;
  /**
   * Record ids, in order of time: the supplier's, those that are 待定 (still going on, responsibility or start of the clock
   * open), and others' (listed apart).
   */
  supplier: string[];
  pending: string[];
  others: string[];
  /** What this reading alone would conclude. */
  state: QuotaState;
}

export interface Quota {
  id: string;
  /** `年度限额`, as the contract's data call it. */
  name: string;
  clause: string;
  /** What it counts: `重大故障`; null: all faults, or those of its own conditions. */
  counts: string | null;
  limit: number;
  /** In which spans it counts anew. */
  per: QuotaSpan;
  /** Days over which is counted, both inclusive. */
  from: string;
  to: string;
  /** A 口径 decides what it counts, and none of its readings is confirmed. */
  byReadings: boolean;
  /** Nothing is open: a reading is confirmed by both sides, or the contract leaves no question. */
  confirmed: boolean;
  /** See `ChosenOption`. */
  countsFrom?: string;
  byOption: QuotaByOption[];
  /** Incidents on record of these days, whatever they count as: of none nobody knows whether there was none. */
  recorded: number;
  /** `undecided` while no reading is confirmed. */
  state: QuotaState;
  /** One sentence for documents. */
  text: string;
}

/**
 * Each quota of the contract by which the year is counted (of several papers the one of the highest rank on the year's last
 * day), once for each of its years that the days from `from` to `to` touch; by the day on which the clocks
 * of an incident started.
 * @param days whose years are meant; without them, the day of judging. Days outside the service are taken for its ends
 */
export function quotasOf(
  incidents: readonly IncidentRecord[],
  context: IncidentContext,
  days?: { from: DateText; to: DateText },
): Quota[] {
  const { contract, asOf } = context;
  const quotas = contract.quotas ?? [];
  if (quotas.length === 0) return [];
  const judged = incidents
    .map((incident) => assessIncident(incident, context))
    .filter(({ start }) => start <= asOf)
    .sort((a, b) => compareInstants(a.start, b.start));
  const meant = days ?? { from: dateOf(asOf), to: dateOf(asOf) };
  return quotas.flatMap((quota) => {
    const spans = spansOfQuota(quota.per, contract.servicePeriod, meant);
    return spans.flatMap((span, n) =>
      quotasDuring(wholeOf(contract), quotas, span).includes(quota)
        ? [
            withBehind(
              quotaIn(quota, span, judged, context, figureOf(quota, quotas, spans.length - n)),
              quota,
              contract,
            ),
          ]
        : [],
    );
  });
}

/** Told with what papers of lower rank put differently. */
function withBehind(told: Quota, quota: QuotaTerm, contract: IncidentContext['contract']): Quota {
  const behind = quotasBehind(wholeOf(contract), contract.quotas ?? [], quota, told);
  const notes = behind.map(
    ({ clause, limit, paper }) => `${clauseMark(clause)}（${paper}）约定 ${limit} 次，位次在后，不据以判定。`,
  );
  return behind.length === 0 ? told : { ...told, text: `${told.text}${notes.join('')}` };
}

/** The one quota of a contract needs no name in its figures; an earlier one of several years bears its year. */
const figureOf = ({ id }: QuotaTerm, all: readonly QuotaTerm[], back: number): string =>
  ['quota', ...(all.length === 1 ? [] : [id]), ...(back === 1 ? [] : [`before-${back - 1}`])].join('.');

function quotaIn(
  quota: QuotaTerm,
  span: { from: DateText; to: DateText },
  all: readonly IncidentAssessment[],
  { contract, interpretations }: IncidentContext,
  figure: string,
): Quota {
  const classes = contract.classes ?? [];
  const { limit, name } = quota;
  // What counts from a day within the span on leaves the days before it open.
  const chosen = classOption(countingOn(interpretations, span.from), meantBy(quota, classes).id);
  const options = new Map<string, QuotaByOption>();
  for (const { id, label } of optionsToShow(chosen)) {
    options.set(id, {
      option: id,
      figure: `${figure}.${id}`,
      label,
      supplier: [],
      pending: [],
      others: [],
      state: 'within',
    });
  }
  const own = all.filter(({ start }) => dateOf(start) >= span.from && dateOf(start) <= span.to);
  for (const one of own) {
    const { byOption = {}, option: agreed = '' } = one.counted.get(quota.id) ?? {};
    for (const [option, row] of options) {
      const result = byOption[option] ?? byOption[agreed];
      if (result !== undefined && (result.holds || result.open)) row[sideOf(one, result)].push(one.id);
    }
  }
  const byOption = [...options.values()].map((row) => ({ ...row, state: stateOf(row, limit) }));
  const { confirmed } = chosen;
  const state = confirmed ? (byOption[0]?.state ?? 'undecided') : 'undecided';
  const counts = classes.find(({ id }) => id === quota.class)?.name ?? null;
  const alone = chosen.interpretation === null;
  return {
    id: quota.id,
    name,
    clause: quota.clause,
    counts,
    limit,
    per: quota.per,
    ...span,
    byReadings: chosen.interpretation !== null && !confirmed,
    ...(chosen.countsFrom === undefined ? {} : { countsFrom: chosen.countsFrom }),
    confirmed,
    byOption,
    recorded: own.length,
    state,
    text: quotaText(byOption, {
      limit,
      name,
      confirmed,
      state,
      alone,
      starts: startsOpen(interpretations, span),
      open: chosen,
    }),
  };
}

/**
 * Counted at once, as 待定, while it goes on or while two readings of its start disagree. That the responsibility lies with
 * others is the supplier's word until the incident is closed, for which its basis is asked.
 */
function sideOf(
  { restored, closed, responsibility }: IncidentAssessment,
  { open }: Membership,
): 'supplier' | 'pending' | 'others' {
  if (open || !restored || responsibility === 'pending') return 'pending';
  if (responsibility === 'supplier') return 'supplier';
  return closed ? 'others' : 'pending';
}

function stateOf({ supplier, pending }: QuotaByOption, limit: number): QuotaState {
  if (supplier.length > limit) return 'exceeded';
  if (supplier.length + pending.length > limit) return 'undecided';
  return isUsedUp(supplier.length, limit) ? 'used-up' : 'within';
}

/** Not one more is left. A quota of none is never used up: the first incident exceeds it. */
const isUsedUp = (count: number, limit: number): boolean => limit > 0 && count >= limit;

/** How one reading stands to the limit: 未用, 未用完, 已用完, 已超过; 待定 while something open may decide it. */
export type UseWord = '未用' | '未用完' | '已用完' | '已超过' | '未超过' | '待定';

/**
 * The one wording for site, status and documents. What is certain is said whatever is open beside it.
 * @param counts incidents of the supplier and those that are 待定 by one reading @param limit of the quota; of 0 nothing can be used
 */
export function useWord({ supplier, pending }: { supplier: number; pending: number }, limit: number): UseWord {
  if (supplier > limit) return '已超过';
  if (isUsedUp(supplier, limit)) return '已用完';
  if (pending > 0) return '待定';
  if (limit === 0) return '未超过';
  return supplier === 0 ? '未用' : '未用完';
}

/** true of what a reader has to be told at once: not one more is left, or fewer than none. */
export const isSpent = ({ supplier }: { supplier: number }, limit: number): boolean =>
  supplier > limit || isUsedUp(supplier, limit);

/** What a confirmed reading comes to, without its stop. */
export const quotaConclusions: Readonly<Record<QuotaState, string>> = {
  within: '未超过限额',
  'used-up': '限额已用完，未超过限额',
  exceeded: '超过限额',
  undecided: '有待定的故障，暂不下结论',
};

interface Told extends Pick<Quota, 'limit' | 'name' | 'confirmed' | 'state'> {
  /** The contract leaves no question: one count, without the name of a reading. */
  alone: boolean;
  /** A question of the contract may leave the start of a clock open. */
  starts: boolean;
  open: Pick<ChosenOption, 'countsFrom'>;
}

/** Of all that may leave a clock undecided, the one that decides where it starts. */
const startsOpen = (interpretations: readonly Interpretation[], { from }: { from: DateText }): boolean =>
  openOn(interpretations, [from]).some((one) => isBoundTo(one, 'clock-start'));

function quotaText(byOption: readonly QuotaByOption[], told: Told): string {
  const { limit, name, confirmed, state, alone, starts, open } = told;
  const counts = byOption
    .map((row) => (alone ? `已计 ${countText(row, limit, starts)}` : `${row.label}：${countText(row, limit, starts)}`))
    .join('；');
  const conclusion = confirmed ? quotaConclusions[state] : `口径${unsettledText(open)}，不就限额下结论`;
  return `${name} ${limit} 次。${counts}。${conclusion}。`;
}

function countText({ supplier, pending, others }: QuotaByOption, limit: number, starts: boolean): string {
  const apart = [
    ...(pending.length > 0 ? [`待定 ${pending.length} 次（尚未恢复，或责任${starts ? '、起算口径' : ''}未定）`] : []),
    ...(others.length > 0 ? [`责任不在⟦供应商⟧ ${others.length} 次（另列）`] : []),
  ];
  const counts = { supplier: supplier.length, pending: pending.length };
  const used = isSpent(counts, limit) ? `（限额${useWord(counts, limit)}）` : '';
  return [`${supplier.length} 次${used}`, ...apart].join('，');
}
