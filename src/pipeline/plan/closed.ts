/** Whether the project of a workspace is closed (结项), and by when it is judged. */
import { judgedAt } from '../../contract/calendar/moment.ts';
import type { InstantText } from '../../contract/time.ts';
import { type Closed, closedAt, standingCloseOut } from '../../subjects/signing/judge/close-out.ts';
import type { CloseOutRecord } from '../../subjects/signing/kinds/close-out.ts';
import type { FileProblem, RecordStore } from '../../workspace/store/record-store.ts';

export interface Closing extends Closed {
  /** By when everything is judged: see `judgedAt`. */
  asOf: InstantText;
  problems: FileProblem[];
}

/** @param now ISO instant at which it is asked */
export async function readClosing(records: Pick<RecordStore, 'list'>, now: InstantText): Promise<Closing> {
  const found = await records.list<CloseOutRecord>('close-out');
  const all = [...found.records, ...found.withdrawn.map(({ record }) => record)];
  const at = closedAt(all, now);
  return { asOf: judgedAt(now, at), closedAt: at, record: standingCloseOut(all, now), problems: found.problems };
}
