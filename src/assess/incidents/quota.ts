/** The yearly quota of major incidents (5.1.2): counts by every reading, concluding nothing while one is unconfirmed. Pure. */
import { compareInstants, dateOf } from '../../contract/time.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import { assessIncident, type IncidentContext } from './clocks.ts';
import { optionsToShow } from './interpretation.ts';
import { majorOption } from './major.ts';

/** Within, exceeded, or not to be said: the reading is unconfirmed, or a responsibility still open decides it. */
export type QuotaState = 'within' | 'exceeded' | 'undecided';

export interface QuotaByOption {
  option: string;
  label: string;
  /** Record ids, in order of time: the supplier's, those whose responsibility is 待定, and others' (listed apart). */
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
  for (const { id, major } of judged) {
    for (const [option, result] of Object.entries(major.byOption)) {
      const row = options.get(option);
      if (row !== undefined && result.major) row[sideOf(major.responsibility)].push(id);
    }
  }
  const byOption = [...options.values()].map((row) => ({ ...row, state: stateOf(row, limit) }));
  const { confirmed } = chosen;
  const state = confirmed ? (byOption[0]?.state ?? 'undecided') : 'undecided';
  return { limit, ...servicePeriod, confirmed, byOption, state, text: quotaText(byOption, limit, confirmed, state) };
}

const sideOf = (responsibility: IncidentRecord['responsibility']): 'supplier' | 'pending' | 'others' => {
  if (responsibility === 'supplier') return 'supplier';
  return responsibility === 'pending' ? 'pending' : 'others';
};

function stateOf({ supplier, pending }: QuotaByOption, limit: number): QuotaState {
  if (supplier.length > limit) return 'exceeded';
  return supplier.length + pending.length > limit ? 'undecided' : 'within';
}

function quotaText(byOption: readonly QuotaByOption[], limit: number, confirmed: boolean, state: QuotaState): string {
  const counts = byOption.map((row) => `${row.label}：${countText(row)}`).join('；');
  const conclusion = !confirmed
    ? '口径未经双方确认，不就限额下结论'
    : { within: '未超过限额', exceeded: '超过限额', undecided: '有责任待定的故障，暂不下结论' }[state];
  return `年度限额 ${limit} 次。${counts}。${conclusion}。`;
}

function countText({ supplier, pending, others }: QuotaByOption): string {
  const apart = [
    ...(pending.length > 0 ? [`责任待定 ${pending.length} 次`] : []),
    ...(others.length > 0 ? [`责任不在供应商 ${others.length} 次（另列）`] : []),
  ];
  return [`${supplier.length} 次`, ...apart].join('，');
}
