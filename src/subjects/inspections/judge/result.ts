/** What judging one check gives: a row, what tells it from others, and how many rows came out how. Pure. */
import type { Check } from '../../../contract/terms/checklist.ts';
import { type Outcome, outcomeWords } from '../../../states/outcome.ts';

/** One judged row of an inspection. */
export interface CheckResult {
  /** Id of the check in the checklist. */
  check: string;
  /** Asset id; for a row over a whole kind (`members` present) the kind itself, such as `desk-sign`. */
  asset: string;
  /** Name as printed: `应用服务器 1`, `电子桌牌（45 台）`. */
  assetName: string;
  /** Place of the asset; empty for a row over a kind. */
  place: string;
  /** Id and printed name of the asset's kind. */
  kind: string;
  kindName: string;
  /** Id of the group of the inspection log. */
  group: string;
  /** true: asked of a person; what a machine is to measure, no person answers. */
  manual: boolean;
  /** Mount point, channel, device …; null where there is only one. */
  instance: string | null;
  label: string;
  method: string;
  /** What is to be known of its source; absent: nothing. */
  sourceNote?: string;
  /** Expectation as printed: `≤ 80 %`. */
  standard: string;
  /** Measured value as printed with its unit, or in its place why there is none. */
  measured: string;
  /** What was compared: a number in the unit of the standard, or the raw value; null when nothing was measured. */
  value: number | boolean | string | null;
  outcome: Outcome;
  /** Why the row is not normal, or what else the reader should know; null when there is nothing to say. */
  reason: string | null;
  severity: Check['severity'];
  clause: string;
  /** 处理措施 of the confirmation; null when none was entered. */
  action: string | null;
  /** 许可编号 of the measure. */
  permit: string | null;
  /** What failed of it in a collection of the day that was withdrawn: `09:00 93.0 %`; absent: nothing did. */
  takenBack?: string;
  /** When it was read or seen (ISO instant); null when nothing was. */
  at: string | null;
  /** false for `ops-host`, which documents list apart and do not count. */
  contract: boolean;
  /** Present on a row over a kind: the rows of its members, all outcomes. */
  members?: CheckResult[];
}

/** The same for the row of another day about the same thing. */
export const rowKey = ({ check, asset, instance }: Pick<CheckResult, 'check' | 'asset' | 'instance'>): string =>
  `${asset} ${check} ${instance ?? ''}`;

/** 检查项 with its instance: `磁盘使用率 /data`. */
export const checkName = ({ label, instance }: Pick<CheckResult, 'label' | 'instance'>): string =>
  instance === null ? label : `${label} ${instance}`;

/** How many rows have each outcome, all outcomes named. A row over a kind counts once. */
export function countOutcomes(results: readonly CheckResult[]): Record<Outcome, number> & { total: number } {
  const counts = Object.fromEntries(Object.keys(outcomeWords).map((o) => [o, 0])) as Record<Outcome, number>;
  for (const result of results) counts[result.outcome] += 1;
  return { ...counts, total: results.length };
}

/** 较昨日变化. */
export interface Comparison {
  /** Abnormal today and not abnormal in the earlier inspection (a row that was not there counts as not abnormal). */
  appeared: CheckResult[];
  /** Abnormal before and normal today. What can no longer be read has not recovered. */
  recovered: CheckResult[];
}

/** @param yesterday rows of the inspection before; empty when there was none, then every abnormal row has appeared */
export function compareInspections(today: readonly CheckResult[], yesterday: readonly CheckResult[]): Comparison {
  const before = new Map(yesterday.map((r) => [rowKey(r), r.outcome]));
  return {
    appeared: today.filter((r) => r.outcome === 'abnormal' && before.get(rowKey(r)) !== 'abnormal'),
    recovered: today.filter((r) => r.outcome === 'normal' && before.get(rowKey(r)) === 'abnormal'),
  };
}
