/** Telephone numbers that records and contract give where one is asked for, so that documents and pages may print them. */
import { contactsIn, withoutContacts } from '../guard/contacts.ts';
import type { FileDoor } from '../guard/files/clean-file.ts';
import type { Leak } from '../guard/leak.ts';
import { fieldsOf, type RecordField } from '../records/fields.ts';
import type { Session } from './session.ts';
import { kindIds, loadKind } from './units.ts';

/** The leaks without numbers of fields that are meant for them; records are read only when there is such a leak. */
export async function withoutKnownContacts({ workspace }: Session, leaks: readonly Leak[]): Promise<Leak[]> {
  if (!leaks.some(({ rule }) => rule === 'mobile')) return [...leaks];
  const contacts = workspace.contract.contract.people.flatMap(({ phone }) => phone ?? []);
  for (const id of await kindIds()) {
    const fields = fieldsOf((await loadKind(id)).schema);
    if (!fields.some(holdsContacts)) continue;
    const { records } = await workspace.records.list(id);
    for (const record of records) contacts.push(...contactsIn(fields, record));
  }
  return withoutContacts(leaks, contacts);
}

/** Where files come into this workspace. */
export const fileDoor = (session: Session): FileDoor => ({
  root: session.workspace.root,
  judged: (leaks) => withoutKnownContacts(session, leaks),
});

const holdsContacts = (field: RecordField): boolean =>
  field.sensitivity === 'contact' || field.columns.some(holdsContacts);
