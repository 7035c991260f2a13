/** Accounts as the terminal and the desk manage them: one set of calls, so that neither can do what the other would not tell. */

import type { DatabaseSync } from 'node:sqlite';
import {
  type Account,
  type Accounts,
  type Before,
  FORGOTTEN,
  type NewAccount,
  openAccounts,
} from '../accounts/accounts.ts';
import { type AuditEntry, type AuditLog, DONE, failedFor, openAuditLog } from '../accounts/audit.ts';
import { deskFault, isDatabaseError, openDeskDatabase } from '../accounts/database.ts';
import { openSyslog } from '../accounts/syslog.ts';
import { acts, type Role } from '../contract/acts.ts';
import { entryChannels } from '../records/record.ts';
import accountEvent, { type AccountEventRecord } from '../subjects/operation-logs/kinds/account-event.ts';
import { choiceWords } from '../wording/codes.ts';
import type { DeskSettings } from '../workspace/settings/desk.ts';
import { loadSettings } from '../workspace/settings/settings.ts';
import { rootOf } from '../workspace/workspace.ts';
import { type AccountChange, type AccountPlace, type Manager, recordAccountEvent } from './account-record.ts';
import type { DeskSession } from './desk-session.ts';

export interface Opened {
  accounts: Accounts;
  audit: AuditLog;
  settings: DeskSettings;
  database: DatabaseSync;
}

/** Opens the accounts of a workspace for one piece of work. */
export async function opened<T>(root: string, work: (opened: Opened) => T | Promise<T>): Promise<T> {
  const { desk: settings } = await loadSettings(await rootOf(root));
  const database = openDeskDatabase(root);
  // A log server that is away keeps nobody from managing accounts; whoever serves says so.
  const syslog = settings.syslog === null ? null : openSyslog(settings.syslog, () => undefined);
  try {
    const audit = openAuditLog(database, settings.auditMonths, (entry) => syslog?.tell(entry));
    return await work({ accounts: openAccounts(database, settings), audit, settings, database });
  } catch (error) {
    throw isDatabaseError(error) ? deskFault(error) : error;
  } finally {
    await syslog?.close();
    database.close();
  }
}

/** Does it, and tells the audit log what became of it. */
async function told<T>(
  { audit }: Opened,
  { now, by, address }: Manager,
  action: string,
  work: () => Promise<T>,
): Promise<T> {
  const log = (result: Pick<AuditEntry, 'outcome' | 'result'>): void =>
    audit.add({ at: now, account: by?.account ?? null, address, action, ...result }, true);
  try {
    const made = await work();
    log(DONE);
    return made;
  } catch (error) {
    log(failedFor(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)));
    throw error;
  }
}

/** What is done to an account of the purchaser's is a record, written before it is done. */
const recorded =
  (place: AccountPlace, manager: Manager, action: AccountChange['action'], reason?: string): Before =>
  async ({ name, role }) => {
    if (role.side === 'purchaser') await recordAccountEvent(place, { account: name, role, action, reason }, manager);
  };

/**
 * @returns the first password, which is kept nowhere; null where people sign in elsewhere
 * @throws UserError as `Accounts.add`
 */
export const addAccount = (
  place: AccountPlace,
  account: Omit<NewAccount, 'now'>,
  manager: Manager,
): Promise<string | null> =>
  opened(place.root, (all) =>
    told(all, manager, `建立账号 ${account.name}（${account.role}）`, async () => {
      const before = recorded(place, manager, 'created');
      const password = await all.accounts.add({ ...account, now: manager.now }, before);
      return all.settings.signIn === null ? password : null;
    }),
  );

/** @returns the first password; null where people sign in elsewhere. @throws UserError as `Accounts.reset` */
export const resetAccount = (place: AccountPlace, name: string, manager: Manager): Promise<string | null> =>
  opened(place.root, (all) =>
    told(all, manager, `重置账号 ${name} 的口令`, async () => {
      const password = await all.accounts.reset(name, recorded(place, manager, 'reset'));
      return all.settings.signIn === null ? password : null;
    }),
  );

/** @throws UserError as `Accounts.disable` */
export const disableAccount = (place: AccountPlace, name: string, reason: string, manager: Manager): Promise<void> =>
  opened(place.root, (all) =>
    told(all, manager, `停用账号 ${name}：${reason}`, () =>
      all.accounts.disable(name, reason, manager.now, recorded(place, manager, 'disabled', reason)),
    ),
  );

export const listAccounts = (root: string): Promise<Account[]> => opened(root, ({ accounts }) => accounts.list());

/** A role with its acts in words. */
export type RoleInWords = Role & { actNames: string[] };

/** The roles of the workspace. */
export const listRoles = async (root: string): Promise<RoleInWords[]> => {
  const { desk } = await loadSettings(await rootOf(root));
  return desk.roles.map((role) => ({ ...role, actNames: role.acts.map((act) => acts[act]) }));
};

/** Accounts for who manages them at the desk: the same calls as the terminal's, so that each throws a `UserError` where that would. */
export const accountsCalls = (desk: DeskSession) => ({
  async list() {
    const accounts = await listAccounts(desk.root);
    return accounts.map(({ role, passwordAt: _, ...account }) => ({ ...account, role: role.name, side: role.side }));
  },
  async roles() {
    const roles = await listRoles(desk.root);
    return roles.map(({ id, name, side, actNames }) => ({ id, name, side, acts: actNames }));
  },
  add: (account: Parameters<typeof addAccount>[1], by: Manager) => addAccount(desk, account, by),
  reset: (name: string, by: Manager) => resetAccount(desk, name, by),
  disable: (name: string, reason: string, by: Manager) => disableAccount(desk, name, reason, by),
});

/** What was done with the purchaser's accounts, read from its records for the purchaser to see. */
interface AccountEvent {
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
