/** All that the desk may ask, each part in a file of its own. */
import { accountEventsCalls, accountsCalls } from './accounts.ts';
import { agreementsCalls } from './agreements.ts';
import { checksCalls } from './checks/round-view.ts';
import type { DeskSession } from './desk-session.ts';
import { documentsCalls } from './documents/documents.ts';
import { packsCalls } from './documents/packs.ts';
import { textsCalls } from './documents/texts.ts';
import { incidentsCalls } from './incidents.ts';
import { planCalls } from './kept-plan.ts';
import { monthCalls } from './month.ts';
import { outagesCalls } from './outages.ts';
import { contractCalls, schedulerCalls } from './page-frame.ts';
import { receiveCalls } from './receive.ts';
import { recordsCalls } from './records.ts';
import { todayCalls } from './today/today.ts';

/**
 * The calls of a workspace, handed to the server at its start: what is of the stages it does through these alone. Each is one that a
 * command makes too, with the person of the account in place of `--by`.
 */
export const deskCalls = (desk: DeskSession) => ({
  checks: checksCalls(desk),
  contract: contractCalls(desk),
  accounts: accountsCalls(desk),
  accountEvents: accountEventsCalls(desk),
  plan: planCalls(desk),
  records: recordsCalls(desk),
  scheduler: schedulerCalls(desk),
  texts: textsCalls(desk),
  today: todayCalls(desk),
  incidents: incidentsCalls(desk),
  documents: documentsCalls(desk),
  agreements: agreementsCalls(desk),
  receive: receiveCalls(desk),
  outages: outagesCalls(desk),
  month: monthCalls(desk),
  packs: packsCalls(desk),
});

export type DeskCalls = ReturnType<typeof deskCalls>;
