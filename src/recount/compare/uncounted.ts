/** Kinds of figures that are not counted again, each with its reason: anything else that is printed has its second count. */
const REASONS: readonly [RegExp, string][] = [
  [/^permits\.(note|service-order)\.[a-z]+$|^permits\.doubt\..+\.count$/, '仅凭记事文字认定的操作：复核不解读文字'],
  [/^permits\.breach\..+\.count$/, '例行采集与备份按不符情形合并成行：合计已复核'],
];

/** Why an id has no second count; undefined: it needs one. */
export const reasonOf = (id: string): string | undefined => REASONS.find(([pattern]) => pattern.test(id))?.[1];
