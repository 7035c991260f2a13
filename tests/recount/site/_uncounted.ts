/** Figures of the site that are not counted again, each with its reason. */
const REASONS: readonly [RegExp, string][] = [
  [/^asked\./, '待采购人决定的事项由各主题的判定归纳，事实已逐项复核'],
  [/^availability\.(.+\.axis|target\..+)$/, '图的下限和合同所写的百分数，不是统计数'],
  [/^clauses\.(.+\.)?records(\.[a-z-]+)?$/, '哪些记录为条款的证据由条款和记录种类的主题归纳，记录的条数已复核'],
  [
    /^clauses\.(state|exceptions|breaches|missed-since)(\..+)?$|^clauses\..+\.exceptions(\..+)?$/,
    '各期对照表的结论与例外，取自已签发的对照表',
  ],
  [/^records\.corrections\.(replacing|advanced)$/, '更正是改变原值还是续填由字段的含义判定，更正的次数已复核'],
  [/^staff\.off-shift$/, '值守以外的办理按人名与各种记录的经办人对应，不另算'],
  [/^measures\.|^restore-test\./, '措施与表校验由所属的文档印出并复核'],
];

/** Why an id has no second count; undefined: it needs one. */
export const siteReasonOf = (id: string): string | undefined => REASONS.find(([pattern]) => pattern.test(id))?.[1];
