/**
 * A person looked at a clock that is doubted, and says that it is right; with paper that both sides signed, what an earlier and wrong
 * clock left is declared, and `verify` tells it as that.
 */
import { UserError } from '../../contract/error.ts';
import { formatDateTime, type InstantText, latest, toText } from '../../contract/time.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import { CONSENT } from '../../records/evidence-uses.ts';
import { type AcceptedClock, acceptedClocks, CLOCK_STATE, keepTrusted } from '../../workspace/store/kept-clock.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { fileDoor } from '../contacts.ts';
import { readAttachment } from '../record/attachment.ts';
import { usedBefore } from '../record/same-scan.ts';
import type { Session } from '../session.ts';
import { clockFault, thisMachinesClock } from '../sound-clock.ts';
import { writtenAhead } from './declared.ts';

export interface Accepting {
  by: string;
  reason: string;
  /** Path of the scan that both sides signed, as typed. */
  signed?: string;
}

/** @throws UserError when nothing speaks against the clock, nobody says why, or the scan cannot be read; nothing is saved then */
export async function acceptClock(
  session: Session,
  { by, reason, signed }: Accepting,
  clock = thisMachinesClock,
): Promise<AcceptedClock> {
  const { workspace } = session;
  const fault = await clockFault(workspace, clock);
  // A clock that is right again leaves nothing but the commits that it went back over: these are for both sides to declare.
  const left = signed === undefined ? null : await wentBackFrom(workspace.git);
  if (fault === null && left === null)
    throw new UserError('本机时钟没有疑问，无须确认', { expected: '被判为可疑的时钟' });
  await requireCleanEntry(workspace.root, { shown: '确认时钟', value: { by, reason } });
  for (const [at, value] of [
    ['--by', by],
    ['--reason', reason],
  ] as const)
    if (value.trim() === '')
      throw new UserError('确认时钟须写明姓名与原因', { at, found: '（缺少）', expected: '一句话' });
  const now = clock.now();
  const found = fault?.text ?? `此前的提交曾写到 ${formatDateTime(left ?? now)}`;
  const until = latest([fault?.until ?? [], left ?? []].flat()) ?? null;
  const scan =
    signed === undefined
      ? undefined
      : await readAttachment(fileDoor(session), signed, { takenAt: now, proof: 'purchaser' });
  if (scan !== undefined) await usedBefore(session, [scan.attachment], [{ kind: CONSENT, at: now, enteredAt: now }]);
  const accepted: AcceptedClock = {
    ...{ at: now, by, reason, found, until, sources: fault?.sources ?? {} },
    ...(scan === undefined ? {} : { signed: scan.attachment.sha256, wrote: await writtenAhead(workspace, now) }),
  };
  const before = await acceptedClocks(workspace.root);
  await workspace.change(
    '确认本机时钟',
    async (change) => {
      if (scan !== undefined) await change.putEvidence(scan.bytes);
      await change.writeState(CLOCK_STATE, { schema: 1, accepted: [...before, accepted] });
    },
    { at: now, body: `${found}：${reason}（${by}）`, of: 'clock' },
  );
  await keepTrusted(workspace.root, { at: now, ...clock.uptime() });
  return accepted;
}

/** A clock that is set right steps back by seconds. */
const STEP_BACK_SECONDS = 60;

/** The latest time from which the commits of the history go back; null: they do not. */
async function wentBackFrom(git: Workspace['git']): Promise<InstantText | null> {
  const entries = await git.history();
  const made = new Map(entries.map((one) => [one.commit, one.made]));
  const from = entries.flatMap((one) =>
    one.parents.map((id) => made.get(id) ?? 0).filter((before) => before - one.made > STEP_BACK_SECONDS),
  );
  return from.length === 0 ? null : toText(Temporal.Instant.fromEpochMilliseconds(Math.max(...from) * 1000));
}
