/**
 * What each option of an ambiguous clause (口径) makes of the data so far, in one sentence each: for the 口径确认函, so that
 * both sides see what they agree on. Pure; it prefers no option.
 */
import type { Interpretation } from '../../contract/terms/interpretations.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import type { PermitRecord } from '../../records/kinds/permit.ts';
import { vouchedIncident } from '../../records/purchaser.ts';
import type { Delivery } from '../deliveries/deliveries.ts';
import type { Clock } from '../incidents/clock.ts';
import { assessIncident, type IncidentAssessment, type IncidentContext, isFailing } from '../incidents/clocks.ts';
import { majorQuota } from '../incidents/quota.ts';
import type { StartReading } from '../incidents/start.ts';
import { writtenStateOf } from '../permits/written.ts';

export interface EffectInput {
  incidents: readonly IncidentRecord[];
  permits: readonly PermitRecord[];
  /** Every 应交项 up to `asOf` that has a due time. */
  deliveries: readonly Delivery[];
  context: IncidentContext;
  isWorkingDay(date: string): boolean;
}

/** The effect of an option on the data so far; `null` for a question of which the tool knows no effect. */
export function effectOf(input: EffectInput, interpretation: Interpretation, option: string): string | null {
  const effect = effects[interpretation.id];
  return effect === undefined ? null : effect(choosing(input, interpretation.id, option), option);
}

/** The same data, were this option confirmed and the other questions left as they are. */
function choosing(input: EffectInput, id: string, option: string): EffectInput {
  const interpretations = input.context.interpretations.map((one) =>
    one.id === id ? { ...one, confirmed: true, chosen: option } : one,
  );
  return { ...input, context: { ...input.context, interpretations } };
}

const effects: Readonly<Record<string, (input: EffectInput, option: string) => string>> = {
  response: (input) => clockEffect(input, 'response', '响应'),
  pauses: (input) => clockEffect(input, 'restoration', '恢复'),
  major: majorEffect,
  adjustment: adjustmentEffect,
  clocks: startEffect,
  'open-incidents': openEffect,
  'oral-permit': permitEffect,
  'on-time': deliveryEffect,
  'contradicting-times': ({ incidents }) =>
    incidents.length === 0
      ? NO_INCIDENT
      : `现有故障记录 ${incidents.length} 份均经此检查录入，时间互相矛盾的未予录入。`,
  closing: closingEffect,
};

const NO_INCIDENT = '服务期至今没有登记故障，尚无影响。';

function judged({ incidents, context }: EffectInput): IncidentAssessment[] {
  return incidents.map((incident) => assessIncident(incident, context));
}

const faultsOf = (input: EffectInput): IncidentAssessment[] => judged(input).filter((one) => !one.requirement);

function clockEffect(input: EffectInput, id: Clock['id'], label: string): string {
  const faults = faultsOf(input);
  if (faults.length === 0) return NO_INCIDENT;
  const clocks = faults.map((one) => ({ id: one.id, clock: one.clocks.find((clock) => clock.id === id) }));
  const met = clocks.filter(({ clock }) => clock?.state === 'met');
  const failing = clocks.filter(({ clock }) => clock !== undefined && isFailing(clock.state));
  return `故障 ${faults.length} 次：${label}达标 ${met.length} 次，未达标 ${failing.length} 次${named(failing)}。`;
}

function majorEffect(input: EffectInput, option: string): string {
  if (input.incidents.length === 0) return NO_INCIDENT;
  const quota = majorQuota(input.incidents, input.context);
  const row = quota.byOption.find((one) => one.option === option);
  const supplier = row?.supplier ?? [];
  const pending = row?.pending ?? [];
  const others = row?.others ?? [];
  const apart = [
    ...(pending.length > 0 ? [`待定 ${pending.length} 次${listed(pending)}`] : []),
    ...(others.length > 0 ? [`责任不在供应商 ${others.length} 次${listed(others)}，另列`] : []),
  ];
  return `${[`计入限额 ${supplier.length} 次${listed(supplier)}`, ...apart].join('；')}。年度限额 ${quota.limit} 次。`;
}

