/** What judging one check gives, and the words and marks for it that every document shares. */
import type { Check } from '../../contract/terms/checklist.ts';

/** 判定, in the order in which documents count them. */
export const outcomeWords = {
  normal: '正常',
  abnormal: '异常',
  unreachable: '无法采集',
  stale: '数据过期',
  unconfigured: '未配置',
  'manual-pending': '待人工',
  'not-applicable': '不适用',
} as const;
export type Outcome = keyof typeof outcomeWords;

/** What each says of a check. */
export const outcomeMeanings: Readonly<Record<Outcome, string>> = {
  normal: '采到了，符合标准',
  abnormal: '采到了，不符合标准',
  unreachable: '该采而没采到，写明原因',
  stale: '采到的是旧数据',
  unconfigured: '还没有接数据源',
  'manual-pending': '等人查看后填写',
  'not-applicable': '按约定不需要看',
};

/** Mark in front of the word, so that a black-and-white copy still tells; empty for what needs no attention. */
export const outcomeMarks: Readonly<Record<Outcome, string>> = {
  normal: '',
  abnormal: '▲',
  unreachable: '◇',
  stale: '△',
  unconfigured: '–',
  'manual-pending': '○',
  'not-applicable': '',
};

/** Which outcome speaks for several together: the first that occurs. Normal comes last but one: absent is never passing. */
export const worstFirst: readonly Outcome[] = [
  'abnormal',
  'unreachable',
  'stale',
  'unconfigured',
  'manual-pending',
  'normal',
  'not-applicable',
];

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
