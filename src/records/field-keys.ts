/**
 * Messages about a record name its fields by label and by key, `答复时间（answeredAt）`, since whoever writes a file types the key.
 * Whoever fills in a form never sees one: at that door the labels alone stay. Pure.
 */
import { fieldsOf } from './fields.ts';
import type { RecordKind } from './record.ts';

/** The keys of all fields and columns of these kinds. */
export const keysOf = (kinds: readonly Pick<RecordKind, 'schema'>[]): ReadonlySet<string> =>
  new Set(
    kinds.flatMap(({ schema }) =>
      fieldsOf(schema).flatMap(({ name, columns }) => [name, ...columns.map((one) => one.name)]),
    ),
  );

/** One key, or several: `expectedRows/actualRows`, `assessedAt … confirmedAt`, `timeline.at`. */
const IN_BRACKETS = /（([a-z][A-Za-z.]*(?:(?:\/|、| … )[a-z][A-Za-z.]*)*)）/g;
const ROW = /(?<![\w.])([a-z][A-Za-z]*)\[(\d+)\](?:\.[A-Za-z]+)?/g;
/** A place in the data with what it is called behind it. */
const NAMED_PLACE = /^[a-z][\w.#[\]]*（(.+)）$/;

/** @param keys see `keysOf` @returns the text without keys and paths of files of the contract, rows by their numbers */
export function withoutKeys(text: string, keys: ReadonlySet<string>): string {
  const areKeys = (all: string): boolean => all.split(/\/|、| … |\./).every((key) => keys.has(key));
  return text
    .replace(NAMED_PLACE, (_, label: string) => label)
    .replace(IN_BRACKETS, (whole, all: string) => (areKeys(all) ? '' : whole))
    .replace(ROW, (whole, list: string, n: string) => (keys.has(list) ? `第 ${Number(n) + 1} 行` : whole))
    .replace(/合同数据 contract\/\w+\.yaml 中/g, '合同中')
    .replace(/为 true(?! 或)/g, '为“是”')
    .replace(/为 false(?! 或)/g, '为“否”');
}
