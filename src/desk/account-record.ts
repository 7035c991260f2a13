/** 账号事项: the record of what the supplier did with an account of the purchaser's. */

import type { Role } from '../contract/acts.ts';
import { sayIn, wordsOf } from '../contract/party-words.ts';
import type { EnteredBy } from '../records/record.ts';
import type { AccountEventRecord } from '../subjects/operation-logs/kinds/account-event.ts';
import type { DeskSession } from './desk-session.ts';

/** The workspace; its records are opened only for an account of the purchaser's. */
export type AccountPlace = Pick<DeskSession, 'root' | 'use'>;

/** Who manages accounts, from where and when. */
export interface Manager {
  /** ISO instant. */
  now: string;
  /** null: the program itself, by a rule of the settings. */
  by: EnteredBy | null;
  /** As the audit log has it. */
  address: string;
}

export interface AccountChange {
  account: string;
  role: Role;
  action: AccountEventRecord['action'];
  reason?: string | undefined;
}

const WORDS: Readonly<Record<AccountEventRecord['action'], string>> = {
  created: '建立',
  reset: '重置口令',
  disabled: '停用',
};

/** Saves it. @throws UserError or EnvironmentError when the workspace cannot be written */
export async function recordAccountEvent(
  { use }: AccountPlace,
  { account, role, action, reason }: AccountChange,
  { now, by }: Manager,
): Promise<void> {
  await use((session) =>
    session.workspace.change(
      `账号 ${account}：${WORDS[action]}`,
      (change) =>
        change.addRecord<AccountEventRecord>(
          'account-event',
          {
            ...{ source: by === null ? 'auto' : 'manual', at: now, enteredAt: now },
            ...(by === null ? {} : { enteredBy: by }),
            ...{ account, role: sayIn(wordsOf(session.workspace.contract.contract), role.name), action },
            ...(reason === undefined ? {} : { reason }),
          },
          '账号事项',
        ),
      { at: now },
    ),
  );
}
