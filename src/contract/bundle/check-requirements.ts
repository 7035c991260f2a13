/** The requirements in numbers against the rest of the contract's data. Pure. */

import { ABSENT } from '../error.ts';
import { muddledRequirements } from '../precedence/requirements.ts';
import type { AskedBackup } from '../terms/backups.ts';
import { type Activity, requirementsOf } from '../terms/requirements.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';
import { countingProblems } from './check-availability.ts';
import { checkCertificates } from './check-certificates.ts';
import { calendarKnown, leftOutKnown } from './check-days.ts';
import { inFile } from './check-known.ts';
import { doubledIds, found, unknown, unknownClausesOf } from './named.ts';
import { checkPeriods } from './rule-checks.ts';

const file = bundleFiles.contract;

/** Ids once, clauses and assets that exist, spans the right way round, terms with their days, lasting shifts. */
export function checkRequirements(parts: BundleParts): BundleProblem[] {
  const { contract, assets } = parts;
  const { posts, activities, availability, backups, retention, coverage } = requirementsOf(contract);
  const at = (list: string, n: number, key: string): string => `requirements.${list}[${n}].${key}`;
  const clauses = (list: string, all: readonly { clauses: readonly string[] }[]): BundleProblem[] =>
    all.flatMap((one, n) => unknownClausesOf(contract, at(list, n, 'clauses'), one.clauses));
  const spans = (where: string, all: readonly { from: string; to: string }[] | undefined): BundleProblem[] =>
    (all ?? []).flatMap(({ from, to }, n) => found(from > to, file, `${where}[${n}].to`, to, `不早于起始日 ${from}`));
  const ids = assets.map((one) => one.id);
  return [
    ...doubledIds(file, 'requirements.posts', posts),
    ...doubledIds(file, 'requirements.activities', activities),
    ...doubledIds(file, 'requirements.availability', availability),
    ...doubledIds(file, 'requirements.backups', backups),
    ...muddledRequirements(contract).flatMap(({ at: where, other, clauses: own }) =>
      found(
        true,
        file,
        `${where}.clauses`,
        own.join('、'),
        `与 ${other} 约定同一事项而数量不同，须各有一条只属于自己的条款：现在说不出哪一处是哪份文件的约定`,
      ),
    ),
    ...clauses('posts', posts),
    ...clauses('activities', activities),
    ...clauses('availability', availability),
    ...clauses('backups', backups),
    ...backups.flatMap(({ keepClauses = [] }, n) =>
      unknownClausesOf(contract, `requirements.backups[${n}].keepClauses`, keepClauses),
    ),
    ...checkCertificates(contract),
    ...clauses('retention', retention),
    ...clauses('coverage', coverage),
    ...posts.flatMap((post, n) => [
      ...inFile(file, [
        ...calendarKnown(post.days, at('posts', n, 'days'), contract),
        ...calendarKnown(post.only, at('posts', n, 'only'), contract),
        ...leftOutKnown(post.except, at('posts', n, 'except'), contract),
      ]),
      ...(post.shifts ?? []).flatMap((shift, k) =>
        found(shift.from === shift.to, file, `${at('posts', n, 'shifts')}[${k}].to`, shift.to, '与起始时刻不同的时刻'),
      ),
      ...found(
        post.shifts !== undefined && post.hours !== undefined,
        file,
        at('posts', n, 'hours'),
        `${post.hours?.from}–${post.hours?.to}`,
        '写明班次（shifts）时不另写时间（hours）',
      ),
    ]),
    ...activities.flatMap((one, n) => [
      ...checkActivity(one, `requirements.activities[${n}]`, ids),
      ...spans(at('activities', n, 'spans'), one.spans),
      ...(one.rotate ?? []).flatMap(({ value }, k) =>
        found(
          !(one.where?.in ?? []).includes(value),
          file,
          `${at('activities', n, 'rotate')}[${k}].value`,
          value,
          one.where === undefined
            ? '轮换的取值属于 where 的字段：先写 where'
            : `where.in 中的一个：${one.where.in.join('、')}`,
        ),
      ),
      ...found(
        one.per === 'term' && (one.spans ?? contract.terms ?? []).length === 0,
        file,
        at('activities', n, 'spans'),
        '（缺少）',
        '按学期的要求须有学期：写在 terms，或在此列出各期的起止日期',
      ),
    ]),
    ...availability.flatMap((one, n) => countingProblems(one, one.per, `requirements.availability[${n}]`, parts)),
    ...backups.flatMap((one, n) => checkBackup(one, n, backups, ids)),
    ...availability.flatMap((one, n) =>
      (one.assets ?? []).flatMap((id, k) =>
        unknown(file, `${at('availability', n, 'assets')}[${k}]`, id, ids, `${bundleFiles.assets} 中的资产编号`),
      ),
    ),
  ];
}

