/** Who is asking: from the session's cookie, or from what a trusted proxy says, to the person of an account. */
import type { InstantText } from '../../contract/time.ts';
import type { Viewer } from '../desk/acts.ts';
import type { Gate } from '../desk/viewer-of.ts';
import type { Accounts } from './accounts.ts';
import type { AuditLog } from './audit.ts';
import { openRate } from './rate.ts';
import type { Sessions } from './sessions.ts';

export interface GateParts {
  accounts: Accounts;
  sessions: Sessions;
  audit: AuditLog;
  /** Request header in which a trusted proxy names the account; null: people sign in here. */
  header: string | null;
  /** true for the address of a proxy whose headers are believed. */
  isTrusted(address: string): boolean;
}

/** What a session stands for where a proxy signs people in: the account itself. */
const PROXIED = 'proxy:';

export function createGate({ accounts, sessions, audit, header, isTrusted }: GateParts): Gate {
  const rate = openRate();
  const viewerOf = (name: string, session: string, before: InstantText | null, now: InstantText): Viewer | null => {
    const account = accounts.find(name);
    if (account === null || account.disabledAt !== null) return null;
    const { person, role } = account;
    const mustChange = header === null && accounts.mustChange(account, now);
    return { account: name, name: person, role, session, lastSignIn: before, mustChange };
  };
  return {
    async viewer({ cookie, header: read, peer, address, now }) {
      if (header !== null) {
        const named = isTrusted(peer) ? read(header) : undefined;
        return named === undefined ? null : viewerOf(named.toLowerCase(), `${PROXIED}${named}`, null, now);
      }
      const open = cookie === undefined ? null : sessions.find(cookie, { address, now });
      return open === null ? null : viewerOf(open.account, open.hash, open.before, now);
    },
    seen({ viewer, address, method, path, status, at }) {
      // Reading what one may read is no act; whatever was tried, done or refused is.
      if (method === 'GET' && status < 400) return;
      const result = status < 400 ? '成功' : `拒绝（${status}）`;
      audit.add({ at, account: viewer?.account ?? null, address, action: `${method} ${path}`, result });
    },
    wait: (address, at) => rate.wait(address, at),
  };
}
