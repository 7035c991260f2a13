/** `notify` in the settings: who is reminded of what, over what, and when not. Nothing is sent without it. */
import type { Role } from '../../contract/acts.ts';
import {
  defaultRoutes,
  type NoticeChannel,
  type NoticeSettings,
  type NoticeTopic,
  noticeDefaults,
  robots,
} from '../../contract/notices.ts';
import { refuseDoubled, requireFitting, requireKnown } from './notify-checks.ts';
import type { NotifyGiven } from './notify-schema.ts';

/**
 * What the settings say, with what holds where they say nothing; null: nothing is sent.
 * @param roles of the desk
 * @throws UserError naming the place: a name that is used twice or that there is not, an address that its channel cannot use
 */
export function notifySettings(
  given: NotifyGiven | undefined,
  roles: readonly Role[],
  file: string,
): NoticeSettings | null {
  if (given === undefined) return null;
  const own = defaultRoutes(roles);
  const named = (given.routes ?? []).map(({ topic, role }): [NoticeTopic, string] => [topic, role]);
  refuseDoubled(
    given.channels.map(({ name }) => name),
    'channels',
    '通道名称',
    file,
  );
  requireKnown(given, roles, file);
  requireFitting(given, file);
  const lead = given.lead ?? own.lead;
  const others = roles.filter(({ side }) => side === 'supplier');
  return {
    channels: given.channels.map(channelOf),
    addresses: given.addresses,
    routes: { ...own.routes, digest: lead, ...Object.fromEntries(named) },
    lead,
    order: others.map(({ id, name }) => ({ id, name })),
    beforeHours: (given.beforeHours ?? noticeDefaults.beforeHours).toSorted((a, b) => b - a),
    lateHours: given.lateHours ?? noticeDefaults.lateHours,
    dailyAt: [...new Set(given.dailyAt ?? noticeDefaults.dailyAt)].sort(),
    clockMinutes: given.clockMinutes ?? noticeDefaults.clockMinutes,
    expiryDays: (given.expiryDays ?? noticeDefaults.expiryDays).toSorted((a, b) => b - a),
    unsignedDays: given.unsignedDays ?? noticeDefaults.unsignedDays,
    leadDays: given.leadDays ?? noticeDefaults.leadDays,
    digest: given.digest ?? null,
    internalDomains: (given.internalDomains ?? []).map((one) => one.toLowerCase()),
  };
}

function channelOf(given: NotifyGiven['channels'][number]): NoticeChannel {
  const { name, type, ca } = given;
  if (type === 'mail') {
    const security = given.security ?? 'starttls';
    const { user, password, from = '', host = '' } = given;
    return {
      name,
      type,
      host,
      port: given.port ?? (security === 'tls' ? 465 : 25),
      security,
      from,
      user,
      password,
      ca,
    };
  }
  if (type === 'webhook') return { name, type, url: given.url ?? '', token: given.token, ca };
  return { name, type, base: given.base ?? robots[type].base, token: given.token ?? '', secret: given.secret, ca };
}
