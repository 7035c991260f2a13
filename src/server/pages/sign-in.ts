/** 登录、退出. */

import { type AuditEntry, DONE, failedFor } from '../../accounts/audit.ts';
import { formatDateTime } from '../../contract/time.ts';
import { DEVICE_COOKIE, SESSION_COOKIE } from '../request/cookies.ts';
import { type Answer, definePage, type Request } from './_page.ts';
import { ownPath } from './parts/own-path.ts';
import { waitText } from './parts/wait-text.ts';

/** A year: how long a browser is known after a sign-in. */
const DEVICE_SECONDS = 365 * 86_400;

export default definePage({
  id: 'sign-in',
  order: 0,
  routes: [
    { method: 'GET', path: '/sign-in', access: 'public', handle: async (request) => form(request, {}) },
    { method: 'POST', path: '/sign-in', access: 'public', tells: true, handle: signIn },
    {
      method: 'POST',
      path: '/sign-out',
      access: 'signed-in',
      beforeChange: true,
      what: '退出登录',
      async handle({ doors, viewer, form: given }) {
        if (given.text('everywhere') === 'yes') doors.sessions.endAll(viewer.account);
        else doors.sessions.end(viewer.session);
        // Whom a proxy signs in it signs in again with the next request.
        const done = doors.elsewhere && doors.oidc === null ? '登录由单位统一身份管理，请在那里退出' : '已退出';
        return { to: '/desk/sign-in', done, cookies: [{ name: SESSION_COOKIE, value: '' }] };
      },
    },
  ],
});

function form({ doors, query }: Request, data: { fault?: string; account?: string; to?: string }): Answer {
  const to = ownPath(data.to ?? query['to']);
  const nobody = doors.accounts.list().length === 0;
  return {
    page: 'sign-in',
    title: '登录',
    data: {
      toQuery: encodeURIComponent(to),
      nobody,
      elsewhere: doors.elsewhere,
      oidc: doors.oidc !== null,
      ended: query['ended'] === 'yes' && data.fault === undefined,
      ...data,
      to,
    },
    ...(data.fault === undefined ? {} : { status: 400 as const }),
  };
}

async function signIn(request: Request): Promise<Answer> {
  const { doors, form: given, cookies, address, now } = request;
  const account = given.text('account').toLowerCase();
  const to = ownPath(given.text('to'));
  const again = (fault: string): Answer => form(request, { fault, account, to });
  if (doors.elsewhere) return again('本登记台使用单位统一身份登录，不在此处输入口令');
  const device = cookies.get(DEVICE_COOKIE);
  const found = await doors.signIn({ account, password: given.text('password'), device, address, now });
  const log = (result: Pick<AuditEntry, 'outcome' | 'result'>): void =>
    doors.audit.add({ at: now, account: account.slice(0, 32) || null, address, action: '登录', ...result });
  if ('wait' in found) {
    log(failedFor(found.wait > 0 ? `须等待 ${found.wait} 秒` : '账号或口令不对'));
    return again(
      found.wait > 0
        ? `口令多次不对，请在 ${waitText(found.wait)}后再试；忘记口令的，请账号管理员重置`
        : '账号或口令不对',
    );
  }
  log(DONE);
  // Whoever sees a time at which they were not here knows that somebody else was.
  const done = found.before === null ? '这是第一次登录' : `上次登录 ${formatDateTime(found.before)}`;
  return {
    to,
    done,
    cookies: [
      { name: SESSION_COOKIE, value: found.session },
      { name: DEVICE_COOKIE, value: found.device, seconds: DEVICE_SECONDS },
    ],
  };
}
