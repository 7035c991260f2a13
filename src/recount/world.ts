/** All that a document could know: the contract, the records and the documents before it, as they were at its data commit. */
import { assetsOf } from './counted-assets.ts';
import { byId, clockOf, type Data, idDate, ms, plusMonths, upTo } from './data.ts';
import { caseText } from './levels/cases.ts';
import { contractToday, interpretationToday, obligationToday } from './levels/today.ts';
import type { Repository, Tree } from './repository.ts';
import { cutOf, isHeld, type Span, spansOf } from './spans.ts';
import type { Terms } from './terms.ts';
import { isVouched } from './vouched.ts';
import { workdaysOf } from './workdays.ts';

export interface World extends Terms {
  /** ISO: until when it counts by the rule, whatever its manifest says. */
  cut: string;
  /** ISO: by when it judges. What was written down after its making is no part of it; once the project is closed no time passes. */
  asOf: string;
  /** The periods of its obligation up to its own. */
  spans: Span[];
  /** Records of a kind that had been written down, by id; withdrawn ones and withdrawn rows left out. */
  records(kind: string): Data[];
  /** Those of a kind that had been withdrawn by then, as they were. */
  withdrawn(kind: string): Data[];
  /** Manifests of the documents that were issued before it. */
  known: Data[];
  /** The newest document of each other period of its obligation, as far as it was known. */
  others(): World[];
}

/**
 * Opens the worlds of documents, each once.
 * @param all manifests of the workspace
 */
export function worldsOf(repository: Repository, all: readonly Data[]): (manifest: Data) => World {
  const open = new Map<string, World>();
  const of = (manifest: Data): World => {
    const world = open.get(manifest.number) ?? worldOf(repository, manifest, all, of);
    open.set(manifest.number, world);
    return world;
  };
  return of;
}

function worldOf(repository: Repository, manifest: Data, all: readonly Data[], of: (manifest: Data) => World): World {
  const tree = repository.tree(manifest.dataCommit);
  const file = (name: string): Data => readOne(repository, tree, `contract/${name}.yaml`);
  const registers = file('registers')?.registers ?? [];
  const contract = {
    manifest,
    clock: clockOf(manifest.asOf),
    contract: contractToday(file('contract')),
    assets: assetsOf({
      entries: file('assets')?.assets ?? [],
      kinds: file('kinds')?.kinds ?? [],
      table: (path) => bytesAt(repository, tree, path),
    }),
    checks: file('inspection-checklist')?.checks ?? [],
    obligations: [...(file('obligations')?.obligations ?? []), ...registers, ...(file('written')?.documents ?? [])].map(
      obligationToday,
    ),
    registers,
    interpretations: (file('interpretations')?.interpretations ?? []).map((one: Data) =>
      interpretationToday(decided(proven(one, tree), enteredOf(repository, tree, DECISIONS, manifest.asOf))),
    ),
    findingLevels: file('finding-levels'),
    workdays: workdaysOf(file('holidays')?.years ?? []),
  };
  const { obligation } = manifest;
  const cut = cutOf(contract, all);
  const upToThen = isHeld(contract, manifest) ? cut : manifest.asOf;
  const known = knownOf(manifest, all, upToThen);
  const entered = (kind: string): Data[] => enteredOf(repository, tree, kind, upToThen);
  const isOwn = (one: Data): boolean => one.obligation === obligation;
  const records = new Map<string, Data[]>();
  return {
    ...contract,
    cut,
    asOf: closedBy(entered('close-out'), upToThen) ?? upToThen,
    spans: spansOf(contract, known, cut, isHeld(contract, manifest) ? entered('waiver').filter(isOwn) : []),
    records(kind) {
      const own = records.get(kind) ?? entered(kind).filter((one) => !upTo(one.withdrawn?.at, upToThen));
      records.set(kind, own);
      return own;
    },
    withdrawn: (kind) => entered(kind).filter((one) => upTo(one.withdrawn?.at, upToThen)),
    known,
    // What is made on request lies over all periods and corrects none of them.
    others: () =>
      ON_REQUEST.test(manifest.period)
        ? []
        : newestOf(known.filter((one) => one.obligation === obligation && one.period !== manifest.period)).map(of),
  };
}

/** When both sides had closed the project by then: nothing grows older from there on. null: they had not. */
function closedBy(all: readonly Data[], asOf: string): string | null {
  const standing = all.filter((one) => upTo(one.at, asOf) && !upTo(one.withdrawn?.at, asOf) && isVouched(one, one.at));
  const [first] = standing.sort((a, b) => ms(a.enteredAt) - ms(b.enteredAt));
  return first?.at ?? null;
}

/** 口径 that both sides confirmed, as far as the paper that they signed is kept; without it the supplier alone says so. */
function proven(one: Data, tree: Tree): Data {
  if (one.confirmed !== true) return one;
  const scan = String(one.scan ?? '');
  const path = `evidence/${scan.slice(0, 2)}/${scan}`;
  return tree.has(path) || tree.has(`${path}.gz`) ? one : { ...one, confirmed: false };
}

