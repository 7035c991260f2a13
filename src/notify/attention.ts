/** What of the reminders a person has to see to: what does not get through, what may have come twice, who cannot be reached. Pure. */
import { type NoticeSettings, noticeTopics } from '../contract/notices.ts';
import { compareInstants, formatDateTime, type InstantText, secondsBetween } from '../contract/time.ts';
import { failureReasons } from './failure.ts';
import { type Ledger, type LedgerMessage, standingOf } from './ledger.ts';
import { recipientKey, roleGaps } from './recipients.ts';

export interface ReminderAttention {
  kind: 'failing' | 'unknown' | 'gap' | 'ledger';
  /** Name of the channel, and the address within it; null where it is about a role. */
  channel: string | null;
  address: string | null;
  /** What is the matter, in Chinese, without a secret. */
  text: string;
  /** What to do. */
  remedy: string;
  /** ISO: since when; null: it is so by the settings. */
  since: InstantText | null;
  /** ISO: when it is tried again; null: it is not. */
  nextAt: InstantText | null;
}

/** Days for which a message of unknown fate is told. */
const UNKNOWN_DAYS = 7;

/**
 * @param ledger null: its file cannot be read
 * @param settings null: nobody is reminded, and nothing is told
 * @param now ISO instant
 */
export function remindersAttention(
  ledger: Ledger | null,
  settings: NoticeSettings | null,
  now: InstantText,
): ReminderAttention[] {
  if (settings === null) return [];
  if (ledger === null) return [BROKEN];
  return [...failing(ledger, settings), ...uncertain(ledger, now), ...gaps(settings)];
}

const BROKEN: ReminderAttention = {
  ...{ kind: 'ledger', channel: null, address: null, since: null, nextAt: null },
  text: '提醒台账 state/reminders.json 无法识别，已停止发送提醒',
  remedy: '从备份或版本库恢复该文件；确认可以重新提醒的，删去该文件',
};

const placeOf = ({ channel, address }: LedgerMessage): string => (address === '' ? channel : `${channel} ${address}`);

const codeText = ({ code }: LedgerMessage): string => (code === null ? '' : `（编号 ${code}）`);

function failing(ledger: Ledger, { addresses }: NoticeSettings): ReminderAttention[] {
  const reached = new Set(addresses.map(({ channel, address = '' }) => recipientKey({ channel, address })));
  const recipients = new Map(ledger.messages.map((one) => [recipientKey(one), one]));
  return [...recipients].flatMap(([key, recipient]): ReminderAttention[] => {
    const { failures, last, nextAt } = standingOf(ledger, recipient);
    if (last === null || last.reason === null || !reached.has(key)) return [];
    const { text, remedy } = failureReasons[last.reason];
    return [
      {
        ...{ kind: 'failing', channel: last.channel, address: last.address === '' ? null : last.address },
        text: `${placeOf(last)}：${text}${codeText(last)}，连续 ${failures} 次`,
        ...{ remedy, since: last.triedAt, nextAt },
      },
    ];
  });
}

function uncertain({ messages }: Ledger, now: InstantText): ReminderAttention[] {
  return messages
    .filter(({ state, triedAt }) => state === 'unknown' && secondsBetween(triedAt, now) < UNKNOWN_DAYS * 86_400)
    .toSorted((a, b) => compareInstants(b.triedAt, a.triedAt))
    .map((one) => {
      const { remedy } = failureReasons[one.reason === 'interrupted' ? 'interrupted' : 'lost'];
      const again = one.repeated ? '，已标明“可能重复”再发一次，仍无结果' : '，将标明“可能重复”再发一次';
      return {
        ...{ kind: 'unknown' as const, channel: one.channel, address: one.address === '' ? null : one.address },
        text: `${placeOf(one)}：${formatDateTime(one.at)} 的提醒（${one.lines.length} 项）不知道是否送达${again}`,
        ...{ remedy: one.repeated ? '向收件人核实；没有收到的，当面告知' : remedy, since: one.at, nextAt: null },
      };
    });
}

function gaps(settings: NoticeSettings): ReminderAttention[] {
  const byRole = Map.groupBy(roleGaps(settings), ({ role, instead }) => `${role} ${instead}`);
  const nameOf = (id: string): string => settings.order.find((one) => one.id === id)?.name ?? id;
  return [...byRole.values()].map((own) => {
    const { role, instead } = own[0] as (typeof own)[number];
    const topics = [...new Set(own.map(({ topic }) => noticeTopics[topic]))].join('、');
    const to = instead === null ? '没有人收到，只见于站点、日历文件和本周应交清单' : `改发给 ${nameOf(instead)}`;
    return {
      ...{ kind: 'gap' as const, channel: null, address: null, since: null, nextAt: null },
      text: `角色 ${nameOf(role)} 没有可用的地址（${topics}）：${to}`,
      remedy: `在 opsledger.yaml 的 notify.addresses 为 ${role} 写明地址${topics.includes(noticeTopics.digest) ? '；每周摘要须为内部邮箱' : ''}`,
    };
  });
}

/** As lines of `status`; none where all is well. */
export function reminderLines(attention: readonly ReminderAttention[]): string[] {
  return attention.map(({ text, remedy, nextAt }) => {
    const next = nextAt === null ? '' : `；${formatDateTime(nextAt)} 后再试`;
    return `提醒　　${text}${next}。${remedy}`;
  });
}
