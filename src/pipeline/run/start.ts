/** `start`: make what is missing, do what is due, build the site; then keep the schedule. */

import type { Contract } from '../../contract/terms/contract.ts';
import { machineNow } from '../clock.ts';
import { eraseRound } from '../erase/round.ts';
import { ensureWorkspace } from '../init.ts';
import { signRound } from '../log/round.ts';
import { tellingOutcome } from '../outcome.ts';
import { type PublishResult, publish } from '../publish/publish.ts';
import { openSession } from '../session.ts';
import { rebuildState } from './rebuild.ts';
import { type TickResult, tick } from './tick.ts';

export interface StartResult {
  made: boolean;
  /** What a person has to know first, in Chinese: an operation that was interrupted, a clock that went back. */
  notes: readonly string[];
  tick: TickResult;
  site: PublishResult;
}

export interface StartRequest {
  /** Absolute path of the workspace. */
  dir: string;
  /** ISO instant. */
  now: string;
  /** Told before anything is done; see `StartResult.notes`. */
  note?(notes: readonly string[]): void;
  /** Told the contract of the workspace, as soon as it is open. */
  opened?(contract: Contract): void;
  progress?(done: number, total: number, what: string): void;
}

/** One round; idempotent. @throws UserError or EnvironmentError when workspace, settings or contract cannot be used */
export async function round(request: StartRequest, anyHour: boolean): Promise<StartResult> {
  const made = await ensureWorkspace(request.dir, request.now);
  const session = await openSession(request.dir);
  request.opened?.(session.workspace.contract.contract);
  try {
    const found = session.workspace.notes;
    request.note?.(found);
    return await tellingOutcome(session, async () => {
      const rebuilt = await rebuildState(session, request.now);
      request.note?.(rebuilt);
      const notes = [...found, ...rebuilt];
      const done = await tick(session, {
        now: request.now,
        anyHour,
        ...(request.progress === undefined ? {} : { progress: request.progress }),
      });
      done.problems.push(...(await eraseRound(session, request.now)));
      const held = await signRound(session, done.collected === null ? request.now : machineNow());
      if (held.aside !== undefined) request.note?.([held.aside]);
      done.problems.push(...held.problems);
      const site = await publish(session, done.collected === null ? request.now : machineNow());
      return { made: made !== null, notes, tick: done, site };
    });
  } finally {
    await session.close();
  }
}

/** true when the round changed something that a person would want to see on the site. */
export const changedSomething = (result: TickResult): boolean =>
  result.collected !== null || result.issued.issued.length > 0;
