/** The cases of a contract's 口径 held against the code that judges: what is missing, and what the code contradicts. Pure. */
import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import { ABSENT } from '../../../contract/error.ts';
import {
  type CaseField,
  type CaseKind,
  caseLabel,
  factsOfKind,
  type OptionCase,
  resultFields,
  type Verdict,
  verdictWords,
} from '../../../contract/terms/cases.ts';
import type { EffectId } from '../../../contract/terms/effects.ts';
import type { Interpretation } from '../../../contract/terms/interpretations.ts';
import { formatDateTimeSeconds, MINUTE_SECONDS } from '../../../contract/time.ts';
import { clockStates } from '../../../states/clock.ts';
import { limitText } from '../../../wording/durations.ts';
import type { Outcome } from './facts.ts';
import { kindOfEffect, outcomeOf } from './outcome.ts';

export interface CaseProblem {
  /** `absent`: nothing was signed with the option; `unusable`: it tells no situation of the effect; `contradicted`: by the code. */
  what: 'absent' | 'unusable' | 'contradicted';
  /** Id of the 口径. */
  interpretation: string;
  /** Option, as it is named to people. */
  name: string;
  /** Key path in `interpretations.yaml`. */
  at: string;
  found: string;
  expected: string;
}

/** What a case of an effect has to say, besides what follows. */
const ASKED: Partial<Record<EffectId, readonly CaseField[]>> = {
  'clock-start': ['clock', 'start'],
  'response-limit': ['clock', 'limit'],
  'working-time': ['clock', 'figure'],
  pauses: ['clock', 'figure'],
  arrival: ['clock', 'figure'],
};

/** In the order of the data; none where every option of every effect has cases and the code gives what they say. */
export function caseProblems(bundle: ContractBundle): CaseProblem[] {
  return bundle.interpretations.flatMap((one, n) =>
    one.binds === undefined
      ? []
      : one.options.flatMap((option, k) => {
          const at = `interpretations[${n}].options[${k}].cases`;
          const name = `${one.question}：${option.label}`;
          const cases = option.cases ?? [];
          if (cases.length === 0)
            return [
              {
                what: 'absent' as const,
                interpretation: one.id,
                name,
                at,
                found: ABSENT,
                expected: '至少一例：情形和按该选项的结果',
              },
            ];
          return cases.flatMap((own, m) =>
            problemsOf(bundle, one, option.id, own).map((found) => ({
              ...found,
              ...{ interpretation: one.id, name },
              at: `${at}[${m}]${found.at}`,
            })),
          );
        }),
  );
}

type Found = Omit<CaseProblem, 'name' | 'interpretation'>;

function problemsOf(bundle: ContractBundle, one: Interpretation, option: string, own: OptionCase): Found[] {
  const unusable = formProblems(bundle, one.binds as EffectId, own);
  if (unusable.length > 0) return unusable;
  const outcome = outcomeOf(bundle, one, option, own);
  if (outcome === null)
    return [
      {
        ...{ what: 'unusable', at: '', found: own.clock === undefined ? '案例' : `clock: ${own.clock}` },
        expected: '本合同据此能判定的情形：写明看哪个时限（合同须有这个时限）和判定所需的时间',
      },
    ];
  return resultFields.flatMap((field): Found[] => {
    if (field === 'clock' || own[field] === undefined) return [];
    const given = outcome[field] ?? null;
    if (isSame(own[field], given)) return [];
    const found = `案例写 ${caseLabel(field)} ${shown(field, own[field])}`;
    return [{ what: 'contradicted', at: `.${field}`, found, expected: told(field, given, outcome) }];
  });
}

function formProblems(bundle: ContractBundle, effect: EffectId, own: OptionCase): Found[] {
  const kind = kindOfEffect[effect];
  const foreign = (Object.keys(factsOfKind) as CaseKind[])
    .filter((other) => other !== kind)
    .flatMap((other) => factsOfKind[other])
    .filter((field) => own[field] !== undefined);
  const isTold = factsOfKind[kind].some((field) => own[field] !== undefined);
  const asked = (ASKED[effect] ?? []).filter((field) => own[field] === undefined);
  const isKnown = own.level === undefined || bundle.contract.levels.some(({ id }) => id === own.level);
  const problem = (at: string, found: string, expected: string): Found => ({ what: 'unusable', at, found, expected });
  return [
    ...foreign.map((field) => problem(`.${field}`, caseLabel(field), '这项口径的案例不写这一项')),
    ...(isTold ? [] : [problem('', '没有情形', factsOfKind[kind].map((field) => caseLabel(field)).join('、'))]),
    ...asked.map((field) => problem(`.${field}`, ABSENT, `这项口径的案例须写明${caseLabel(field)}`)),
    ...(isKnown
      ? []
      : [
          problem(
            '.level',
            own.level ?? '',
            `合同的级别：${bundle.contract.levels.map(({ id, name }) => (id === name ? id : `${id}（${name}）`)).join('、')}`,
          ),
        ]),
  ];
}

/** Figures of minutes are compared as they are written, to a hundredth. */
function isSame(signed: unknown, given: unknown): boolean {
  if (typeof signed === 'number' && typeof given === 'number') return Math.abs(signed - given) < 0.01;
  if (typeof signed === 'string' && typeof given === 'string' && signed.includes('T'))
    return Date.parse(signed) === Date.parse(given);
  return signed === given;
}

function told(field: CaseField, given: unknown, { verdict }: Outcome): string {
  const own = given === null || given === undefined ? '没有这一项' : shown(field, given);
  const besides = field === 'verdict' ? '' : `（判定 ${shown('verdict', verdict)}）`;
  return `程序按该选项得出：${own}${besides}`;
}

function shown(field: CaseField, value: unknown): string {
  if (field === 'verdict') {
    const words: Readonly<Record<string, string>> = { ...clockStates, ...verdictWords };
    return words[value as Verdict] ?? String(value);
  }
  if (typeof value === 'number') return limitText(value * MINUTE_SECONDS);
  return typeof value === 'string' && value.includes('T') ? formatDateTimeSeconds(value) : String(value);
}
