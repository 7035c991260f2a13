/** What judging one check gives, and the words and marks for it that every document shares. */
import type { Check } from '../../../contract/terms/checklist.ts';
import type { Outcome } from '../../../states/outcome.ts';

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
  /** When it was read or seen (ISO instant); null when nothing was. */
  at: string | null;
  /** false for `ops-host`, which documents list apart and do not count. */
  contract: boolean;
  /** Present on a row over a kind: the rows of its members, all outcomes. */
  members?: CheckResult[];
}
