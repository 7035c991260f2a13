/** The cross-checks of `buildBundle`, one function for each file. Pure. */
import { unknownClauses } from '../terms/clauses.ts';
import { findingLevelIds } from '../terms/finding-levels.ts';
import { type Held, holdTogether } from '../terms/held.ts';
import { limitClocks, limitTerms } from '../terms/levels.ts';
import type { Obligation } from '../terms/obligations.ts';
import { spanOfClause } from '../terms/papers.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';
import { type Found, when } from './check-known.ts';
import { checkEventTerms } from './check-levels.ts';
import { unknownClausesOf } from './named.ts';
import { checkRules } from './rule-checks.ts';

const CLAUSE_ID = `${bundleFiles.contract} 中的条款编号或其上级、区间`;

/** Parties and clauses stand as parsed; ids and dates are checked. */
export function checkContract({ contract }: BundleParts): BundleProblem[] {
  const file = bundleFiles.contract;
  const { from, to } = contract.servicePeriod;
  return [
    ...heldTwice('people', contract.people, contract.people),
    ...heldTwice(
      'clauses',
      contract.clauses,
      contract.clauses.map((one) => spanOfClause(contract, one)),
    ),
    ...problemIf(from > to, file, 'servicePeriod.to', to, `不早于起始日 ${from}`),
    ...unknownClausesOf(contract, 'answers.clauses', contract.answers?.clauses ?? []),
  ];
}

/** One id may stand for several that follow each other, such as a clause that a supplement put anew, never for two on one day. */
function heldTwice(key: string, list: readonly { id: string }[], spans: readonly Held[]): BundleProblem[] {
  return list.flatMap(({ id }, n) => {
    const own = spans[n] ?? {};
    const before = list.findIndex((other, k) => k < n && other.id === id && holdTogether(spans[k] ?? {}, own));
    if (before === -1) return [];
    const found = `${id}（${spanText(own)}）`;
    const expected = `不与 ${key}[${before}]（${spanText(spans[before] ?? {})}）在同一日有效：同一编号先后各一条的，写明起止 from、until`;
    return [problem(bundleFiles.contract, `${key}[${n}].id`, found, expected)];
  });
}

/** `自 2026-11-24 至 2027-03-31`; `不限起止`. */
function spanText({ from, until }: Held): string {
  const parts = [...(from === undefined ? [] : [`自 ${from}`]), ...(until === undefined ? [] : [`至 ${until}`])];
  return parts.length === 0 ? '不限起止' : parts.join(' ');
}

/** Ids and codes are unique across the three files; clauses exist; each rule has what it needs. */
export function checkObligations(parts: BundleParts): BundleProblem[] {
  const groups: { file: string; key: string; list: readonly Obligation[] }[] = [
    { file: bundleFiles.obligations, key: 'obligations', list: parts.obligations },
    { file: bundleFiles.registers, key: 'registers', list: parts.registers },
    { file: bundleFiles.written, key: 'documents', list: parts.written },
  ];
  const all = groups.flatMap(({ file, key, list }) => list.map((one, n) => ({ file, at: `${key}[${n}]`, one })));
  const seen = new Map<string, string>();
  const problems: BundleProblem[] = [];
  for (const { file, at, one } of all) {
    for (const field of ['id', 'code'] as const) {
      const key = `${field} ${one[field]}`;
      const first = seen.get(key);
      if (first !== undefined) problems.push(problem(file, `${at}.${field}`, one[field], `不与 ${first} 重复`));
      else seen.set(key, `${file} ${at}`);
    }
    problems.push(...clauses(parts.contract, file, `${at}.clauses`, one.clauses));
    for (const [n, { clause }] of (one.otherDues ?? []).entries())
      problems.push(...clauses(parts.contract, file, `${at}.otherDues[${n}].clause`, [clause]));
    const found = [...checkEventTerms(parts, at, one), ...checkDueLimits(parts, at, one)];
    problems.push(...found.map((own) => ({ file, ...own })));
    problems.push(
      ...checkRules(
        one,
        all.map((other) => other.one),
      ).map((found) => ({ file, ...found, at: `${at}.${found.at}` })),
    );
  }
  return problems;
}

