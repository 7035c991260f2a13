/** Lines and sums of a register, counted again by what its entry says of kinds, lists, filters and totals. */

import { belongs, factOf, issueFact, ofPeriod, upToPeriod } from './belongs.ts';
import { type Figures, under } from './counted.ts';
import { type Data, ms } from './data.ts';
import { type Outage, outages } from './outages/register-outages.ts';
import { handOn, isVouched } from './vouched.ts';
import { serviceRecords, type World } from './world.ts';

/** By the ids of the figures: `lines.1`, `sum.1.amount.supplier.spent`. */
export function registerFigures(world: World, register: Data): Figures {
  return Object.assign({}, ...tablesOf(register).map((table, index) => tableFigures(world, table, index + 1)));
}

const tablesOf = (register: Data): Data[] => [register, ...(register.more ?? [])];

/** Kinds of lines that are no records: nothing of them is corrected. */
const isRecordKind = ({ kind }: Data): boolean => !['asset', 'manifest', 'purchaser-act', 'delivered'].includes(kind);

function tableFigures(world: World, table: Data, no: number): Figures {
  if (listsOutages(table)) return outageCounts(world, table, no);
  const figures: Record<string, number> = { [`lines.${no}`]: 0 };
  for (const [key, amount] of isRecordKind(table) && table.window !== 'service-to-date'
    ? heldOf(world, no)
    : amountsOf(world, table, sourceOf(world, table))) {
    const id = key.slice(key.indexOf(' ') + 1).replace(/^(lines|sum)/, `$1.${no}`);
    figures[id] = Math.round(((figures[id] ?? 0) + amount) * 100) / 100;
  }
  return { ...figures, ...groupCounts(world, table, no) };
}

const isGrouped = ({ groupBy, kind }: Data): boolean =>
  groupBy !== undefined && !(kind === 'duty' && groupBy === 'state');

/**
 * Whether a table that is grouped may list a value of which it has no line: of an asset, one of the contract that its filter takes.
 * @param no from 1 @param code the value, of an asset its id
 */
export function listsEmptyGroup(world: World, register: Data, no: number, code: string): boolean {
  const table = tablesOf(register)[no - 1];
  if (table === undefined || !hasGroups(world, table, no)) return false;
  const filter = (table.where ?? []).find((one: Data) => one.field === table.groupBy && namesKinds(one));
  const asset = world.assets.find(({ id }) => id === code);
  return filter === undefined || asset === undefined || (asset.contract && isOf(world, code, filter));
}

/** Whether a table says how many lines have each value: of nothing only where it says nothing else. */
const hasGroups = (world: World, table: Data, no: number): boolean =>
  isGrouped(table) &&
  (table.summaryOnly === true || groupedLines(world, table).length + takenBackLines(world, table, no).length > 0);

const isWhole = (table: Data): boolean => !isRecordKind(table) || table.window === 'service-to-date';

const groupedLines = (world: World, table: Data): Line[] =>
  linesOf(world, table, isWhole(table) ? sourceOf(world, table) : ofPeriod(world, table.kind));

/** Lines of records that an earlier register counted, and that were withdrawn since. */
function takenBackLines(world: World, table: Data, no: number): Line[] {
  if (isWhole(table)) return [];
  const gone = world.withdrawn(table.kind).filter((one) => isTakenBack(world, one));
  if (gone.length === 0) return [];
  const before = sumOf(world.others().map((other) => heldOf(other, no)));
  return linesOf(
    world,
    table,
    gone.filter(({ id }) => (before.get(`${id} lines`) ?? 0) !== 0),
  );
}

/**
 * How many lines have each value of the field by which a table is grouped: `lines.1.answered.count`. Attendance is told by days, and
 * what was taken back counts in none of them: it stands beside them, and what is left of both.
 */
