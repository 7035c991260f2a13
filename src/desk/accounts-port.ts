/** Accounts for who manages them at the desk: the same calls as the terminal's. */
import type { AccountAct, AccountsPort } from '../server/ports/accounts.ts';
import type { Manager } from './account-record.ts';
import { addAccount, disableAccount, listAccounts, listRoles, resetAccount } from './accounts.ts';
import type { DeskSession } from './desk-session.ts';

const managerOf = ({ by, now, address }: AccountAct): Manager => ({ by, now, address });

export function accountsPort(desk: DeskSession): AccountsPort {
  return {
    async list() {
      const accounts = await listAccounts(desk.root);
      return accounts.map(({ role, passwordAt: _, ...account }) => ({
        ...account,
        role: role.name,
        side: role.side,
      }));
    },
    async roles() {
      const roles = await listRoles(desk.root);
      return roles.map(({ id, name, side, actNames }) => ({ id, name, side, acts: actNames }));
    },
    add: (account, act) => addAccount(desk, account, managerOf(act)),
    reset: (name, act) => resetAccount(desk, name, managerOf(act)),
    disable: (name, reason, act) => disableAccount(desk, name, reason, managerOf(act)),
  };
}
