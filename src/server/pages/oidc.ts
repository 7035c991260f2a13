/** The way to the organisation's own sign-in, and back from it. */

import { type AuditEntry, DONE, failedFor, refusedFor } from '../../accounts/audit.ts';
import { OIDC_MINUTES } from '../../accounts/oidc.ts';
import { SESSION_COOKIE } from '../request/cookies.ts';
import { type Answer, definePage, type Request } from './_page.ts';
import { ownPath } from './parts/own-path.ts';

const COOKIE = { name: 'opsledger-oidc', path: '/desk/oidc', fromElsewhere: true } as const;

export default definePage({
  id: 'oidc',
  order: 1,
  routes: [
    { method: 'GET', path: '/oidc/start', access: 'public', tells: true, handle: start },
    { method: 'GET', path: '/oidc/return', access: 'public', tells: true, handle: back },
  ],
});

/** Nobody has come in: the way on is to sign in again. */
const problem = (title: string, text: string, status: 400 | 403 | 404): Answer => ({
  ...{ page: 'problem', title, status, data: { text, signIn: true } },
});

const notSet = problem('没有这种登录', '本登记台没有设置 OIDC 登录（opsledger.yaml 的 desk.signIn.oidc）', 404);

async function start({ doors, query, origin, now, address }: Request): Promise<Answer> {
  if (doors.oidc === null) return notSet;
  try {
    const { url, cookie } = await doors.oidc.start({ origin, to: ownPath(query['to']), now });
    return { to: url, cookies: [{ ...COOKIE, value: cookie, seconds: OIDC_MINUTES * 60 }] };
  } catch (error) {
    const { message } = error as Error;
    doors.audit.add({ at: now, account: null, address, action: '登录（统一身份）', ...failedFor(message) });
    return problem('统一身份连不上', '单位统一身份没有答复，请稍后再试，或与账号管理员联系', 400);
  }
}

async function back(request: Request): Promise<Answer> {
  const { doors, query, origin, now, address, cookies } = request;
  if (doors.oidc === null) return notSet;
  const log = (account: string | null, result: Pick<AuditEntry, 'outcome' | 'result'>): void =>
    doors.audit.add({ at: now, account, address, action: '登录（统一身份）', ...result });
  const found = await doors.oidc.finish({ origin, query, cookie: cookies.get(COOKIE.name), now });
  if ('fault' in found) {
    log(null, failedFor(found.fault));
    return problem('没有登录', '统一身份的登录没有完成，请重新登录', 403);
  }
  const session = doors.admit({ account: found.account, address, now });
  if (session === null) {
    log(found.account.slice(0, 32), refusedFor('没有这个账号，或已停用'));
    return problem('没有账号', '您的统一身份在本登记台没有在用的账号，请与账号管理员联系', 403);
  }
  log(found.account, DONE);
  // A page of ours and no redirect: on the way from another site the browser keeps back the cookie of the session.
  return {
    page: 'signed-in',
    title: '已登录',
    data: { to: found.to },
    next: found.to,
    cookies: [
      { name: SESSION_COOKIE, value: session },
      { ...COOKIE, value: '' },
    ],
  };
}
