/** Who is told: the addresses of a role, else of the next one, and who is left in peace just now. Pure. */
import type { NoticeAddress, NoticeSettings, NoticeTopic } from '../contract/notices.ts';
import { noticeTopics } from '../contract/notices.ts';
import { dateOf, formatTime, type InstantText } from '../contract/time.ts';
import { domainOf } from './mailbox.ts';

/** One place to which messages go: two roles that share it are one. */
export interface Recipient {
  channel: string;
  /** Empty for a robot. */
  address: string;
}

export const recipientKey = ({ channel, address }: Recipient): string => `${channel}:${address}`;

type Reach = Pick<NoticeSettings, 'channels' | 'addresses' | 'order' | 'internalDomains'>;

/** The role and those to whom its messages are passed on, in order. */
function chain(role: string, { order }: Reach): string[] {
  const ids = order.map(({ id }) => id);
  const place = ids.indexOf(role);
  return [role, ...ids.slice(place + 1), ...ids.slice(0, Math.max(place, 0))].filter(
    (id, n, all) => all.indexOf(id) === n,
  );
}

const isMail = (settings: Reach, { channel }: NoticeAddress): boolean =>
  settings.channels.some(({ name, type }) => name === channel && type === 'mail');

/** What of the addresses can take a message about the topic: the digest goes by internal mail alone. */
function fitting(topic: NoticeTopic, settings: Reach): readonly NoticeAddress[] {
  if (topic !== 'digest') return settings.addresses;
  const { internalDomains } = settings;
  const isInternal = (address: string): boolean => {
    const domain = domainOf(address);
    return internalDomains.some((own) => domain === own || domain.endsWith(`.${own}`));
  };
  return settings.addresses.filter((one) => isMail(settings, one) && isInternal(one.address ?? ''));
}

export interface AskedFor {
  topic: NoticeTopic;
  role: string;
  now: InstantText;
  isWorkingDay(date: string): boolean;
  /** Whether nothing has got through to it for long. */
  isFailing(recipient: Recipient): boolean;
}

/**
 * Those who are told now. Of a limit that runs, the next who is not left in peace, and everybody of the role where all are:
 * it does not wait for the morning. Where nothing gets through to any address of a role, the next one is told as well.
 * @returns none: nobody can be reached, or not now (`held`)
 */
export function recipientsOf(settings: Reach, asked: AskedFor): { recipients: Recipient[]; held: boolean } {
  const addresses = fitting(asked.topic, settings);
  const roles = chain(asked.role, settings)
    .map((role) => addresses.filter((one) => one.role === role))
    .filter((own) => own.length > 0);
  const isQuiet = (one: NoticeAddress): boolean => isLeftInPeace(one, asked.now, asked.isWorkingDay);
  const urgent = asked.topic === 'clocks';
  const awake = roles.map((own) => own.filter((one) => !isQuiet(one))).filter((own) => own.length > 0);
  const order = urgent ? (awake.length > 0 ? awake : roles) : roles.map((own) => own.filter((one) => !isQuiet(one)));
  const told: Recipient[] = [];
  for (const own of order) {
    told.push(...own.map(recipientOf));
    if (own.length === 0 || own.some((one) => !asked.isFailing(recipientOf(one)))) break;
  }
  const unique = told.filter((one, n) => told.findIndex((other) => recipientKey(other) === recipientKey(one)) === n);
  return { recipients: unique, held: roles.length > 0 && unique.length === 0 };
}

const recipientOf = ({ channel, address = '' }: NoticeAddress): Recipient => ({ channel, address });

/** Quiet hours hold from the first minute to before the last; over midnight where they end earlier than they begin. */
export function isLeftInPeace(
  { quietFrom, quietTo, workdaysOnly }: NoticeAddress,
  now: InstantText,
  isWorkingDay: (date: string) => boolean,
): boolean {
  if (workdaysOnly === true && !isWorkingDay(dateOf(now))) return true;
  if (quietFrom === undefined || quietTo === undefined) return false;
  const time = formatTime(now).slice(0, 5);
  return quietFrom < quietTo ? quietFrom <= time && time < quietTo : quietFrom <= time || time < quietTo;
}

/** A role that is to be told something and has no address for it. */
export interface RoleGap {
  topic: NoticeTopic;
  role: string;
  /** Who is told instead; null: nobody. */
  instead: string | null;
}

/** Of every topic that is reminded of, whether its role can be reached; for `doctor` and `status`. */
export function roleGaps(settings: NoticeSettings): RoleGap[] {
  const topics = (Object.keys(noticeTopics) as NoticeTopic[]).filter(
    (topic) => topic !== 'digest' || settings.digest !== null,
  );
  const asked: [NoticeTopic, string][] = topics.map((topic) => [topic, settings.routes[topic]]);
  return [...asked, ['unsigned', settings.lead] as [NoticeTopic, string]].flatMap(([topic, role]) => {
    const addresses = fitting(topic, settings);
    const reached = chain(role, settings).find((id) => addresses.some((one) => one.role === id)) ?? null;
    return reached === role ? [] : [{ topic, role, instead: reached }];
  });
}
