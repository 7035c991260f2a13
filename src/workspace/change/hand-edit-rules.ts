/** What an editor may change in a record, held against the version that the last commit has. */
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../contract/error.ts';
import { formatDateTime, HOUR_SECONDS, MINUTE_SECONDS, secondsBetween } from '../../contract/time.ts';
import { changedMeasured, isMachineWritten } from '../../records/measured.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { rowLists, rowsOf } from '../../records/row.ts';
import { replacedValues } from '../../records/standing.ts';
import { entryClock } from '../git/commit-changes.ts';
import { placeIn } from '../store/record-check.ts';

/** Kinds of what happened to documents, which only their commands write: these hold it against what was issued. */
const BY_COMMAND: readonly string[] = ['signoff', 'waiver'];

/** What the store says of a record: how it came, and what was kept, corrected or taken back of it. */
const ENVELOPE = ['source', 'enteredAt', 'enteredBy', 'attachments', 'corrections', 'withdrawn'] as const;

/**
 * @param before as the last commit has it; undefined for a new file
 * @throws UserError when the edit is none that an editor may make
 */
export function refuseHandEdit(kind: RecordKind, before: AnyRecord | undefined, after: AnyRecord): void {
  if (before === undefined) {
    refuseNew(kind, after);
    return;
  }
  if (isMachineWritten(kind, before)) refuseMeasured(kind, before, after);
  if (BY_COMMAND.includes(kind.id)) {
    const expected = `恢复该文件；更正用 opsledger record ${kind.id} --from 文件 --reason 原因`;
    throw new UserError(`${kind.label}不能手工修改`, { expected });
  }
  const field = ENVELOPE.find((one) => !isDeepStrictEqual(before[one], after[one]));
  if (field !== undefined) {
    const hint = '附件用 attach，作废用 withdraw，更正用 record --from 文件 --reason 原因';
    throw new UserError('记录的来历不能手工修改', { at: placeIn(kind, field), expected: '恢复该文件', hint });
  }
  refuseLostRow(kind, before, after);
  refuseReplaced(kind, before, after);
}

/** A file that an editor put there: nobody measured it, and no command held it against anything. */
function refuseNew(kind: RecordKind, after: AnyRecord): void {
  if (isMachineWritten(kind, after) || kind.writer === 'program') {
    throw new UserError('程序采集或导入的记录不能手工添加', { expected: '移走该文件，由采集或导入写入' });
  }
  const field = BY_COMMAND.includes(kind.id) ? 'kind' : ENVELOPE.slice(3).find((one) => after[one] !== undefined);
  if (field === undefined && after.enteredBy?.channel !== 'purchaser') return;
  throw new UserError(`${kind.label}的这一项不能手工写入`, {
    at: placeIn(kind, field ?? 'enteredBy'),
    expected: '移走该文件，用命令登记',
  });
}

/** A long round is saved when it ends; what says that it was written down longer ago was not written by it. */
export const LONGEST_WRITING_SECONDS = 2 * HOUR_SECONDS;

/** A file that an editor saved is taken up by the next round, or the next command: one that says more was not written then. */
const TAKEN_UP_SECONDS = 10 * MINUTE_SECONDS;

/**
 * A file that was put there counts from when it enters the history: none names a time before that.
 * @param now ISO instant of this machine @throws UserError
 */
export function refuseOld({ enteredAt }: AnyRecord, now: string): void {
  if (!entryClock.believed || secondsBetween(enteredAt, now) <= TAKEN_UP_SECONDS) return;
  throw new UserError('手工放入的记录写了过去的录入时间', {
    at: 'enteredAt',
    found: `${formatDateTime(enteredAt)}，而放入是在 ${formatDateTime(now)}`,
    expected: '移走该文件，用命令或登记台登记；何时发生的写在记录自己的时间里',
  });
}

function refuseMeasured(kind: RecordKind, before: AnyRecord, after: AnyRecord): void {
  const [field] = changedMeasured(kind, before, after);
  if (field === undefined) return;
  throw new UserError('程序采集或导入的内容被手工修改', {
    at: placeIn(kind, field),
    found: `与首次写入的不同：${before.id}`,
    expected: `恢复该文件；记录有误的，作废后重新采集：opsledger withdraw ${before.id} --by 姓名 --reason 原因`,
  });
}

/** By what verdicts rest on, a change is told with who made it and why: an editor tells neither. */
function refuseReplaced(kind: RecordKind, before: AnyRecord, after: AnyRecord): void {
  const [first] = replacedValues(kind, before, after);
  if (first === undefined) return;
  throw new UserError('用来判定的值被手工改动', {
    at: placeIn(kind, first.path.replace(/\.r\d+/, '')),
    found: `${first.label}与登记的不同：${before.id}`,
    expected: `恢复该文件；更正用 opsledger record ${kind.id} --from 文件 --by 姓名 --reason 原因`,
  });
}

function refuseLostRow(kind: RecordKind, before: AnyRecord, after: AnyRecord): void {
  const [was, is] = [{ ...before }, { ...after }];
  for (const list of rowLists(kind.schema)) {
    const there = new Set(rowsOf(is, list).map(({ id }) => id));
    const lost = rowsOf(was, list).find(({ id }) => !there.has(id));
    if (lost === undefined) continue;
    throw new UserError('记录中的行不能删除', {
      at: placeIn(kind, list),
      found: `少了 ${String(lost['id'])}`,
      expected: `恢复该行；写错的行作废：opsledger withdraw ${before.id} --row ${list}.${String(lost['id'])} --by 姓名 --reason 原因`,
    });
  }
}
