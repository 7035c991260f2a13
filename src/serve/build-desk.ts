/** The desk of a workspace, made of its calls, its accounts and its pages. It decides nothing: what a page asks for is a call of the pipeline. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from 'hono';
import { openWholeDatabase } from '../accounts/database.ts';
import { type Doors, openDoors } from '../accounts/doors.ts';
import { type Oidc, openOidc } from '../accounts/oidc.ts';
import { openSyslog } from '../accounts/syslog.ts';
import type { Role, Side } from '../contract/acts.ts';
import { UserError } from '../contract/error.ts';
import { TO_BE_FILLED } from '../contract/terms/contract.ts';
import { deskCalls } from '../desk/desk-calls.ts';
import { type DeskSession, openDeskSession } from '../desk/desk-session.ts';
import { callsSeenBy } from '../desk/seen-calls.ts';
import { machineNow } from '../pipeline/clock.ts';
import { discoverUnits } from '../pipeline/discover.ts';
import { siteFolder } from '../pipeline/publish/site-folder.ts';
import type { SessionOptions } from '../pipeline/session.ts';
import type { SiteView } from '../report/site-model.ts';
import type { DeskMount } from '../server/app.ts';
import { createDesk } from '../server/desk/desk.ts';
import { httpVersionOf, peerOf } from '../server/desk/peer.ts';
import { openForms } from '../server/forms/forms.ts';
import type { Page } from '../server/pages/_page.ts';
import { type Arrival, arrivalOf, type Trust, trustIn } from '../server/request/client-address.ts';
import { createGate, type ProxyHeader, viewerOf } from '../server/request/gate.ts';
import { siteDoor } from '../server/site-door.ts';
import type { DeskSettings } from '../workspace/settings/desk.ts';
import { loadSettings } from '../workspace/settings/settings.ts';
import { signInSecretOf } from './sign-in-secret.ts';

export interface DeskOptions {
  onError?: (error: unknown, path: string) => void;
  /** The machine's clock without it. */
  now?: () => string;
  /** See `openDeskSession`. */
  session?: SessionOptions;
  /** Of the organisation's sign-in, resolved by a process that may read secrets; null: there is none. */
  signInSecret?: string | null;
  /** Pages to offer, by id; all of them without it. */
  pages?: readonly string[];
  /** Which view of the site whoever may see all of it is shown, and who did not have to sign in. */
  view?: SiteView;
  /** Milliseconds before a database that could not be used is tried again; a few seconds without it. */
  againMs?: number;
}

export interface BuiltDesk extends DeskMount {
  doors: Doors;
  session: DeskSession;
  close(): Promise<void>;
}

/** The desk of a workspace, as a part of the server's app. @throws UserError when the settings cannot be used */
export async function buildDesk(
  root: string,
  options: DeskOptions = {},
  session = openDeskSession(root, options.session),
): Promise<BuiltDesk> {
  const { desk: settings } = await loadSettings(root);
  const { oidc, header } = await signInOf(settings, options.signInSecret);
  const database = openWholeDatabase(root);
  const syslog =
    settings.syslog === null ? null : openSyslog(settings.syslog, (error) => options.onError?.(error, 'desk.syslog'));
  const passwords = { ...settings.passwords, near: await wordsNear(session) };
  const doors = openDoors(
    database,
    { ...settings, passwords, elsewhere: settings.signIn !== null },
    { tell: (entry) => syslog?.tell(entry), oidc },
  );
  const { arrival, trust } = arrivals(settings);
  const gate = createGate({ ...doors, header, isTrusted: trust.isTrusted });
  const pages = [...(await discoverUnits<Page>('pages')).values()].filter(
    ({ id }) => options.pages?.includes(id) ?? true,
  );
  const common = { gate, arrival, now: options.now ?? machineNow };
  const uploads = join(root, '.opsledger', 'cache', 'uploads');
  // What a server that was killed had of an upload, of which nobody will ask again.
  await forgetOld(uploads);
  const calls = deskCalls(session);
  const people = (): string[] => doors.accounts.list().map(({ person }) => person);
  const routes = createDesk({
    ...{ ...common, doors, pages, deskFor: (role: Role | null) => callsSeenBy(session, calls, role, people) },
    forms: openForms(database, join(root, '.opsledger', 'desk')),
    uploads,
    mayArrive: ({ local, secure }) => local || secure || settings.plainHttp !== null,
    ...(options.onError === undefined ? {} : { onError: options.onError }),
  });
  const siteOf = siteDoor({
    viewer: (c) => viewerOf(c, common),
    isOpen: (c) => arrival(c).local && (settings.withoutSignIn !== null || !doors.accounts.any()),
    refused: (c, person, what) =>
      gate.seen({
        ...{ viewer: person, address: arrival(c).address, at: common.now() },
        ...{ method: c.req.method, path: c.req.path, what, status: 403 },
      }),
    folderOf: (side) => builtFolder(root, viewOf[side] === 'supplier' ? (options.view ?? 'supplier') : viewOf[side]),
  });
  const settleCounts = (): void => {
    try {
      doors.audit.settle(common.now());
    } catch (error) {
      options.onError?.(error, '操作日志');
    }
  };
  return {
    ...{ routes, siteOf, doors, session },
    async close() {
      // Where the database is what failed, nothing more is written into it.
      if (database.isOpen) settleCounts();
      await session.close();
      await syslog?.close();
      database.close();
    },
  };
}

