/** All that the desk may ask, each part in a file of its own. */
import { accountEventsCalls, accountsCalls } from './accounts.ts';
import { agreementsCalls } from './agreement-calls.ts';
import { checksCalls } from './checks/check-calls.ts';
import { clockCalls } from './clock-calls.ts';
import type { DeskSession } from './desk-session.ts';
import { documentsCalls } from './documents/document-calls.ts';
import { packsCalls } from './documents/pack-calls.ts';
import { textsCalls } from './documents/text-calls.ts';
import { incidentsCalls } from './incident-calls.ts';
import { planCalls } from './kept-plan.ts';
import { monthCalls } from './month-calls.ts';
import { outagesCalls } from './outage-calls.ts';
import { contractCalls, schedulerCalls } from './page-frame.ts';
import { receiveCalls } from './receive-calls.ts';
import { recordsCalls } from './record-calls.ts';
import { todayCalls } from './today/today-calls.ts';

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
  clock: clockCalls(desk),
  packs: packsCalls(desk),
});

export type DeskCalls = ReturnType<typeof deskCalls>;
