/**
 * Cross-checks of levels, limits, classes, quotas, calendars and places: each names something that there
 * is, each amount stands once, each calendar has time. Pure.
 */
import { workdayCalendar } from '../calendar/working-days.ts';
import { packagedYears } from '../calendar/working-days-data.ts';
import { workingTime } from '../calendar/working-time.ts';
import { ABSENT } from '../error.ts';
import type { Contract } from '../terms/contract.ts';
import { holdTogether } from '../terms/held.ts';
import type { Level, LimitTerm } from '../terms/levels.ts';
import { at, toText } from '../time.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';
import { calendarKnown, checkDays } from './check-days.ts';
import {
  checkConditions,
  clauseKnown,
  type Found,
  inFile,
  known,
  levelsKnown,
  meant,
  namesOf,
  when,
} from './check-known.ts';
import { checkLimitCase, checkLimitRows } from './check-limit-rows.ts';

/** Of `contract.yaml`. */
export function checkLevels({
  contract,
  assets,
  holidays,
}: Pick<BundleParts, 'contract' | 'assets' | 'holidays'>): BundleProblem[] {
  const { levels, limits = [], pauses = [], classes = [], quotas = [], calendars = [], places = [] } = contract;
  return inFile(bundleFiles.contract, [
    ...doubled('levels', levels, ({ id }) => id.toLowerCase(), holdTogether),
    ...doubled('classes', classes, ({ id }) => id),
    ...doubled('quotas', quotas, ({ id }) => id),
    ...doubled('calendars', calendars, ({ id }) => id),
    ...doubled('places', places, ({ id }) => id),
    ...doubled('customers', contract.customers ?? [], ({ id }) => id),
    ...levels.flatMap((level, n) =>
      (level.limits ?? []).flatMap((one, k) => checkLimit(one, `levels[${n}].limits[${k}]`, contract, assets)),
    ),
    ...levels.flatMap((level, n) =>
      (level.alerts ?? []).flatMap((row, k) => checkAlerts(row, `levels[${n}].alerts[${k}]`, assets)),
    ),
    ...limits.flatMap((one, n) => [
      ...checkLimit(one, `limits[${n}]`, contract, assets),
      ...levelsKnown(one.levels, `limits[${n}].levels`, contract),
    ]),
    ...checkLimitRows(contract),
    ...pauses.flatMap((one, n) => [
      ...clauseKnown(one.clause, `pauses[${n}].clause`, contract),
      ...calendarKnown(one.during, `pauses[${n}].during`, contract),
    ]),
    ...classes.flatMap((one, n) => checkConditions(one.when, `classes[${n}].when`, contract)),
    ...quotas.flatMap((one, n) => [
      ...clauseKnown(one.clause, `quotas[${n}].clause`, contract),
      ...known(one.class, `quotas[${n}].class`, classes, '故障类别（classes）'),
      ...when(
        one.class !== undefined && one.when !== undefined,
        `quotas[${n}].when`,
        one.class ?? '',
        'class 和 when 只写一个',
      ),
      ...checkConditions(one.when, `quotas[${n}].when`, contract),
    ]),
    ...calendars.flatMap((_, n) => checkCalendar(contract, n, holidays ?? [])),
  ]);
}

/** Of `assets.yaml`: the places and calendars that they name. */
export function checkPlaces({ contract, assets }: Pick<BundleParts, 'contract' | 'assets'>): BundleProblem[] {
  return inFile(
    bundleFiles.assets,
    assets.flatMap((one, n) => [
      ...known(one.placeId, `assets[${n}].placeId`, contract.places ?? [], '地点（places）'),
      ...calendarKnown(one.silentOn, `assets[${n}].silentOn`, contract),
      ...when(
        one.silentOn !== undefined && one.silentDays !== undefined,
        `assets[${n}].silentOn`,
        one.silentOn ?? '',
        'silentDays 和 silentOn 只写一个',
      ),
    ]),
  );
}

/** Of the files of obligations: the classes and levels that they name. */
export function checkEventTerms(
  { contract }: Pick<BundleParts, 'contract'>,
  at: string,
  one: { eventClass?: string | undefined; eventLevels?: readonly string[] | undefined },
): Found[] {
  return [
    ...known(one.eventClass, `${at}.eventClass`, contract.classes ?? [], '故障类别（contract.yaml 的 classes）'),
    ...levelsKnown(one.eventLevels, `${at}.eventLevels`, contract),
  ];
}

