/** Every row of the contract's data that names clauses and judges something by them: one table of where such rows stand. Pure. */
import type { ContractBundle } from '../bundle/bundle.ts';
import { bundleFiles } from '../bundle/bundle-parts.ts';
import { expandClauses } from '../terms/clauses.ts';
import type { Clause } from '../terms/contract.ts';
import type { Obligation } from '../terms/obligations.ts';
import type { Instalment } from '../terms/payment/instalments.ts';
import { type PenaltyScheme, penaltyMeasures } from '../terms/penalties.ts';
import { requirementsOf } from '../terms/requirements.ts';
import { type Quantity, quantitiesOf, quantity } from './quantities.ts';

/** A row that judges by a clause. */
export interface Term {
  /** Path of the file in the workspace, and the key path in it. */
  file: string;
  at: string;
  /** Ids of its clauses. */
  clauses: ReadonlySet<string>;
  /** Words of its clauses that it covers, as the data say; absent: what its numbers say. */
  says?: readonly string[];
  numbers: readonly Quantity[];
  /** `row` covers a clause that asks for one thing without a number; `document` only where that is a document; `words` nothing but `says`. */
  covers: 'row' | 'document' | 'words';
}

interface Row {
  at: string;
  row: object;
  clauses: readonly string[];
  numbers: readonly Quantity[];
}

interface TermKind {
  file: string;
  /** Key path of the clauses in the file, lists as `[]`; several where rows within bear none of their own. */
  path: string;
  covers: Term['covers'];
  rows(bundle: ContractBundle): Row[];
}

const listed = <T extends object>(
  at: string,
  list: readonly T[] | undefined,
  clausesOf: (one: T) => readonly string[],
  numbersOf: (one: T) => readonly Quantity[] = (one) => quantitiesOf(one),
): Row[] =>
  (list ?? []).map((row, n) => ({ at: `${at}[${n}]`, row, clauses: clausesOf(row), numbers: numbersOf(row) }));

const own = ({ clause }: { clause: string }): string[] => [clause];
const several = ({ clauses }: { clauses: readonly string[] }): readonly string[] => clauses;

const inSchemes =
  (rows: (scheme: PenaltyScheme, at: string) => Row[]) =>
  ({ contract }: ContractBundle): Row[] =>
    contract.penalties.flatMap((scheme, n) => rows(scheme, `penalties[${n}]`));

/** Amounts and bounds of a row of a scheme, in its measure. */
const amountsOf =
  ({ measure }: PenaltyScheme) =>
  (row: object): Quantity[] => {
    const kind = { 分: 'points', 元: 'money', '%': 'percent' }[penaltyMeasures[measure]];
    const read = (one: unknown): Quantity[] =>
      Object.entries(one as Readonly<Record<string, unknown>>).flatMap(([key, value]) => {
        if (Array.isArray(value)) return value.flatMap((inner) => (typeof inner === 'object' ? read(inner) : []));
        if (typeof value !== 'number' || /Minutes$/.test(key)) return [];
        const isShare = key === 'percent' || ((key === 'below' || key === 'atMost') && 'amount' in (one as object));
        return [quantity(isShare ? 'percent' : kind, value)];
      });
    return [...read(row), ...quantitiesOf(row)];
  };

const schemeNumbers = (scheme: PenaltyScheme): Quantity[] => {
  const { full, cap, period } = scheme;
  return [...amountsOf(scheme)({ full, cap }), quantity('every', period)];
};

/** The share or the sum, and how many documents; a day of the calendar is no number of the clause. */
const numbersOfInstalment = ({ percent, amount, documents = [] }: Instalment): Quantity[] => [
  ...(percent === undefined ? [] : [quantity('percent', percent)]),
  ...(amount === undefined ? [] : [quantity('money', amount)]),
  ...documents.flatMap(({ count }) => (count === undefined ? [] : [quantity('times', count)])),
];

/** An obligation stands for the clauses that it names one by one: a range is of what it tells, not of what asks for it. */
const obligations =
  (key: string, of: (bundle: ContractBundle) => readonly Obligation[]) =>
  (bundle: ContractBundle): Row[] =>
    listed(key, of(bundle), ({ clauses }) =>
      clauses.filter((entry) => expandClauses([entry], bundle.contract).length === 1),
    );

const otherDues =
  (key: string, of: (bundle: ContractBundle) => readonly Obligation[]) =>
  (bundle: ContractBundle): Row[] =>
    of(bundle).flatMap((one, n) => listed(`${key}[${n}].otherDues`, one.otherDues, own));

const ofDocuments = (
  file: string,
  key: string,
  of: (bundle: ContractBundle) => readonly Obligation[],
): readonly TermKind[] => [
  { file, path: `${key}[].clauses`, covers: 'document', rows: obligations(key, of) },
  { file, path: `${key}[].otherDues[].clause`, covers: 'document', rows: otherDues(key, of) },
];

const { contract: CONTRACT, checks: CHECKS } = bundleFiles;

