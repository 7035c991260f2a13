/** 账号: who may be at the desk; made, given a new first password, disabled. */
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { formatDateTime } from '../../contract/time.ts';
import { actorOf } from '../request/viewer.ts';
import { type Answer, definePage, type SignedIn } from './_page.ts';

export default definePage({
  id: 'people',
  title: '账号',
  order: 800,
  routes: [
    { method: 'GET', path: '/people', access: 'accounts', handle: (request) => page(request) },
    { method: 'POST', path: '/people/add', access: 'accounts', tells: true, handle: add },
    { method: 'POST', path: '/people/reset', access: 'accounts', tells: true, handle: reset },
    { method: 'GET', path: '/people/:name/disable', access: 'accounts', handle: ask },
    { method: 'POST', path: '/people/disable', access: 'accounts', tells: true, handle: disable },
  ],
});

/** A first password on this page alone, never on an address or in a cookie. */
interface Given {
  name: string;
  password: string | null;
  what: string;
}

interface Shown {
  given?: Given;
  /** What was typed, and why no account was made of it. */
  typed?: { name: string; person: string; role: string };
  fault?: { text: string; found?: string | undefined; expected?: string | undefined; hint?: string | undefined };
}

async function page(request: SignedIn, { given, typed, fault }: Shown = {}): Promise<Answer> {
  const { desk, viewer, doors } = request;
  const [accounts, roles] = await Promise.all([desk.accounts.list(), desk.accounts.roles()]);
  const shown = accounts.map((account) => ({
    ...account,
    created: formatDateTime(account.createdAt),
    used: account.usedAt === null ? null : formatDateTime(account.usedAt),
    disabled: account.disabledAt === null ? null : formatDateTime(account.disabledAt),
    own: account.name === viewer.account,
  }));
  return {
    page: 'people',
    title: '账号',
    data: {
      ...{ given, typed, fault },
      elsewhere: doors.elsewhere,
      inUse: shown.filter(({ disabledAt }) => disabledAt === null),
      gone: shown.filter(({ disabledAt }) => disabledAt !== null),
      roles: roles.map(({ acts, ...role }) => ({ ...role, acts: acts.join('、'), chosen: role.id === typed?.role })),
    },
    ...(fault === undefined ? {} : { status: 400 as const }),
  };
}

const actOf = ({ viewer, address, now }: SignedIn) => ({
  by: actorOf(viewer),
  address,
  now,
});

async function add(request: SignedIn): Promise<Answer> {
  const { form, desk } = request;
  const name = form.text('name').toLowerCase();
  const account = { name, person: form.text('person'), role: form.text('role') };
  try {
    const password = await desk.accounts.add(account, actOf(request));
    return await page(request, { given: { name, password, what: '已建立账号' } });
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof EnvironmentError) throw error;
    const { found, expected, hint } = error.place;
    return page(request, { typed: account, fault: { text: error.summary, found, expected, hint } });
  }
}

async function reset(request: SignedIn): Promise<Answer> {
  const { form, desk } = request;
  const name = form.text('name');
  const password = await desk.accounts.reset(name, actOf(request));
  return page(request, { given: { name, password, what: '已重置口令' } });
}

async function ask({ params, desk, viewer }: SignedIn): Promise<Answer> {
  const name = params['name'] ?? '';
  const account = (await desk.accounts.list()).find((one) => one.name === name);
  if (account === undefined) {
    return { page: 'problem', title: '没有这个账号', data: { text: `没有账号 ${name}` }, status: 404 };
  }
  return {
    page: 'people-disable',
    title: `停用账号 ${name}`,
    data: { account, own: name === viewer.account, isPurchaser: account.side === 'purchaser' },
  };
}

async function disable(request: SignedIn): Promise<Answer> {
  const { form, desk, viewer } = request;
  const name = form.text('name');
  if (name === viewer.account) {
    return {
      page: 'problem',
      title: '没有停用',
      data: { text: '不能停用自己正在用的账号，请由另一位账号管理员办理，或在服务器上运行 opsledger account disable' },
      status: 403,
    };
  }
  await desk.accounts.disable(name, form.text('reason'), actOf(request));
  return { to: '/desk/people', done: `已停用账号 ${name}` };
}
