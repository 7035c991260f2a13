/** The yearly quota of major incidents (5.1.2): counts by every reading, concluding nothing while one is unconfirmed. Pure. */
import { compareInstants, dateOf } from '../../contract/time.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import { assessIncident, type IncidentAssessment, type IncidentContext } from './clocks.ts';
import { optionsToShow } from './interpretation.ts';
import { type MajorResult, majorOption } from './major.ts';

/** Within; reached, so that not one more is left; exceeded; or not to be said: a reading or something 待定 decides it. */
export type QuotaState = 'within' | 'used-up' | 'exceeded' | 'undecided';

export interface QuotaByOption {
  option: string;
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
  limit: number;
  /** Service period over which is counted, both days inclusive. */
  from: string;
  to: string;
  /** A reading is confirmed by both sides. */
  confirmed: boolean;
  byOption: QuotaByOption[];
  /** `undecided` while no reading is confirmed. */
  state: QuotaState;
  /** One sentence for documents. */
  text: string;
}

/** Counts the incidents of the service period (by the day on which their clocks started). */
export function majorQuota(incidents: readonly IncidentRecord[], context: IncidentContext): Quota {
  const { servicePeriod, majorIncidentQuota: limit } = context.contract;
  const judged = incidents
    .map((incident) => assessIncident(incident, context))
    .filter(
      ({ start }) => dateOf(start) >= servicePeriod.from && dateOf(start) <= servicePeriod.to && start <= context.asOf,
    )
    .sort((a, b) => compareInstants(a.start, b.start));
  const chosen = majorOption(context.interpretations);
  const options = new Map<string, QuotaByOption>();
  for (const { id, label } of optionsToShow(chosen)) {
    options.set(id, { option: id, label, supplier: [], pending: [], others: [], state: 'within' });
  }
  for (const one of judged) {
    for (const [option, result] of Object.entries(one.major.byOption)) {
      const row = options.get(option);
      if (row !== undefined && (result.major || result.open)) row[sideOf(one, result)].push(one.id);
    }
  }
  const byOption = [...options.values()].map((row) => ({ ...row, state: stateOf(row, limit) }));
  const { confirmed } = chosen;
  const state = confirmed ? (byOption[0]?.state ?? 'undecided') : 'undecided';
  return { limit, ...servicePeriod, confirmed, byOption, state, text: quotaText(byOption, limit, confirmed, state) };
}

/**
 * Counted at once, as 待定, while it goes on or while two readings of its start disagree. That the responsibility lies with
 * others is the supplier's word until the incident is closed, for which its basis is asked.
 */
function sideOf(
  { restored, closed, major: { responsibility } }: IncidentAssessment,
  { open }: MajorResult,
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
export const isUsedUp = (count: number, limit: number): boolean => limit > 0 && count >= limit;

function quotaText(byOption: readonly QuotaByOption[], limit: number, confirmed: boolean, state: QuotaState): string {
  const counts = byOption.map((row) => `${row.label}：${countText(row, limit)}`).join('；');
  const conclusion = !confirmed
    ? '口径未经双方确认，不就限额下结论'
    : {
        within: '未超过限额',
        'used-up': '限额已用完，未超过限额',
        exceeded: '超过限额',
        undecided: '有待定的故障，暂不下结论',
      }[state];
  return `年度限额 ${limit} 次。${counts}。${conclusion}。`;
}

function countText({ supplier, pending, others }: QuotaByOption, limit: number): string {
  const apart = [
    ...(pending.length > 0 ? [`待定 ${pending.length} 次（尚未恢复，或责任、起算口径未定）`] : []),
    ...(others.length > 0 ? [`责任不在供应商 ${others.length} 次（另列）`] : []),
  ];
  const used = isUsedUp(supplier.length, limit) ? '（限额已用完）' : '';
  return [`${supplier.length} 次${used}`, ...apart].join('，');
}
