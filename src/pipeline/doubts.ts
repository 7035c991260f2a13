/**
 * What makes somebody doubt all that stands here, whatever record or document they read: each kind is described once, and every place in which
 * people read walks the same list, so that a new kind is told in all of them.
 */
import { UserError } from '../contract/error.ts';
import { dayOfRecordId } from '../contract/record-id.ts';
import { dateOf, formatDateTime, type InstantText, secondsBetween } from '../contract/time.ts';
import type { Gravity } from '../states/gravity.ts';
import { type SignoffRecord, signoffActions } from '../subjects/signing/kinds/signoff.ts';
import { readHeartbeat } from '../workspace/store/heartbeat.ts';
import { fileProblem } from '../workspace/store/record-store.ts';
import { statePath } from '../workspace/store/state.ts';
import { WITHDRAWN_STATE, withdrawnIds } from '../workspace/store/withdrawn-ids.ts';
import { ABOUT_NOW_SECONDS, machineNow } from './clock.ts';
import { needsScheduler, schedulerState } from './heartbeat.ts';
import { readOfItself } from './own-machine.ts';
import type { Session } from './session.ts';
import { heldClock } from './sound-clock.ts';

export interface Doubt {
  kind: DoubtKind;
  /** What it is about: the id of a record, or in Chinese what of the workspace. */
  about: string;
  /** One line in Chinese. */
  text: string;
}

interface Described {
  /** How grave it is beside what is judged; null: it is to be known, and moves no verdict. */
  gravity: Gravity | null;
  /** true: a document is issued all the same and says it at its head; false: nothing is issued, its own rows say it, or it is of the machine and of a moment. */
  issued: boolean;
  find(session: Session): Promise<Omit<Doubt, 'kind'>[]>;
}

export const doubtKinds = {
  clock: { gravity: 'unmeasured', issued: false, find: clockInDoubt },
  scheduler: { gravity: null, issued: false, find: schedulerInDoubt },
  'withdrawn-list': { gravity: 'unmeasured', issued: true, find: listInDoubt },
  'own-machine': {
    ...{ gravity: null, issued: false },
    find: async (session) => (await readOfItself(session)).map(({ id, text }) => ({ about: id, text })),
  },
  backdated: { gravity: 'undecided', issued: true, find: backdated },
} as const satisfies Record<string, Described>;
export type DoubtKind = keyof typeof doubtKinds;

/**
 * All of them, in the order of their kinds.
 * @param now ISO; of records, those that were written down by then; absent: all
 */
export async function doubtsOf(session: Session, now?: InstantText): Promise<Doubt[]> {
  const found = Object.entries(doubtKinds).map(async ([kind, { find }]) =>
    (await find(session)).map((one) => ({ kind: kind as DoubtKind, ...one })),
  );
  return (await Promise.all(found)).flat().filter((one) => now === undefined || (dayOf(one) ?? '') <= dateOf(now));
}

/** The day of the record that it is about; undefined: it is about the workspace. */
export const dayOf = ({ kind, about }: Doubt): string | undefined =>
  kind === 'own-machine' || kind === 'backdated' ? dayOfRecordId(about) : undefined;

/** As a line where what it is about does not stand beside it. */
export const doubtText = ({ about, text }: Pick<Doubt, 'about' | 'text'>): string =>
  text.includes(about) ? text : `${about}：${text}`;

/** What documents say that are issued all the same. */
export const saidWhenIssued = (doubts: readonly Doubt[]): Doubt[] =>
  doubts.filter(({ kind }) => doubtKinds[kind].issued);

/** What drafts say: a row of theirs names the source that reads the own machine. */
export const saidInDrafts = (doubts: readonly Doubt[]): Doubt[] => doubts.filter(({ kind }) => kind !== 'own-machine');

async function clockInDoubt({ workspace }: Session) {
  const held = await heldClock(workspace);
  return held === null ? [] : [{ about: '本机时钟', text: held.text }];
}

/** A demonstration goes by the time of its story, and nothing lives in it. */
async function schedulerInDoubt({ workspace: { root, simulated } }: Session) {
  if (simulated) return [];
  const state = schedulerState(await readHeartbeat(root), machineNow());
  return needsScheduler(state) ? [{ about: '调度', text: state.text }] : [];
}

async function listInDoubt({ workspace: { root } }: Session) {
  try {
    await withdrawnIds(root);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { path, message } = fileProblem(statePath(WITHDRAWN_STATE), error);
    return [{ about: path, text: `${message}；哪些记录已作废以各记录自己写的为准` }];
  }
}

/** Acts that the program writes down when they are done; a delivery and what the purchaser did have their own time, and paper for it. */
const AT_ONCE: ReadonlySet<SignoffRecord['action']> = new Set(['confirm', 'void']);

/** Sign-offs that say that the act was before it was written down although the program knows of one moment alone. */
async function backdated({ workspace }: Session) {
  if (workspace.simulated) return [];
  const { records } = await workspace.records.list<SignoffRecord>('signoff');
  return records
    .filter(({ action, at, enteredAt }) => AT_ONCE.has(action) && secondsBetween(at, enteredAt) > ABOUT_NOW_SECONDS)
    .map(({ id, at, enteredAt, action, obligation, period }) => ({
      about: id,
      text: `${obligation} ${period} 的${signoffActions[action]}写的是 ${formatDateTime(at)}，而 ${formatDateTime(enteredAt)} 才录入：补录，核对这次${signoffActions[action]}的依据`,
    }));
}
