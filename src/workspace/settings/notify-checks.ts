/** What of the settings of reminders does not go together: names that there are not, addresses that a channel cannot use. */
import type { Role } from '../../contract/acts.ts';
import { UserError } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import { noticeDefaults } from '../../contract/notices.ts';
import type { NotifyGiven } from './notify-schema.ts';
import { isSecretReference } from './secrets.ts';

/** An address of the web without user, query and fragment: what is secret goes into `token`. */
function isPlainUrl(given: string): boolean {
  const url = URL.parse(given);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return false;
  return url.search === '' && url.hash === '' && url.username === '' && url.password === '';
}

export function refuseDoubled(names: readonly string[], list: string, label: string, file: string): void {
  const index = names.findIndex((name, n) => names.indexOf(name) !== n);
  if (index === -1) return;
  throw new UserError(`${label}重复`, {
    ...{ file, at: `notify.${list}[${index}].name（${label}）`, found: names[index] ?? '' },
    expected: '每个名称只用一次',
  });
}

export function requireKnown(given: NotifyGiven, roles: readonly Role[], file: string): void {
  const roleIds = roles.map(({ id }) => id);
  const channels = given.channels.map(({ name }) => name);
  const refuse = (found: string, known: readonly string[], at: string, what: string, where: string): void => {
    if (known.includes(found)) return;
    const close = nearest(found, known, (id) => id, 2);
    throw new UserError(`没有这个${what}`, {
      ...{ file, at, found, expected: known.join('、') || `先在 ${where} 写明` },
      hint: close.length === 0 ? `${what}写在 ${where}` : `您是不是要 ${close.join('、')}`,
    });
  };
  given.addresses.forEach(({ role, channel }, n) => {
    refuse(role, roleIds, `notify.addresses[${n}].role（角色）`, '角色', 'desk.roles');
    refuse(channel, channels, `notify.addresses[${n}].channel（通道）`, '通道', 'notify.channels');
  });
  (given.routes ?? []).forEach(({ role }, n) => {
    refuse(role, roleIds, `notify.routes[${n}].role（先提醒谁）`, '角色', 'desk.roles');
  });
  if (given.lead !== undefined) refuse(given.lead, roleIds, 'notify.lead（仍未签收时报给）', '角色', 'desk.roles');
}

/** Never repeats an address that is wrong: somebody may have pasted one with its key. */
function requirePlainUrls({ channels }: NotifyGiven, file: string): void {
  channels.forEach((channel, n) => {
    for (const [key, label] of [
      ['base', '机器人的基础网址'],
      ['url', '回调网址'],
    ] as const) {
      const found = channel[key];
      if (found === undefined || isPlainUrl(found) || (key === 'url' && isSecretReference(found))) continue;
      throw new UserError(`${label}不能用`, {
        ...{ file, at: `notify.channels[${n}].${key}（${label}）`, found: '（不显示）' },
        expected: 'http 或 https 网址，不带账号和参数，例如 https://qyapi.weixin.qq.com',
        hint: '网址里的密钥单独写在 token，值放在环境变量',
      });
    }
  });
}

/** What of two fields does not go together. */
export function requireFitting(given: NotifyGiven, file: string): void {
  requirePlainUrls(given, file);
  const typeOf = new Map(given.channels.map(({ name, type }) => [name, type]));
  given.addresses.forEach((one, n) => {
    const isMail = typeOf.get(one.channel) === 'mail';
    const at = `notify.addresses[${n}]`;
    if (isMail && one.address === undefined)
      throw new UserError('邮件通道没有写收件地址', {
        ...{ file, at: `${at}.address（地址）`, found: '（缺少）', expected: '邮箱地址，例如 ops@example.internal' },
        hint: '补上地址，或改用机器人通道',
      });
    if (!isMail && one.address !== undefined)
      throw new UserError('机器人通道不用地址', {
        ...{ file, at: `${at}.address（地址）`, found: one.address, expected: '不写；机器人发到它所在的群' },
        hint: '删去 address，或改用邮件通道',
      });
    if (
      (one.quietFrom === undefined) !== (one.quietTo === undefined) ||
      (one.quietFrom !== undefined && one.quietFrom === one.quietTo)
    )
      throw new UserError('免打扰时段不完整', {
        ...{
          file,
          at: `${at}.quietFrom（免打扰起）`,
          found: `${one.quietFrom ?? '（缺少）'} 至 ${one.quietTo ?? '（缺少）'}`,
        },
        expected: 'quietFrom 与 quietTo 成对，且不相同',
        hint: '补齐，或两项都删去',
      });
  });
  if ((given.leadDays ?? noticeDefaults.leadDays) < (given.unsignedDays ?? noticeDefaults.unsignedDays))
    throw new UserError('上报早于提醒', {
      ...{ file, at: 'notify.leadDays（送达多久未签收即上报）', found: `${given.leadDays ?? noticeDefaults.leadDays}` },
      expected: `不小于 unsignedDays（${given.unsignedDays ?? noticeDefaults.unsignedDays}）`,
      hint: '改大 leadDays，或改小 unsignedDays',
    });
  if (given.digest !== undefined && (given.internalDomains ?? []).length === 0)
    throw new UserError('每周摘要没有写明内部邮箱的域名', {
      ...{
        file,
        at: 'notify.internalDomains（内部邮箱的域名）',
        found: '（缺少）',
        expected: '例如 [example.internal]',
      },
      hint: '摘要只发内部邮箱：写明域名，或删去 digest',
    });
}
