/** Holds the leak gate where a person's words come in, so that a secret never enters the history of the workspace. */

import { fieldsOf, type RecordField } from '../records/fields.ts';
import type { AnyRecord } from '../records/record.ts';
import { rowEnvelope } from '../records/row.ts';
import type { RecordGuard } from '../workspace/change/change.ts';
import { allowList, leaksOf, leaksOfNames, requireNoLeaks } from './allowed.ts';
import { findInFileNames, withoutExtension } from './file-name.ts';
import { type Leak, type LeakPlace, leakAdvice, leakName } from './leak.ts';

export interface EntryTexts {
  /** The file as the person typed it, or 终端输入. */
  shown: string;
  /** What was given, of any depth. */
  value: unknown;
  /** Fields of the record: a number in a field meant for telephone numbers is no leak. */
  fields?: readonly RecordField[];
  /** What it becomes a part of: an entry of the allow-list names it. Without it `shown` is named. */
  of?: RecordName | undefined;
}

/** A kind, and the id of a record that is there already. */
export interface RecordName {
  kind: string;
  id?: string | undefined;
}

interface Leaf {
  path: string;
  text: string;
  /** Field that is meant for telephone numbers by its schema. */
  contact: boolean;
  /** Field that names a record, an asset or an article by its id, a row by its own, a choice or a time: no words, see `names.ts`. */
  name: boolean;
}

/**
 * @param root of the workspace, for its allow-list
 * @throws UserError naming file and field of the first leak, masked, unless it was allowed
 */
export async function requireCleanEntry(root: string, { shown, value, fields = [], of }: EntryTexts): Promise<void> {
  const leaves = leavesOf(value, fields);
  requireNoLeaks(await leaksOfLeaves(root, { shown, of, leaves }), (leak) => pathOf(leaves, leak));
}

/** The same, for whoever tells every fault at its field: the path such as `timeline[0].action`, and what to do. */
export async function entryLeaks(
  root: string,
  { shown, value, fields = [], of }: EntryTexts,
): Promise<{ field: string; text: string }[]> {
  const leaves = leavesOf(value, fields);
  return (await leaksOfLeaves(root, { shown, of, leaves })).map((leak) => ({
    field: pathOf(leaves, leak).replace(/（.*$/, ''),
    text: `含有不得外泄的信息（${leakName(leak)}：${leak.excerpt}）；${leakAdvice[leak.rule]}`,
  }));
}

/**
 * The guard of `OpenOptions`: whatever a person brings into a record, by any command, in any field of any kind, with names of
 * files, reasons and signatures, and whatever a report says that a person imports. What the program's own collectors measured is theirs;
 * what a record held before does not stop its correction.
 * @param root of the workspace, for its allow-list
 */
export function recordGuard(root: string): RecordGuard {
  return async (kind, record, before, shown) => {
    if (before === undefined && record.source === 'auto') return;
    const fields = fieldsOf(kind.schema);
    const earlier = before === undefined ? [] : leavesOf(before, fields).filter(({ contact }) => !contact);
    const old = new Set(earlier.map(({ text }) => text));
    const leaves = leavesOf(record, fields).filter(({ text }) => !old.has(text));
    const of = { kind: kind.id, id: before?.id };
    const leaks = await leaksOfLeaves(root, { shown, of, leaves });
    if (leaks.length === 0) return;
    const known = new Set((await leaksOf([{ file: shown, text: [...old].join('\n') }], [])).map(({ print }) => print));
    requireNoLeaks(
      leaks.filter(({ print }) => !known.has(print)),
      (leak) => pathOf(leaves, leak),
    );
  };
}

interface LeafTexts extends Pick<EntryTexts, 'shown' | 'of'> {
  leaves: readonly Leaf[];
}

async function leaksOfLeaves(root: string, { shown, of, leaves }: LeafTexts): Promise<Leak[]> {
  if (leaves.length === 0) return [];
  const allow = await allowList(root);
  const placeOf = (leak: Leak): LeakPlace => placeIn(of, shown, leafOf(leaves, leak).path);
  // A line each, so that a leak's line tells its leaf.
  const text = leaves.map((leaf) => (leaf.name ? '' : wordsOf(leaf.text).replaceAll('\n', ' '))).join('\n');
  const leaks = await leaksOf([{ file: shown, text }], allow, placeOf);
  const named = await leaksOfNames(
    leaves.map((leaf) => (leaf.name ? leaf.text : '')),
    { file: shown, allow, placeOf },
  );
  return [...leaks, ...named].filter((leak) => !(leak.rule === 'mobile' && leafOf(leaves, leak).contact));
}

/** A name of a file without its extension, unless it is by its parts that it tells something. */
const wordsOf = (text: string): string => (findInFileNames(text).length > 0 ? text : withoutExtension(text));

function placeIn(of: RecordName | undefined, shown: string, path: string): LeakPlace {
  const name = path.replace(/（.*$/, '').replaceAll(/\[\d+\]/g, '');
  // A key that is no field's may itself be what must not be shown.
  const field = /^[A-Za-z]+(?:\.[A-Za-z]+)*$/.test(name) ? name : undefined;
  if (of === undefined) return { in: shown, field };
  return { in: of.id === undefined ? of.kind : `${of.kind}/${of.id}`, kind: of.kind, field };
}

/** Places of a record in which a value stands today. */
export const placesIn = (record: AnyRecord, fields: readonly RecordField[], value: string): LeakPlace[] =>
  leavesOf(Object.fromEntries(Object.entries(record).filter(([key]) => key !== 'corrections')), fields)
    .filter(({ text }) => text.includes(value))
    .map(({ path }) => placeIn({ kind: record.kind, id: record.id }, '', path));

const leafOf = (leaves: readonly Leaf[], leak: Leak): Leaf => leaves[leak.line - 1] as Leaf;
const pathOf = (leaves: readonly Leaf[], leak: Leak): string => leafOf(leaves, leak).path;

type Known = Pick<Leaf, 'contact' | 'name'>;
const NOTHING_KNOWN: Known = { contact: false, name: false };
const NAMED: readonly RecordField['input'][] = ['asset', 'article', 'date', 'clock', 'instant'];
const ROW_ID = rowEnvelope.id.meta()?.label;
const knownOf = ({ sensitivity, references, input, choices, label }: RecordField): Known => ({
  contact: sensitivity === 'contact',
  name: references !== undefined || choices !== undefined || NAMED.includes(input) || label === ROW_ID,
});

/** Each text once: a report of a scanner says of a hundred hosts the same. */
const leavesOf = (value: unknown, fields: readonly RecordField[]): Leaf[] =>
  [
    ...new Map(
      leavesBelow(value, '', NOTHING_KNOWN, fields)
        .toReversed()
        .map((leaf) => [`${leaf.name}${leaf.contact}${leaf.text}`, leaf]),
    ).values(),
  ].toReversed();

function leavesBelow(value: unknown, path: string, known: Known, fields: readonly RecordField[]): Leaf[] {
  if (typeof value === 'string') return [{ path, text: value, ...known }];
  if (Array.isArray(value)) return value.flatMap((one, i) => leavesBelow(one, `${path}[${i}]`, known, fields));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const field = fields.find((f) => f.name === name);
    const below = path === '' ? name : `${path}.${name}`;
    const shown = field === undefined ? below : `${below}（${field.label}）`;
    const own = field === undefined ? known : knownOf(field);
    return leavesBelow(one, typeof one === 'string' ? shown : below, own, field?.columns ?? []);
  });
}
