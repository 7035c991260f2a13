/** A round of reminders with the workspace opened anew, and when it is worth while to look again. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../contract/error.ts';
import { compareInstants, type InstantText, toInstant, toText } from '../../contract/time.ts';
import { REMINDERS_STATE } from '../../notify/ledger.ts';
import type { Say } from '../../wording/log-line.ts';
import { SETTINGS_FILE } from '../../workspace/disk/areas.ts';
import { headOf } from '../../workspace/git/commit.ts';
import { loadSettings } from '../../workspace/settings/settings.ts';
import { statePath } from '../../workspace/store/state.ts';
import { openSession } from '../session.ts';
import { remind } from './remind.ts';

/** @returns ISO: by when there may be something to do though no data change; null: nothing is known to come */
export async function remindOnce(dir: string, now: InstantText, say: Say): Promise<InstantText | null> {
  const session = await openSession(dir, { tells: true });
  try {
    const done = await remind(session, now);
    if (done === null) return null;
    const { sent, failed, unknown, repeated } = done;
    if (sent > 0) say(`已发出提醒 ${sent} 条${repeated > 0 ? `，其中重发 ${repeated} 条（已标明可能重复）` : ''}`);
    if (failed + unknown > 0) say(`提醒没有发出 ${failed} 条，结果不明 ${unknown} 条：原因见 opsledger status`, 'warn');
    return done.nextAt;
  } finally {
    await session.close();
  }
}

/** For a round that has something else to tell: what goes wrong here is said, and ends nothing. */
export async function remindSafely(dir: string, now: InstantText, say: Say): Promise<void> {
  try {
    // Opening the workspace once more costs as much as a short command.
    if (await remindsAnybody(dir)) await remindOnce(dir, now, say);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(`提醒失败：${error.message}`, 'error');
  }
}

/** Longest time in which nobody looks though nothing changed. */
const REST_MINUTES = 60;

/**
 * Tells of a minute whether anything can be due: a round reads the whole plan, and most minutes have nothing. It is asked again
 * when something was committed, when settings or variables changed, and when a time came.
 */
export function remindGate(
  dir: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
  reminds: (dir: string) => Promise<boolean> = remindsAnybody,
) {
  let rest: { key: string; until: InstantText } | null = null;
  return {
    async isResting(now: InstantText): Promise<boolean> {
      const key = await keyOf(dir, env);
      if (rest !== null && compareInstants(now, rest.until) < 0 && rest.key === key) return true;
      if (await reminds(dir)) return false;
      rest = { key, until: later(now) };
      return true;
    },
    /** Runs the round; what changes while it runs is looked at by the next one. */
    async run(now: InstantText, round: () => Promise<InstantText | null>): Promise<void> {
      const key = await keyOf(dir, env);
      rest = null;
      const nextAt = await round();
      const latest = later(now);
      rest = { key, until: nextAt !== null && compareInstants(nextAt, latest) < 0 ? nextAt : latest };
    },
  };
}

const later = (now: InstantText): InstantText => toText(toInstant(now).add({ minutes: REST_MINUTES }));

/** Settings that cannot be used are told by whoever else needs them. */
async function remindsAnybody(dir: string): Promise<boolean> {
  try {
    return (await loadSettings(dir)).notify !== null;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

async function keyOf(dir: string, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const variables = env['OPSLEDGER_ENV_FILE'] ?? '';
  const files = [
    join(dir, SETTINGS_FILE),
    join(dir, statePath(REMINDERS_STATE)),
    ...(variables === '' ? [] : [variables]),
  ];
  const times = files.map((path) =>
    stat(path)
      .then(({ mtimeMs }) => `${mtimeMs}`)
      .catch(() => '-'),
  );
  return [(await headOf(dir)) ?? now(), ...(await Promise.all(times))].join(' ');
}

/** Of a repository whose head cannot be told nothing is taken for granted. */
const now = (): string => `${Date.now()}`;
