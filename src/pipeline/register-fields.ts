/**
 * Whether the tables of the registers list records that there are, by fields that those have: a column of a field that no record
 * has would print every value as not written down.
 */
import { isRecordKind, ledgerFields, otherKinds } from '../../reports/register/lines.ts';
import { type ContractBundle, contractFiles } from '../contract/bundle/bundle.ts';
import { UserError } from '../contract/error.ts';
import { nearest } from '../contract/nearest.ts';
import type { RegisterTable } from '../contract/terms/obligations.ts';
import type { RecordKind } from '../records/record.ts';

/** @throws UserError naming the first kind or field that does not exist, and those that do */
export async function requireRegisterFields(
  contract: ContractBundle,
  kinds: { ids(): Promise<readonly string[]>; load(id: string): Promise<RecordKind> },
): Promise<void> {
  const ids = await kinds.ids();
  for (const [n, register] of contract.registers.entries()) {
    const tables: [at: string, table: Table][] = [
      [`registers[${n}]`, register],
      ...(register.more ?? []).map((table, k): [string, Table] => [`registers[${n}].more[${k}]`, table]),
    ];
    for (const [at, table] of tables) {
      const { kind } = table;
      if (isRecordKind(kind) && !ids.includes(kind))
        throw unknown(`${at}.kind`, kind, [...ids, ...otherKinds], '没有这种记录，登记簿无从列出');
      const loaded = isRecordKind(kind) ? { [kind]: await kinds.load(kind) } : {};
      const known = [...ledgerFields(table, { contract, kinds: loaded }).keys()];
      const wrong = named(table).find(([, name]) => !known.includes(name));
      if (wrong !== undefined) throw unknown(`${at}.${wrong[0]}`, wrong[1], known, `${kind} 没有这个字段`);
    }
  }
}

type Table = Omit<RegisterTable, 'title'>;

/** Every field that a table names, with its place. */
function named({ columns, rows, where = [], sortBy, groupBy, totals = [], validUntil }: Table): [string, string][] {
  const all: [string, string | undefined][] = [
    ['rows', rows],
    ...columns.map(({ field }, n): [string, string | undefined] => [`columns[${n}].field`, field]),
    ...where.map(({ field }, n): [string, string] => [`where[${n}].field`, field]),
    ['sortBy', sortBy],
    ['groupBy', groupBy],
    ...totals.map((name, n): [string, string] => [`totals[${n}]`, name]),
    ['validUntil', validUntil],
  ];
  return all.flatMap(([place, name]): [string, string][] => (name === undefined ? [] : [[place, name]]));
}

function unknown(at: string, found: string, known: readonly string[], summary: string): UserError {
  const close = nearest(found, known, (one) => one, 2);
  return new UserError(summary, {
    file: contractFiles.registers,
    at,
    found,
    expected: known.join('、'),
    ...(close.length === 0 ? {} : { hint: `您是不是要 ${close.join('、')}` }),
  });
}
