/**
 * What reminders are about and over what they go: the closed lists, and what holds where the settings say nothing. The settings
 * (`workspace/settings/notify-schema.ts`) and what sends (`src/notify/`) share it. Pure.
 */
import type { Role } from './acts.ts';

/** What a reminder is about → its heading in a message. */
export const noticeTopics = {
  documents: '文档期限',
  daily: '每日文档',
  clocks: '故障时限',
  expiries: '到期事项',
  unsigned: '待签收',
  digest: '每周摘要',
} as const;
export type NoticeTopic = keyof typeof noticeTopics;

/** How a channel speaks. */
export const channelTypes = {
  mail: '邮件',
  wecom: '企业微信',
  dingtalk: '钉钉',
  feishu: '飞书',
  webhook: '通用回调',
} as const;
export type ChannelType = keyof typeof channelTypes;

/** Robots: where they are on the internet, and how many messages a minute they take. Government versions have addresses of their own. */
export const robots: Readonly<
  Record<Exclude<ChannelType, 'mail' | 'webhook'>, { base: string; perMinute: number; path(token: string): string }>
> = {
  wecom: {
    base: 'https://qyapi.weixin.qq.com',
    perMinute: 20,
    path: (token) => `/cgi-bin/webhook/send?key=${encodeURIComponent(token)}`,
  },
  dingtalk: {
    base: 'https://oapi.dingtalk.com',
    perMinute: 20,
    path: (token) => `/robot/send?access_token=${encodeURIComponent(token)}`,
  },
  feishu: {
    base: 'https://open.feishu.cn',
    perMinute: 100,
    path: (token) => `/open-apis/bot/v2/hook/${encodeURIComponent(token)}`,
  },
};

export const mailSecurities = { none: '不加密', starttls: 'STARTTLS', tls: 'TLS' } as const;

/** A way out; its secrets still stand as `${NAME}`. */
export type NoticeChannel =
  | {
      name: string;
      type: 'mail';
      host: string;
      port: number;
      security: keyof typeof mailSecurities;
      from: string;
      user?: string | undefined;
      password?: string | undefined;
      ca?: string | undefined;
    }
  | {
      name: string;
      type: keyof typeof robots;
      base: string;
      token: string;
      secret?: string | undefined;
      ca?: string | undefined;
    }
  | { name: string; type: 'webhook'; url: string; token?: string | undefined; ca?: string | undefined };

/** Where a role is reached; of a robot, which speaks to a group, without an address. */
export interface NoticeAddress {
  role: string;
  channel: string;
  address?: string | undefined;
  /** Times of day between which nothing is sent, over midnight where `to` is the earlier. */
  quietFrom?: string | undefined;
  quietTo?: string | undefined;
  /** Nothing on days off. */
  workdaysOnly?: boolean | undefined;
}

export interface NoticeSettings {
  channels: readonly NoticeChannel[];
  addresses: readonly NoticeAddress[];
  /** Id of the role that is told first. */
  routes: Readonly<Record<NoticeTopic, string>>;
  /** Who is told of what stays unsigned after the first reminder. */
  lead: string;
  /** Ids and names of the roles to whom a message is passed on, in this order, where one has no address. */
  order: readonly { id: string; name: string }[];
  beforeHours: readonly number[];
  lateHours: number;
  dailyAt: readonly string[];
  clockMinutes: number;
  expiryDays: readonly number[];
  unsignedDays: number;
  leadDays: number;
  /** 1 Monday … 7 Sunday; null: none is sent. */
  digest: { weekday: number; at: string } | null;
  /** Domains of mail to which the digest may go. */
  internalDomains: readonly string[];
}

/** What holds where the settings say nothing. */
export const noticeDefaults = {
  beforeHours: [24, 4],
  lateHours: 1,
  dailyAt: ['08:50', '16:00'],
  clockMinutes: 30,
  expiryDays: [30, 7, 1],
  unsignedDays: 7,
  leadDays: 14,
} as const;

/**
 * Who is told of each topic where the settings do not say: by what the roles of the desk may do, never by their names. Documents
 * and what runs out go to who confirms, limits that run to who registers incidents, the rest to who answers for all documents.
 */
export function defaultRoutes(roles: readonly Role[]): { routes: Record<NoticeTopic, string>; lead: string } {
  const own = roles.filter(({ side }) => side === 'supplier');
  const first = (is: (role: Role) => boolean): string => (own.find(is) ?? own[0] ?? roles[0])?.id ?? '';
  const confirms = first(({ acts }) => acts.includes('confirm'));
  const lead = first(({ acts, documents }) => acts.includes('confirm') && documents.includes('all'));
  const duty = first(({ acts }) => acts.includes('incident') && !acts.includes('confirm'));
  return {
    routes: {
      documents: confirms,
      daily: confirms,
      clocks: duty,
      expiries: confirms,
      unsigned: confirms,
      digest: lead,
    },
    lead,
  };
}
