/**
 * What the desk asks of the stages, and nothing else: each call is one that a command makes too, with the person of the account
 * in place of `--by`. The pipeline gives it (`src/pipeline/desk/`); the server decides nothing.
 */
import type { AccountEventsPort } from './account-events.ts';
import type { AccountsPort } from './accounts.ts';
import type { ContractPort } from './contract.ts';

export type { Actor } from './actor.ts';

export interface Port {
  contract: ContractPort;
  accounts: AccountsPort;
  accountEvents: AccountEventsPort;
}
