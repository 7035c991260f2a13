/** What the id of a record says: `<PREFIX>-<yyyymmdd>-<nnn>`, the serial of three figures or more (GZ-20261124-1305). Pure. */
import type { DateText } from './time.ts';

const ID = /^([A-Z]{2,3})-(\d{4})(\d{2})(\d{2})-(\d{3,})$/;

/** The form of an id, of a whole text. What it says is `parseRecordId`'s. */
export const RECORD_ID = /^[A-Z]{2,3}-\d{8}-\d{3,}$/;

/** What a record id says. */
export interface RecordIdParts {
  prefix: string;
  /** The day under which the record is filed: `2026-11-24` */
  date: DateText;
  serial: number;
  /** `2026/11`: the month folder below `records/<kind>/`. */
  folder: string;
}

/** Reads `GZ-20261124-001`; undefined when it is no record id. */
export function parseRecordId(id: string): RecordIdParts | undefined {
  const match = ID.exec(id);
  if (!match) return undefined;
  const [, prefix = '', year = '', month = '', day = '', serial = ''] = match;
  return { prefix, date: `${year}-${month}-${day}`, serial: Number(serial), folder: `${year}/${month}` };
}

/** `GZ-20261124-001` @param date contract date @param serial from 1 on, beyond 999 as it is */
export function formatRecordId(prefix: string, date: DateText, serial: number): string {
  return `${prefix}-${date.replaceAll('-', '')}-${String(serial).padStart(3, '0')}`;
}

/** The contract date under which a record is filed, however long its serial is; '' of what is no record id. */
export const dayOfRecordId = (id: string): DateText | '' => parseRecordId(id)?.date ?? '';

/** Order of records of one kind: by date, then serial number, so that -1000 follows -999. For `sort`. */
export function compareRecordIds(a: string, b: string): number {
  // As long as serial numbers have as many figures, ids of one kind sort as their text does.
  if (a.length === b.length) return a < b ? -1 : a > b ? 1 : 0;
  const [left, right] = [parseRecordId(a), parseRecordId(b)];
  if (!left || !right) return a < b ? -1 : 1;
  if (left.prefix !== right.prefix) return left.prefix < right.prefix ? -1 : 1;
  if (left.date !== right.date) return left.date < right.date ? -1 : 1;
  return left.serial - right.serial;
}
