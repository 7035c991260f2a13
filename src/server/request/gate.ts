/** Who makes a request: from the session's cookie, or from what a trusted proxy says, to the person of an account. */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import type { Accounts } from '../../accounts/accounts.ts';
import type { AuditLog } from '../../accounts/audit.ts';
import { DONE, refusedFor } from '../../accounts/audit.ts';
import type { Sessions } from '../../accounts/sessions.ts';
import type { InstantText } from '../../contract/time.ts';
import type { Arrival } from './client-address.ts';
import { cookiesOf, SESSION_COOKIE } from './cookies.ts';
import type { Viewer } from './viewer.ts';

/** Who is asking; the accounts of the workspace, or the organisation's own sign-in. */
export interface Gate {
  /** The person who signed in; null for a visitor. */
  viewer(request: GateRequest): Promise<Viewer | null>;
  /** Told of each act that was allowed or refused, for the audit log. */
  seen(event: {
    viewer: Viewer | null;
    address: string;
    method: string;
    path: string;
    /** The act that the route asks for, in words; null for one that asks for none. */
    what: string | null;
    status: number;
    at: string;
  }): void;
  /**
   * Too many requests: seconds to wait; 0 when it may go on.
   * @param from browser or address for which they count; @param address from which they come, where that is another
   */
  wait(from: string, at: string, address?: string): number;
}

export interface GateRequest {
  /** Value of the session's cookie. */
  cookie: string | undefined;
  header(name: string): string | undefined;
  /** Other end of the connection. */
  peer: string;
  /** Address of the client as far as it is trusted. */
  address: string;
  /** ISO instant. */
  now: string;
}

/** How a request is looked at. */
export interface Looking {
  gate: Gate;
  arrival(c: Context): Arrival;
  /** The machine's time, ISO. */
  now(): string;
}

export function viewerOf(c: Context, { gate, arrival, now }: Looking): Promise<Viewer | null> {
  const { peer, address } = arrival(c);
  return gate.viewer({
    cookie: cookiesOf(c.req.header('cookie')).get(SESSION_COOKIE),
    header: (name) => c.req.header(name),
    peer,
    address,
    now: now(),
  });
}

/** What a proxy that signs people in says with each request. */
export interface ProxyHeader {
  /** Of the header that names the account. */
  name: string;
  /**
   * What the header `PROXY_SECRET_HEADER` must hold: an address alone is everybody's who reaches this machine by another way. Null: the
   * settings name none, and nobody is believed.
   */
  secret: string | null;
}

/** In which a proxy shows that it is the one. */
export const PROXY_SECRET_HEADER = 'X-OpsLedger-Proxy-Secret';

/** true when both are the same text; takes the same time wherever they differ, and however long they are. */
const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest());

export interface GateParts {
  accounts: Accounts;
  sessions: Sessions;
  audit: AuditLog;
  /** How a trusted proxy names the account; null: people sign in here. */
  header: ProxyHeader | null;
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
        const { name, secret } = header;
        const isProxy = isTrusted(peer) && secret !== null && isSame(read(PROXY_SECRET_HEADER) ?? '', secret);
        const named = isProxy ? read(name)?.trim().toLowerCase() : undefined;
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
      audit.add({ at, account: viewer?.account ?? null, address, action, ...result }, viewer !== null);
    },
    wait: (from, at, address = from) => rate.wait(from, at, address),
  };
}

const minutesBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 60_000;

interface Rate {
  /** Counts a request of this address. @returns seconds to wait; 0 when it may go on */
  wait(from: string, at: InstantText, address: string): number;
}

/** Requests of one address a minute, far above what people do and far below what a guesser needs; a desk behind one address of many people stays below it. */
export const MOST_A_MINUTE = 600;
const WINDOW_MS = 60_000;
/** Addresses remembered at once; more of them means that somebody makes them up, and the oldest go. */
const ADDRESSES = 10_000;

/** @param tell told once a minute of an address that has to wait */
function openRate(tell: (address: string, at: InstantText) => void = () => undefined): Rate {
  const counts = new Map<string, { since: number; n: number }>();
  return {
    wait(from, at, address) {
      const now = Date.parse(at);
      const one = counts.get(from);
      if (one === undefined || now - one.since >= WINDOW_MS || now < one.since) {
        counts.delete(from);
        counts.set(from, { since: now, n: 1 });
        const [oldest] = counts.keys();
        if (counts.size > ADDRESSES && oldest !== undefined) counts.delete(oldest);
        return 0;
      }
      one.n += 1;
      if (one.n <= MOST_A_MINUTE) return 0;
      if (one.n === MOST_A_MINUTE + 1) tell(address, at);
      return Math.ceil((one.since + WINDOW_MS - now) / 1000);
    },
  };
}
