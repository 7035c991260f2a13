/**
 * Every route of every page, each role of the default ones and a visitor: who is let in, as the table says. A route that is not
 * in the table fails, so that nobody adds one without saying for whom it is.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Doors, openDoors } from '../../src/accounts/doors.ts';
import { acts, defaultRoles, purchaserActs } from '../../src/contract/acts.ts';
import { plainWords } from '../../src/contract/party-words.ts';
import type { DeskCalls } from '../../src/desk/desk-calls.ts';
import { discoverUnits } from '../../src/pipeline/discover.ts';
import { createDesk } from '../../src/server/desk/desk.ts';
import type { Forms } from '../../src/server/forms/forms.ts';
import type { Page, Route } from '../../src/server/pages/_page.ts';
import { type Arrival, trustIn } from '../../src/server/request/client-address.ts';
import { createGate } from '../../src/server/request/gate.ts';
import { closeDatabases, NOW, openTestDatabase, putAccount, RULES } from '../accounts/_database.ts';

afterAll(closeDatabases);

const TABLE = new URL('../golden/desk-routes.txt', import.meta.url);
const ORIGIN = 'https://ledger.example.internal';
const HERE = '10.0.0.7';
const VISITOR = 'visitor';
const WHO = [VISITOR, ...defaultRoles.map(({ id }) => id)];

const arrival: Arrival = { peer: HERE, address: HERE, local: false, secure: true };
/** What the frame of a page asks of the stages is another test's: the contract has a name, and of everything else there is none. */
const nothing = new Proxy({}, { get: () => () => Promise.resolve([]) });
const calls = new Proxy({} as DeskCalls, {
  get: (_, area) =>
    area === 'contract'
      ? { head: () => Promise.resolve({ site: '站点', project: '项目', simulated: false, words: plainWords }) }
      : nothing,
});

let pages: readonly Page[];
let doors: Doors;
let desk: ReturnType<typeof createDesk>;
let handled: string[];
let mayArrive = true;
beforeAll(async () => {
  // What a route does is another test's; here it says that it was reached.
  pages = [...(await discoverUnits<Page>('pages')).values()].map((page) => ({
    ...page,
    routes: page.routes.map((route) => ({
      ...route,
      handle: (request) => {
        handled.push(nameOf(route));
        // The form of the sign-in holds the token of whoever asks for it.
        return nameOf(route) === 'GET /sign-in' ? route.handle(request) : Promise.resolve({ json: { reached: true } });
      },
    })),
  }));
  const database = openTestDatabase();
  doors = openDoors(database, { ...RULES, elsewhere: false });
  for (const { id } of defaultRoles) await putAccount(database, { name: id, person: id, role: id, now: NOW });
  desk = createDesk({
    ...{ deskFor: () => calls, doors, pages, uploads: '/nowhere', now: () => NOW, arrival: () => arrival },
    // No route that is asked here gets as far as its form.
    forms: undefined as unknown as Forms,
    // All of it comes from one address within one minute; how many requests that may make is another test's.
    gate: { ...createGate({ ...doors, header: null, ...trustIn([]) }), wait: () => 0 },
    mayArrive: () => mayArrive,
    onError: (error) => {
      throw error;
    },
  });
});

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
const routes = (): Route[] =>
  pages.flatMap((page) => page.routes).sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));

const sessionOf = (who: string): string =>
  who === VISITOR ? '' : doors.sessions.begin({ account: who, address: HERE, now: NOW, before: null });

interface Sent {
  session?: string;
  origin?: string | null;
  token?: string;
  method?: string;
}

async function send({ method, path }: Route, { session = '', origin = ORIGIN, token, ...sent }: Sent) {
  handled = [];
  const used = sent.method ?? method;
  const headers: Record<string, string> = {
    ...(session === '' ? {} : { Cookie: `opsledger-session=${session}` }),
    ...(origin === null ? {} : { Origin: origin }),
  };
  const address = `${ORIGIN}${path.replaceAll(/:\w+(\{[^}]*\})?/g, 'x')}`;
  const body = used === 'POST' ? { body: new URLSearchParams(token === undefined ? {} : { token }) } : {};
  const response = await desk.request(address, { method: used, headers, ...body });
  return { status: response.status, reached: handled.length > 0, location: response.headers.get('location') };
}

/** The token that the pages of a session hold; of a visitor's without one. */
async function tokenOf(session: string): Promise<string> {
  const headers: Record<string, string> = session === '' ? {} : { Cookie: `opsledger-session=${session}` };
  const page = await desk.request(`${ORIGIN}/sign-in`, { headers });
  return /name="token" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
}

/** How an answer lets somebody in. */
async function seenBy(who: string, route: Route): Promise<string> {
  const session = sessionOf(who);
  const token = route.method === 'POST' ? await tokenOf(session) : undefined;
  const { status, reached, location } = await send(route, { session, ...(token === undefined ? {} : { token }) });
  if (reached) return '○';
  if (status === 303 && location?.startsWith('/desk/sign-in?to=') === true) return '→';
  if (status === 303 && nameOf(route) === 'GET /') return '⇒';
  expect([403, route], `${who} ${nameOf(route)}`).toEqual([status, route]);
  return '×';
}

