/** The example speaks of something that did not happen, and of consents that nobody gave: as it stands it is no record. */
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../contract/error.ts';
import { type ContractWords, plainWords, sayExample } from '../../contract/party-words.ts';
import { fieldsOf, type RecordField } from '../../records/fields.ts';
import { GIVEN_FIELDS, type RecordKind } from '../../records/record.ts';
import { rowEnvelope } from '../../records/row.ts';

type Given = Readonly<Record<string, unknown>>;

/** @param given what the person wrote. @param words in which they were shown the example. @throws UserError when nothing of it but times and numbers of records is theirs */
export function refuseExample(kind: RecordKind, given: Given, shown: string, words: ContractWords): void {
  if (!isUnchangedExample(kind, given, words)) return;
  throw new UserError('内容还是示例，没有登记', {
    file: shown,
    found: `除时间和编号外与${kind.label}的示例一字不差`,
    expected: '真实发生的事',
    hint: '改成实际情况再登记；示例里的人、事和许可都不是真的',
  });
}

/** true when every text of it is the example's own; an example of codes and names alone may well be true. */
export function isUnchangedExample(kind: RecordKind, given: Given, words: ContractWords = plainWords): boolean {
  const example = kind.example as unknown as Given;
  const fields = fieldsOf(kind.schema).filter(
    ({ name, references }) => !GIVEN_FIELDS.includes(name) && name !== 'at' && references === undefined,
  );
  const own = fields.filter(({ name }) => given[name] !== undefined);
  if (!own.some((field) => tells(field))) return false;
  // Who printed it without a workspace was shown the plain words.
  return [words, plainWords].some((shown) =>
    own.every(({ name }) => isDeepStrictEqual(plain(given[name], shown), plain(example[name], shown))),
  );
}

/** A field in which somebody tells something in words of their own, such as a row of what was done. */
const tells = ({ shape, choices, sensitivity, columns, example }: RecordField): boolean =>
  shape === 'rows'
    ? columns.some((column) => !(column.name in rowEnvelope) && tells(column))
    : shape === 'value' &&
      choices === undefined &&
      sensitivity === 'public' &&
      /\p{Script=Han}/u.test(String(example ?? ''));

const TIME = /\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\+\d\d:\d\d)?)?/g;
const RECORD_ID = /\b[A-Z]{2,3}-\d{8}-\d{3,}\b/g;

/** Without the times and numbers of records, which the program moves itself, and in the words of the contract. */
function plain(value: unknown, words: ContractWords): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one, words));
  if (typeof value !== 'object' || value === null)
    return sayExample(words, String(value)).replace(TIME, '').replace(RECORD_ID, '');
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one, words)]));
}