/** Which alerts a level is proposed for: of things that there are, and never by an empty row of all of them. */
function checkAlerts(row: NonNullable<Level['alerts']>[number], at: string, assets: BundleParts['assets']): Found[] {
  const ids = assets.map(({ id }) => id);
  const unknown = (row.assets ?? []).flatMap((id, n) =>
    when(!ids.includes(id), `${at}.assets[${n}]`, id, `${meant(id, ids)}${bundleFiles.assets} 中的资产编号`),
  );
  const isEmpty = row.severities === undefined && row.assets === undefined && row.names === undefined;
  return [...when(isEmpty, at, ABSENT, '至少写明 severities、assets、names 中的一项'), ...unknown];
}

const AMOUNTS = ['minutes', 'workingMinutes', 'workingDays', 'agreed', 'times'] as const;

function checkLimit(one: LimitTerm, at: string, contract: Contract, assets: BundleParts['assets']): Found[] {
  const { calendars = [], classes = [] } = contract;
  const given = AMOUNTS.filter((key) => one[key] !== undefined && one[key] !== false);
  const amounts = `${AMOUNTS.join('、')} 中的一项`;
  const working = one.workingMinutes !== undefined || one.workingDays !== undefined;
  return [
    ...clauseKnown(one.clause, `${at}.clause`, contract),
    ...when(given.length === 0, `${at}.minutes`, ABSENT, amounts),
    ...when(given.length > 1, `${at}.${given[1]}`, given.join('、'), amounts),
    ...when(
      one.agreed === true && one.clock !== 'restoration',
      `${at}.agreed`,
      one.clock,
      '协商确定只用于恢复（clock: restoration）',
    ),
    ...when(
      one.clock === 'notice' && one.workingDays !== undefined,
      `${at}.workingDays`,
      one.clock,
      '通报进展（clock: notice）的间隔写 minutes 或 workingMinutes',
    ),
    ...when(
      working && one.calendar === undefined,
      `${at}.calendar`,
      ABSENT,
      `按工作时间计的须写明时间表${namesOf(calendars)}`,
    ),
    ...when(
      !working && one.calendar !== undefined,
      `${at}.calendar`,
      one.calendar ?? '',
      '只用于 workingMinutes 和 workingDays',
    ),
    ...when(
      one.or !== undefined && one.clock !== 'remote-start',
      `${at}.or`,
      one.clock,
      '只用于远程启动（clock: remote-start）',
    ),
    ...when(
      one.time !== undefined && one.workingDays === undefined,
      `${at}.time`,
      one.time ?? '',
      '只用于 workingDays（第几个工作日的几点）',
    ),
    ...calendarKnown(one.calendar, `${at}.calendar`, contract),
    ...calendarKnown(one.during, `${at}.during`, contract),
    ...calendarKnown(one.outside, `${at}.outside`, contract),
    ...known(one.class, `${at}.class`, classes, '故障类别（classes）'),
    ...checkLimitCase(one, at, contract, assets),
  ];
}

/** Time must come sooner or later: a clock that waits for time which never is would never be late. */
function checkCalendar(contract: Contract, n: number, holidays: NonNullable<BundleParts['holidays']>): Found[] {
  const calendar = contract.calendars?.[n];
  if (calendar === undefined) return [];
  const place = `calendars[${n}]`;
  const days = checkDays(contract, n);
  const time = workingTime(calendar, workdayCalendar([...packagedYears(), ...holidays]), contract);
  const { from, to } = contract.servicePeriod;
  const none = from <= to && time.seconds(toText(at(from, '00:00')), toText(at(to, '23:59'))) === 0;
  return [
    ...days,
    ...when(
      none && days.length === 0,
      place,
      calendar.name,
      '服务期内至少有一段时间：检查 days、hours、only、except 和 extra',
    ),
  ];
}

/** @param together whether the two are there on one day; without it always */
function doubled<T extends { id: string }>(
  key: string,
  list: readonly T[],
  keyOf: (one: T) => string,
  together: (a: T, b: T) => boolean = () => true,
): Found[] {
  return list.flatMap((one, n) => {
    const before = list.findIndex((other, k) => k < n && keyOf(other) === keyOf(one) && together(other, one));
    return when(before !== -1, `${key}[${n}].id`, one.id, `不与 ${key}[${before}] 重复`);
  });
}
