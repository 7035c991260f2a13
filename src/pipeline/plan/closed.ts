/** Whether the project of a workspace is closed (结项), and by when it is judged. */
import { judgedAt } from '../../contract/calendar/moment.ts';
import { compareInstants, formatDateTime, type InstantText } from '../../contract/time.ts';
import type { AnyRecord } from '../../records/record.ts';
import { closedAt, standingCloseOut } from '../../subjects/signing/judge/close-out.ts';
import type { CloseOutRecord } from '../../subjects/signing/kinds/close-out.ts';
import { CLAIMED } from '../../wording/words.ts';
import type { FileProblem, RecordStore } from '../../workspace/store/record-store.ts';

export interface Closing {
  /** By when everything is judged: see `judgedAt`. */
  asOf: InstantText;
  /** When both sides closed the project; null: they did not. */
  closedAt: InstantText | null;
  /** The record that stands, vouched for or not. */
  record: CloseOutRecord | null;
  problems: FileProblem[];
}

/** @param now ISO instant at which it is asked */
export async function readClosing(records: Pick<RecordStore, 'list'>, now: InstantText): Promise<Closing> {
  const found = await records.list<CloseOutRecord>('close-out');
  const all = [...found.records, ...found.withdrawn.map(({ record }) => record)];
  const at = closedAt(all, now);
  return { asOf: judgedAt(now, at), closedAt: at, record: standingCloseOut(all, now), problems: found.problems };
}

/** What is said of it wherever states are told; null: nothing was written down of it. */
export function closingText({ closedAt: at, record }: Pick<Closing, 'closedAt' | 'record'>): string | null {
  if (record === null) return null;
  const named = `${record.id}，${record.document}`;
  if (at === null) return `结项（${named}）为${CLAIMED}：时限照常计算`;
  return `已于 ${formatDateTime(at)} 结项（${named}）：时限、逾期和等待的时间停在这一时刻，当时未完成的照当时的状态列出`;
}

/** Records that were written down after the project was closed, in the order of that; the closing itself is none. */
export const enteredAfter = <T extends Pick<AnyRecord, 'id' | 'enteredAt'>>(
  all: readonly T[],
  { closedAt: at, record }: Pick<Closing, 'closedAt' | 'record'>,
): T[] =>
  at === null
    ? []
    : all
        .filter(({ id, enteredAt }) => id !== record?.id && compareInstants(enteredAt, at) > 0)
        .toSorted((a, b) => compareInstants(a.enteredAt, b.enteredAt));

/** How many there are, and the first of them. */
export function enteredAfterText(ids: readonly string[]): string {
  const named = ids.slice(0, NAMED).join('、');
  return `结项之后登记的记录 ${ids.length} 条：${named}${ids.length > NAMED ? ' 等' : ''}`;
}

const NAMED = 10;
