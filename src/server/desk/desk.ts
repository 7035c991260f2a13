/**
 * The desk below `/desk/`: every request's way from the address to the page that answers it. Here alone stands who gets in, that
 * a POST comes from a page of ours, and what an error of the stages looks like.
 */
import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { isDatabaseError } from '../../accounts/database.ts';
import type { Doors } from '../../accounts/doors.ts';
import { acts, type Role } from '../../contract/acts.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import type { DeskCalls } from '../../desk/desk-calls.ts';
import { formValues } from '../../forms/form-values.ts';
import type { Forms } from '../forms/forms.ts';
import { contentDisposition, securityHeaders } from '../headers.ts';
import type { Answer, Page, Route } from '../pages/_page.ts';
import type { Arrival } from '../request/client-address.ts';
import { cookiesOf, DEVICE_COOKIE, decodedValue, SESSION_COOKIE, setCookie } from '../request/cookies.ts';
import { type Gate, viewerOf } from '../request/gate.ts';
import { mayDo, type Viewer } from '../request/viewer.ts';
import { isOwnOrigin, isToken, tokenOf } from './csrf.ts';
import { drawPage, linksOf } from './frame.ts';
import { asset } from './page-files.ts';
import { FormFault, readForm } from './read-form.ts';

export interface DeskOptions {
  /** What the stages answer to somebody of that role; null: who has not signed in. */
  deskFor(role: Role | null): DeskCalls;
  gate: Gate;
  doors: Doors;
  forms: Forms;
  pages: readonly Page[];
  /** Folder where uploads wait. */
  uploads: string;
  /** Whether people may be at the desk by the way on which they come: from another machine, only over TLS. */
  mayArrive(arrival: Arrival): boolean;
  /** The machine's time, ISO. */
  now(): string;
  arrival(c: Context): Arrival;
  onError?: (error: unknown, path: string) => void;
}

const DONE_COOKIE = 'opsledger-done';
const SMALL = 1024 * 1024;
/** Stands for the session of somebody who has none. */
const VISITOR = 'visitor';

/** @returns the routes below `/desk`, for `app.route('/desk', …)` */
export function createDesk(options: DeskOptions): Hono {
  const routes = new Hono();
  const key = randomBytes(32);
  routes.get('/assets/:name{.+}', async (c) => {
    const found = await asset(c.req.param('name'));
    if (found === undefined) return c.text('没有这个文件\n', 404);
    return c.body(found.text, 200, { 'Content-Type': found.type, 'Cache-Control': 'no-cache' });
  });
  for (const page of options.pages) {
    for (const route of page.routes) {
      const handler = (c: Context) => answerRoute(c, route, { ...options, key });
      if (route.method === 'GET') routes.get(route.path, handler);
      else routes.post(route.path, handler);
    }
  }
  return routes;
}

interface Inside extends DeskOptions {
  key: Uint8Array;
}

/** One request as far as it is known before its route does anything. */
interface Asked {
  c: Context;
  route: Route;
  viewer: Viewer | null;
  /** Below `/desk`. */
  path: string;
  arrival: Arrival;
  now: string;
  token: string;
  cookies: ReadonlyMap<string, string>;
  desk: DeskCalls;
  show(answer: PageAnswer): Promise<Response>;
  /** @param signIn whether the way on is to sign in */
  problem(status: 400 | 403 | 404 | 409 | 413 | 429, title: string, text: string, signIn?: boolean): Promise<Response>;
}

type PageAnswer = Extract<Answer, { page: string }>;

async function answerRoute(c: Context, route: Route, inside: Inside): Promise<Response> {
  const asked = await known(c, route, inside);
  const refusal = await refused(asked, inside);
  const response = refusal ?? (await handled(asked, inside));
  const { viewer, path, now } = asked;
  const { address } = asked.arrival;
  const { access, method } = route;
  const what = route.what ?? (access === 'public' || access === 'signed-in' ? null : acts[access]);
  // A form that was refused never came to what would have told of it.
  if (refusal !== null || route.tells !== true || response.status === 403) {
    inside.gate.seen({ viewer, address, method, path, what, status: response.status, at: now });
  }
  return response;
}

