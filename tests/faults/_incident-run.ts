/** The incidents of one simulated year beside its calendar: what is written down when, what the store gives, and what is wrong at the end. */
import type { ArchivedDocument } from '../../src/archive/store.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import { type Expected, type IncidentModel, incidentModel } from './_incident-model.ts';
import { type Edit, type Entry, type Incident, incidentsOf, newestTime, recordOf } from './_incidents.ts';

export interface IncidentRun {
  /** Of incidents, those entered twice with them. */
  count: number;
  /** Instants at which somebody means to write something down. */
  moments: number[];
  /** Writes down what is to be by this real time, if the machine's clock allows it, and counts what is due. */
  round(real: number, now: number): void;
  /** The machine's time at which something falls due next. */
  next(now: number): number;
  /** What the store gives. */
  records(): IncidentRecord[];
  /** Ids of what is written down; `ever`: of what was withdrawn since, too. */
  ids(ever?: boolean): string[];
  /** Reports that are owed to the end. */
  owed(): number;
  /** What is wrong with the documents of incidents. @param kept keys of what stands in the calendar at the end */
  wrong(documents: readonly ArchivedDocument[], kept: ReadonlySet<string>): string[];
}

export interface RunRequest {
  random: () => number;
  /** The instants of the service: from inclusive, to exclusive. */
  service: { from: number; to: number };
  count: number;
  /** See `incidentModel`; `askedOf` makes the contract so. */
  faultsOnly: boolean;
}

const MAJOR = 'major-incident';
export const OF_INCIDENTS: readonly string[] = ['incident-analysis', 'rectification-plan', MAJOR];

/** The contract with an analysis of each incident, or of faults only. */
export const askedOf = (contract: ContractBundle, faultsOnly: boolean): ContractBundle => ({
  ...contract,
  obligations: contract.obligations.map((one) =>
    faultsOnly && one.id === 'incident-analysis' ? { ...one, eventLevels: ['P1', 'P2', 'P3', 'P4'] } : one,
  ),
});

export function incidentRun({ random, service, count, faultsOnly }: RunRequest): IncidentRun {
  const incidents = incidentsOf(random, service.from, service.to, count);
  const waiting = new Map(incidents.map((one) => [one, [...one.edits]]));
  const entries = new Map<string, Entry>();
  const parsed = new Map<string, IncidentRecord>();
  const model = incidentModel({ from: service.from, to: service.to - 1 }, faultsOnly);
  const write = (incident: Incident, { version }: Edit, now: number): void => {
    const entry: Entry = { incident, entered: entries.get(incident.id)?.entered ?? now, version };
    entries.set(incident.id, entry);
    if (version === null) parsed.delete(incident.id);
    else parsed.set(incident.id, recordOf(entry, version));
  };
  return {
    count: incidents.length,
    moments: incidents.flatMap(({ edits }) => edits.map(({ at }) => at)),
    round(real, now) {
      for (const [incident, edits] of waiting) {
        for (let edit = edits[0]; edit !== undefined && isWritable(edit, real, now); edit = edits[0]) {
          write(incident, edit, now);
          edits.shift();
        }
        if (edits.length === 0) waiting.delete(incident);
      }
      model.round(entries.values(), now);
    },
    next: (now) => model.next(entries.values(), now),
    records: () => [...parsed.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    ids: (ever) => [...(ever === true ? entries : parsed).keys()],
    owed: () => model.issued.size,
    wrong: (documents, kept) => [
      ...differing(documents, model.issued),
      ...documents.flatMap(({ manifest }) => {
        const id = manifest.period.slice(0, 15);
        const key = `${manifest.obligation} ${manifest.period}`;
        return parsed.has(id) && !kept.has(key) ? [`${key} was issued and has lost its place`] : [];
      }),
      ...[...entries.values()].flatMap((one) => unlike(one, model, { service, faultsOnly })),
    ],
  };
}

/** A time that the machine's clock has not reached is refused at the door. */
const isWritable = ({ at, version }: Edit, real: number, now: number): boolean =>
  at <= real && (version === null || newestTime(version) <= now);

function differing(documents: readonly ArchivedDocument[], expected: ReadonlyMap<string, Expected>): string[] {
  const wrong: string[] = [];
  const text = (ms: number): string => new Date(ms).toISOString();
  const byKey = Map.groupBy(documents, ({ manifest }) => `${manifest.obligation} ${manifest.period}`);
  for (const [key, { issuedAt, late, due }] of expected) {
    const [first, ...others] = byKey.get(key) ?? [];
    byKey.delete(key);
    if (others.length > 0) wrong.push(`${key} has ${others.length + 1} documents`);
    if (first === undefined) wrong.push(`${key} was owed at ${text(due)} and has none`);
    else if (Date.parse(first.manifest.times.issued) !== issuedAt)
      wrong.push(`${key}, due ${text(due)}, was issued at ${first.manifest.times.issued} and not at ${text(issuedAt)}`);
    else if (first.manifest.late !== late)
      wrong.push(
        `${key}, due ${text(due)}, issued at ${text(issuedAt)}: its mark of being late is ${first.manifest.late}`,
      );
  }
  for (const [key, [first]] of byKey) wrong.push(`${key} was never owed, issued at ${first?.manifest.times.issued}`);
  return wrong;
}

/** What can be said of an incident without replaying it: the model is held against that, too. */
function unlike(
  { incident: { id, edits }, version }: Entry,
  { issued }: IncidentModel,
  { service, faultsOnly }: Pick<RunRequest, 'service' | 'faultsOnly'>,
): string[] {
  const has = (obligation: string): boolean =>
    [...issued.keys()].some((key) => key === `${obligation} ${id}` || key.startsWith(`${obligation} ${id}-`));
  const any = OF_INCIDENTS.filter(has);
  const told = (what: string): string[] => [`${id} ${what}: ${any.join(', ') || 'no document'}`];
  const versions = edits.flatMap((one) => one.version ?? []);
  const { discovered } = versions[0] ?? { discovered: 0 };
  if (discovered < service.from || discovered >= service.to)
    return any.length > 0 ? told('lies outside the service') : [];
  if (versions.every(({ closed }) => closed === null))
    return any.some((one) => one !== MAJOR) ? told('was never closed') : [];
  const isFault = versions.every(({ grades }) => grades.every(({ level }) => level !== 'P5'));
  if (version?.closed != null && (isFault || !faultsOnly) && !has('incident-analysis')) return told('was closed');
  const isDemand = versions.every(({ grades, flagged }) => !flagged && grades.every(({ level }) => level === 'P5'));
  return isDemand && (faultsOnly ? any.length > 0 : any.some((one) => one !== 'incident-analysis'))
    ? told('is no fault')
    : [];
}
