/**
 * What would come of a record before it is saved: everything that is wrong with it, each fault where it was typed, and, where
 * nothing is, what the person should know. By the same rules as saving; nothing is written.
 */

import { ABSENT, UserError } from '../../contract/error.ts';
import { type ContractWords, wordsOf } from '../../contract/party-words.ts';
import { entryLeaks } from '../../guard/entry.ts';
import { fieldsOf } from '../../records/fields.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { rowLists, rowsOf, withRowIds } from '../../records/row.ts';
import { type EntryProblem, entryFaults } from '../../workspace/store/record-check.ts';
import { fileDoor } from '../contacts.ts';
import type { Session } from '../session.ts';
import { type AddRequest, draftOf, noticesOf } from './add.ts';
import { entryProblems, refuseNewSignoff, refuseOtherDocument } from './check-entry.ts';
import { corrected } from './correct.ts';
import { refuseDoubledRows } from './doubled-rows.ts';
import { namedKind } from './entry-fields.ts';
import { handedInFault } from './handed-in.ts';
import { refuseMachines, refuseMeasured, refuseWithdrawn } from './not-for-people.ts';
import { standIns } from './stand-ins.ts';
import { askedForTime, withoutFastClock } from './typed-times.ts';
import { refuseExample } from './unchanged-example.ts';

export interface RecordFault {
  /** In what was given: `title`, `timeline[2].at`; `timeline[#r3].at` of a stored row; `attachments[0]`; empty: of the whole. */
  field: string;
  /** What is wrong and what would be right, in Chinese. */
  text: string;
}

export interface RecordPreview {
  /** Empty when it can be saved. */
  faults: RecordFault[];
  /** As after saving, in Chinese; the record is named 本记录 while it has no number. */
  notices: string[];
  /** The record as it would be kept, its number apart; null while something is wrong. */
  record: AnyRecord | null;
}

type Given = Record<string, unknown>;

/**
 * @param value plain data; with the `id` of an existing record an edit of it, see `addRecord`
 * @throws UserError when there is no such kind or record, or it was withdrawn
 */
export async function previewRecord(session: Session, value: Given, request: AddRequest): Promise<RecordPreview> {
  const kind = await namedKind(request.kind);
  const shown = '登记台';
  const { root, contract } = session.workspace;
  const after =
    typeof value['id'] === 'string'
      ? await edited(session, kind, value, request)
      : created(kind, value, request, wordsOf(contract.contract));
  const check = {
    contract,
    alsoWrong: (record: AnyRecord) => entryProblems(session.workspace, kind, record, request.now),
  };
  const { files = [], now, reason = '' } = request;
  const said = files.map(({ name, subject, place }) => ({ name, subject, place }));
  const fields = fieldsOf(kind.schema);
  const texts = { ...value, ...(reason === '' ? {} : { reason }), attachments: said };
  const wrong = await Promise.all(files.map((file) => handedInFault(fileDoor(session), file, now)));
  const found = [...(await entryFaults(kind, after.record, check)), ...(await hiddenFaults(kind, after.record, check))];
  const problems = after.isNew ? askedForTime(kind, value, found) : found;
  const parsed = problems.length > 0 ? undefined : kind.schema.safeParse(after.record).data;
  const faults: RecordFault[] = [
    ...after.faults,
    ...refusals([() => refuseDoubledRows(kind, value, shown), ...(parsed === undefined ? [] : after.also(parsed))]),
    ...problems
      .filter(({ field }) => field !== 'at' || kind.atField === undefined)
      .map((problem) => ({ field: after.given(problem.field), text: faultText(problem) })),
    ...(await entryLeaks(root, { shown, value: texts, fields, of: { kind: kind.id } })),
    ...wrong.flatMap((error, n) => (error === null ? [] : [{ field: `attachments[${n}]`, text: errorText(error) }])),
  ];
  if (faults.length > 0 || parsed === undefined) return { faults: different(faults), notices: [], record: null };
  const notices = await noticesOf(session, parsed, now);
  return {
    faults: [],
    notices: after.isNew ? notices.map((text) => unnumbered(text, parsed.id)) : notices,
    record: parsed,
  };
}

/** A number stands apart from the Chinese around it; the word in its place does not. */
const unnumbered = (text: string, id: string): string => text.replaceAll(new RegExp(` ?${id} ?`, 'g'), '本记录');

