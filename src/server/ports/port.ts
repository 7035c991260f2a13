/**
 * What the desk asks of the stages, and nothing else: each call is one that a command makes too, with the person of the account
 * in place of `--by`. The pipeline gives it (`src/desk/`); the server decides nothing.
 */
import type { AccountEventsPort } from './account-events.ts';
import type { AccountsPort } from './accounts.ts';
import type { AgreementsPort } from './agreements.ts';
import type { ChecksPort } from './checks.ts';
import type { ContractPort } from './contract.ts';
import type { DocumentsPort } from './documents.ts';
import type { IncidentsPort } from './incidents.ts';
import type { MonthPort } from './month.ts';
import type { OutagesPort } from './outages.ts';
import type { PacksPort } from './packs.ts';
import type { PlanPort } from './plan.ts';
import type { ReceivePort } from './receive.ts';
import type { RecordsPort } from './records.ts';
import type { SchedulerPort } from './scheduler.ts';
import type { TextsPort } from './texts.ts';
import type { TodayPort } from './today.ts';

export interface Port {
  agreements: AgreementsPort;
  receive: ReceivePort;
  checks: ChecksPort;
  contract: ContractPort;
  accounts: AccountsPort;
  accountEvents: AccountEventsPort;
  plan: PlanPort;
  records: RecordsPort;
  scheduler: SchedulerPort;
  texts: TextsPort;
  today: TodayPort;
  incidents: IncidentsPort;
  documents: DocumentsPort;
  outages: OutagesPort;
  month: MonthPort;
  packs: PacksPort;
}
