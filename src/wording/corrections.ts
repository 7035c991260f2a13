/** How a correction reads: in the record that was corrected, and in the documents that rest on it. Pure. */
import { formatDateTime } from '../contract/time.ts';
import type { AnyRecord, Correction, FieldChange } from '../records/record.ts';
import type { Withdrawn } from '../records/row.ts';
import { changesOf, claimsOf, type ToldChange } from '../records/standing.ts';

/** What stands for no value. */
const EMPTY = '（空）';

/** One change with both of its values: `恢复时间 2026-11-24 11:20 → 2026-11-24 11:25`, `处理过程 r2 作废：写错`. */
export function changeText({ kind, label, from, to, reason }: FieldChange): string {
  if (kind === 'added') return `${label} 新增`;
  if (kind === 'withdrawn') return `${label} 作废${reason === undefined ? '' : `：${reason}`}`;
  if (kind === 'claimed') return `${label} ${from ?? EMPTY}，${claimText({ to })}`;
  if (kind === 'vouched') return `${label} ⟦采购人⟧确认${to === undefined ? '' : ` ${to}`}`;
  if (from === undefined && to === undefined) return `${label} 更改`;
  return `${label} ${from ?? EMPTY} → ${to ?? EMPTY}`;
}

/** What the supplier says in place of what was vouched for: `⟦供应商⟧主张 2026-11-24 16:34，未经⟦采购人⟧确认`. */
export const claimText = ({ to }: Pick<FieldChange, 'to'>): string =>
  `⟦供应商⟧主张${to === undefined ? '另一个值' : ` ${to}`}，未经⟦采购人⟧确认`;

/** That a record was withdrawn: `已作废 2026-11-24 17:10 甲：重复登记`. */
export const withdrawnText = ({ at, by, reason }: Withdrawn): string => `已作废 ${formatDateTime(at)} ${by}：${reason}`;

/** Changes of one value that are told with both values. */
const TOLD = 2;

/** `值改过 1 次：甲，2026-11-24 16:37 → 2026-11-24 16:34`: where a verdict stands that such a value decides. Empty: it never was another. */
export function changesText(changes: readonly ToldChange[]): string {
  if (changes.length === 0) return '';
  const told = changes
    .slice(-TOLD)
    .map(({ by, kind, from, to }) =>
      kind === 'withdrawn' ? `${by}，作废` : `${by}，${from ?? '（原值见该记录）'} → ${to ?? '（现值见该记录）'}`,
    );
  return `值改过 ${changes.length} 次：${told.join('；')}`;
}

/** Both, of the values at these places: what stands beside a verdict that they decide. Empty: nothing does. */
export const besideText = (
  record: Pick<AnyRecord, 'corrections'>,
  paths: readonly string[],
  passed?: readonly string[],
): string =>
  [
    changesText(changesOf(record, paths, passed)),
    ...claimsOf(record, paths).map((one) => `${one.label}：${claimText(one)}`),
  ]
    .filter((text) => text !== '')
    .join('；');

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
    .filter(({ kind }) => kind === 'changed' || kind === 'withdrawn' || kind === 'vouched' || kind === 'claimed')
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
