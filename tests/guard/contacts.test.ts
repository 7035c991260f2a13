/** A number that stands where one is asked for may be printed; any other number may not. */
import { expect, it } from 'vitest';
import { contactsIn, withoutContacts } from '../../src/guard/contacts.ts';
import { findLeaks } from '../../src/guard/gate.ts';
import { loadKind } from '../../src/pipeline/units.ts';
import { fieldsOf } from '../../src/records/fields.ts';

const [OWN, OTHER] = [['138', '0013', '8000'].join(''), ['139', '0000', '0001'].join('')];

it('a document may print the number of a call, and no other', async () => {
  const fields = fieldsOf((await loadKind('call')).schema);
  const contacts = contactsIn(fields, { callerPhone: OWN, subject: OTHER });
  expect(contacts).toEqual([OWN]);
  const text = `来电号码 ${OWN}\n联系 ${OTHER}\n口令：${['Qw', 'er', '1234'].join('')}`;
  const leaks = withoutContacts(await findLeaks([{ file: 'a', text }]), contacts);
  expect(leaks.map(({ rule, line }) => [rule, line])).toEqual([
    ['mobile', 2],
    ['password', 3],
  ]);
});
