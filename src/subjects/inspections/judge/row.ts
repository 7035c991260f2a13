/** Judges one check on one asset. Pure; a row is 正常 only by a fresh, plausible reading that meets the standard, or by a person. */

import type { Asset } from '../../../contract/terms/assets.ts';
import type { Check } from '../../../contract/terms/checklist.ts';
import { compareInstants, formatDateTime, formatTime, secondsBetween } from '../../../contract/time.ts';
import type { ManualResult, Reading } from '../../../records/reading.ts';
import { CLOCK_TOLERANCE_SECONDS, NONE } from '../../../records/reading.ts';
import { isUnknown, outcomeWords, rankOf } from '../../../states/outcome.ts';
import { roughDuration } from '../../../wording/durations.ts';
import type { SignoffRecord } from '../../signing/kinds/signoff.ts';
import { CARRIED, handMethods, isFromPaper } from './day.ts';
import type { CheckResult } from './result.ts';
import type { Found } from './select.ts';
import { type Elapsed, judgeValue, printAge, printStandard, printValue } from './value.ts';

/** What judging a row needs beside the check, the asset and what was found. */
export interface RowContext {
  /** End of the inspection, or `asOf` when that is earlier: freshness is judged here. */
  reference: string;
  confirm: SignoffRecord | null;
  manual: readonly ManualResult[];
  /** Sources whose file a person brought, without a signature of the host. */
  carried: ReadonlySet<string>;
  /** What is to be known of sources, by name. */
  notes: ReadonlyMap<string, string>;
  elapsed: Elapsed;
  /** What time `elapsed` counts, where that is not working time. */
  counting?: string;
  /** Why silence of this asset is expected now (静默日), or null. */
  silence(asset: Asset): string | null;
}

const DEFAULT_MAX_AGE_MINUTES = 24 * 60;

/** Outcome fields of a row; the rest is the same for every outcome. */
type Verdict = Pick<CheckResult, 'measured' | 'value' | 'outcome' | 'reason' | 'at'>;

export function judgeRow(check: Check, asset: Asset, found: Found, context: RowContext): CheckResult {
  const automatic = check.manual ? pending() : judgeFound(check, asset, found, context);
  const manual = withManual(check, asset.id, automatic, context);
  const measure = findMeasure(context.confirm, check.id, asset.id, found.instance);
  return {
    check: check.id,
    asset: asset.id,
    assetName: asset.name,
    place: asset.place,
    kind: asset.kind,
    kindName: asset.kindName,
    group: check.group,
    manual: check.manual,
    instance: found.instance,
    label: check.label,
    method: check.manual || !isCarried(found, context) ? check.method : CARRIED,
    ...noteOf(check, asset, found, context),
    standard: printStandard(check),
    ...(manual ?? automatic),
    severity: check.severity,
    clause: check.clause,
    action: measure?.action ?? null,
    permit: measure?.permit ?? null,
    contract: asset.contract,
  };
}

/** How and when a person looked. */
function methodOf({ method }: Check, manual: ManualResult): string {
  const seen = `${method}（${formatTime(manual.at).slice(0, 5)}）`;
  return isFromPaper(manual) ? `${handMethods.paper}：${seen}` : seen;
}

/** The measure entered for this row; one without an instance is meant for all instances. */
export function findMeasure(confirm: SignoffRecord | null, check: string, target: string, instance: string | null) {
  const fitting = confirm?.measures?.filter((m) => m.check === check && m.target === target) ?? [];
  return fitting.find((m) => (m.instance ?? null) === instance) ?? fitting.find((m) => m.instance === undefined);
}

/** What stands in the place of a value that nobody looked for. */
export const UNSEEN = { unconfigured: '未接入', 'manual-pending': '待检查' } as const;

const pending = (): Verdict => ({
  measured: UNSEEN['manual-pending'],
  value: null,
  outcome: 'manual-pending',
  reason: null,
  at: null,
});

/**
 * A person's result, where the check is manual or no automatic value came about. It never replaces a measured value; and what was
 * seen abnormal stays so for the day, with when it was looked at again.
 */
export function withManual(
  check: Check,
  target: string,
  automatic: Verdict,
  context: RowContext,
): (Verdict & Pick<CheckResult, 'method'>) | undefined {
  if (!check.manual) return;
  if (!isUnknown(automatic.outcome)) return;
  const all = context.manual.filter((m) => m.check === check.id && m.target === target);
  const inOrder = all.toSorted((a, b) => compareInstants(a.at, b.at));
  const last = inOrder.at(-1);
  if (last === undefined) return;
  const told = inOrder.findLast(({ result }) => result === 'abnormal') ?? last;
  return {
    measured: seenText(told),
    value: told.value ?? null,
    outcome: told.result,
    reason: told === last ? null : `${seenAt(told)}；${seenAt(last)}（再次查看）`,
    at: told.at,
    method: methodOf(check, told),
  };
}

