/**
 * What the desk keeps and no longer may, or needs: ended sessions, old entries of the audit log, unused accounts, names, checks that nobody saved. What is
 * left is copied for the backup of the workspace.
 */

import { setTimeout as wait } from 'node:timers/promises';
import { DONE } from '../accounts/audit.ts';
import { copyDatabase } from '../accounts/copy.ts';
import { openSessions } from '../accounts/sessions.ts';
import type { AccountPlace, Manager } from '../desk/account-record.ts';
import { disableAccount, opened } from '../desk/accounts.ts';
import { withDrafts } from '../desk/checks/drafts.ts';
import { forgetPhotos } from '../desk/checks/photos.ts';
import { machineNow } from '../pipeline/clock.ts';

export interface Swept {
  /** Accounts that nobody used for longer than the settings allow. */
  disabled: string[];
  /** Accounts whose person's name was removed. */
  forgotten: string[];
  /** Entries of the audit log. */
  entries: number;
}

/** Stands for the program where a person's address is told. */
const HERE = '本机';

/** @param now ISO instant */
export async function sweepDesk(place: AccountPlace, now: string): Promise<Swept> {
  const swept = await opened(place.root, ({ accounts, audit, settings, database }) => {
    openSessions(database, settings.sessions).sweep(now);
    const forgotten = accounts.forget(now);
    for (const name of forgotten) {
      audit.add({
        at: now,
        account: null,
        address: HERE,
        action: `删除账号 ${name} 的姓名（停用期满）`,
        ...DONE,
      });
    }
    const idle = accounts.idle(now).map(({ name }) => name);
    return { idle, forgotten, entries: audit.sweep(now), days: settings.idleDays };
  });
  withDrafts(place.root, (drafts) => drafts.sweep(now));
  await forgetPhotos(place.root);
  const manager: Manager = { now, by: null, address: HERE };
  for (const name of swept.idle) await disableAccount(place, name, `${swept.days} 天没有登录`, manager);
  // Last, so that the copy holds nothing that no longer may be kept.
  await opened(place.root, ({ database }) => copyDatabase(database, place.root));
  return { disabled: swept.idle, forgotten: swept.forgotten, entries: swept.entries };
}

const HOUR_MS = 3_600_000;

/**
 * Sweeps now and every hour until it is stopped.
 * @param onError told of a sweep that failed; the next is tried all the same
 */
export function keepSwept(
  place: AccountPlace,
  onError: (error: unknown) => void,
  now = machineNow,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const keep = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sweepDesk(place, now()).catch(onError);
      await wait(HOUR_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  };
  const kept = keep();
  return {
    async stop() {
      stopping.abort();
      await kept;
    },
  };
}
