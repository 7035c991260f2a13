/** 我的账号: last sign-in, a new password, signing out everywhere. */
import { formatDateTime } from '../../contract/time.ts';
import { DEVICE_COOKIE, SESSION_COOKIE } from '../request/cookies.ts';
import { type Answer, definePage, type SignedIn } from './_page.ts';
import { waitText } from './parts/wait-text.ts';

export default definePage({
  id: 'account',
  order: 900,
  routes: [
    {
      method: 'GET',
      path: '/account',
      access: 'signed-in',
      beforeChange: true,
      handle: async (request) => page(request),
    },
    {
      method: 'POST',
      path: '/account/password',
      access: 'signed-in',
      beforeChange: true,
      what: '更换口令',
      handle: change,
    },
  ],
});

function page({ viewer, doors }: SignedIn, faults: readonly string[] = []): Answer {
  const { passwords } = doors.rules;
  return {
    page: 'account',
    title: viewer.mustChange ? '设置新口令' : '我的账号',
    data: {
      faults,
      mustChange: viewer.mustChange,
      lastSignIn: viewer.lastSignIn === null ? null : formatDateTime(viewer.lastSignIn),
      elsewhere: doors.elsewhere,
      // Whom a proxy signs in has no session here.
      sessions: !doors.elsewhere || doors.oidc !== null,
      passwords,
    },
    ...(faults.length === 0 ? {} : { status: 400 as const }),
  };
}

async function change(request: SignedIn): Promise<Answer> {
  const { viewer, doors, form, now, address, cookies } = request;
  if (doors.elsewhere) return page(request, ['口令由单位统一身份管理，不在此处修改']);
  const password = form.text('password');
  if (password !== form.text('again')) return page(request, ['两次输入的新口令不一样']);
  const device = cookies.get(DEVICE_COOKIE);
  const given = { account: viewer.account, password: form.text('current'), device, address, now };
  const confirmed = await doors.confirmPassword(given);
  if (confirmed !== true) {
    const { wait } = confirmed;
    return page(request, [wait > 0 ? `现在的口令多次不对，请在 ${waitText(wait)}后再试` : '现在的口令不对']);
  }
  const weak = await doors.accounts.setPassword(viewer.account, password, now);
  if (weak.length > 0)
    return page(
      request,
      weak.map((one) => `新口令${one}`),
    );
  return { to: '/desk/sign-in', done: '口令已更换，请用新口令登录', cookies: [{ name: SESSION_COOKIE, value: '' }] };
}
