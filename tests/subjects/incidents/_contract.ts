/** Contracts of other fields for the tests of the clocks, written out beside the test that uses them. */
import { parse } from 'yaml';
import { buildBundle } from '../../../src/contract/bundle/build-bundle.ts';
import type { ContractBundle } from '../../../src/contract/bundle/bundle.ts';
import { contractSchema } from '../../../src/contract/terms/contract.ts';
import { type Interpretation, interpretationsFileSchema } from '../../../src/contract/terms/interpretations.ts';
import {
  assessIncident,
  type IncidentAssessment,
  type IncidentContext,
} from '../../../src/subjects/incidents/judge/clocks.ts';
import { contextOf } from '../../../src/subjects/incidents/judge/context.ts';
import { NO_MONITORING } from '../../../src/subjects/incidents/judge/monitoring.ts';
import kind, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import { starter } from '../../contract/_starter.ts';

const yaml = (text: string): Record<string, unknown> => parse(text, { schema: 'failsafe' }) as Record<string, unknown>;

/**
 * A contract without the starter's terms and documents: two assets, the clauses that are named, and the terms as YAML.
 * @param terms `levels`, `limits`, `calendars` … of contract.yaml @param questions interpretations.yaml without its schema
 */
export function contractWith(
  clauses: readonly string[],
  terms: string,
  questions = 'interpretations: []',
): ContractBundle {
  const { contract, kinds, groups, assets, holidays } = starter();
  const {
    calendars: _a,
    places: _b,
    levels: _c,
    limits: _d,
    classes: _e,
    quotas: _f,
    penalties: _g,
    requirements: _h,
    ...rest
  } = contract;
  const own = clauses.map((id) => ({ id, paper: id, label: `条款 ${id}`, topics: [], text: '见采购文件' }));
  const [first, second] = assets as [ContractBundle['assets'][number], ContractBundle['assets'][number]];
  const interpretations: Interpretation[] = interpretationsFileSchema.parse({
    schema: 3,
    ...yaml(questions),
  }).interpretations;
  return {
    contract: contractSchema.parse({ penalties: [], ...rest, clauses: own, ...yaml(terms) }),
    assets: [
      { ...first, id: 'ward-line', name: '病区专线', clause: clauses[0] ?? '', placeId: undefined },
      { ...second, id: 'far-line', name: '分部专线', clause: clauses[0] ?? '', placeId: undefined },
    ],
    kinds,
    groups,
    checks: [],
    obligations: [],
    registers: [],
    written: [],
    interpretations,
    ...(holidays === undefined ? {} : { holidays }),
  };
}

/** What is wrong with the contract, as `at: found → expected`. */
export const problemsOf = (bundle: ContractBundle): string[] =>
  buildBundle(bundle).problems.map(({ at, found, expected }) => `${at}: ${found} → ${expected}`);

/** What both sides have agreed on: question → option. */
export const agreed = (bundle: ContractBundle, choices: Readonly<Record<string, string>>): ContractBundle => ({
  ...bundle,
  interpretations: bundle.interpretations.map((one) => {
    const chosen = choices[one.id];
    return chosen === undefined ? one : { ...one, confirmed: true, chosen };
  }),
});

/** Times as `MM-DD hh:mm` of 2027, or with a year of their own. */
export const time = (text: string): string =>
  `${/^\d{4}-/.test(text) ? text : `2027-${text}`}`.replace(' ', 'T').concat(':00+08:00');

export interface Course {
  level: string;
  reported: string;
  responded?: string;
  remote?: string;
  arrived?: string;
  restored?: string;
  closed?: string;
  more?: Partial<IncidentRecord>;
}

/** A fault that a user reported, restored as the purchaser confirmed in a paper of their own. */
export function fault({ level, reported, responded, remote, arrived, restored, closed, more }: Course): IncidentRecord {
  const {
    pauses: _,
    confirmedRestoredAt: _c,
    occurredAt: _o,
    recordedAt: _r,
    respondedAt: _p,
    remoteStartedAt: _s,
    arrivedAt: _a,
    restoredAt: _e,
    closedAt: _l,
    placeId: _i,
    ...example
  } = structuredClone(kind.example);
  const at = time(reported);
  const optional = (name: string, value: string | undefined) => (value === undefined ? {} : { [name]: time(value) });
  return {
    ...example,
    at,
    discoveredAt: at,
    reportedAt: at,
    enteredAt: at,
    assets: ['ward-line'],
    diagnosis: 'onsite',
    levels: [{ level, at, reason: '按合同分级', setBy: '项目经理' }],
    timeline: [],
    ...optional('respondedAt', responded),
    ...optional('remoteStartedAt', remote),
    ...optional('arrivedAt', arrived),
    ...optional('restoredAt', restored),
    ...optional('closedAt', closed),
    ...more,
  };
}

/** What the purchaser signed for after everything: all that the incident says of them is theirs. */
export const signedFor = (record: IncidentRecord): IncidentRecord => ({
  ...record,
  attachments: [
    {
      ...{ sha256: 'a'.repeat(64), name: '确认单.pdf', type: 'application/pdf', size: 1000, subject: '采购人确认单' },
      ...{ takenAt: time('2028-12-31 12:00'), proof: 'purchaser' },
    },
  ],
});

/** Judged at `asOf`, long after everything when none is given. */
export const contextFor = (bundle: ContractBundle, asOf = '12-31 12:00'): IncidentContext =>
  contextOf(bundle, { asOf: time(asOf), monitoring: NO_MONITORING, submissions: new Map() });

export const judge = (bundle: ContractBundle, course: Course, asOf?: string): IncidentAssessment =>
  assessIncident(fault(course), contextFor(bundle, asOf));

/** `id state minutes` of each clock that the contract has. */
export const told = (judged: IncidentAssessment): string[] =>
  judged.clocks.map(({ id, state, seconds }) => `${id} ${state}${seconds === null ? '' : ` ${seconds / 60}`}`);
