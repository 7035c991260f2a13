/** Telephone numbers that stand in fields meant for them: documents and pages may print what those fields say. */
import type { RecordField } from '../records/fields.ts';
import { type Leak, printOf } from './leak.ts';
import { findByRules } from './rules.ts';

/** Texts of the fields of a record that are meant for telephone numbers. */
export function contactsIn(fields: readonly RecordField[], value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => contactsIn(fields, one));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const field = fields.find((f) => f.name === name);
    if (field?.sensitivity === 'contact') return [one].flat().filter((text) => typeof text === 'string');
    return field === undefined ? [] : contactsIn(field.columns, one);
  });
}

/** The leaks without the telephone numbers that such texts give. */
export function withoutContacts(leaks: readonly Leak[], contacts: readonly string[]): Leak[] {
  const known = new Set(contacts.flatMap((text) => findByRules(text).map(({ value }) => printOf(value))));
  return leaks.filter(({ rule, print }) => rule !== 'mobile' || !known.has(print));
}