const OFTEN = ['per', 'every', 'timesADay', 'seasons', 'after'] as const;

/** One way to come round, a day that is counted one way, objects that exist. */
function checkActivity(one: Activity, at: string, ids: readonly string[]): BundleProblem[] {
  const { day, interval, every, after, rotate, assets } = one;
  const given = OFTEN.filter((key) => one[key] !== undefined);
  const counts = (['workingDays', 'weekday', 'dayOfMonth'] as const).filter((key) => day?.[key] !== undefined);
  const edges = (['after', 'before'] as const).filter((key) => day?.[key] !== undefined);
  return [
    ...found(
      given.length !== 1,
      file,
      `${at}.${given.at(1) ?? 'per'}`,
      given.length === 0 ? ABSENT : given.join('、'),
      `多久一次须写明 ${OFTEN.join('、')} 中的一项，例如 per: quarter 或 every: { n: 3, unit: month }`,
    ),
    ...found(every?.unit === 'event', file, `${at}.every.unit`, 'event', '逐次的写 after，例如每次变更之后'),
    ...found(
      interval !== undefined && every === undefined,
      file,
      `${at}.interval`,
      interval ?? '',
      '只与 every 同写：per 自服务期首日起算',
    ),
    ...checkPeriods({ every, interval, timesADay: one.timesADay, seasons: one.seasons }).map((problem) => ({
      file,
      ...problem,
      at: `${at}.${problem.at}`,
    })),
    ...found(
      day !== undefined && (edges.length !== 1 || counts.length > 1),
      file,
      `${at}.day`,
      [...edges, ...counts].join('、') || ABSENT,
      'after: period-start 或 before: period-end 之一，以及 workingDays、weekday、dayOfMonth 中至多一项，例如最后一个工作日写 { before: period-end, workingDays: 0 }',
    ),
    ...found(
      day !== undefined && (one.timesADay !== undefined || after !== undefined),
      file,
      `${at}.day`,
      given.join('、'),
      '只用于按日以上的各期',
    ),
    ...found(
      rotate !== undefined && (after !== undefined || assets !== undefined),
      file,
      `${at}.rotate`,
      after === undefined ? 'assets' : 'after',
      '轮换的不另写 assets、after：各期只算轮到的那一个',
    ),
    ...(assets ?? []).flatMap((id, k) =>
      unknown(file, `${at}.assets[${k}]`, id, ids, `${bundleFiles.assets} 中的资产编号`),
    ),
  ];
}

/** The days that `on` may name. */
const LAST_DAY = { day: 0, week: 7, month: 31 } as const;

/** Objects that exist, a day that its period has, and of each object rows of which a set belongs to one alone. */
function checkBackup(
  one: AskedBackup,
  n: number,
  all: readonly AskedBackup[],
  ids: readonly string[],
): BundleProblem[] {
  const at = (key: string): string => `requirements.backups[${n}].${key}`;
  const { per, on, plans, keepDays, keepClauses } = one;
  const last = LAST_DAY[per];
  const isDay = per === 'day' ? on === undefined : on !== undefined && on >= 1 && on <= last;
  const before = all.slice(0, n);
  const isShared = (other: AskedBackup): boolean =>
    other.plans === undefined || plans === undefined || plans.some((plan) => other.plans?.includes(plan));
  return [
    ...found(
      !isDay,
      file,
      at('on'),
      on === undefined ? '（缺少）' : String(on),
      per === 'day' ? '每日的备份不写哪一日' : `1 至 ${last}${per === 'week' ? '（1 为星期一）' : ''}`,
    ),
    ...found(
      keepClauses !== undefined && keepDays === undefined,
      file,
      at('keepClauses'),
      keepClauses?.join('、') ?? '',
      '写明保留几日（keepDays）才写保留的依据条款',
    ),
    ...one.assets.flatMap((id, k) => [
      ...unknown(file, `${at('assets')}[${k}]`, id, ids, `${bundleFiles.assets} 中的资产编号`),
      ...before
        .filter((other) => other.assets.includes(id) && isShared(other))
        .flatMap((other) =>
          found(
            true,
            file,
            at('plans'),
            plans?.join('、') ?? '（缺少）',
            `${id} 另有 ${other.id}：同一对象的各项分别写明不同的备份计划（plans）`,
          ),
        ),
    ]),
  ];
}
