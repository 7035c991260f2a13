/** All that the desk may ask, each part in a file of its own. */
import type { Port } from '../server/ports/port.ts';
import { accountEventsPort } from './account-events.ts';
import { accountsPort } from './accounts-port.ts';
import { agreementsPort } from './agreements.ts';
import { checksPort } from './checks/port.ts';
import { contractPort } from './contract.ts';
import type { DeskSession } from './desk-session.ts';
import { documentsPort } from './documents/documents.ts';
import { packsPort } from './documents/packs.ts';
import { textsPort } from './documents/texts.ts';
import { incidentsPort } from './incidents.ts';
import { planPort } from './kept-plan.ts';
import { monthPort } from './month.ts';
import { outagesPort } from './outages.ts';
import { receivePort } from './receive.ts';
import { recordsPort } from './records.ts';
import { schedulerPort } from './scheduler.ts';
import { todayPort } from './today/port.ts';

/** The port of a workspace. */
export const deskPort = (desk: DeskSession): Port => ({
  checks: checksPort(desk),
  contract: contractPort(desk),
  accounts: accountsPort(desk),
  accountEvents: accountEventsPort(desk),
  plan: planPort(desk),
  records: recordsPort(desk),
  scheduler: schedulerPort(desk),
  texts: textsPort(desk),
  today: todayPort(desk),
  incidents: incidentsPort(desk),
  documents: documentsPort(desk),
  agreements: agreementsPort(desk),
  receive: receivePort(desk),
  outages: outagesPort(desk),
  month: monthPort(desk),
  packs: packsPort(desk),
});
