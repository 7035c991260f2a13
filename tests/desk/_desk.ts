/** The desk of a workspace made for a test, and people of each role at it: requests go through the whole app, without a socket. */

import { join } from 'node:path';
import { expect } from 'vitest';
import { openDeskDatabase } from '../../src/accounts/database.ts';
import type { Doors } from '../../src/accounts/doors.ts';
import { buildDesk } from '../../src/serve/build-desk.ts';
import { createApp } from '../../src/server/app.ts';
import { SESSION_COOKIE } from '../../src/server/request/cookies.ts';
import { putAccount } from '../accounts/_database.ts';
import { plainRenderer } from '../pipeline/_workspace.ts';
import { writtenEarly, writtenIn } from './_written.ts';

export const ORIGIN = 'http://127.0.0.1';
const LOOPBACK = '127.0.0.1';

/** Pairs of a form; a `File` makes it multipart. */
export type Fields = Record<string, string | readonly string[] | File>;

export interface Person {
  /** Value of the session's cookie. */
  session: string;
  get(path: string): Promise<Response>;
  /** Posts with the token of this person's pages and our own origin. */
  post(path: string, fields?: Fields): Promise<Response>;
}

export interface TestDesk {
  /** Sends a request over a connection from this machine, or from the address given. */
  send(path: string, init?: RequestInit, from?: string): Promise<Response>;
  doors: Doors;
  /** Somebody of that role, signed in; the account is named like the role unless it is said. */
  person(role: string, account?: string): Promise<Person>;
  /** Somebody of that account who signed in before at that ISO instant. */
  returning(account: string, before: string): Promise<Person>;
  visitor: Person;
  /** Sets the clock of the desk. @param at ISO instant */
  setClock(at: string): void;
  close(): Promise<void>;
}

/** @param root of a workspace; @param now ISO instant at which the desk stands until it is set anew */
export async function openTestDesk(root: string, now: string): Promise<TestDesk> {
  let clock = now;
  // A check is written down when the desk keeps it, and its record when the round is saved.
  const filled = new Set<string>();
  const desk = await buildDesk(root, {
    now: () => clock,
    session: { renderer: () => Promise.resolve(plainRenderer()) },
    onError: (error) => {
      console.error(error);
      throw error;
    },
  });
  const app = createApp({ siteDir: join(root, 'site'), archiveDir: join(root, 'archive'), hosts: [], desk });
  const send = async (path: string, init: RequestInit = {}, from = LOOPBACK): Promise<Response> =>
    app.request(`${ORIGIN}${path}`, init, { incoming: { socket: { remoteAddress: from } } });
  const personOf = (session: string): Person => {
    const cookie = session === '' ? {} : { Cookie: `${SESSION_COOKIE}=${session}` };
    const get = (path: string): Promise<Response> => send(path, { headers: cookie });
    return {
      session,
      get,
      async post(path, fields = {}) {
        const token = await tokenFor(get);
        const body = bodyOf({ token, ...fields });
        const [was, at] = [writtenIn(root), clock];
        const answer = await send(path, { method: 'POST', body, headers: { ...cookie, Origin: ORIGIN } });
        if (path === '/desk/checks/fill') filled.add(at);
        const early = writtenEarly(was, writtenIn(root, was), at);
        expect(
          early.filter((one) => !filled.has(one.split(' ').at(-1) ?? '')),
          `POST ${path}`,
        ).toEqual([]);
        return answer;
      },
    };
  };
  return {
    send,
    doors: desk.doors,
    visitor: personOf(''),
    async person(role, account = role) {
      const { accounts, sessions } = desk.doors;
      if (accounts.find(account) === null) await openTo(root, account, `${account} 测试员`, role, clock);
      return personOf(sessions.begin({ account, address: LOOPBACK, now: clock, before: null }));
    },
    returning: (account, before) =>
      Promise.resolve(personOf(desk.doors.sessions.begin({ account, address: LOOPBACK, now: clock, before }))),
    setClock(at) {
      clock = at;
    },
    close: () => desk.close(),
  };
}

/** An account at the desk of a workspace. @param now ISO instant */
export async function openTo(root: string, name: string, person: string, role: string, now: string): Promise<void> {
  const database = openDeskDatabase(root);
  await putAccount(database, { name, person, role, now });
  database.close();
}

/** Any page of theirs holds the token of all of them. */
async function tokenFor(get: (path: string) => Promise<Response>): Promise<string> {
  const page = await get('/desk/account');
  const text = await (page.status === 303 ? await get('/desk/sign-in') : page).text();
  return /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '';
}

function bodyOf(fields: Fields): URLSearchParams | FormData {
  const isMultipart = Object.values(fields).some((value) => value instanceof File);
  const body = isMultipart ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one as string);
  }
  return body;
}