function groupCounts(world: World, table: Data, no: number): Figures {
  if (!hasGroups(world, table, no)) return {};
  const lines = groupedLines(world, table);
  const back = takenBackLines(world, table, no);
  const row = (code: string, own: readonly Line[], taken: readonly Line[]): Figures => {
    const days = new Set(own.flatMap(({ record }) => (typeof record.date === 'string' ? [record.date] : [])));
    return under(`lines.${no}.${code}`, {
      count: own.length,
      ...(days.size === 0 ? {} : { days: days.size }),
      ...(back.length === 0 ? {} : { back: 0 - taken.length, net: own.length - taken.length }),
      share: { numerator: own.length, denominator: lines.length },
    });
  };
  const isNamed = (line: Line): boolean => codeOf(world, table, line) !== null;
  const [own, taken] = [lines.filter(isNamed), back.filter(isNamed)];
  if (own.length + taken.length === 0) return lines.length + back.length === 0 ? row('total', [], []) : {};
  const codes = new Set([...own, ...taken].map((line) => codeOf(world, table, line) as string));
  const of = (list: readonly Line[], code: string): Line[] =>
    list.filter((line) => codeOf(world, table, line) === code);
  const rows = [...codes].map((code) => row(code, of(own, code), of(taken, code)));
  return Object.assign({}, ...rows, row('total', own, taken));
}

/** The value of a line's group; null where it is a list, or there is none. Receipts by the supplier's word are apart. */
function codeOf(world: World, table: Data, { record, row }: Line): string | null {
  const value = fieldOf(table, table.groupBy, record, row);
  if (value === undefined || value === null || typeof value === 'object') return null;
  const mark = table.kind === 'signoff' && ['receive', 'return'].includes(value) ? markOf(record) : '';
  // A document is grouped by its title, which is the name of what it was owed for.
  const named = world.obligations.find((one) => one.name === value);
  return named?.id ?? `${value}${mark}`;
}

/** What the supplier alone tells of, and what the purchaser's account alone does. */
function markOf(record: Data): string {
  if (!isVouched(record, record.at)) return ':claimed';
  return isVouched({ ...record, enteredBy: undefined, corrections: undefined }, record.at) ? '' : ':online';
}

const listsOutages = ({ kind, rows }: Data): boolean => kind === 'probe' && rows === 'failures';

const held = new WeakMap<World, Map<number, Map<string, number>>>();

/**
 * What the table of a register counts, line by line and amount by amount, what it corrects of earlier registers among it: a
 * record that was withdrawn is one less, an amount that is another now the difference.
 */
function heldOf(world: World, no: number): Map<string, number> {
  const tables = held.get(world) ?? new Map<number, Map<string, number>>();
  held.set(world, tables);
  const known = tables.get(no) ?? countTable(world, no);
  tables.set(no, known);
  return known;
}

function countTable(world: World, no: number): Map<string, number> {
  const register = world.registers.find((one) => one.id === world.manifest.obligation);
  const table = register === undefined ? undefined : tablesOf(register)[no - 1];
  if (table === undefined) return new Map();
  const own = amountsOf(world, table, ofPeriod(world, table.kind));
  const amended = serviceRecords(world, table.kind).filter((one) => isAmendedHere(world, one));
  const gone = world.withdrawn(table.kind).filter((one) => isTakenBack(world, one));
  const ids = new Set<string>([...amended, ...gone].map(({ id }) => id));
  const before = [...sumOf(world.others().map((other) => heldOf(other, no)))];
  const less = before.flatMap(([key, amount]) =>
    ids.has(key.split(' ')[0] ?? '') && amount !== 0 ? [[key, -amount] as const] : [],
  );
  return sumOf([own, amountsOf(world, table, amended), new Map(less)]);
}

/** Of another period, and corrected or withdrawn at a time that is counted here. */
function isLearned(world: World, record: Data, times: readonly string[]): boolean {
  const fact = factOf(world, record);
  return !belongs(world, fact) && times.some((at) => belongs(world, { ...fact, entered: ms(at) }));
}

const isAmendedHere = (world: World, record: Data): boolean =>
  isLearned(
    world,
    record,
    (record.corrections ?? []).map((one: Data) => one.at),
  );

const isTakenBack = (world: World, record: Data): boolean => isLearned(world, record, [record.withdrawn.at]);

/** Amounts of several, by their keys. */
function sumOf(all: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const sum = new Map<string, number>();
  for (const [key, amount] of all.flatMap((one) => [...one]))
    sum.set(key, Math.round(((sum.get(key) ?? 0) + amount) * 100) / 100);
  return sum;
}

