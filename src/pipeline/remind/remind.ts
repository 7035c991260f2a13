/** Reminders of a workspace: a round, a message on trial, and how they stand. */
import { randomUUID } from 'node:crypto';
import { UserError } from '../../contract/error.ts';
import type { NoticeChannel, NoticeSettings } from '../../contract/notices.ts';
import type { InstantText } from '../../contract/time.ts';
import type { Outcome } from '../../notify/failure.ts';
import { REMINDERS_STATE, readLedger } from '../../notify/ledger.ts';
import { type LedgerStore, type RoundResult, remindRound } from '../../notify/round.ts';
import type { Sending } from '../../notify/send.ts';
import { type Env, resolveSecrets } from '../../workspace/settings/secrets.ts';
import { statePath } from '../../workspace/store/state.ts';
import { parseData } from '../../workspace/text/yaml.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { isAboutNow } from '../clock.ts';
import type { Session } from '../session.ts';
import { readReminders } from './attention.ts';
import { remindFacts } from './reminder-facts.ts';

export interface RemindOptions {
  env?: Env;
  send?: (sending: Sending) => Promise<Map<string, Outcome>>;
  newId?: () => string;
}

/**
 * One round.
 * @param now ISO instant
 * @returns null: the settings name nobody to be reminded
 * @throws UserError when the ledger cannot be read: nothing is sent then, lest all be sent again
 */
export async function remind(
  session: Session,
  now: InstantText,
  { env = process.env, send, newId = randomUUID }: RemindOptions = {},
): Promise<RoundResult | null> {
  const { workspace, workdays } = session;
  const { notify: settings } = workspace.settings;
  if (settings === null) return null;
  const facts = await remindFacts(session, now);
  return remindRound({
    ...{ facts, settings, now, newId },
    store: ledgerStore(workspace, now),
    isWorkingDay: (date) => workdays.isWorkingDay(date),
    open: (channel) => opened(channel, env),
    ...(send === undefined ? {} : { send }),
  });
}

/** A channel with its secrets; null: one is not to be had. */
export async function opened(channel: NoticeChannel, env: Env): Promise<NoticeChannel | null> {
  const resolved = await resolveSecrets({ ...channel }, env).catch((error: unknown) => {
    // A file of variables that others can read: the same as none.
    if (error instanceof UserError) return null;
    throw error;
  });
  return resolved?.ok === true ? (resolved.options as unknown as NoticeChannel) : null;
}

const broken = (): UserError =>
  new UserError('提醒台账无法识别，没有发送提醒', {
    file: statePath(REMINDERS_STATE),
    expected: '程序写入的提醒台账',
    hint: '从备份或版本库恢复该文件；确认可以重新提醒的，删去该文件',
  });

function ledgerStore(workspace: Workspace, at: InstantText): LedgerStore {
  const path = statePath(REMINDERS_STATE);
  return {
    async read() {
      const ledger = await readReminders(workspace);
      if (ledger === null) throw broken();
      return ledger;
    },
    update: (subject, work) =>
      workspace.change(
        subject,
        async (change) => {
          const bytes = await change.read(path);
          const before = readLedger(bytes === undefined ? undefined : parseData(bytes, path));
          if (before === null) throw broken();
          const { ledger, result } = work(before);
          if (ledger !== before) await change.writeState(REMINDERS_STATE, ledger);
          return result;
        },
        { at },
      ),
  };
}

/** What the settings say of reminders. @throws UserError when they say nothing */
export function requireNotify({ workspace }: Session): NoticeSettings {
  const { notify } = workspace.settings;
  if (notify !== null) return notify;
  throw new UserError('没有设置提醒', {
    ...{ file: 'opsledger.yaml', at: 'notify（提醒）', found: '（缺少）', expected: '通道与收件' },
    hint: '写法见使用手册“到期提醒”',
  });
}

/** People would be told of another time than theirs. @throws UserError when `at` is more than 10 minutes off the machine's clock */
export function refuseToSendAt(at: InstantText | undefined, machine: InstantText): void {
  if (at === undefined || isAboutNow(at, machine)) return;
  throw new UserError('提醒只能在本机当前时间发送', {
    ...{ at: '--at', found: at, expected: `与本机时间 ${machine} 相差不超过 10 分钟` },
    hint: '去掉 --at 重新执行；只看不发用 opsledger remind list --at 时间',
  });
}