/** All kinds of term. A new one is one row here. */
export const termKinds: readonly TermKind[] = [
  {
    ...{ file: CONTRACT, path: 'levels[].limits[].clause', covers: 'row' },
    rows: ({ contract }) => contract.levels.flatMap(({ limits }, n) => listed(`levels[${n}].limits`, limits, own)),
  },
  {
    file: CONTRACT,
    path: 'limits[].clause',
    covers: 'row',
    rows: ({ contract }) => listed('limits', contract.limits, own),
  },
  {
    file: CONTRACT,
    path: 'pauses[].clause',
    covers: 'row',
    rows: ({ contract }) => listed('pauses', contract.pauses, own),
  },
  {
    ...{ file: CONTRACT, path: 'quotas[].clause', covers: 'row' },
    rows: ({ contract }) =>
      listed('quotas', contract.quotas, own, (one) =>
        // What makes an incident one of the class stands in the same clause and in no row that names it.
        [...quantitiesOf(one), ...quantitiesOf(contract.classes?.find(({ id }) => id === one.class) ?? {})],
      ),
  },
  ...(['posts', 'activities', 'availability', 'certificates', 'retention', 'coverage'] as const).map(
    (key): TermKind => ({
      ...{ file: CONTRACT, path: `requirements.${key}[].clauses`, covers: 'row' },
      rows: ({ contract }) =>
        listed<{ clauses: string[] }>(
          `requirements.${key}`,
          requirementsOf(contract)[key] as readonly { clauses: string[] }[],
          several,
        ),
    }),
  ),
  {
    ...{ file: CONTRACT, path: 'requirements.backups[].clauses', covers: 'row' },
    rows: ({ contract }) =>
      listed('requirements.backups', requirementsOf(contract).backups, ({ clauses, keepClauses = [] }) => [
        ...clauses,
        ...keepClauses,
      ]),
  },
  {
    ...{ file: CONTRACT, path: 'penalties[].clauses', covers: 'row' },
    rows: inSchemes((scheme, at) => [
      { at, row: scheme, clauses: scheme.clauses, numbers: schemeNumbers(scheme) },
      ...listed(`${at}.bands`, scheme.bands, () => scheme.clauses, amountsOf(scheme)),
      ...listed(
        `${at}.payments`,
        scheme.payments,
        () => scheme.clauses,
        (one) => [quantity('money', one.amount)],
      ),
    ]),
  },
  {
    ...{ file: CONTRACT, path: 'penalties[].rules[].clauses', covers: 'row' },
    rows: inSchemes((scheme, at) => listed(`${at}.rules`, scheme.rules, several, amountsOf(scheme))),
  },
  {
    ...{ file: CONTRACT, path: 'penalties[].sharedCaps[].clauses', covers: 'row' },
    rows: inSchemes((scheme, at) => listed(`${at}.sharedCaps`, scheme.sharedCaps, several, amountsOf(scheme))),
  },
  {
    ...{ file: CONTRACT, path: 'penalties[].free[].clauses', covers: 'row' },
    rows: inSchemes((scheme, at) => listed(`${at}.free`, scheme.free, several)),
  },
  {
    ...{ file: CONTRACT, path: 'penalties[].objections.clauses', covers: 'row' },
    rows: inSchemes(({ objections }, at) =>
      objections === undefined
        ? []
        : [{ at: `${at}.objections`, row: objections, clauses: objections.clauses, numbers: quantitiesOf(objections) }],
    ),
  },
  {
    ...{ file: CONTRACT, path: 'fees[].clauses', covers: 'row' },
    rows: ({ contract }) => listed('fees', contract.fees, several, ({ amount }) => [quantity('money', amount)]),
  },
  {
    ...{ file: CONTRACT, path: 'deductionCaps[].clauses', covers: 'row' },
    rows: ({ contract }) =>
      listed('deductionCaps', contract.deductionCaps, several, ({ percent, amount }) => [
        ...(percent === undefined ? [] : [quantity('percent', percent)]),
        ...(amount === undefined ? [] : [quantity('money', amount)]),
      ]),
  },
  {
    file: CONTRACT,
    path: 'instalments[].clauses',
    covers: 'row',
    rows: ({ contract }) => listed('instalments', contract.instalments, several, numbersOfInstalment),
  },
  {
    ...{ file: CONTRACT, path: 'permits[].clauses', covers: 'row' },
    rows: ({ contract }) => listed('permits', contract.permits, several),
  },
  {
    ...{ file: CONTRACT, path: 'answers.clauses', covers: 'row' },
    rows: ({ contract: { answers } }) =>
      answers === undefined
        ? []
        : [{ at: 'answers', row: answers, clauses: answers.clauses, numbers: quantitiesOf(answers) }],
  },
  // The limit of a check is of the value that is read, and of no clause's number but where the words say so.
  {
    file: CHECKS,
    path: 'checks[].clause',
    covers: 'row',
    rows: ({ checks }) => listed('checks', checks, own, () => []),
  },
  ...ofDocuments(bundleFiles.obligations, 'obligations', ({ obligations: all }) => all),
  ...ofDocuments(bundleFiles.registers, 'registers', ({ registers }) => registers),
  ...ofDocuments(bundleFiles.written, 'documents', ({ written }) => written),
  {
    // A reading says how a term is meant: by itself it judges nothing.
    ...{ file: bundleFiles.interpretations, path: 'interpretations[].clauses', covers: 'words' },
    rows: ({ interpretations }) => listed('interpretations', interpretations, several),
  },
];

/** Every term of the contract. */
export function termsOf(bundle: ContractBundle): Term[] {
  const idsOf = (list: readonly string[]): Set<string> =>
    new Set(expandClauses(list, bundle.contract).map(({ id }: Clause) => id));
  return termKinds.flatMap(({ file, covers, rows }) =>
    rows(bundle).map(({ at, row, clauses, numbers }): Term => {
      const says = saidBy(row);
      return { file, at, clauses: idsOf(clauses), numbers, covers, ...(says === undefined ? {} : { says }) };
    }),
  );
}

/** The words that a row says it covers. */
export function saidBy(row: object): readonly string[] | undefined {
  const { says } = row as { says?: string | readonly string[] };
  return typeof says === 'string' ? [says] : says;
}