/** By record and sum: `FY-20261124-001 sum.amount.supplier.spent`, `FY-20261124-001 lines`. */
function amountsOf(world: World, table: Data, records: readonly Data[]): Map<string, number> {
  const amounts = new Map<string, number>();
  const add = (key: string, amount: number) => amounts.set(key, (amounts.get(key) ?? 0) + amount);
  for (const { record, row } of linesOf(world, table, records)) {
    const id = record.id ?? record.number;
    add(`${id} lines`, 1);
    for (const path of table.totals ?? []) {
      const value = fieldOf(table, path, record, row);
      add(`${id} ${['sum', path, ...partsOf(table, record)].join('.')}`, typeof value === 'number' ? value : 0);
    }
  }
  return amounts;
}

interface Line {
  record: Data;
  row?: Data;
}

const linesOf = (world: World, table: Data, records: readonly Data[]): Line[] =>
  records
    .flatMap((record): Line[] =>
      table.rows === undefined ? [{ record }] : (record[table.rows] ?? []).map((row: Data) => ({ record, row })),
    )
    .filter((line) => holds(world, table, line));

/** What a table lists that is no record, or of the whole service. */
function sourceOf(world: World, { kind }: Data): Data[] {
  const { from, to } = world.manifest;
  if (kind === 'asset')
    return world.assets.filter((one) => one.contract && (one.from ?? to) <= to && from <= (one.until ?? from));
  if (kind === 'purchaser-act') return purchaserActs(world);
  if (kind === 'delivered') return handedOver(world);
  if (kind !== 'manifest') return upToPeriod(world, kind);
  return world.known.filter((one) => belongs(world, issueFact(one)));
}

/** true of a document that lists what was handed over, for one signature. */
export const isSheetOf = (world: World, id: string): boolean =>
  world.registers.some((one) => one.id === id && tablesOf(one).some(({ kind }) => kind === 'delivered'));

/** When the sheets before it were made. */
export const sheetsBefore = ({ known, manifest }: World): number[] =>
  known
    .filter(
      ({ obligation, period, revision }) =>
        obligation === manifest.obligation && period !== manifest.period && revision === 1,
    )
    .map(({ cut, times }) => ms(cut ?? times.issued));

/** Known to this sheet and to none before. */
const isNewOn = (world: World, happened: number, entered: number): boolean => {
  const last = Math.max(happened, entered);
  return last <= ms(world.asOf) && sheetsBefore(world).every((cut) => cut < last);
};

/**
 * Documents whose handing over this sheet is the first to know, and those of before for which nobody signed and that nothing else
 * took the place of. The first sheet leaves out what was handed over before its month and is signed for.
 */
function handedOver(world: World): Data[] {
  const { known, asOf, clock, manifest } = world;
  const first = sheetsBefore(world).length === 0;
  const signoffs = Map.groupBy(
    world.records('signoff').filter(({ at }) => ms(at) <= ms(asOf)),
    ({ obligation, period, revision }) => `${obligation} ${period} ${revision}`,
  );
  return known.filter((one) => {
    const { obligation, period, revision } = one;
    if (isSheetOf(world, obligation)) return false;
    const own = signoffs.get(`${obligation} ${period} ${revision}`) ?? [];
    const handed = own.filter(({ action }) => action === 'deliver').sort((a, b) => ms(a.at) - ms(b.at))[0];
    if (handed === undefined) return false;
    const isNew = isNewOn(world, ms(handed.at), ms(handed.enteredAt));
    if (isNew && (!first || clock.day(handed.at) >= manifest.from)) return true;
    const received = own.some((said) => said.action === 'receive' && isVouched(said, said.at));
    if (own.some(({ action }) => action === 'return' || action === 'void')) return false;
    const onPaper = own.some(
      (said) =>
        said.action === 'receive' && isVouched({ ...said, enteredBy: undefined, corrections: undefined }, said.at),
    );
    if (received) return first && !onPaper;
    return !known.some(
      (other) => other.obligation === obligation && other.period === period && other.revision > revision,
    );
  });
}

const ACT_OF: Data = { waiver: 'waive', 'interpretation-decision': 'interpret' };

