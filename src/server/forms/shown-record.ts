/** A stored record as its page shows it: fields with words, lists as tables. Pure. */
import { formatDateTime } from '../../contract/time.ts';
import type { StoredEntry } from '../../desk/entry-form.ts';
import { wordOf } from '../../forms/merge.ts';
import { type Choices, sourceKey, sourceOf } from '../../forms/resolve.ts';
import { columnsOf, type FormField, typedText } from '../../forms/typed.ts';
import { givesOriginal, isShownPicture } from '../../records/open-attachment.ts';
import { measuredIn } from '../../records/reading.ts';
import { attachmentProofs } from '../../records/record.ts';
import { sizeText } from '../../wording/figures.ts';
import { measuredText } from '../../wording/measured.ts';

/** Rows that a page lists: of what a machine measured there are thousands. */
const MOST_ROWS = 100;
const MOST_CELL = 2_000;

/** @param withdrawable lists of which the reader may take a row back */
export function shownRecord(entry: StoredEntry, choices: Choices, withdrawable: readonly string[]) {
  const { fields, record } = entry;
  const lines = fields
    .filter(({ columns }) => columns.length === 0)
    .flatMap((field) => {
      const text = textOf(field, record[field.name], choices);
      if (text === '') return [];
      return [{ label: labelOf(field), text }];
    });
  const lists = fields
    .filter(({ columns }) => columns.length > 0)
    .flatMap((field) => {
      const value = record[field.name];
      const rows = (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]) as Row[];
      return rows.length === 0
        ? []
        : [{ ...listOf(field, rows, choices), withdraw: withdrawable.includes(field.name) }];
    });
  return { lines, lists };
}

type Row = Record<string, unknown>;

const labelOf = ({ label, unit }: FormField): string => (unit === undefined ? label : `${label}（${unit}）`);

function listOf(field: FormField, rows: readonly Row[], choices: Choices) {
  // Behind a measured number stands its unit.
  const isUnit = ({ name }: FormField): boolean =>
    name === 'unit' && rows.every((row) => row['unit'] === undefined || measuredIn(row) !== null);
  const columns = columnsOf(field).filter(
    (column) => !isUnit(column) && rows.some((row) => textOf(column, row[column.name], choices) !== ''),
  );
  return {
    label: field.label,
    columns: columns.map(labelOf),
    total: rows.length,
    shown: MOST_ROWS,
    more: rows.length > MOST_ROWS,
    rows: rows.slice(0, MOST_ROWS).map((row) => {
      const withdrawn = row['withdrawn'] as { by: string; at: string; reason: string } | undefined;
      return {
        id: typeof row['id'] === 'string' ? row['id'] : '',
        path: `${field.name}.${String(row['id'] ?? '')}`,
        withdrawn: withdrawn === undefined ? '' : `${formatDateTime(withdrawn.at)} 作废：${withdrawn.reason}`,
        cells: columns.map((column) => ({
          label: labelOf(column),
          text: measuredCell(column, row) ?? textOf(column, row[column.name], choices),
        })),
      };
    }),
  };
}

/** A number that was measured reads as on paper, with its unit; null of all other cells. */
function measuredCell({ name }: FormField, row: Row): string | null {
  const found = name === 'value' ? measuredIn(row) : null;
  return found === null ? null : measuredText(found.value, found.unit);
}

function textOf(field: FormField, value: unknown, choices: Choices): string {
  if (Array.isArray(value)) return value.map((one) => textOf(field, one, choices)).join('、');
  const text = wordOf(field, typedText(field, value));
  const source = sourceOf(field);
  const named = source === null ? undefined : choices.get(sourceKey(source))?.find(({ id }) => id === text);
  const shown = named === undefined || named.text === text ? text : `${text} ${named.text}`;
  return shown.length > MOST_CELL ? `${shown.slice(0, MOST_CELL)}…` : shown;
}

/**
 * Attachments of a record, with the addresses of picture and original below the record's own.
 * @param mayDrafts whether the reader works with drafts
 */
export function shownFiles({ attachments }: Pick<StoredEntry, 'attachments'>, path: string, mayDrafts: boolean) {
  return attachments.map(({ sha256, name, type, size, subject, takenAt, place = '', proof, withdrawn }) => ({
    sha256,
    name,
    subject,
    place,
    size: sizeText(size),
    takenAt: formatDateTime(takenAt),
    proof: proof === undefined ? '' : attachmentProofs[proof],
    withdrawn: withdrawn === undefined ? '' : `${formatDateTime(withdrawn.at)} 作废：${withdrawn.reason}`,
    href: givesOriginal(mayDrafts, { type, proof }) ? `${path}/files/${sha256}` : '',
    picture: isShownPicture({ type }) ? `${path}/pictures/${sha256}` : '',
    note: type === 'image/heic' ? 'HEIC 图片不能在此显示，也印不到文档上；原件已保存' : '',
  }));
}