const seenText = ({ value, result }: ManualResult): string => value ?? outcomeWords[result];
const seenAt = (seen: ManualResult): string => `${formatTime(seen.at).slice(0, 5)} ${seenText(seen)}`;

/** What a person brought from a host is as good as the person, unless the host signed it. */
const isCarried = (found: Found, { carried }: RowContext): boolean =>
  found.state === 'read' && found.readings.some(({ source }) => carried.has(source));

/** What the supplier's own machine reads of itself is as it should be. */
function noteOf({ manual }: Check, { contract }: Asset, found: Found, { notes }: RowContext): { sourceNote?: string } {
  if (manual || !contract || found.state !== 'read') return {};
  const own = new Set(found.readings.flatMap(({ source }) => notes.get(source) ?? []));
  return own.size === 0 ? {} : { sourceNote: [...own].join('；') };
}

function judgeFound(check: Check, asset: Asset, found: Found, context: RowContext): Verdict {
  if (found.state === 'unconfigured') {
    return { measured: UNSEEN.unconfigured, value: null, outcome: 'unconfigured', reason: '未配置采集', at: null };
  }
  if (found.state === 'unreachable') return unreachable(found.reason, found.at);
  const verdicts = found.readings.map((reading) => judgeReading(check, asset, reading, context));
  // Of several sources one that could be read speaks; among those that could, the worst does.
  const readable = verdicts.filter((v) => v.outcome !== 'unreachable');
  return worst(readable.length > 0 ? readable : verdicts);
}

function worst(verdicts: Verdict[]): Verdict {
  const ranked = verdicts.toSorted((a, b) => rankOf(a.outcome) - rankOf(b.outcome));
  return ranked[0] ?? unreachable('没有采集值', null);
}

const unreachable = (
  reason: string,
  at: string | null,
  measured = reason,
  value: CheckResult['value'] = null,
): Verdict => ({
  measured,
  value,
  outcome: 'unreachable',
  reason,
  at,
});

function judgeReading(check: Check, asset: Asset, reading: Reading, context: RowContext): Verdict {
  if (reading.problem !== undefined || reading.value === null)
    return unreachable(reading.problem ?? '没有采集值', reading.at);
  const dataAt = reading.dataAt ?? reading.at;
  const printed = printValue(check, reading.value);
  if (secondsBetween(context.reference, dataAt) > CLOCK_TOLERANCE_SECONDS) {
    const reason = `数值不可信（数据时间 ${formatDateTime(dataAt)} 在未来）`;
    return unreachable(reason, reading.at, printed, reading.value);
  }
  const judged = judgeValue(check, reading.value, reading.at, context.elapsed);
  if (judged.verdict === 'implausible') {
    return unreachable(judged.reason, reading.at, printValue(check, judged.value), judged.value);
  }
  if (judged.verdict === 'not-applicable') {
    return {
      measured: outcomeWords['not-applicable'],
      value: null,
      outcome: 'not-applicable',
      reason: null,
      at: reading.at,
    };
  }
  const dataAge = judged.age;
  const measured =
    dataAge === undefined
      ? printValue(check, judged.value)
      : printAge(dataAge.whole, dataAge.counted, context.counting);
  const age = secondsBetween(dataAt, context.reference);
  if (age > (check.maxAgeMinutes ?? DEFAULT_MAX_AGE_MINUTES) * 60) {
    const reason = `数据时间 ${formatDateTime(dataAt)}，已 ${roughDuration(age)}`;
    return { measured, value: judged.value, outcome: 'stale', reason, at: reading.at };
  }
  if (judged.verdict === 'met')
    return { measured, value: judged.value, outcome: 'normal', reason: null, at: reading.at };
  return missed(asset, context, reading, measured, judged.value, dataAge !== undefined || reading.value === NONE);
}

/** A device that is expected to be silent (parked car, desk sign on a holiday) is no fault. */
function missed(
  asset: Asset,
  context: RowContext,
  reading: Reading,
  measured: string,
  value: CheckResult['value'],
  isSilence: boolean,
): Verdict {
  const expected = isSilence ? context.silence(asset) : null;
  if (expected !== null) return { measured, value, outcome: 'not-applicable', reason: expected, at: reading.at };
  return { measured, value, outcome: 'abnormal', reason: null, at: reading.at };
}
