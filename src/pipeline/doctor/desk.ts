/** What is to be seen to at the desk: who can sign in, from where, and over what. Changes nothing, makes no database. */
import { X509Certificate } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import type { DeskSettings } from '../../workspace/settings/desk.ts';
import { resolveSecrets } from '../../workspace/settings/secrets.ts';
import { loadSettings } from '../../workspace/settings/settings.ts';
import { deskTrouble, rolesInUse } from '../desk-accounts.ts';
import { openDoors } from '../open-doors.ts';

export interface DeskFinding {
  state: 'limited' | 'wrong';
  /** Chinese. */
  detail: string;
  remedy: string;
}

/** Days before a certificate runs out in which a new one should be asked for. */
const RENEW_DAYS = 30;
const DAY_MS = 86_400_000;

/** @param root of a workspace whose settings can be used; @param now ISO instant */
export async function deskFindings(root: string, now: string): Promise<DeskFinding[]> {
  const { desk } = await loadSettings(root);
  const found = [
    ...(await tlsFindings(desk, now)),
    ...openDoors(desk).map(({ detail, remedy }) => ({ state: 'limited' as const, detail, remedy })),
    ...(await signInFindings(desk)),
    ...(await accountFindings(root, desk)),
  ];
  return found.sort((one, other) => Number(one.state === 'limited') - Number(other.state === 'limited'));
}

async function tlsFindings({ tls, trustedProxies, plainHttp }: DeskSettings, now: string): Promise<DeskFinding[]> {
  if (tls === null) {
    if (trustedProxies.length > 0) return [];
    if (plainHttp !== null) return [];
    const remedy = '在 opsledger.yaml 的 desk.tls 写明证书；由 Nginx 提供 https 的，在 desk.trustedProxies 写明其地址';
    return [{ state: 'limited', detail: '没有 TLS，只能在本机登录', remedy }];
  }
  const findings: DeskFinding[] = [];
  for (const [what, path] of [
    ['证书', tls.certificate],
    ['私钥', tls.key],
  ] as const) {
    const isReadable = await access(path).then(
      () => true,
      () => false,
    );
    if (!isReadable)
      findings.push({ state: 'wrong', detail: `${what}读不出：${path}`, remedy: '核对 desk.tls 的路径和读取权限' });
  }
  return findings.length > 0 ? findings : certificateFindings(await readFile(tls.certificate), now);
}

function certificateFindings(pem: Uint8Array, now: string): DeskFinding[] {
  const remedy = '换发证书，放到 desk.tls 写明的位置后重新启动';
  try {
    const { validTo } = new X509Certificate(pem);
    const left = (Date.parse(validTo) - Date.parse(now)) / DAY_MS;
    if (left <= 0) return [{ state: 'wrong', detail: '证书已过期', remedy }];
    return left < RENEW_DAYS ? [{ state: 'limited', detail: `证书还有 ${Math.floor(left)} 天到期`, remedy }] : [];
  } catch {
    return [{ state: 'wrong', detail: '证书文件不是 PEM 证书', remedy }];
  }
}

async function signInFindings({ signIn, trustedProxies }: DeskSettings): Promise<DeskFinding[]> {
  if (signIn === null) return [];
  if ('header' in signIn) {
    const { header, secret } = signIn;
    const lacks = [
      ...(trustedProxies.length > 0 ? [] : [['可信代理', '在 desk.trustedProxies 写明代理的地址'] as const]),
      ...(secret !== null ? [] : [['与代理约定的口令', HEADER_SECRET] as const]),
    ];
    if (lacks.length === 0) return secretFindings(secret);
    const detail = `没有${lacks.map(([what]) => what).join('和')}，请求头 ${header} 不起作用，谁也不能登录`;
    return [{ state: 'wrong', detail, remedy: lacks.map(([, how]) => how).join('；') }];
  }
  return secretFindings(signIn.oidc.clientSecret);
}

const HEADER_SECRET =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what the person shall write
  '在 desk.signIn.secret 写 ${变量名}，由代理以请求头 X-OpsLedger-Proxy-Secret 送来（deploy/nginx/desk.conf 有写法）';

async function secretFindings(secret: string | null): Promise<DeskFinding[]> {
  if (secret === null) return [];
  const resolved = await resolveSecrets({ secret }, process.env);
  if (resolved.ok) return [];
  const remedy = '写进环境变量或 OPSLEDGER_ENV_FILE 指定的文件';
  return [{ state: 'wrong', detail: `统一身份登录的口令读不到：${resolved.reason}`, remedy }];
}

async function accountFindings(root: string, { roles }: DeskSettings): Promise<DeskFinding[]> {
  const trouble = await deskTrouble(root);
  if (trouble !== null) return [{ state: 'wrong', detail: trouble, remedy: '按上面的办法取回账号库；其余照常' }];
  const used = await rolesInUse(root);
  if (used.length === 0) {
    const remedy = '建立第一个账号：opsledger account add 账号 --person 姓名 --role administrator';
    return [{ state: 'limited', detail: '还没有账号', remedy }];
  }
  const findings: DeskFinding[] = [];
  const lost = used.filter((id) => !roles.some((role) => role.id === id));
  if (lost.length > 0) {
    const detail = `有账号的角色 ${lost.join('、')} 不在设置中，什么也不能做`;
    findings.push({ state: 'wrong', detail, remedy: '在 desk.roles 补上该角色，或停用账号后另建' });
  }
  return findings;
}
