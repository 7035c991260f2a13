/**
 * What each option of an ambiguous clause (口径) makes of the data so far, in one sentence each: for the 口径确认函, so that
 * both sides see what they agree on. Pure; it prefers no option.
 */

import type { EffectId } from '../../contract/terms/effects.ts';
import type { Interpretation } from '../../contract/terms/interpretations.ts';
import { type StoppableClock, stoppableClocks } from '../../contract/terms/pauses.ts';
import { vouchedIncident } from '../../records/purchaser.ts';
import { clockStates } from '../../states/clock.ts';
import { stateWords } from '../../states/occurrence.ts';
import { receiptWords } from '../../states/receipt.ts';
import { type Delivery, inTimeBy, isReceived } from '../../subjects/deliveries/judge/deliveries.ts';
import { countOnline } from '../../subjects/deliveries/judge/online.ts';
import type { Clock } from '../../subjects/incidents/judge/clock.ts';
import {
  assessIncident,
  type IncidentAssessment,
  type IncidentContext,
  isFailing,
} from '../../subjects/incidents/judge/clocks.ts';
import { choosing } from '../../subjects/incidents/judge/interpretation.ts';
import { hasClock } from '../../subjects/incidents/judge/limits.ts';
import { quotasOf } from '../../subjects/incidents/judge/quota.ts';
import type { StartReading } from '../../subjects/incidents/judge/start.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { writtenStateOf } from '../../subjects/permits/judge/written.ts';
import type { PermitRecord } from '../../subjects/permits/kinds/permit.ts';
import { factOfReading } from './on-time.ts';

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
  if (interpretation.binds === undefined) return null;
  const interpretations = choosing(input.context.interpretations, interpretation.id, option);
  const chosen = { ...input, context: { ...input.context, interpretations } };
  return told[interpretation.binds](chosen, { interpretation, option });
}

/** What is varied: the 口径 and the option that is looked at. */
interface Varied {
  interpretation: Interpretation;
  option: string;
}

