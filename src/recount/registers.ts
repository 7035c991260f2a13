/** Lines and sums of a register, counted again by what its entry says of kinds, lists, filters and totals. */

import { seenOf } from './availability.ts';
import { ofPeriod } from './belongs.ts';
import type { Data } from './data.ts';
import { serviceRecords, type World } from './world.ts';

/** By the ids of the figures: `lines.1`, `sum.1.amount.supplier.spent`. */
export function registerFigures(world: World, register: Data): Record<string, number> {
  const tables = [register, ...(register.more ?? [])];
  return Object.assign({}, ...tables.map((table, index) => tableFigures(world, table, index + 1)));
}

function tableFigures(world: World, table: Data, no: number): Record<string, number> {
  if (table.kind === 'probe' && table.rows === 'failures') return { [`lines.${no}`]: outages(world, table) };
  const lines = sourceOf(world, table)
    .flatMap((record) =>
      table.rows === undefined ? [{ record }] : (record[table.rows] ?? []).map((row: Data) => ({ record, row })),
    )
    .filter((line) => holds(world, table, line));
  const figures: Record<string, number> = { [`lines.${no}`]: lines.length };
  for (const path of table.totals ?? []) {
    for (const { record, row } of lines) {
      const id = ['sum', no, path, ...partsOf(table, record)].join('.');
      const value = fieldOf(table, path, record, row);
      figures[id] = Math.round(((figures[id] ?? 0) + (typeof value === 'number' ? value : 0)) * 100) / 100;
    }
  }
  return figures;
}

function sourceOf(world: World, { kind, window }: Data): Data[] {
  if (kind === 'asset') return world.assets.filter((one) => one.contract);
  if (kind === 'manifest') {
    const { from, to } = world.manifest;
    const day = (one: Data) => world.clock.day(one.times.issued);
    return world.issued.filter((one) => day(one) >= from && day(one) <= to);
  }
  if (window !== 'service-to-date') return ofPeriod(world, kind);
  return serviceRecords(world, kind).filter((one) => world.clock.day(one.at) <= world.manifest.to);
}

function fieldOf({ rows }: Data, path: string, record: Data, row: Data): Data {
  const [name = '', column] = path.split('.');
  return column !== undefined && name === rows ? row?.[column] : record[name];
}

function holds(world: World, table: Data, { record, row }: Data): boolean {
  return (table.where ?? []).every((filter: Data) => {
    const values = [fieldOf(table, filter.field, record, row)].flat().map(String);
    const named = filter.in === undefined || values.some((value) => filter.in.includes(value));
    return named && (filter.assetKinds === undefined || values.some((value) => isOf(world, value, filter.assetKinds)));
  });
}

const isOf = ({ assets }: World, id: string, kinds: readonly string[]): boolean =>
  assets.some((one) => one.id === id && kinds.includes(one.kind));

/** Kinds in which somebody pays: their sums are kept apart, and of expenses what was spent from stock in and out. */
function partsOf({ kind }: Data, record: Data): string[] {
  if (kind === 'expense') return [record.payer, expenseFlow(record.type)];
  return kind === 'renewal' ? [record.payer ?? 'unknown'] : [];
}

export function expenseFlow(type: string): string {
  return type === 'spare-in' ? 'stocked' : type === 'spare-out' ? 'used' : 'spent';
}

/** Outages of the targets that the table is about, agreed maintenance left out. */
function outages(world: World, table: Data): number {
  const probes = ofPeriod(world, 'probe');
  const days = probes.map((one) => one.date).sort();
  if (days.length === 0) return 0;
  const [from, to] = [world.clock.at(days[0], '00:00'), world.clock.at(days.at(-1), '00:00') + 86_400_000];
  const kinds = (table.where ?? []).find((one: Data) => one.assetKinds !== undefined)?.assetKinds;
  return [...seenOf(world, probes, from, to)]
    .filter(([target]) => kinds === undefined || isOf(world, target, kinds))
    .reduce((sum, [, seen]) => sum + seen.outages, 0);
}
