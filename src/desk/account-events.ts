/** What was done with the purchaser's accounts, read from its records for the purchaser to see. */

import { FORGOTTEN } from '../accounts/accounts.ts';
import accountEvent, { type AccountEventRecord } from '../records/kinds/account-event.ts';
import { entryChannels } from '../records/record.ts';
import { choiceWords } from '../wording/codes.ts';
import { listAccounts } from './accounts.ts';
import type { DeskSession } from './desk-session.ts';

export interface AccountEvent {
  /** Id of the record. */
  id: string;
  /** ISO instant. */
  at: string;
  account: string;
  /** Name of the person, as far as it is still kept; null when it is not. */
  person: string | null;
  /** Name of the role. */
  role: string;
  /** 建立, 重置口令, 停用. */
  action: string;
  reason: string | null;
  /** Who did it: name or account, 程序 for what no person did, 未署名 at the terminal without a name. */
  by: string;
  /** 命令行, 登记台. */
  channel: string;
}

export function accountEventsCalls(desk: DeskSession) {
  const word = choiceWords(accountEvent);
  return {
    /** Newest first, withdrawn ones left out. @param from,to contract days, both inclusive; without them all */
    async list(days: { from?: string; to?: string } = {}): Promise<AccountEvent[]> {
      const { records } = await desk.use((session) =>
        session.workspace.records.list<AccountEventRecord>('account-event', days),
      );
      if (records.length === 0) return [];
      const accounts = await listAccounts(desk.root);
      const people = new Map(accounts.map(({ name, person }) => [name, person === FORGOTTEN ? null : person]));
      const event = ({ id, at, account, role, action, reason, enteredBy, source }: AccountEventRecord) => ({
        ...{ id, at, account, role, action: word('action', action) },
        person: people.get(account) ?? null,
        reason: reason ?? null,
        by: source === 'auto' ? '程序' : (enteredBy?.name ?? enteredBy?.account ?? '未署名'),
        channel: enteredBy === undefined ? '' : entryChannels[enteredBy.channel],
      });
      return records.toReversed().map(event);
    },
  };
}
