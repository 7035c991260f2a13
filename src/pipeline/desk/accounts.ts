/** Accounts as the terminal and the desk manage them: one set of calls, so that neither can do what the other would not tell. */
import { acts, type Role } from '../../contract/terms/acts.ts';
import { type Account, type Accounts, type NewAccount, openAccounts } from '../../server/accounts/accounts.ts';
import { openDeskDatabase } from '../../server/accounts/database.ts';
import { loadSettings } from '../../workspace/settings/settings.ts';

async function withAccounts<T>(
  root: string,
  work: (accounts: Accounts, roles: readonly Role[]) => T | Promise<T>,
): Promise<T> {
  const { desk } = await loadSettings(root);
  const database = openDeskDatabase(root);
  try {
    return await work(openAccounts(database, desk), desk.roles);
  } finally {
    database.close();
  }
}

/** @returns the first password, which is kept nowhere. @throws UserError as `Accounts.add` */
export const addAccount = (root: string, account: NewAccount): Promise<string> =>
  withAccounts(root, (accounts) => accounts.add(account));

export const listAccounts = (root: string): Promise<Account[]> => withAccounts(root, (accounts) => accounts.list());

/** @returns the first password. @throws UserError as `Accounts.reset` */
export const resetAccount = (root: string, name: string, now: string): Promise<string> =>
  withAccounts(root, (accounts) => accounts.reset(name, now));

/** @throws UserError as `Accounts.disable` */
export const disableAccount = (root: string, name: string, reason: string, now: string): Promise<void> =>
  withAccounts(root, (accounts) => accounts.disable(name, reason, now));

/** The roles of the workspace, with their acts in words. */
export const listRoles = (root: string): Promise<(Role & { actNames: string[] })[]> =>
  withAccounts(root, (_, roles) => roles.map((role) => ({ ...role, actNames: role.acts.map((act) => acts[act]) })));
