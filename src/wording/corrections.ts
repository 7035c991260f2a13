/** How a correction reads: in the record that was corrected, and in the documents that rest on it. Pure. */
import type { Correction, FieldChange } from '../records/record.ts';

/** What stands for no value. */
const EMPTY = '（空）';

/** One change with both of its values: `恢复时间 2026-11-24 11:20 → 2026-11-24 11:25`, `处理过程 r2 作废：写错`. */
export function changeText({ kind, label, from, to, reason }: FieldChange): string {
  if (kind === 'added') return `${label} 新增`;
  if (kind === 'withdrawn') return `${label} 作废${reason === undefined ? '' : `：${reason}`}`;
  if (kind === 'vouched') return `${label} ⟦采购人⟧确认${to === undefined ? '' : ` ${to}`}`;
  if (from === undefined && to === undefined) return `${label} 更改`;
  return `${label} ${from ?? EMPTY} → ${to ?? EMPTY}`;
}

/**
 * A correction as documents print it. What was empty before is told by its name, since its value stands in the document, and so
 * are rows that were added; what took the place of something else is told with both. One that is kept in words alone is printed
 * as it stands.
 * @param most changes with both values that are told; the others are counted
 */
export function correctionText({ what, changes }: Correction, most: number): string {
  if (changes === undefined) return what;
  const filled = changes.filter(({ kind }) => kind === 'filled').map(({ label }) => label);
  const added = Map.groupBy(
    changes.filter(({ kind }) => kind === 'added'),
    listOf,
  );
  const changed = changes
    .filter(({ kind }) => kind === 'changed' || kind === 'withdrawn' || kind === 'vouched')
    .map(changeText);
  const rest = changed.length - most;
  return [
    ...(filled.length === 0 ? [] : [`补填 ${filled.join('、')}`]),
    ...[...added].map(([list, rows]) => `${list}新增 ${rows.length} 行`),
    ...(rest > 1 ? [...changed.slice(0, most), `另有 ${rest} 处，见该记录`] : changed),
  ].join('；');
}

/** Name of the list of a row: `处理过程` of `处理过程 r4`. */
function listOf({ path, label }: FieldChange): string {
  const row = ` ${path.split('.')[1] ?? ''}`;
  return label.endsWith(row) ? label.slice(0, -row.length) : label;
}