const told: Readonly<Record<EffectId, (input: EffectInput, varied: Varied) => string | null>> = {
  'response-limit': (input) => clockEffect(input, 'response', '响应'),
  pauses: pausesEffect,
  arrival: (input) => clockEffect(input, 'arrival', '到场'),
  'working-time': workingTimeEffect,
  class: classEffect,
  requirement: adjustmentEffect,
  'clock-start': startEffect,
  open: openEffect,
  'oral-permit': permitEffect,
  'on-time': deliveryEffect,
  'online-receipt': receiptEffect,
  contradicting: ({ incidents }) =>
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

/** Each clock of the contract that has a limit. */
function workingTimeEffect(input: EffectInput): string {
  const faults = faultsOf(input);
  if (faults.length === 0) return NO_INCIDENT;
  const kinds = new Map(faults.flatMap((one) => one.clocks.map((clock) => [clock.id, clock.label] as const)));
  return [...kinds].map(([id, label]) => clockEffect(input, id, label)).join('');
}

/** Each clock that a pause stops by the contract, or by one of the options. */
function pausesEffect(input: EffectInput, { interpretation }: Varied): string {
  const rows = input.context.contract.pauses ?? [{ clocks: ['restoration'] as const }];
  const stopped = new Set<string>([...rows, ...interpretation.options].flatMap(({ clocks }) => clocks ?? []));
  return Object.entries(stoppableClocks)
    .filter(([id]) => stopped.has(id))
    .toSorted(([a], [b]) => Number(b === 'restoration') - Number(a === 'restoration'))
    .map(([id, label]) => clockEffect(input, id as StoppableClock, label))
    .join('');
}

/** What the quotas on the class come to; a class without a quota is told by its incidents. */
function classEffect(input: EffectInput, { interpretation, option }: Varied): string {
  if (input.incidents.length === 0) return NO_INCIDENT;
  const quotas = quotasOf(input.incidents, input.context).filter(({ id }) =>
    isQuotaOf(input, id, interpretation.class),
  );
  if (quotas.length === 0) {
    const own = judged(input).filter((one) =>
      one.classes.some(({ id, holds }) => id === interpretation.class && holds),
    );
    return `属于此类的 ${own.length} 次${named(own)}。`;
  }
  return quotas
    .map((quota) => {
      const row = quota.byOption.find((one) => one.option === option);
      const { supplier = [], pending = [], others = [] } = row ?? {};
      const apart = [
        ...(pending.length > 0 ? [`待定 ${pending.length} 次${listed(pending)}`] : []),
        ...(others.length > 0 ? [`责任不在⟦供应商⟧ ${others.length} 次${listed(others)}，另列`] : []),
      ];
      const counted = [`计入限额 ${supplier.length} 次${listed(supplier)}`, ...apart].join('；');
      return `${counted}。${quota.name} ${quota.limit} 次。`;
    })
    .join('');
}

const isQuotaOf = ({ context }: EffectInput, id: string, classId: string | undefined): boolean =>
  (context.contract.quotas ?? []).some((one) => one.id === id && one.class === classId);

function adjustmentEffect(input: EffectInput): string | null {
  const levels = input.context.contract.levels.filter((one) => one.requirement === true);
  if (levels.length === 0) return null;
  const called = levels.map(({ ordinal, name }) => ordinal ?? name).join('、');
  const requirements = judged(input).filter((one) => one.requirement);
  if (requirements.length === 0) return `服务期至今没有登记${called}，尚无影响。`;
  const count = (state: Clock['state']): number =>
    requirements.filter((one) => one.clocks.some((clock) => clock.id === 'restoration' && clock.state === state))
      .length;
  return (
    `${called} ${requirements.length} 件${named(requirements)}作为需求，不计入故障统计：` +
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
    `${held(input, 'response', '响应')}${held(input, 'restoration', '恢复')}` +
    `已恢复 ${restored.size} 次，其中⟦采购人⟧尚未确认恢复、暂以⟦供应商⟧时间为准的 ${own.length} 次${named(own)}。`
  );
}

/** Nothing of a clock that the contract has no limit for. */
const held = (input: EffectInput, id: 'response' | 'restoration', label: string): string =>
  hasClock(input.context.contract, id) ? clockEffect(input, id, label) : '';

function openEffect(input: EffectInput): string {
  const open = faultsOf(input).filter((one) => !one.restored);
  if (open.length === 0) return '目前没有尚未恢复的故障，尚无影响。';
  const overrun = open.filter((one) =>
    one.clocks.some((clock) => clock.id === 'restoration' && isFailing(clock.state)),
  );
  return `尚未恢复 ${open.length} 次，其中${clockStates.overrun} ${overrun.length} 次${named(overrun)}。`;
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

function deliveryEffect({ deliveries }: EffectInput, { interpretation, option }: Varied): string {
  const effect = interpretation.options.find(({ id }) => id === option)?.effect;
  if (effect === 'published') return '站点发布的时间没有逐份登记，暂不计算。';
  // What an obligation says by itself, no reading changes.
  const by = factOfReading(effect ?? '');
  const results = deliveries.map((one) => inTimeBy(one, one.obligation.onTimeBy ?? by));
  const decided = results.filter((result) => result !== null);
  if (decided.length === 0) return '目前没有到期的交付物，尚无影响。';
  const kept = decided.filter((result) => result).length;
  return `已到期或已交付 ${decided.length} 项：${stateWords['on-time']} ${kept} 项，未按期 ${decided.length - kept} 项。`;
}

/** What is received by either reading: by the account alone it counts under one of them only. */
function receiptEffect({ deliveries }: EffectInput, { interpretation, option }: Varied): string {
  const received = deliveries.filter(isReceived).length;
  const online = countOnline(deliveries);
  if (online === 0) return '服务期至今没有网上确认，尚无影响。';
  const effect = interpretation.options.find(({ id }) => id === option)?.effect;
  const counted = effect === 'on-paper' ? received - online : received;
  return `网上确认 ${online} 份，另有签字的签收 ${received - online} 份：计为${receiptWords.received} ${counted} 份。`;
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
