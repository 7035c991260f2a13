/** Messages of the stages in the words of the desk, where nobody types a key or sees a file of the contract. */
import { UserError } from '../contract/error.ts';
import { kindIds, loadKind } from '../pipeline/units.ts';
import { keysOf, withoutKeys } from '../records/field-keys.ts';

let words: Promise<(text: string) => string> | undefined;

/** Says a message of the terminal as the desk does. */
export function deskWords(): Promise<(text: string) => string> {
  words ??= kindIds().then(async (ids) => {
    const keys = keysOf(await Promise.all(ids.map(loadKind)));
    return (text) => withoutKeys(text, keys);
  });
  return words;
}

/** @throws what the work throws, a `UserError` in the words of the desk */
export async function inDeskWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UserError ? error.reworded(await deskWords()) : error;
  }
}
