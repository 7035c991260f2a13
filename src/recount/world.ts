/** All that a document could know: the contract, the records and the documents before it, as they were at its data commit. */
import { type Clock, clockOf, type Data, idDate, ms, upTo } from './data.ts';
import type { Repository, Tree } from './repository.ts';
import { type Workdays, workdaysOf } from './workdays.ts';

export interface World {
  /** Manifest of the document that is counted again. */
  manifest: Data;
  /** ISO; what was written down later is not part of the document. */
  asOf: string;
  clock: Clock;
  contract: Data;
  assets: Data[];
  checks: Data[];
  /** Obligations, registers and written documents alike. */
  obligations: Data[];
  registers: Data[];
  interpretations: Data[];
  findingLevels: Data;
  workdays: Workdays;
  /** Records of a kind that had been written down, by id; withdrawn ones left out. */
  records(kind: string): Data[];
  /** Manifests that the document names among its inputs. */
  issued: Data[];
  /** First revisions of the same obligation, in order of their periods, its own among them. */
  firsts: Data[];
}

const MANIFEST = /^archive\/.+\/manifest\.json$/;

/** @param manifest of the document. @param firsts first revisions of every obligation */
export function worldOf(repository: Repository, manifest: Data, firsts: readonly Data[]): World {
  const tree = repository.tree(manifest.dataCommit);
  const file = (name: string): Data => readOne(repository, tree, `contract/${name}.yaml`);
  const asOf = manifest.asOf;
  const registers = file('registers')?.registers ?? [];
  const known = new Map<string, Data[]>();
  const named = manifest.inputs.map(({ path }: Data) => path).filter((path: string) => MANIFEST.test(path));
  return {
    manifest,
    asOf,
    clock: clockOf(asOf),
    contract: file('contract'),
    assets: file('assets')?.assets ?? [],
    checks: file('inspection-checklist')?.checks ?? [],
    obligations: [...(file('obligations')?.obligations ?? []), ...registers, ...(file('written')?.documents ?? [])],
    registers,
    interpretations: file('interpretations')?.interpretations ?? [],
    findingLevels: file('finding-levels'),
    workdays: workdaysOf(file('holidays')?.years ?? []),
    records(kind) {
      const own = known.get(kind) ?? recordsOf(repository, tree, kind, asOf);
      known.set(kind, own);
      return own;
    },
    issued: repository.read(named.flatMap((path: string) => tree.get(path) ?? [])),
    firsts: firsts
      .filter((one) => one.obligation === manifest.obligation && one.event === null)
      .toSorted((a, b) => (a.from < b.from ? -1 : 1)),
  };
}

function readOne(repository: Repository, tree: Tree, path: string): Data {
  const blob = tree.get(path);
  return blob === undefined ? undefined : repository.read([blob])[0];
}

function recordsOf(repository: Repository, tree: Tree, kind: string, asOf: string): Data[] {
  const blobs = [...tree].flatMap(([path, blob]) => (path.startsWith(`records/${kind}/`) ? [blob] : []));
  return repository
    .read(blobs)
    .filter((one) => upTo(one.enteredAt, asOf) && one.withdrawn === undefined)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The day that a record is about: its business date, else that of its time. */
export const dayOf = ({ clock }: World, record: Data): string =>
  typeof record.date === 'string' ? record.date : clock.day(record.at);

/** Records whose id bears a date of the service up to the document's day: what is read of a whole service. */
export function serviceRecords(world: World, kind: string): Data[] {
  const { from, to } = world.contract.servicePeriod;
  const last = [world.clock.day(world.asOf), to].sort()[0] as string;
  return world.records(kind).filter(({ id }) => idDate(id) >= from && idDate(id) <= last);
}

/** The midnight after the last day of the period. */
export const afterOf = ({ manifest, clock }: Pick<World, 'manifest' | 'clock'>): number =>
  clock.at(manifest.to, '00:00') + 86_400_000;

/** Last day that the statistics touch. */
export function lastDayOf(world: World): string {
  const { manifest, asOf, clock } = world;
  if (ms(asOf) >= afterOf(world)) return manifest.to;
  return ms(asOf) >= clock.at(manifest.from, '00:00') ? clock.day(asOf) : manifest.from;
}
