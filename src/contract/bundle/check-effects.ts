/** Cross-checks of what 口径 bind to: an effect once, with the values that it asks for. Pure. */
import { ABSENT } from '../error.ts';
import type { Contract } from '../terms/contract.ts';
import { type effects, readingsOf } from '../terms/effects.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';
import { calendarKnown } from './check-days.ts';
import { checkConditions, type Found, inFile, known, levelsKnown, meant, when } from './check-known.ts';

type Option = BundleParts['interpretations'][number]['options'][number];

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
  ]).concat(
    inFile(bundleFiles.contract, [
      ...classesWithout(contract, interpretations),
      ...decidedTwice(contract, interpretations),
    ]),
  );
}

/** What the contract says by itself is no question. */
function decidedTwice({ onTimeBy }: Contract, interpretations: BundleParts['interpretations']): Found[] {
  const other = interpretations.findIndex(({ binds }) => binds === 'on-time');
  return when(
    onTimeBy !== undefined && other >= 0,
    'onTimeBy',
    onTimeBy ?? '',
    `不与 interpretations.yaml 的 interpretations[${other}] 决定同一件事：合同已写明的删去该项口径，有歧义的不写 onTimeBy`,
  );
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
    ...when(
      effect !== 'pauses' && option.clocks !== undefined,
      `${at}.clocks`,
      (option.clocks ?? []).join('、'),
      '只用于 binds: pauses',
    ),
    ...calendarKnown(option.calendar, `${at}.calendar`, contract),
    ...levelsKnown(option.levels, `${at}.levels`, contract),
  ];
}