/** What the access of a route says of somebody. */
function markOf(route: Route, who: string): string {
  const { access, method } = route;
  if (access === 'public') return '○';
  if (who === VISITOR) return method === 'GET' ? '→' : '×';
  const role = defaultRoles.find(({ id }) => id === who);
  if (access === 'signed-in' || role?.acts.includes(access) === true) return '○';
  return nameOf(route) === 'GET /' ? '⇒' : '×';
}

describe('the table of routes and roles', () => {
  it('says who is let in (○), refused (×), led to the sign-in (→) or to a page of their own (⇒)', async () => {
    const lines = [`# ${WHO.join(' ')}`];
    for (const route of routes()) {
      const seen: string[] = [];
      for (const who of WHO) seen.push(await seenBy(who, route));
      lines.push(`${seen.join(' ')}  ${nameOf(route)}`);
    }
    const text = `${lines.join('\n')}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(TABLE, text);
    expect(text).toBe(readFileSync(TABLE, 'utf8'));
  });

  it('lets in, of those who have signed in, whoever may do the act, and nobody else', () => {
    const table = readFileSync(TABLE, 'utf8').trim().split('\n').slice(1);
    for (const route of routes()) {
      const line = table.find((one) => one.endsWith(`  ${nameOf(route)}`)) ?? '';
      const expected = WHO.map((who) => markOf(route, who));
      expect(line, nameOf(route)).toBe(`${expected.join(' ')}  ${nameOf(route)}`);
    }
  });

  it('is public for sign-in alone', () => {
    const open = routes()
      .filter(({ access }) => access === 'public')
      .map(nameOf);
    expect(open).toEqual(['GET /oidc/return', 'GET /oidc/start', 'GET /sign-in', 'POST /sign-in']);
  });
});

describe('every POST is refused', () => {
  const posts = (): Route[] => routes().filter(({ method }) => method === 'POST');
  const someone = (route: Route): string =>
    defaultRoles.find(
      ({ acts: own }) => route.access === 'public' || route.access === 'signed-in' || own.includes(route.access),
    )?.id ?? VISITOR;

  it.for<[string, (session: string) => Promise<Sent>]>([
    ['without a token', async () => ({})],
    ['with an empty token', async () => ({ token: '' })],
    ['with a token that somebody made up', async () => ({ token: 'A'.repeat(43) })],
    ['with the token of somebody else', async () => ({ token: await tokenOf(sessionOf('duty')) })],
    ['with the token of a visitor', async () => ({ token: await tokenOf('') })],
    ['from another origin', async (session) => ({ token: await tokenOf(session), origin: 'https://evil.example' })],
    [
      'from plain http',
      async (session) => ({ token: await tokenOf(session), origin: ORIGIN.replace('https', 'http') }),
    ],
    ['from no origin', async (session) => ({ token: await tokenOf(session), origin: null })],
    ['from an opaque origin', async (session) => ({ token: await tokenOf(session), origin: 'null' })],
  ])('%s', async ([, sentOf]) => {
    for (const route of posts()) {
      const session = sessionOf(someone(route));
      const { status, reached } = await send(route, { ...(await sentOf(session)), session });
      expect([status, reached], nameOf(route)).toEqual([403, false]);
    }
  });

  it('of a session that was stolen, which is ended', async () => {
    for (const route of routes().filter(({ access }) => access !== 'public')) {
      const session = sessionOf(someone(route));
      const token = await tokenOf(session);
      arrival.address = '10.0.0.66';
      const stolen = await send(route, { session, token });
      arrival.address = HERE;
      expect([stolen.reached, stolen.status], nameOf(route)).toEqual([false, route.method === 'GET' ? 303 : 403]);
      expect((await send(route, { session, token })).reached, nameOf(route)).toBe(false);
    }
  });
});

it('no route answers to whoever comes by a way on which nobody may come', async () => {
  mayArrive = false;
  for (const route of routes()) {
    const { status, reached } = await send(route, { session: sessionOf('manager') });
    expect([status, reached], nameOf(route)).toEqual([403, false]);
  }
  mayArrive = true;
});

it('no route but those of the password answers before a first password is changed', async () => {
  await doors.accounts.reset('manager');
  const open: string[] = [];
  for (const route of routes().filter(({ access }) => access !== 'public')) {
    const session = sessionOf('manager');
    const { reached, location } = await send(route, { session, token: await tokenOf(session) });
    if (reached || route.method === 'POST') open.push(...(reached ? [nameOf(route)] : []));
    else expect(location, nameOf(route)).toBe('/desk/account');
  }
  expect(open).toEqual(['GET /account', 'POST /account/password', 'POST /sign-out']);
  await doors.accounts.setPassword('manager', 'Quiet-Harbour-Lamp-59', NOW);
});

it('no route answers to another method', async () => {
  for (const route of routes()) {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', ...(route.method === 'GET' ? [] : ['GET'])]) {
      if (routes().some((one) => one.path === route.path && one.method === method)) continue;
      const { status, reached } = await send(route, { session: sessionOf('manager'), method });
      expect([reached, status], `${method} ${route.path}`).toEqual([false, expect.toBeOneOf([403, 404])]);
    }
  }
});

it('what says something in the purchaser’s name is for the purchaser’s side alone, by any role', () => {
  for (const { side, acts: own } of defaultRoles) {
    for (const act of own) {
      expect(act in acts).toBe(true);
      if (purchaserActs.includes(act)) expect(side).toBe('purchaser');
    }
  }
});