function adjustmentEffect(input: EffectInput): string {
  const requirements = judged(input).filter((one) => one.requirement);
  if (requirements.length === 0) return '服务期至今没有登记五级故障，尚无影响。';
  const count = (state: Clock['state']): number =>
    requirements.filter((one) => one.clocks.some((clock) => clock.id === 'restoration' && clock.state === state))
      .length;
  return (
    `五级故障 ${requirements.length} 件${named(requirements)}作为需求，不计入故障统计：` +
    `按约定日期完成 ${count('met')} 件，待协商 ${count('to-be-agreed')} 件。`
  );
}

function startEffect(input: EffectInput): string {
  const faults = faultsOf(input);
  if (faults.length === 0) return NO_INCIDENT;
  const startsAt = (from: StartReading['from']): number => faults.filter((one) => one.starts[0]?.from === from).length;
  const restored = new Set(faults.filter((one) => one.restored).map((one) => one.id));
  const own = input.incidents.filter(
    (one) => restored.has(one.id) && vouchedIncident(one).confirmedRestoredAt === undefined,
  );
  return (
    `自申报起算 ${startsAt('reported')} 次，自登记的发现时间起算 ${startsAt('discovered')} 次，` +
    `自监控告警起算 ${startsAt('alert')} 次，自首个失败样本起算 ${startsAt('sample')} 次；` +
    `${clockEffect(input, 'response', '响应')}${clockEffect(input, 'restoration', '恢复')}` +
    `已恢复 ${restored.size} 次，其中采购人尚未确认恢复、暂以供应商时间为准的 ${own.length} 次${named(own)}。`
  );
}

function openEffect(input: EffectInput): string {
  const open = faultsOf(input).filter((one) => !one.restored);
  if (open.length === 0) return '目前没有尚未恢复的故障，尚无影响。';
  const overrun = open.filter((one) =>
    one.clocks.some((clock) => clock.id === 'restoration' && isFailing(clock.state)),
  );
  return `尚未恢复 ${open.length} 次，其中已超时 ${overrun.length} 次${named(overrun)}。`;
}

function permitEffect({ permits, context, isWorkingDay }: EffectInput): string {
  const oral = permits
    .filter((one) => one.type === 'emergency')
    .map((one) => ({ id: one.id, state: writtenStateOf(one, context.asOf, isWorkingDay) }));
  if (oral.length === 0) return '服务期至今没有登记紧急口头许可，尚无影响。';
  const of = (...states: string[]) => oral.filter((one) => states.includes(one.state));
  const late = of('late', 'overdue');
  return `紧急口头许可 ${oral.length} 份：按时补办 ${of('in-time').length} 份，在补办期内 ${of('pending').length} 份，逾期 ${late.length} 份${named(late)}。`;
}

function deliveryEffect({ deliveries }: EffectInput, option: string): string {
  if (option === 'published') return '站点发布的时间没有逐份登记，暂不计算。';
  const results = deliveries.map((one) => (option === 'delivered' ? one.onTimeByDelivery : one.onTimeByIssue));
  const decided = results.filter((result) => result !== null);
  if (decided.length === 0) return '目前没有到期的交付物，尚无影响。';
  const kept = decided.filter((result) => result).length;
  return `已到期或已交付 ${decided.length} 项：按期 ${kept} 项，未按期 ${decided.length - kept} 项。`;
}

function closingEffect(input: EffectInput): string {
  const all = judged(input);
  if (all.length === 0) return NO_INCIDENT;
  const closed = all.filter((one) => one.closed).length;
  return `登记 ${all.length} 次：已关闭、期限已起算 ${closed} 次，尚未关闭 ${all.length - closed} 次。`;
}

/** Most ids named in a sentence; a table of the incidents stands elsewhere. */
const NAMED = 5;

const named = (all: readonly { id: string }[]): string => listed(all.map((one) => one.id));

function listed(ids: readonly string[]): string {
  if (ids.length === 0) return '';
  return `（${ids.slice(0, NAMED).join('、')}${ids.length > NAMED ? ' 等' : ''}）`;
}
