/**
 * What of a record one side vouched for, and what the other makes of it since. A value on which the purchaser's hand is seen stays
 * in the record, in its own place, so that whoever judges reads no other; what the supplier says instead is a claim beside it, kept
 * in the correction, until the purchaser's own act or a paper that they signed makes it the value. Pure.
 */
import { compareInstants, type InstantText, isInstantText } from '../contract/time.ts';
import { differencesBetween } from './differences.ts';
import { fieldsOf, type RecordField } from './fields.ts';
import { isMachineWritten } from './measured.ts';
import { isProgress } from './progress.ts';
import { handTouches, isActField, isPurchasers, showsPurchaser } from './purchaser.ts';
import type { AnyRecord, Correction, FieldChange, RecordKind } from './record.ts';
import type { Difference } from './record-step.ts';
import { rowLists, rowsOf } from './row.ts';

type Kind = Pick<RecordKind, 'id' | 'schema' | 'writer'>;
type Fields = Record<string, unknown>;

/** A change of a value that decides something, as whoever reads the verdict has to know it. */
export interface ToldChange extends FieldChange {
  at: InstantText;
  by: string;
}

const ownChanges = ({ corrections = [] }: Pick<AnyRecord, 'corrections'>): ToldChange[] =>
  corrections.flatMap(({ at, by, changes = [] }) => changes.map((one) => ({ ...one, at, by })));

const isAbout = (path: string, wanted: string): boolean =>
  path === wanted || path.startsWith(`${wanted}.`) || wanted.startsWith(`${path}.`);

/**
 * What the supplier says instead of what was vouched for, and nobody of the purchaser's has settled; the newest of each place.
 * @param paths only of these places
 */
export function claimsOf(record: Pick<AnyRecord, 'corrections'>, paths?: readonly string[]): ToldChange[] {
  const open = new Map<string, ToldChange>();
  for (const one of ownChanges(record)) {
    if (one.kind === 'claimed') open.set(one.path, one);
    else for (const path of [...open.keys()]) if (isAbout(one.path, path)) open.delete(path);
  }
  return [...open.values()].filter(({ path }) => paths?.some((one) => isAbout(path, one)) ?? true);
}

/** What was 待定 until it was known takes the place of nothing. */
const PENDING: readonly string[] = ['待定'];

/**
 * The values at these places that took the place of another, or were taken back, oldest first.
 * @param passed words of states that are not the last one: leaving them is no change
 */
export const changesOf = (
  record: Pick<AnyRecord, 'corrections'>,
  paths: readonly string[],
  passed: readonly string[] = PENDING,
): ToldChange[] =>
  ownChanges(record).filter(
    ({ path, kind, from = '' }) =>
      (kind === 'changed' || kind === 'withdrawn') && !passed.includes(from) && paths.some((one) => isAbout(path, one)),
  );

/** Words of the states of a field that are not the last one. */
export const passedWords = ({ unsettled = [], choices = {} }: RecordField): string[] =>
  unsettled.map((code) => choices[code] ?? code);

/** Of an edit that is to be saved. */
export interface Edit {
  before: AnyRecord;
  after: AnyRecord;
  /** When the purchaser received the document about the record; null: they did not. */
  receivedAt: InstantText | null;
}

/** What of an edit the supplier cannot do alone: each stays as it was, as a claim. Nothing where the purchaser acts. */
export function heldBack(kind: Kind, { before, after, receivedAt }: Edit): Difference[] {
  // What is taken back as a whole is refused elsewhere; what was destroyed is nobody's claim.
  if (after.withdrawn !== undefined || actsForPurchaser(before, after)) return [];
  return decidingDifferences(kind, before, after).filter((one) => isHeld(kind, before, one, receivedAt));
}

/** Whether what differs may move a verdict: words by which nothing is judged do not. */
export function decidingDifferences(kind: Kind, before: AnyRecord, after: AnyRecord): Difference[] {
  if (isMachineWritten(kind, before)) return [];
  const fields = fieldsOf(kind.schema);
  const telling = new Set(fields.filter(({ tells }) => tells === true).map(({ name }) => name));
  const wholeText = showsPurchaser(before) || ACTS_WHOLE.has(kind.id);
  return differencesBetween(fields, rowLists(kind.schema), before, after).filter(
    ({ path, field }) =>
      !telling.has(path.split('.')[0] ?? '') && (field.shape === 'rows' || decides(field) || wholeText),
  );
}