/** What rules across fields say of a record that lacks a field, as far as it does not hang on the one that is missing. */
async function hiddenFaults(
  kind: RecordKind,
  record: Given,
  check: Parameters<typeof entryFaults>[2],
): Promise<EntryProblem[]> {
  const whole = standIns(kind, record);
  if (whole === null) return [];
  const [some, others] = await Promise.all([
    entryFaults(kind, whole.one, check),
    entryFaults(kind, whole.other, check),
  ]);
  const either = new Set(others.map((problem) => JSON.stringify(problem)));
  return some.filter((problem) => !whole.isOurs(problem) && either.has(JSON.stringify(problem)));
}

interface After {
  record: Given;
  isNew: boolean;
  faults: RecordFault[];
  /** Refusals that only a record without faults can be held against. */
  also(parsed: AnyRecord): (() => void)[];
  /** A place in the record as a place in what was given. */
  given(field: string): string;
}

function created(kind: RecordKind, value: Given, { now, by, entered }: AddRequest, words: ContractWords): After {
  const shown = '登记台';
  const { schema, id } = kind.example;
  return {
    record: { ...draftOf(kind, value, now, by, entered), schema, kind: kind.id, id },
    isNew: true,
    faults: refusals([
      () => refuseNewSignoff(kind, value, shown),
      () => refuseMachines(kind, value, shown),
      () => refuseExample(kind, value, shown, words),
    ]),
    also: () => [],
    given: (field) => field,
  };
}

async function edited(session: Session, kind: RecordKind, value: Given, request: AddRequest): Promise<After> {
  const shown = '登记台';
  const { now, by = '', reason = '' } = request;
  const stored = await session.workspace.records.onFile(String(value['id']));
  if (stored === undefined || stored.kind !== kind.id) {
    throw new UserError('没有这条记录', { found: String(value['id']), expected: `已有的${kind.label}编号` });
  }
  refuseWithdrawn(stored.record);
  const before = { ...stored.record } as unknown as Given;
  const lists = rowLists(kind.schema);
  const faults = reason.trim() === '' ? [{ field: 'reason', text: '必填，没有填写' }] : [];
  let rest: Given = before;
  try {
    rest = corrected(kind, stored.record, withoutFastClock(kind, value, now), { by, now, reason, shown });
    refuseOtherDocument(kind, stored.record, rest, shown);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    faults.push({ field: placeOf(error), text: errorText(error) });
  }
  return {
    record: withRowIds(rest, lists, before),
    isNew: false,
    faults,
    also: (parsed) => [() => refuseMeasured(kind, stored.record, parsed, shown)],
    given: (field) => givenPlace(field, rest, value),
  };
}

/** `timeline[4].at` of the record is the second row of the form, or the stored row r5 that the form left as it was. */
function givenPlace(field: string, record: Given, given: Given): string {
  const [, list = '', number, rest = ''] = /^(\w+)\[(\d+)\](.*)$/.exec(field) ?? [];
  const row = rowsOf(record, list)[Number(number)];
  if (row === undefined) return field;
  const typed = rowsOf(given, list);
  const n = typed.findIndex((one) => one === row || (one['id'] !== undefined && one['id'] === row['id']));
  if (n >= 0) return `${list}[${n}]${rest}`;
  return typeof row['id'] === 'string' ? `${list}[#${row['id']}]${rest}` : field;
}

function refusals(checks: readonly (() => void)[]): RecordFault[] {
  return checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return [{ field: placeOf(error), text: errorText(error) }];
    }
  });
}

/** The path of a place such as `timeline[2].at（处理过程第 3 行的时间）`. */
export const placeOf = ({ place }: UserError): string => (place.at ?? '').replace(/（.*$/, '');

/** All that an error says, in one line, without the file that it is about. */
export function errorText({ summary, place: { found, expected, hint } }: UserError): string {
  const detail = [
    ...(found === undefined ? [] : [`实际 ${found}`]),
    ...(expected === undefined ? [] : [`应为 ${expected}`]),
    ...(hint === undefined ? [] : [hint]),
  ];
  return detail.length === 0 ? summary : `${summary}：${detail.join('；')}`;
}

/** Beside its field a fault need not name it. */
function faultText({ found, expected, summary, hint }: EntryProblem): string {
  const also = hint === undefined ? '' : `；${hint}`;
  const isMissing = found === ABSENT || found === '';
  if (isMissing) return /须|至少|(?<!供)应/.test(expected) ? `${expected}${also}` : `必填，没有填写${also}`;
  return `${summary === undefined ? '' : `${summary}：`}填写的是 ${found}，应为${/^[\w“]/.test(expected) ? ' ' : ''}${expected}${also}`;
}

const different = (faults: readonly RecordFault[]): RecordFault[] => [
  ...new Map(faults.map((one) => [`${one.field} ${one.text}`, one])).values(),
];
