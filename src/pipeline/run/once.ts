/** A round and a build of the site, each with the workspace opened anew, so that edits of contract and settings count at once. */
import type { Say } from '../../wording/log-line.ts';
import { machineNow } from '../clock.ts';
import { eraseRound } from '../erase/round.ts';
import { notIssuedLine } from '../issue/not-issued.ts';
import { signRound } from '../log/round.ts';
import { tellingOutcome } from '../outcome.ts';
import { publish } from '../publish/publish.ts';
import { openSession } from '../session.ts';
import { changedSomething } from './start.ts';
import { type TickRequest, tick } from './tick.ts';

/** @returns whether anything changed that the site shows */
export async function tickOnce(
  dir: string,
  say: Say,
  times: Pick<TickRequest, 'now' | 'runningSince'>,
): Promise<boolean> {
  const session = await openSession(dir);
  try {
    for (const note of session.workspace.notes) say(note, 'warn');
    const done = await tellingOutcome(session, () => tick(session, times));
    done.problems.push(
      ...(await eraseRound(session, machineNow())),
      ...(await signRound(session, machineNow())).problems,
    );
    for (const p of done.problems) say(`问题 ${p.path}：${p.message}`, 'warn');
    for (const d of done.issued.issued) say(`已签发 ${d.number}`);
    for (const f of done.issued.failed) say(notIssuedLine(f), 'error');
    return changedSomething(done);
  } finally {
    await session.close();
  }
}

/** Builds the site once. */
export async function publishOnce(dir: string): Promise<void> {
  const session = await openSession(dir);
  try {
    await publish(session, machineNow());
  } finally {
    await session.close();
  }
}