async function known(c: Context, route: Route, { gate, deskFor, key, pages, ...inside }: Inside): Promise<Asked> {
  const now = inside.now();
  const arrival = inside.arrival(c);
  const path = c.req.path.replace(/^\/desk/, '') || '/';
  const cookies = cookiesOf(c.req.header('cookie'));
  const viewer = await viewerOf(c, { gate, arrival: () => arrival, now: () => now });
  const token = tokenOf(key, viewer?.session ?? VISITOR);
  const desk = deskFor(viewer?.role ?? null);
  const show = async (answer: PageAnswer): Promise<Response> => {
    const done = decodedValue(cookies.get(DONE_COOKIE));
    const html = await drawPage(answer.page, answer.data, {
      ...{ head: await desk.contract.head(), viewer, path, title: answer.title, token, pages, now },
      running: mayDo(viewer, 'read') ? await desk.incidents.running(now) : [],
      trouble: viewer === null ? null : await desk.scheduler.trouble(now),
      done,
    });
    const said = cookies.has(DONE_COOKIE) ? [{ name: DONE_COOKIE, value: '', path: '/desk' }] : [];
    for (const one of [...said, ...(answer.cookies ?? [])]) {
      c.header('Set-Cookie', setCookie(one, arrival.secure), { append: true });
    }
    const next = answer.next === undefined ? answer.refresh : `0; url=${answer.next}`;
    if (next !== undefined) c.header('Refresh', String(next));
    return c.html(html, answer.status ?? 200);
  };
  return {
    ...{ c, route, viewer, path, arrival, now, token, cookies, desk, show },
    problem: (status, title, text, signIn = false) => show({ page: 'problem', title, data: { text, signIn }, status }),
  };
}

/** The answer to who may not do it at all; null for whoever may. */
async function refused(asked: Asked, { gate, mayArrive, pages, doors }: Inside): Promise<Response | null> {
  const { c, route, viewer, arrival, now, path, problem } = asked;
  const { access, method } = route;
  if (!mayArrive(arrival)) return problem(403, '须用加密连接', PLAIN);
  // Of those who come from one address, as behind a proxy, whoever is known is not kept waiting by strangers.
  const browser = viewer?.session ?? doors.browserOf(asked.cookies.get(DEVICE_COOKIE));
  const wait = gate.wait(browser ?? arrival.address, now, arrival.address);
  if (wait > 0) return problem(429, '请求过于频繁', `请在 ${wait} 秒后再试`);
  if (viewer === null && access !== 'public') {
    const ended = asked.cookies.has(SESSION_COOKIE);
    return method === 'GET' ? c.redirect(signInAddress(c, ended), 303) : problem(403, '没有登录', SIGN_IN, true);
  }
  if (viewer?.mustChange === true && access !== 'public' && route.beforeChange !== true) {
    return c.redirect('/desk/account', 303);
  }
  if (access !== 'public' && access !== 'signed-in' && !mayDo(viewer, access)) {
    // Everybody arrives at the first page; who has nothing to do there goes on to the first that is theirs.
    const [own] = path === '/' && method === 'GET' ? linksOf(pages, viewer) : [];
    if (own !== undefined) return c.redirect(own.href, 303);
    return problem(403, '无权进行此操作', `您的角色没有这项权限（${acts[access]}），请由有权限的人员办理`);
  }
  const from = c.req.header('origin') ?? c.req.header('referer');
  if (method === 'POST' && !isOwnOrigin(from, selfOrigin(c, arrival))) {
    return problem(403, '来源不符', '这次提交不是从本登记台的页面发出的，没有执行');
  }
  return null;
}

