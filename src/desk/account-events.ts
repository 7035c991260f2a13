/** What was done with the purchaser's accounts, read from its records for the purchaser to see. */
import accountEvent, { type AccountEventRecord } from '../records/kinds/account-event.ts';
import { entryChannels } from '../records/record.ts';
import { FORGOTTEN } from '../server/accounts/accounts.ts';
import type { AccountEvent, AccountEventsPort } from '../server/ports/account-events.ts';
import { choiceWords } from '../wording/codes.ts';
import { listAccounts } from './accounts.ts';
import type { DeskSession } from './desk-session.ts';

export function accountEventsPort(desk: DeskSession): AccountEventsPort {
  const word = choiceWords(accountEvent);
  return {
    async list(days = {}) {
      const { records } = await desk.use((session) =>
        session.workspace.records.list<AccountEventRecord>('account-event', days),
      );
      if (records.length === 0) return [];
      const accounts = await listAccounts(desk.root);
      const people = new Map(accounts.map(({ name, person }) => [name, person === FORGOTTEN ? null : person]));
      const event = ({
        id,
        at,
        account,
        role,
        action,
        reason,
        enteredBy,
        source,
      }: AccountEventRecord): AccountEvent => ({
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
