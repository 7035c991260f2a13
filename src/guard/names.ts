/**
 * Secrets in names: ids of assets and records, paths of articles, addresses that the program puts together from them. People choose
 * these, so a name may hold a secret; but its parts stand beside each other without meaning anything by it, and `faq/faq-001` is no
 * account with its password. So each part is looked at alone: one that is spelt like an id by the forms that speak for themselves
 * (tokens of known services, numbers of people and cards), any other, such as `root密码…` of a file, as what it is: words.
 */

import { findInFileNames, withoutExtension } from './file-name.ts';
import type { Found } from './found.ts';
import { keysOfServices } from './gate.ts';
import { findKeys } from './keys/key-formats.ts';
import { findFormedTokens } from './keys/service-tokens.ts';
import { findNumbers } from './numbers.ts';
import { apart, findByRules } from './rules.ts';

/** What is between the parts of a path, and of an address. */
const BETWEEN = /[/?#&=]+/;
/** Letters, digits and what joins words of an id. */
const ID = /^[\w.-]+$/;
/** From here on a piece between two hyphens is no word. */
const RANDOM_LENGTH = 16;

/** A name in which something was found. */
export interface LeakingName {
  name: string;
  /** The same with nothing encoded, in which `found` tells the places. */
  text: string;
  found: Found[];
}

/** Secrets in any of the names. */
export async function hitsInNames(names: readonly string[]): Promise<LeakingName[]> {
  const parts = new Map(names.map((name) => [name, partsOf(name)]));
  const found = new Map<string, Found[]>();
  // Thousands of links are made of the same few parts.
  const different = new Set([...parts.values()].flat());
  for (const part of different) found.set(part, findInPart(part));
  const random = [...different].filter(isRandom);
  for (const hit of await keysOfServices('names', random.join('\n'))) {
    const part = isRandom(hit.value) ? random.find((one) => one.includes(hit.value)) : undefined;
    if (part !== undefined) found.get(part)?.push(hit);
  }
  return [...parts].flatMap(([name, own]) => {
    const all = own.flatMap((part) => found.get(part) ?? []);
    if (all.length === 0) return [];
    const text = name.includes('://') ? name : name.replaceAll(/[^/?#&=]+/g, decoded);
    return [{ name, text, found: apart(all.map((one) => ({ ...one, at: text.indexOf(one.value) }))) }];
  });
}

/** An address of somebody else's may hold anything, and is one part. */
const partsOf = (name: string): string[] =>
  name.includes('://')
    ? [name]
    : name
        .split(BETWEEN)
        .filter((part) => part !== '')
        .map(decoded);

function findInPart(part: string): Found[] {
  if (!ID.test(part)) return apart([...findByRules(withoutExtension(part)), ...findInFileNames(part)]);
  const formed = isRandom(part) ? [...findFormedTokens(part), ...findKeys(part).filter(isSecret)] : [];
  return [...formed.filter(({ value }) => isRandom(value)), ...findNumbers(part), ...findInFileNames(part)];
}

const isSecret = ({ rule }: Found): boolean => rule === 'secret';

/** `sk-hong-kong-office` is made of words; a token has a piece that is not. */
const isRandom = (value: string): boolean => value.split(/[-.]/).some((piece) => piece.length >= RANDOM_LENGTH);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A per cent sign of a file name: as it is written.
    return part;
  }
}
