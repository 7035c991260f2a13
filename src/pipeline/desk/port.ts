/** All that the desk may ask, each part in a file of its own. */
import type { Port } from '../../server/ports/port.ts';
import { agreementsPort } from './agreements.ts';
import { contractPort } from './contract.ts';
import type { DeskSession } from './desk-session.ts';
import { receivePort } from './receive.ts';

/** The port of a workspace. */
export const deskPort = (desk: DeskSession): Port => ({
  agreements: agreementsPort(desk),
  contract: contractPort(desk),
  receive: receivePort(desk),
});
