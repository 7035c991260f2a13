/** All rules of the leak gate over one text. Pure. */
import { findAccounts } from './accounts.ts';
import { findByEvidence } from './candidates.ts';
import { findInCode } from './code.ts';
import { findInCommands } from './commands.ts';
import { findDefaults } from './defaults.ts';
import { findDerived } from './derived.ts';
import type { Found } from './found.ts';
import { findHashes } from './hashes.ts';
import { findHomes } from './homes.ts';
import { findKeys } from './key-formats.ts';
import { findNumbers } from './numbers.ts';
import { findPhrases } from './phrases.ts';
import { plainText } from './plain.ts';
import { findTokens } from './service-tokens.ts';
import { findSpoken } from './spoken.ts';
import { findStatements } from './statements.ts';
import { findInTables } from './tables.ts';

const finders = [
  findKeys,
  findTokens,
  findHashes,
  findInCommands,
  findNumbers,
  findHomes,
  findStatements,
  findAccounts,
  findPhrases,
  findDefaults,
  findInCode,
  findSpoken,
  findInTables,
  findDerived,
  findByEvidence,
];

/** Everything in `text` that a rule holds for, as it stands there, in order of place; of two that overlap the first. */
export function findByRules(text: string): Found[] {
  const plain = plainText(text);
  const found = finders.flatMap((find) => find(plain.text));
  return apart(found).map((one) => {
    const { from, to } = plain.original(one.at, one.at + one.value.length);
    return { ...one, at: from, value: text.slice(from, to) };
  });
}

/** In order of place; of two that overlap the one that begins first, and then the longer one. */
export function apart<T extends Found>(found: readonly T[]): T[] {
  const sorted = found.toSorted((a, b) => a.at - b.at || b.value.length - a.value.length);
  const kept: T[] = [];
  for (const one of sorted) {
    const last = kept.at(-1);
    if (last === undefined || one.at >= last.at + last.value.length) kept.push(one);
  }
  return kept;
}
