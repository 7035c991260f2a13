/**
 * What a commit made of a record that a person wrote, held against what the program itself does: a value by which something is judged
 * is replaced with a correction that tells of it, what was corrected or attached stays, and what the purchaser vouched for changes by
 * their own act alone. Whose name the commit bears says nothing. Pure.
 */
import { isDeepStrictEqual } from 'node:util';
import { ERASED_TEXT } from '../../records/emptied.ts';
import { fieldsOf } from '../../records/fields.ts';
import { isMachineWritten } from '../../records/measured.ts';
import { handTouches } from '../../records/purchaser.ts';
import type { AnyRecord, Correction, RecordKind } from '../../records/record.ts';
import type { Difference } from '../../records/record-step.ts';
import { rowLists, rowsOf } from '../../records/row.ts';
import { bearsPurchaser, bringsPaper, heldBack, replacedValues, untold, withHeld } from '../../records/standing.ts';

export interface UntoldChange {
  message: string;
  /** true: what stands now, and what was corrected since, makes it good. */
  isHealed(now: AnyRecord | undefined): boolean;
}

/** @returns null where the program would have left it so */
export function untoldChange(kind: RecordKind, before: AnyRecord, after: AnyRecord): UntoldChange | null {
  if (isMachineWritten(kind, before) || isErased(after)) return null;
  return (
    lostCorrection(before, after) ??
    lostAttachment(before, after) ??
    lostRow(kind, before, after) ??
    takenBack(before, after) ??
    replaced(kind, before, after)
  );
}

const isErased = (record: AnyRecord): boolean =>
  record.withdrawn !== undefined && JSON.stringify(record).includes(ERASED_TEXT);

const since = (before: AnyRecord, after: AnyRecord): Correction[] =>
  (after.corrections ?? []).slice((before.corrections ?? []).length);

function lostCorrection(
  { corrections: was = [] }: AnyRecord,
  { corrections: is = [] }: AnyRecord,
): UntoldChange | null {
  if (isDeepStrictEqual(is.slice(0, was.length), was)) return null;
  return {
    message: '更正记录被改动或删除',
    isHealed: (now) => now !== undefined && isDeepStrictEqual((now.corrections ?? []).slice(0, was.length), was),
  };
}

function lostAttachment({ attachments: was = [] }: AnyRecord, after: AnyRecord): UntoldChange | null {
  const lost = was.find((one) => !has(after, one.sha256));
  if (lost === undefined) return null;
  return { message: `附件 ${lost.name} 被移走`, isHealed: (now) => now !== undefined && has(now, lost.sha256) };
}

/** A row that was written down is taken back with a reason, and stays. */
function lostRow(kind: RecordKind, before: AnyRecord, after: AnyRecord): UntoldChange | null {
  const [lost] = lostRows(kind, before, after);
  if (lost === undefined) return null;
  const label = fieldsOf(kind.schema).find(({ name }) => name === lost.list)?.label ?? lost.list;
  return {
    message: `${label} ${lost.id} 被删除`,
    isHealed: (now) => now !== undefined && lostRows(kind, before, now).length === 0,
  };
}

const lostRows = (kind: RecordKind, before: AnyRecord, after: AnyRecord): { list: string; id: string }[] =>
  rowLists(kind.schema).flatMap((list) => {
    const there = new Set(rowsOf({ ...after }, list).map(({ id }) => id));
    return rowsOf({ ...before }, list)
      .filter(({ id }) => !there.has(id))
      .map(({ id }) => ({ list, id: String(id) }));
  });

/**
 * What no commit of the program tells of: a correction that the program makes stands in its commit, with who and why. It is made good
 * by the program's own correction of the same values.
 */
export function writtenPast(before: AnyRecord, after: AnyRecord): UntoldChange | null {
  const [own] = since(before, after);
  if (own === undefined) return null;
  return {
    message: `更正（${own.by}，${own.reason}）不是由本程序登记的`,
    isHealed: (now) =>
      now !== undefined &&
      (own.changes ?? []).every(({ path }) => since(after, now).some((one) => handTouches(one, path))),
  };
}

/**
 * What of a record stands whatever was made of it past the program: what was written down, corrected, attached and taken back stays so.
 * @param first as it was before @param past corrections that no act stands behind
 */
