/** Who is asking: from the session's cookie, or from what a trusted proxy says, to the person of an account. */

import type { InstantText } from '../../contract/time.ts';
import type { Gate } from '../request/gate.ts';
import type { Viewer } from '../request/viewer.ts';
import type { Accounts } from './accounts.ts';
import type { AuditLog } from './audit.ts';
import { DONE, refusedFor } from './audit.ts';
import { openRate } from './rate.ts';
import type { Sessions } from './sessions.ts';

export interface GateParts {
  accounts: Accounts;
  sessions: Sessions;
  audit: AuditLog;
  /** Request header in which a trusted proxy names the account; null: people sign in here. */
  header: string | null;
  /** People sign in elsewhere: no password of ours is asked for or grows old. */
  elsewhere: boolean;
  /** true for the address of a proxy whose headers are believed. */
  isTrusted(address: string): boolean;
}

/** What a session stands for where a proxy signs people in: the account itself. */
const PROXIED = 'proxy:';

/** Minutes without a request after which a person whom a proxy signs in has signed in anew. */
const AWAY_MINUTES = 30;

export function createGate({ accounts, sessions, audit, header, elsewhere, isTrusted }: GateParts): Gate {
  const rate = openRate((address, at) =>
    audit.add({ at, account: null, address, action: '请求过于频繁', ...refusedFor('429') }),
  );
  const viewerOf = (name: string, session: string, before: InstantText | null, now: InstantText): Viewer | null => {
    const account = accounts.find(name);
    if (account === null || account.disabledAt !== null) return null;
    const { person, role } = account;
    const mustChange = !elsewhere && accounts.mustChange(account, now);
    return { account: name, name: person, role, session, lastSignIn: before, mustChange };
  };
  /** When each person whom a proxy signed in was last seen, and their sign-in before. */
  const seen = new Map<string, { at: InstantText; before: InstantText | null }>();
  const proxied = (name: string, address: string, now: InstantText): Viewer | null => {
    const viewer = viewerOf(name, `${PROXIED}${name}`, seen.get(name)?.before ?? null, now);
    if (viewer === null) return null;
    const last = seen.get(name);
    if (last !== undefined && minutesBetween(last.at, now) < AWAY_MINUTES) {
      last.at = now;
      return viewer;
    }
    const before = accounts.find(name)?.usedAt ?? null;
    accounts.used(name, now);
    audit.add({ at: now, account: name, address, action: '登录（由代理）', ...DONE });
    seen.set(name, { at: now, before });
    return { ...viewer, lastSignIn: before };
  };
  return {
    async viewer({ cookie, header: read, peer, address, now }) {
      if (header !== null) {
        const named = isTrusted(peer) ? read(header)?.trim().toLowerCase() : undefined;
        return named === undefined ? null : proxied(named, address, now);
      }
      const open = cookie === undefined ? null : sessions.find(cookie, { address, now });
      return open === null ? null : viewerOf(open.account, open.hash, open.before, now);
    },
    seen({ viewer, address, method, path, what, status, at }) {
      // Reading what one may read is no act; whatever was tried, done or refused is. Too many requests are told once a minute.
      if ((method === 'GET' && status < 400) || status === 429) return;
      const result = status < 400 ? DONE : refusedFor(String(status));
      const way = `${method} ${path}`;
      const action = what === null ? way : `${what}（${way}）`;
      audit.add({ at, account: viewer?.account ?? null, address, action, ...result });
    },
    wait: (address, at) => rate.wait(address, at),
  };
}

const minutesBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 60_000;
