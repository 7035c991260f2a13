/** What `doctor` says of the desk. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { DESK_DATABASE } from '../../../src/accounts/database.ts';
import { addAccount, disableAccount } from '../../../src/desk/accounts.ts';
import { openDeskSession } from '../../../src/desk/desk-session.ts';
import { deskFindings } from '../../../src/pipeline/doctor/desk.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { withDesk } from '../../support/desk-settings.ts';
import { makeUnfilledWorkspace, newFolder } from '../_workspace.ts';

const now = new Date().toISOString();
let root: string;
beforeEach(async () => {
  root = await makeUnfilledWorkspace();
});

const found = async (): Promise<string[]> =>
  (await deskFindings(root, now)).map(({ state, detail }) => `${state} ${detail}`);

async function add(name: string, role: string): Promise<void> {
  const place = openDeskSession(root);
  await addAccount(place, { name, person: '某某', role }, { now, by: { channel: 'terminal' }, address: '命令行' });
  await place.close();
}

it('nobody signed up yet, from this machine alone; and makes no database to find out', async () => {
  expect(await found()).toEqual(['limited 没有 TLS，只能在本机登录', 'limited 还没有账号']);
  expect(existsSync(join(root, DESK_DATABASE))).toBe(false);
});

it('nothing where all is there', async () => {
  await add('wang-lei', 'engineer');
  await withDesk(root, { trustedProxies: ['127.0.0.1'] });
  expect(await found()).toEqual([]);
});

it('whose role is gone, and nothing of a view that is built for whoever has an account', async () => {
  await add('cai-gou', 'purchaser');
  await add('shen-ji', 'auditor');
  await withDesk(root, { trustedProxies: ['127.0.0.1'] });
  expect(await found()).toEqual([]);
  const roles = [{ id: 'engineer', name: '工程师', side: 'supplier', acts: ['read'] }];
  await withDesk(root, { trustedProxies: ['127.0.0.1'], roles });
  expect(await found()).toEqual([expect.stringMatching(/^wrong 有账号的角色 \S+、\S+ 不在设置中/)]);
  const place = openDeskSession(root);
  const manager = { now, by: null, address: '本机' };
  for (const name of ['cai-gou', 'shen-ji']) await disableAccount(place, name, '离岗', manager);
  await place.close();
  expect(await found()).toEqual(['limited 还没有账号']);
});

it('a certificate that is missing, none, over, or soon will be', async () => {
  await add('wang-lei', 'engineer');
  const folder = await newFolder();
  const tls = { certificate: join(folder, 'c'), key: join(folder, 'k') };
  await withDesk(root, { tls });
  expect(await found()).toEqual([`wrong 证书读不出：${tls.certificate}`, `wrong 私钥读不出：${tls.key}`]);
  await writeFile(tls.key, 'x');
  await writeFile(tls.certificate, 'x');
  expect(await found()).toEqual(['wrong 证书文件不是 PEM 证书']);
  for (const [days, told] of [
    [-1, ['wrong 证书已过期']],
    [10.5, ['limited 证书还有 10 天到期']],
    [60, []],
  ] as const) {
    await writeFile(tls.certificate, makeCertificate(-9, days).cert);
    expect(await found()).toEqual(told);
  }
});

it('a sign-in that lets nobody in, or that is sent open', async () => {
  await add('wang-lei', 'engineer');
  const agreed = { agreedBy: '信息中心', on: '2026-11-24' };
  const signIn = { header: 'X-Remote-User' };
  await withDesk(root, { signIn, plainHttp: agreed, withoutSignIn: agreed });
  expect(await found()).toEqual([
    'wrong 没有可信代理和与代理约定的口令，请求头 X-Remote-User 不起作用，谁也不能登录',
    'limited 口令以明文 http 传送（信息中心 2026-11-24 同意）',
    'limited 本机不登录即可看站点，本机上有代理的，经它来的也一样（信息中心 2026-11-24 同意）',
  ]);
  await withDesk(root, { signIn, trustedProxies: ['127.0.0.1'] });
  expect(await found()).toEqual(['wrong 没有与代理约定的口令，请求头 X-Remote-User 不起作用，谁也不能登录']);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a secret, as settings have it
  const oidc = { issuer: 'https://sso.example.internal', clientId: 'x', clientSecret: '${NOT_SET_ANYWHERE}' };
  await withDesk(root, { signIn: { oidc }, trustedProxies: ['127.0.0.1'] });
  expect(await found()).toEqual(['wrong 统一身份登录的口令读不到：缺少 NOT_SET_ANYWHERE']);
});