async function handled(asked: Asked, inside: Inside): Promise<Response> {
  const { c, route, viewer, now, arrival, path, cookies, desk, show, problem } = asked;
  let dispose = async (): Promise<void> => undefined;
  try {
    let form = formValues();
    if (route.method === 'POST') {
      const read = await readForm(c.req.raw, inside.uploads, route.limit ?? SMALL);
      dispose = read.dispose;
      form = read.values;
      if (!isToken(inside.key, viewer?.session ?? VISITOR, form.text('token'))) {
        return await problem(403, '页面已过期', '请返回上一页刷新后重新提交；没有执行');
      }
    }
    const query = Object.fromEntries(new URL(c.req.url).searchParams);
    const params = c.req.param() as Record<string, string>;
    const origin = selfOrigin(c, arrival);
    const at = { now, address: arrival.address, origin };
    const { doors, forms } = inside;
    const request = { params, query, form, ...at, desk, doors, forms, cookies };
    // A public route takes whoever it is; what it does with nobody is its own.
    const answer = await route.handle({ ...request, viewer: viewer as Viewer });
    if (route.method === 'POST') await desk.plan.settled(now);
    return await respond(c, answer, asked);
  } catch (error) {
    if (error instanceof FormFault) return await problem(error.status, '没有保存', error.message);
    // What the database says is told by whoever keeps the desk open.
    if (isDatabaseError(error)) throw error;
    if (!(error instanceof UserError)) {
      inside.onError?.(error, path);
      return c.text('登记台出错，已记录；没有执行\n', 500);
    }
    const outcome = error instanceof EnvironmentError ? error.outcome : undefined;
    if (error instanceof EnvironmentError) inside.onError?.(error, path);
    return await show({
      page: 'problem',
      title: '没有执行',
      data: { fault: faultOf(error), outcome, back: backOf(asked) },
      status: 400,
    });
  } finally {
    await dispose();
  }
}

const PLAIN =
  '从其他电脑登录须用 https：请在 opsledger.yaml 的 desk.tls 写明证书，或由内网代理提供 https（代理的地址写入 desk.trustedProxies）；确要以明文 http 登录的，在 desk.plainHttp 写明同意人和日期';

const SIGN_IN = '登录已失效，请重新登录；刚才填写的内容没有保存';

/** @param ended whether the browser still names a session, which is over */
const signInAddress = (c: Context, ended: boolean): string => {
  const { pathname, search } = new URL(c.req.url);
  return `/desk/sign-in?to=${encodeURIComponent(`${pathname}${search}`)}${ended ? '&ended=yes' : ''}`;
};

/** Behind a proxy the origin that the browser names is that of the proxy: its `Host` is passed on, its scheme told apart. */
const selfOrigin = (c: Context, { secure }: Arrival): string =>
  new URL(c.req.url).origin.replace(/^https?/, secure ? 'https' : 'http');

async function respond(c: Context, answer: Answer, { arrival, show }: Asked): Promise<Response> {
  if ('page' in answer) return await show(answer);
  if ('draft' in answer) return c.html(answer.draft, 200, securityHeaders('draft'));
  if ('json' in answer) return c.json(answer.json as object, answer.status ?? 200);
  if ('bytes' in answer) {
    return new Response(answer.bytes as BodyInit, {
      headers: {
        ...securityHeaders('document'),
        'Content-Type': answer.type,
        'Content-Disposition': contentDisposition(answer.inline === true ? 'inline' : 'attachment', answer.name),
      },
    });
  }
  if ('stream' in answer) {
    return new Response(answer.stream, {
      headers: {
        ...securityHeaders('document'),
        'Content-Type': answer.type,
        'Content-Length': String(answer.size),
        'Content-Disposition': contentDisposition('attachment', answer.name),
      },
    });
  }
  const headers = new Headers({ Location: answer.to });
  const { secure } = arrival;
  for (const one of answer.cookies ?? []) headers.append('Set-Cookie', setCookie(one, secure));
  if (answer.done !== undefined) {
    const said = { name: DONE_COOKIE, value: encodeURIComponent(answer.done), seconds: 60, path: '/desk' };
    headers.append('Set-Cookie', setCookie(said, secure));
  }
  return new Response(null, { status: 303, headers });
}

/** The page of ours from which the form was sent; null when the browser does not say. */
function backOf({ c, arrival }: Asked): string | null {
  const from = c.req.header('referer') ?? '';
  if (!URL.canParse(from) || !isOwnOrigin(from, selfOrigin(c, arrival))) return null;
  const { pathname, search } = new URL(from);
  return pathname.startsWith('/desk/') ? `${pathname}${search}` : null;
}

/** What is wrong, where and what to do, as the terminal says it. */
const faultOf = (error: UserError) => ({ text: error.summary, ...error.place });