const DECISIONS = 'interpretation-decision';

/** 口径 that an account of the purchaser confirmed, as far as question and option still read as they did. */
function decided(one: Data, decisions: readonly Data[]): Data {
  if (one.confirmed === true && one.chosen != null) return one;
  const own = decisions.filter(
    (decision) =>
      decision.withdrawn === undefined &&
      decision.interpretation === one.id &&
      decision.question === one.question &&
      one.options.some(
        ({ id, label, text, cases }: Data) =>
          id === decision.option &&
          label === decision.label &&
          text === decision.text &&
          (decision.caseFacts === undefined || decision.caseFacts === caseText(cases)),
      ) &&
      isVouched(decision, decision.at),
  );
  const last = own.sort((a, b) => ms(a.at) - ms(b.at)).at(-1);
  return last === undefined ? one : { ...one, confirmed: true, chosen: last.option };
}

/** Issued before; of those issued in the same minute the ones that it names among its inputs. */
function knownOf(manifest: Data, all: readonly Data[], asOf: string): Data[] {
  const named = new Set<string>(manifest.inputs.map(({ path }: Data) => path));
  return all.filter(
    (one) => ms(one.times.issued) < ms(asOf) || (ms(one.times.issued) === ms(asOf) && named.has(pathOf(one))),
  );
}

/** The year is that of the period's first day, of one named by a day that day's. */
const pathOf = ({ from, obligation, period, revision }: Data): string =>
  `archive/${(/^\d{4}-\d\d-\d\d$/.test(period) ? period : from).slice(0, 4)}/${obligation}/${period}/r${revision}/manifest.json`;

/** What is made on request tells of the service again, beside the periods. */
const ON_REQUEST = /^service-/;

function newestOf(manifests: readonly Data[]): Data[] {
  const byPeriod = Map.groupBy(
    manifests.filter(({ period }) => !ON_REQUEST.test(period)),
    ({ period }) => period,
  );
  return [...byPeriod.values()].map((own) => own.reduce((a, b) => (a.revision > b.revision ? a : b)));
}

function bytesAt(repository: Repository, tree: Tree, path: string): Uint8Array | undefined {
  const blob = tree.get(path);
  return blob === undefined ? undefined : repository.bytes(blob);
}

function readOne(repository: Repository, tree: Tree, path: string): Data {
  const blob = tree.get(path);
  return blob === undefined ? undefined : repository.read([blob])[0];
}

function enteredOf(repository: Repository, tree: Tree, kind: string, asOf: string): Data[] {
  return repository
    .read(blobsOf(tree).get(kind) ?? [])
    .filter((one) => upTo(one.enteredAt, asOf))
    .map(inForce)
    .sort(byId);
}

const RECORD = /^records\/([^/]+)\//;
const byKind = new WeakMap<Tree, Map<string, string[]>>();

/** Blobs of the records of each kind: a tree is asked for every kind. */
function blobsOf(tree: Tree): ReadonlyMap<string, string[]> {
  const known = byKind.get(tree);
  if (known !== undefined) return known;
  const paths = Map.groupBy(tree, ([path]) => RECORD.exec(path)?.[1] ?? '');
  const found = new Map([...paths].map(([kind, own]) => [kind, own.map(([, blob]) => blob)]));
  byKind.set(tree, found);
  return found;
}

const isRow = (one: Data): boolean => typeof one === 'object' && one !== null;

/** Without the rows and attachments that were withdrawn. */
function inForce(record: Data): Data {
  const lists = Object.entries(record).filter(
    ([, value]) => Array.isArray(value) && value.some((row) => isRow(row) && row.withdrawn !== undefined),
  );
  if (lists.length === 0) return record;
  const kept = lists.map(([name, rows]) => [name, (rows as Data[]).filter((row) => row.withdrawn === undefined)]);
  return { ...record, ...Object.fromEntries(kept) };
}

/** The day that a record is about: its business date, else that of its time. */
export const dayOf = ({ clock }: World, record: Data): string =>
  typeof record.date === 'string' ? record.date : clock.day(record.at);

/** Kinds that may be signed before the first day of service and hold on it: a standing permit. */
const GRANTED_BEFORE = ['permit'];
/** Documents are signed for and waived after the last day of service, too. */
const GOES_ON_AFTER = ['signoff', 'waiver', 'close-out', 'payment-paper'];

/** Records whose id bears a date of the service up to the document's day: what is read of a whole service. */
export function serviceRecords(world: World, kind: string): Data[] {
  const { from, to } = world.contract.servicePeriod;
  const first = GRANTED_BEFORE.includes(kind) ? plusMonths(from, -12) : from;
  const today = world.clock.day(world.asOf);
  const last = GOES_ON_AFTER.includes(kind) || today < to ? today : to;
  return world.records(kind).filter(({ id }) => idDate(id) >= first && idDate(id) <= last);
}