/** Default and chosen option are among the options; a confirmed reading says which one, since when and by what paper. */
export function checkInterpretations({ contract, interpretations }: BundleParts): BundleProblem[] {
  const file = bundleFiles.interpretations;
  return [
    ...doubled(file, 'interpretations', interpretations, 'id'),
    ...interpretations.flatMap((one, n) => {
      const at = `interpretations[${n}]`;
      const options = one.options.map((option) => option.id);
      const among = `选项之一：${options.join('、')}`;
      return [
        ...doubled(file, `${at}.options`, one.options, 'id'),
        ...clauses(contract, file, `${at}.clauses`, one.clauses),
        ...problemIf(!options.includes(one.default), file, `${at}.default`, one.default, among),
        ...problemIf(
          one.chosen !== null && !options.includes(one.chosen),
          file,
          `${at}.chosen`,
          one.chosen ?? '',
          among,
        ),
        ...problemIf(
          one.confirmed && one.chosen === null,
          file,
          `${at}.chosen`,
          '（缺少）',
          '双方已确认的口径须写明选项',
        ),
        ...problemIf(
          one.confirmed && one.confirmedOn === undefined,
          file,
          `${at}.confirmedOn`,
          '（缺少）',
          '双方已确认的口径须写明确认日期',
        ),
        ...problemIf(
          one.confirmed && one.scan === undefined,
          file,
          `${at}.scan`,
          '（缺少）',
          '双方已确认的口径须有签字扫描件的校验值：登记口径确认函签收时附上（receive --scan），校验值在该签收记录中',
        ),
      ];
    }),
  ];
}

function clauses(
  contract: BundleParts['contract'],
  file: string,
  at: string,
  list: readonly string[],
): BundleProblem[] {
  return unknownClauses(list, contract).map((id) => problem(file, at, id, CLAUSE_ID));
}

/** Each level once, the bounds of their scores falling. */
export function checkFindingLevels({ findingLevels }: BundleParts): BundleProblem[] {
  if (findingLevels === undefined) return [];
  const file = bundleFiles.findingLevels;
  const { levels } = findingLevels;
  return [
    ...doubled(file, 'levels', levels, 'level'),
    ...findingLevelIds
      .filter((id) => !levels.some((row) => row.level === id))
      .map((id) => problem(file, 'levels', '（缺少）', `等级 ${id}`)),
    ...levels.flatMap((row, n) => {
      const worse = levels.find((one) => findingLevelIds.indexOf(one.level) === findingLevelIds.indexOf(row.level) - 1);
      const wrong = worse !== undefined && row.cvss >= worse.cvss;
      return problemIf(wrong, file, `levels[${n}].cvss`, String(row.cvss), `小于上一等级的 ${worse?.cvss}`);
    }),
  ];
}

function doubled<K extends string>(
  file: string,
  key: string,
  list: readonly Record<K, string>[],
  field: K,
): BundleProblem[] {
  const first = new Map<string, number>();
  return list.flatMap((one, n) => {
    const before = first.get(one[field]);
    if (before === undefined) first.set(one[field], n);
    return problemIf(before !== undefined, file, `${key}[${n}].${field}`, one[field], `不与 ${key}[${before}] 重复`);
  });
}

function problemIf(wrong: boolean, file: string, at: string, found: string, expected: string): BundleProblem[] {
  return wrong ? [problem(file, at, found, expected)] : [];
}

function problem(file: string, at: string, found: string, expected: string): BundleProblem {
  return { file, at, found, expected };
}

/** Documents that are due by a limit of the level (`due: { limit: analysis }`): each level that brings one up has such a limit. */
type Terms = Pick<Obligation, 'eventKind' | 'eventLevels' | 'eventClass' | 'due' | 'parts'>;

/**
 * A level without the limit, or with one that is agreed case by case, would give a document that is never due.
 * @param at place of the obligation in its file
 * @returns one problem for each rule that asks for the limit, with the levels that lack it
 */
function checkDueLimits({ contract }: Pick<BundleParts, 'contract'>, at: string, one: Terms): Found[] {
  const rules = [
    { place: `${at}.due`, due: one.due },
    ...(one.parts ?? []).map(({ due }, n) => ({ place: `${at}.parts[${n}].due`, due })),
  ];
  return rules.flatMap(({ place, due }) => {
    const clock = due?.limit;
    if (clock === undefined || one.eventKind !== 'incident') return [];
    const terms = limitTerms(contract).filter(
      (term) =>
        term.clock === clock &&
        term.agreed !== true &&
        term.during === undefined &&
        term.outside === undefined &&
        term.when === undefined &&
        (term.class === undefined || term.class === one.eventClass),
    );
    const lacking = contract.levels
      .filter(({ id }) => one.eventLevels === undefined || one.eventLevels.includes(id))
      .filter(({ id }) => terms.every(({ levels }) => levels !== undefined && !levels.includes(id)));
    return when(
      lacking.length > 0,
      `${place}.limit`,
      `${clock}；没有“${limitClocks[clock]}”时限的级别：${[...new Set(lacking.map(({ id, name }) => `${id}（${name}）`))].join('、')}`,
      `contract.yaml 中这些级别都有可以算出期限的 limits（clock: ${clock}），或在 eventLevels 中只列出有的级别`,
    );
  });
}