export function standingOf(kind: RecordKind, first: AnyRecord, now: AnyRecord, past: readonly Correction[]): AnyRecord {
  const isIn = (list: readonly Correction[], one: Correction) => list.some((other) => isDeepStrictEqual(one, other));
  const { corrections: was = [], attachments: given = [] } = first;
  const own = (now.corrections ?? []).filter((one) => !(isIn(was, one) || isIn(past, one)));
  const held = withHeld(now, untold(replacedValues(kind, first, now), own)) as AnyRecord & Record<string, unknown>;
  const rows = rowLists(kind.schema).flatMap((list): [string, unknown][] => {
    const lost = new Set(lostRows(kind, first, now).flatMap((one) => (one.list === list ? [one.id] : [])));
    if (lost.size === 0) return [];
    const back = rowsOf({ ...first }, list).filter(({ id }) => lost.has(String(id)));
    const left = [...back, ...rowsOf(held, list)];
    return [[list, left.sort((a, b) => placeOf(a['id']) - placeOf(b['id']))]];
  });
  const kept = (now.attachments ?? []).filter(({ sha256 }) => !has(first, sha256));
  const isAlone = takenBack({ ...first, withdrawn: undefined }, now) !== null;
  const withdrawn = first.withdrawn ?? (isAlone ? undefined : now.withdrawn);
  const corrections = [...was, ...own];
  const attachments = [...given, ...kept];
  const { withdrawn: _withdrawn, corrections: _corrections, ...rest } = held as AnyRecord;
  return {
    ...rest,
    ...Object.fromEntries(rows),
    ...(corrections.length === 0 ? {} : { corrections }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(withdrawn === undefined ? {} : { withdrawn }),
  } as AnyRecord;
}

/** Rows are numbered in the order in which they were written down. */
const placeOf = (id: unknown): number => Number(/\d+$/.exec(String(id))?.[0] ?? 0);

const has = ({ attachments = [] }: AnyRecord, sha256: string): boolean =>
  attachments.some((one) => one.sha256 === sha256);

/** Once made void it stays so; and what the purchaser's hand was on is not made void without it. */
function takenBack(before: AnyRecord, after: AnyRecord): UntoldChange | null {
  if (before.withdrawn !== undefined && after.withdrawn === undefined)
    return { message: '作废被撤去', isHealed: (now) => now?.withdrawn !== undefined };
  const isAlone = before.withdrawn === undefined && after.withdrawn !== undefined && bearsPurchaser(before);
  if (!isAlone || bringsPaper(before, after) || before.enteredBy?.channel === 'purchaser') return null;
  return {
    message: '⟦采购人⟧确认过的记录被作废，没有⟦采购人⟧的签认',
    isHealed: (now) => now !== undefined && (now.withdrawn === undefined || bringsPaper(before, now)),
  };
}

function replaced(kind: RecordKind, before: AnyRecord, after: AnyRecord): UntoldChange | null {
  const [first] = untold(replacedValues(kind, before, after), since(before, after));
  if (first !== undefined)
    return {
      message: `${valueText(first)}，更正中没有写明`,
      isHealed: (now) => now !== undefined && isGood(kind, before, now, after),
    };
  const [held] = heldBack(kind, { before, after, receivedAt: null });
  if (held === undefined) return null;
  return {
    message: `⟦采购人⟧确认过的${valueText(held)}，没有⟦采购人⟧的行为`,
    isHealed: (now) =>
      now !== undefined &&
      (bringsPaper(after, now) || heldBack(kind, { before, after: now, receivedAt: null }).length === 0),
  };
}

/** It says again what it had said, or somebody has told of the change since, with a reason. */
const isGood = (kind: RecordKind, before: AnyRecord, now: AnyRecord, after: AnyRecord): boolean =>
  untold(replacedValues(kind, before, after), since(after, now)).every(({ path }) =>
    replacedValues(kind, before, now).every((one) => one.path !== path),
  );

/** `责任归属（原为 supplier）被改动` */
const valueText = ({ label, before, kind }: Difference): string =>
  kind === 'withdrawn' || typeof before === 'object' ? `${label}被改动` : `${label}（原为 ${String(before)}）被改动`;
