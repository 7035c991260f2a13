/**
 * Cross-checks of levels, limits, classes, quotas, calendars, places and of what 口径 bind to: each names something that there
 * is, each amount stands once, each calendar has time. Pure.
 */
import { workdayCalendar } from '../calendar/working-days.ts';
import { packagedYears } from '../calendar/working-days-data.ts';
import { workingTime } from '../calendar/working-time.ts';
import { ABSENT } from '../error.ts';
import { nearest } from '../nearest.ts';
import type { Condition } from '../terms/classes.ts';
import { unknownClauses } from '../terms/clauses.ts';
import type { Contract } from '../terms/contract.ts';
import { type effects, readingsOf } from '../terms/effects.ts';
import type { LimitTerm } from '../terms/levels.ts';
import { at, toText } from '../time.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';

type Found = Omit<BundleProblem, 'file'>;
type Option = BundleParts['interpretations'][number]['options'][number];

/** Of `contract.yaml`. */
export function checkLevels({ contract, holidays }: Pick<BundleParts, 'contract' | 'holidays'>): BundleProblem[] {
  const { levels, limits = [], classes = [], quotas = [], calendars = [], places = [] } = contract;
  return inFile(bundleFiles.contract, [
    ...doubled('levels', levels, ({ id }) => id.toLowerCase()),
    ...doubled('classes', classes, ({ id }) => id),
    ...doubled('quotas', quotas, ({ id }) => id),
    ...doubled('calendars', calendars, ({ id }) => id),
    ...doubled('places', places, ({ id }) => id),
    ...levels.flatMap((level, n) =>
      (level.limits ?? []).flatMap((one, k) => checkLimit(one, `levels[${n}].limits[${k}]`, contract)),
    ),
    ...limits.flatMap((one, n) => [
      ...checkLimit(one, `limits[${n}]`, contract),
      ...levelsKnown(one.levels, `limits[${n}].levels`, contract),
    ]),
    ...overlapping(contract),
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

/** Of `assets.yaml`: the places that they name. */
export function checkPlaces({ contract, assets }: Pick<BundleParts, 'contract' | 'assets'>): BundleProblem[] {
  return inFile(
    bundleFiles.assets,
    assets.flatMap((one, n) => known(one.placeId, `assets[${n}].placeId`, contract.places ?? [], '地点（places）')),
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

/** Of `interpretations.yaml`: what each binds to, and with what. */
export function checkEffects({
  contract,
  interpretations,
}: Pick<BundleParts, 'contract' | 'interpretations'>): BundleProblem[] {
  const bound = new Map<string, number>();
  return inFile(bundleFiles.interpretations, [
    ...interpretations.flatMap((one, n): Found[] => {
      const place = `interpretations[${n}]`;
      const key = `${one.binds} ${one.class ?? ''}`;
      const before = one.binds === undefined ? undefined : bound.get(key);
      if (one.binds !== undefined && before === undefined) bound.set(key, n);
      return [
        ...when(
          before !== undefined,
          `${place}.binds`,
          one.binds ?? '',
          `不与 interpretations[${before}] 决定同一件事`,
        ),
        ...when(
          one.binds === 'class' && one.class === undefined,
          `${place}.class`,
          ABSENT,
          '决定哪一类故障（contract.yaml 的 classes）',
        ),
        ...when(
          one.binds !== 'class' && one.class !== undefined,
          `${place}.class`,
          one.class ?? '',
          '只用于 binds: class',
        ),
        ...known(one.class, `${place}.class`, contract.classes ?? [], '故障类别（contract.yaml 的 classes）'),
        ...one.options.flatMap((option, k) => checkOption(one.binds, option, `${place}.options[${k}]`, contract)),
      ];
    }),
  ]).concat(inFile(bundleFiles.contract, classesWithout(contract, interpretations)));
}

/** A class that nothing defines would hold of no incident and say so as if that had been judged. */
function classesWithout({ classes = [] }: Contract, interpretations: BundleParts['interpretations']): Found[] {
  return classes.flatMap((one, n) =>
    when(
      one.when === undefined && !interpretations.some((other) => other.binds === 'class' && other.class === one.id),
      `classes[${n}].when`,
      ABSENT,
      `“${one.name}”指哪些故障：写明 when，或在口径中以 binds: class 写明`,
    ),
  );
}

function checkOption(binds: string | undefined, option: Option, at: string, contract: Contract): Found[] {
  const effect = binds as keyof typeof effects | undefined;
  const readings = effect === undefined ? {} : readingsOf(effect);
  const names = Object.keys(readings);
  const told = names.map((name) => `${name}（${readings[name]}）`).join('、');
  const own = names.length > 0;
  return [
    ...when(own && option.effect === undefined, `${at}.effect`, ABSENT, told),
    ...when(
      own && option.effect !== undefined && !names.includes(option.effect),
      `${at}.effect`,
      option.effect ?? '',
      `${meant(option.effect ?? '', names)}${told}`,
    ),
    ...when(!own && option.effect !== undefined, `${at}.effect`, option.effect ?? '', '这项口径的选项不写 effect'),
    ...when(effect === 'class' && option.when === undefined, `${at}.when`, ABSENT, '哪些故障属于该类'),
    ...when(effect !== 'class' && option.when !== undefined, `${at}.when`, '条件', '只用于 binds: class'),
    ...checkConditions(option.when, `${at}.when`, contract),
    ...when(
      effect === 'working-time' && option.levels === undefined,
      `${at}.levels`,
      ABSENT,
      '适用的级别，都不适用写 []',
    ),
    ...when(
      effect === 'working-time' && option.calendar === undefined && (option.levels ?? []).length > 0,
      `${at}.calendar`,
      ABSENT,
      '时间表（contract.yaml 的 calendars）',
    ),
    ...when(
      effect !== 'working-time' && (option.calendar !== undefined || option.levels !== undefined),
      `${at}.${option.calendar === undefined ? 'levels' : 'calendar'}`,
      option.calendar ?? (option.levels ?? []).join('、'),
      '只用于 binds: working-time',
    ),
    ...known(option.calendar, `${at}.calendar`, contract.calendars ?? [], '时间表（contract.yaml 的 calendars）'),
    ...levelsKnown(option.levels, `${at}.levels`, contract),
  ];
}

const AMOUNTS = ['minutes', 'workingMinutes', 'workingDays', 'agreed'] as const;

function checkLimit(one: LimitTerm, at: string, contract: Contract): Found[] {
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
    ...known(one.calendar, `${at}.calendar`, calendars, '时间表（calendars）'),
    ...known(one.during, `${at}.during`, calendars, '时间表（calendars）'),
    ...known(one.outside, `${at}.outside`, calendars, '时间表（calendars）'),
    ...known(one.class, `${at}.class`, classes, '故障类别（classes）'),
  ];
}

/** Two limits of one clock and level under the same condition say different things: which one holds is nobody's guess. */
function overlapping(contract: Contract): Found[] {
  return contract.levels.flatMap((level, n) => {
    const own = (level.limits ?? []).map((one, k) => ({ one, at: `levels[${n}].limits[${k}]` }));
    const first = new Map<string, string>();
    return own.flatMap(({ one, at }) => {
      const key = [one.clock, one.clause, one.class, one.during, one.outside].join(' ');
      const before = first.get(key);
      if (before === undefined) first.set(key, at);
      return when(before !== undefined, at, one.clock, `${level.name}的这一时限只写一次（与 ${before} 重复）`);
    });
  });
}

function checkConditions(conditions: readonly Condition[] | undefined, at: string, contract: Contract): Found[] {
  return (conditions ?? []).flatMap((one, n) => [
    ...levelsKnown(one.levels, `${at}[${n}].levels`, contract),
    ...when(
      one.fromMinutes !== undefined && one.overMinutes !== undefined,
      `${at}[${n}].overMinutes`,
      String(one.overMinutes),
      '达到（fromMinutes）和超过（overMinutes）只写一个',
    ),
  ]);
}

/** Time must come sooner or later: a clock that waits for time which never is would never be late. */
function checkCalendar(contract: Contract, n: number, holidays: NonNullable<BundleParts['holidays']>): Found[] {
  const calendar = contract.calendars?.[n];
  if (calendar === undefined) return [];
  const place = `calendars[${n}]`;
  const span = (calendar.except ?? []).flatMap((one, k) =>
    when(one.from > one.to, `${place}.except[${k}].to`, one.to, `不早于 ${one.from}`),
  );
  const time = workingTime(calendar, workdayCalendar([...packagedYears(), ...holidays]));
  const { from, to } = contract.servicePeriod;
  const none = from <= to && time.seconds(toText(at(from, '00:00')), toText(at(to, '23:59'))) === 0;
  return [
    ...span,
    ...when(
      calendar.days !== 'weekdays' && calendar.weekdays !== undefined,
      `${place}.weekdays`,
      calendar.days,
      '只用于 days: weekdays',
    ),
    ...when(none, place, calendar.name, '服务期内至少有一段时间：检查 days、hours 和 except'),
  ];
}

function levelsKnown(ids: readonly string[] | undefined, at: string, { levels }: Contract): Found[] {
  return (ids ?? []).flatMap((id, n) => known(id, `${at}[${n}]`, levels, '故障级别（contract.yaml 的 levels）'));
}

function known(
  id: string | undefined,
  at: string,
  all: readonly { id: string; name: string }[],
  what: string,
): Found[] {
  if (id === undefined || all.some((one) => one.id === id)) return [];
  return [
    {
      at,
      found: id,
      expected: `${meant(
        id,
        all.map((one) => one.id),
      )}${what}${namesOf(all)}`,
    },
  ];
}

const namesOf = (all: readonly { id: string; name: string }[]): string =>
  all.length === 0 ? '，合同中还没有' : `：${all.map(({ id, name }) => `${id}（${name}）`).join('、')}`;

/** `可能想写 P1。` before what there is. */
function meant(wrong: string, all: readonly string[]): string {
  const [close] = nearest(wrong, all, (one) => one, 1);
  return close === undefined ? '' : `可能想写 ${close}。`;
}

const clauseKnown = (id: string, at: string, contract: Contract): Found[] =>
  unknownClauses([id], contract).map((found) => ({ at, found, expected: `${bundleFiles.contract} 中的条款编号` }));

function doubled<T extends { id: string }>(key: string, list: readonly T[], keyOf: (one: T) => string): Found[] {
  const first = new Map<string, number>();
  return list.flatMap((one, n) => {
    const before = first.get(keyOf(one));
    if (before === undefined) first.set(keyOf(one), n);
    return when(before !== undefined, `${key}[${n}].id`, one.id, `不与 ${key}[${before}] 重复`);
  });
}

const when = (wrong: boolean, at: string, found: string, expected: string): Found[] =>
  wrong ? [{ at, found, expected }] : [];

const inFile = (file: string, found: readonly Found[]): BundleProblem[] => found.map((one) => ({ file, ...one }));