/** What the accounts of the purchaser did in the document's interval, and what was done with them. */
function purchaserActs(world: World): Data[] {
  const isSheet = isSheetOf(world, world.manifest.obligation);
  const readOf = (kind: string): Data[] => (isSheet ? world.records(kind) : serviceRecords(world, kind));
  const isTheirs = (hand: Data): boolean => hand?.channel === 'purchaser' && hand.account !== undefined;
  const own = ['signoff', 'waiver', 'interpretation-decision']
    .flatMap((kind) => readOf(kind))
    .filter(({ enteredBy }) => isTheirs(enteredBy))
    .map(({ id, kind, action, at }) => ({ id, at, act: ACT_OF[kind] ?? action }));
  const restored = readOf('incident')
    .filter((one) => one.confirmedRestoredAt !== undefined && isTheirs(handOn(one, 'confirmedRestoredAt')))
    .map(({ id, confirmedRestoredAt: at }) => ({ id, at, act: 'restore' }));
  const agreed = readOf('maintenance-window').flatMap(({ id, corrections = [] }) =>
    corrections
      .filter(({ entered }: Data) => isTheirs(entered))
      .flatMap(({ at, changes = [] }: Data) => {
        const has = (path: string): boolean => changes.some((one: Data) => one.path === path);
        if (has('approvedAt')) return [{ id, at, act: 'agree-maintenance' }];
        return has('cancelled') ? [{ id, at, act: 'refuse-maintenance' }] : [];
      }),
  );
  const managed = readOf('account-event').map(({ id, at, action }) => ({ id, at, act: action }));
  return [...own, ...restored, ...agreed, ...managed].filter(({ at }) =>
    isSheet ? isNewOn(world, ms(at), ms(at)) : belongs(world, { event: ms(at), entered: ms(at) }),
  );
}

function fieldOf({ rows }: Data, path: string, record: Data, row: Data): Data {
  const [name = '', column] = path.split('.');
  // The grading of an incident that holds now.
  if (path === 'level' && record.kind === 'incident') return record.levels?.at(-1)?.level;
  return column !== undefined && name === rows ? row?.[column] : record[name];
}

/** true when a line of the main table is of the record. */
export const listsRecord = (world: World, register: Data, record: Data): boolean =>
  linesOf(world, register, [record]).length > 0;

function holds(world: World, table: Data, { record, row }: Line): boolean {
  return (table.where ?? []).every((filter: Data) => {
    const values = [fieldOf(table, filter.field, record, row)].flat().map(String);
    const named = filter.in === undefined || values.some((value) => filter.in.includes(value));
    return named && (!namesKinds(filter) || values.some((value) => isOf(world, value, filter)));
  });
}

const namesKinds = (filter: Data): boolean => filter.assetKinds !== undefined || filter.assetFamilies !== undefined;

const isOf = ({ assets }: World, id: string, filter: Data): boolean =>
  assets.some(
    (one) => one.id === id && (filter.assetKinds?.includes(one.kind) || filter.assetFamilies?.includes(one.family)),
  );

/** Kinds in which somebody pays: their sums are kept apart, and of expenses what was spent from stock in and out. */
function partsOf({ kind }: Data, record: Data): string[] {
  if (kind === 'expense') return [record.payer, expenseFlow(record.type)];
  return kind === 'renewal' ? [record.payer ?? 'unknown'] : [];
}

export function expenseFlow(type: string): string {
  return type === 'spare-in' ? 'stocked' : type === 'spare-out' ? 'used' : 'spent';
}

/** With those of each target where the table is grouped by it. */
function outageCounts(world: World, table: Data, no: number): Figures {
  const filter = (table.where ?? []).find(namesKinds);
  const all = outages(world, (target) => filter === undefined || isOf(world, target, filter));
  const figures = { [`lines.${no}`]: all.length };
  if (table.groupBy !== 'failures.target') return figures;
  const row = (id: string, own: readonly Outage[]): Figures =>
    under(`lines.${no}.${id}`, {
      count: own.length,
      days: new Set(own.map(({ day }) => day)).size,
      share: { numerator: own.length, denominator: all.length },
    });
  const rows = [...Map.groupBy(all, ({ target }) => target)].map(([target, own]) => row(target, own));
  return Object.assign(figures, ...rows, row('total', all));
}
