/** The penalty schemes: each rule holds what its ground and its count need, names what there is, bands part all results. Pure. */
import type { PenaltyScheme } from '../terms/penalties.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';
import { checkRule } from './check-penalty-rules.ts';
import { doubledIds, fallingBounds, found, oneBound, unknown, unknownClausesOf } from './named.ts';

const file = bundleFiles.contract;

export function checkPenalties(parts: BundleParts): BundleProblem[] {
  const { penalties } = parts.contract;
  return [
    ...doubledIds(file, 'penalties', penalties),
    ...penalties.flatMap((scheme, n) => checkScheme(scheme, `penalties[${n}]`, parts)),
  ];
}

function checkScheme(scheme: PenaltyScheme, at: string, parts: BundleParts): BundleProblem[] {
  const { measure, full, obligation, bands = [], payments = [], rules } = scheme;
  const all = [...parts.obligations, ...parts.registers, ...parts.written].map((one) => one.id);
  return [
    ...unknownClausesOf(parts.contract, `${at}.clauses`, scheme.clauses),
    ...found(
      measure === 'points' && bands.length > 0 && full === undefined,
      file,
      `${at}.full`,
      '（缺少）',
      '有档位的扣分办法须写明满分',
    ),
    ...found(
      measure !== 'points' && full !== undefined,
      file,
      `${at}.full`,
      String(full),
      '只有扣分办法（points）写满分',
    ),
    ...found(
      measure !== 'points' && bands.length > 0,
      file,
      `${at}.bands`,
      measure,
      '只有扣分办法（points）写结果的档位',
    ),
    ...(obligation === undefined ? [] : unknown(file, `${at}.obligation`, obligation, all, '一项交付义务的编号')),
    ...bands.flatMap((band, n) => oneBound(band, file, `${at}.bands[${n}]`)),
    ...fallingBounds(bands, file, `${at}.bands`),
    ...payments.flatMap(({ from, to }, n) =>
      found(from > to, file, `${at}.payments[${n}].to`, to, `不早于起始日 ${from}`),
    ),
    ...payments.flatMap(({ from, name }, n) => {
      const before = payments.findIndex((one, k) => k < n && one.from <= (payments[n]?.to ?? '') && from <= one.to);
      return found(
        before !== -1,
        file,
        `${at}.payments[${n}].from`,
        `${name} ${from}`,
        `不与 ${at}.payments[${before}] 的日期重叠`,
      );
    }),
    ...doubledIds(file, `${at}.rules`, rules),
    ...checkSharedCaps(scheme, at, parts),
    ...(scheme.objections === undefined
      ? []
      : unknownClausesOf(parts.contract, `${at}.objections.clauses`, scheme.objections.clauses)),
    ...(scheme.free ?? []).flatMap(({ clauses, from, to }, n) => [
      ...unknownClausesOf(parts.contract, `${at}.free[${n}].clauses`, clauses),
      ...found(from > to, file, `${at}.free[${n}].to`, to, `不早于起始日 ${from}`),
    ]),
    ...rules.flatMap((rule, n) => checkRule(rule, `${at}.rules[${n}]`, parts)),
  ];
}

/** Each names rules of the scheme; one over an incident only rules that find incidents; no rule stands in two of a kind. */
function checkSharedCaps({ sharedCaps = [], rules }: PenaltyScheme, at: string, parts: BundleParts): BundleProblem[] {
  const ids = rules.map(({ id }) => id);
  const incidents = rules
    .filter(({ on }) => on === 'over-limit' || on === 'quota' || on === 'repeat')
    .map(({ id }) => id);
  return sharedCaps.flatMap(({ clauses, per, over }, n) => {
    const place = `${at}.sharedCaps[${n}]`;
    const before = sharedCaps.slice(0, n).filter((one) => one.per === per);
    return [
      ...unknownClausesOf(parts.contract, `${place}.clauses`, clauses),
      ...over.flatMap((id, k) => [
        ...unknown(file, `${place}.over[${k}]`, id, ids, '本办法一条规则的编号'),
        ...found(
          per === 'incident' && ids.includes(id) && !incidents.includes(id),
          file,
          `${place}.over[${k}]`,
          id,
          '同一故障的上限只管 over-limit、quota、repeat 的规则',
        ),
        ...found(
          over.indexOf(id) < k || before.some((one) => one.over.includes(id)),
          file,
          `${place}.over[${k}]`,
          id,
          '一条规则只列入一个同类的合计上限',
        ),
      ]),
    ];
  });
}
