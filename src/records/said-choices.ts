/** A field of choices takes the word that every page prints for a code, as the terminal's questions do. Pure. */
import type { ContractBundle } from '../contract/bundle/bundle.ts';
import { plainWords, sayIn, wordsOf } from '../contract/party-words.ts';
import { fieldsOf, type RecordField, withTerms } from './fields.ts';
import type { RecordKind } from './record.ts';

type Given = Readonly<Record<string, unknown>>;

/** What a person wrote with codes for words; what is neither, or the word of two codes, stays as it is. */
export function withCodes(kind: RecordKind, given: Given, contract: ContractBundle): Record<string, unknown> {
  const words = [wordsOf(contract.contract), plainWords];
  const codesIn = (fields: readonly RecordField[], values: Given): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const field = fields.find((one) => one.name === name);
        return [name, field === undefined ? value : inField(field, value)];
      }),
    );
  const inField = (field: RecordField, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((one: unknown) => inField(field, one));
    if (typeof value === 'object' && value !== null && field.columns.length > 0)
      return codesIn(field.columns, value as Given);
    return typeof value === 'string' ? codeOf(field, value) : value;
  };
  const codeOf = ({ choices = {} }: RecordField, value: string): string => {
    if (Object.hasOwn(choices, value)) return value;
    const found = Object.entries(choices).filter(([, word]) =>
      words.some((said) => sayIn(said, word) === value.trim()),
    );
    return found.length === 1 ? (found[0]?.[0] ?? value) : value;
  };
  return codesIn(withTerms(fieldsOf(kind.schema), contract), given);
}