/** What everybody at the contract would try: its parties, its project, its numbers, its systems, in whole and in words. */
async function wordsNear(session: DeskSession): Promise<string[]> {
  // A contract that cannot be used is told where it is used, and keeps nobody from signing in.
  const contract = await session.use(({ workspace }) => Promise.resolve(workspace.contract)).catch(noneOf);
  if (contract === null) return [];
  const { project, parties, number, shortName } = contract.contract;
  const texts = [
    project,
    parties.purchaser,
    parties.supplier,
    number ?? '',
    shortName,
    ...contract.assets.flatMap(({ id, name }) => [id, name]),
  ];
  const words = texts.flatMap((text) => [text, ...text.split(/[\s\-_/（）()、，]+/)]);
  return [...new Set(words)].filter((one) => one.length > 1 && one !== TO_BE_FILLED);
}

function noneOf(error: unknown): null {
  if (error instanceof UserError) return null;
  throw error;
}

/** How requests are looked at, by the settings. */
export function arrivals(settings: DeskSettings): { trust: Trust; arrival(c: Context): Arrival } {
  const trust = trustIn(settings.trustedProxies);
  const arrival = (c: Context): Arrival => {
    const header = (name: string) => c.req.header(name);
    return arrivalOf(
      {
        ...{ peer: peerOf(c), hostname: new URL(c.req.url).hostname, header, tls: settings.tls !== null },
        version: httpVersionOf(c),
      },
      trust,
    );
  };
  return { trust, arrival };
}

const HOUR_MS = 3_600_000;

/** A server that is just being replaced may still be reading an upload of this hour. */
async function forgetOld(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const since = (await stat(path).catch(() => null))?.mtimeMs;
    if (since !== undefined && Date.now() - since > HOUR_MS) await rm(path, { recursive: true, force: true });
  }
}

/**
 * The organisation's own sign-in, by OIDC or by what its proxy writes; both null where people sign in here.
 * @param given resolved by whoever may read secrets; without it they are read here
 */
async function signInOf(
  { signIn }: DeskSettings,
  given: string | null | undefined,
): Promise<{ oidc: Oidc | null; header: ProxyHeader | null }> {
  const secret = given === undefined ? await signInSecretOf(signIn) : given;
  if (signIn === null) return { oidc: null, header: null };
  return 'oidc' in signIn
    ? { oidc: openOidc({ ...signIn.oidc, clientSecret: secret }), header: null }
    : { oidc: null, header: { name: signIn.header, secret } };
}

/** Which of the sites each side is shown. */
const viewOf: Readonly<Record<Side | 'nobody', SiteView>> = {
  nobody: 'supplier',
  supplier: 'supplier',
  purchaser: 'purchaser',
  auditor: 'audit',
  administrator: 'supplier',
};

const builtFolder = async (root: string, view: SiteView): Promise<string | null> => {
  const folder = siteFolder(root, view);
  return (await stat(folder).catch(() => null)) === null ? null : folder;
};