/** Values that took the place of another, or rows that were taken back, between two versions: not what was empty, nor what moved on. */
export const replacedValues = (kind: Kind, before: AnyRecord, after: AnyRecord): Difference[] =>
  decidingDifferences(kind, before, after).filter(
    (one) =>
      one.kind === 'withdrawn' || (one.kind === 'changed' && !isProgress(one.field.unsettled, one.before, one.after)),
  );

/** Of these, what no correction tells of. @param told corrections that were made with the change or later */
export const untold = (values: readonly Difference[], told: readonly Correction[]): Difference[] =>
  values.filter(({ path }) => !told.some((one) => handTouches(one, path)));

/** Records that are an act of the purchaser from the first word to the last. */
const ACTS_WHOLE: ReadonlySet<string> = new Set(['signoff', 'waiver', 'interpretation-decision', 'close-out']);

/** Times, numbers, choices, things and people of the other side: what anything can be judged by. */
export const decides = ({ input, choices, choicesFrom, references, sensitivity, author }: RecordField): boolean =>
  !(input === 'text' || input === 'prose' || input === 'article') ||
  choices !== undefined ||
  choicesFrom !== undefined ||
  references !== undefined ||
  (sensitivity === 'personal' && author !== true);

const isText = ({ shape, ...field }: RecordField): boolean => shape !== 'rows' && !decides({ shape, ...field });

/** true when the purchaser's hand is on the record: an account of theirs wrote into it, or a paper that they signed is kept with it. */
export const bearsPurchaser = (record: AnyRecord): boolean =>
  isPurchasers(record.enteredBy) ||
  (record.corrections ?? []).some(({ entered }) => isPurchasers(entered)) ||
  papersOf(record).some(({ withdrawn }) => withdrawn === undefined);

/** The edit is the purchaser's own, or comes with a paper that they signed. */
function actsForPurchaser(before: AnyRecord, after: AnyRecord): boolean {
  const since = (after.corrections ?? []).slice((before.corrections ?? []).length);
  return since.some(({ entered }) => isPurchasers(entered)) || bringsPaper(before, after);
}

/** true when a paper that the purchaser signed has come with it since. */
export function bringsPaper(before: AnyRecord, after: AnyRecord): boolean {
  const known = new Set(papersOf(before).map(({ sha256 }) => sha256));
  return papersOf(after).some(({ sha256, withdrawn }) => withdrawn === undefined && !known.has(sha256));
}

const papersOf = ({ attachments = [] }: AnyRecord) => attachments.filter(({ proof }) => proof === 'purchaser');

function isHeld(kind: Kind, before: AnyRecord, one: Difference, receivedAt: InstantText | null): boolean {
  switch (one.kind) {
    case 'changed':
      if (isWorkGoingOn(one)) return false;
      if (receivedAt !== null) return true;
      return !isProgress(one.field.unsettled, one.before, one.after) && isSeen(before, one);
    case 'withdrawn':
      return receivedAt !== null || isSeen(before, one);
    case 'filled':
      return (isActField(kind.id, one.path) && isCovered(before, one.after)) || isPast(one.after, receivedAt);
    case 'added':
      return rowActs(one.after).some((at) => isCovered(before, at));
    default:
      return false;
  }
}

/** A row that moves on, such as a measure that is done, says nothing else of the day on which the purchaser saw it open. */
const isWorkGoingOn = ({ path, field, before, after }: Difference): boolean =>
  path.split('.').length === 'rows.id.column'.split('.').length && isProgress(field.unsettled, before, after);

/** A paper that was there already vouches for nothing that is written into the record beneath it. */
const isCovered = (before: AnyRecord, value: unknown): boolean =>
  papersOf(before).some(({ takenAt }) => !isTime(value) || compareInstants(takenAt, value) >= 0);

const isPast = (value: unknown, until: InstantText | null): boolean =>
  until !== null && isTime(value) && compareInstants(value, until) < 0;

const isTime = (value: unknown): value is InstantText => typeof value === 'string' && isInstantText(value);

const rowActs = (row: unknown): unknown[] =>
  Object.entries((row ?? {}) as Fields).flatMap(([name, value]) => (name === 'confirmedAt' ? [value] : []));

/** The purchaser's hand came on the record when the value stood there: it was no later than what they saw. */
function isSeen(before: AnyRecord, { path, before: value, field }: Difference): boolean {
  const { enteredBy, corrections = [] } = before;
  const written = corrections.findLastIndex((one) => handTouches(one, path));
  const precedes = (seen: InstantText): boolean => !isTime(value) || compareInstants(value, seen) <= 0;
  if (written < 0 && isPurchasers(enteredBy)) return true;
  if (corrections.some(({ entered, at }, n) => n >= written && isPurchasers(entered) && precedes(at))) return true;
  // When words were written that are no value, no paper tells: those of the first day it has.
  if (isText(field) && written >= 0) return false;
  return papersOf(before).some(({ takenAt }) => precedes(takenAt));
}

/** The record with what is held back as it was. */
export function withHeld(after: AnyRecord, held: readonly Difference[]): AnyRecord {
  const record: Fields = { ...after };
  for (const { path, kind, before: was } of held) {
    const [name = '', row, column] = path.split('.');
    if (row === undefined) record[name] = was;
    else if (kind === 'added') record[name] = rowsOf(record, name).filter(({ id }) => id !== row);
    else
      record[name] = rowsOf(record, name).map((one) =>
        one['id'] !== row ? one : column === undefined ? (was as Fields) : { ...one, [column]: was },
      );
  }
  // What was absent is absent again.
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as unknown as AnyRecord;
}

/**
 * A correction in which what is held back is a claim.
 * @param made as it was made; of what it does not tell, the place and its name are added
 */
export function claiming(made: Correction, held: readonly Difference[]): Correction {
  const byPath = new Map(held.map((one) => [one.path, one]));
  const told = new Map((made.changes ?? []).map((one) => [one.path, one]));
  const claims = held.map(({ path, label, after }): FieldChange => {
    const { from, to } = told.get(path) ?? {};
    return {
      ...{ path, label, kind: 'claimed' },
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(after === undefined ? {} : { value: JSON.stringify(after) }),
    };
  });
  return { ...made, changes: [...(made.changes ?? []).filter(({ path }) => !byPath.has(path)), ...claims] };
}

/** The record in which what was claimed up to then stands, as a paper that was signed by the purchaser has it. */
export const settled = (record: AnyRecord, until: InstantText): Answered =>
  standing(
    record,
    claimsOf(record).filter(({ at }) => compareInstants(at, until) <= 0),
  );

/** A record after an answer to what was claimed, and what the answer changed. */
interface Answered {
  record: AnyRecord;
  changes: FieldChange[];
}

/** The purchaser's own answer to one claim: it comes to stand, or what stands is theirs once more and nothing is claimed beside it. */
export function answeredClaim(record: AnyRecord, claim: ToldChange, agrees: boolean): Answered {
  if (agrees) return standing(record, [claim]);
  const { path, label, from } = claim;
  return { record, changes: [{ path, label, kind: 'vouched', ...(from === undefined ? {} : { to: from }) }] };
}

function standing(record: AnyRecord, due: readonly ToldChange[]): Answered {
  const next: Fields = { ...record };
  for (const { path, value } of due) {
    const [name = '', row, column] = path.split('.');
    const given: unknown = value === undefined ? undefined : JSON.parse(value);
    if (row === undefined) next[name] = given;
    else if (column === undefined) next[name] = withRow(rowsOf(next, name), row, given as Fields | undefined);
    else next[name] = rowsOf(next, name).map((one) => (one['id'] === row ? { ...one, [column]: given } : one));
  }
  const changes = due.map(
    ({ path, label, from, to }): FieldChange => ({
      ...{ path, label, kind: 'changed' },
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    }),
  );
  return { record: next as unknown as AnyRecord, changes };
}

/** A row that was to come comes; one that was to go stays, marked by who took it back. */
const withRow = (rows: Fields[], id: string, row: Fields | undefined): Fields[] => {
  if (row === undefined) return rows;
  return rows.some((one) => one['id'] === id) ? rows.map((one) => (one['id'] === id ? row : one)) : [...rows, row];
};
