/** All that the desk may ask, each part in a file of its own. */
import type { Port } from '../../server/ports/port.ts';
import { checksPort } from './checks/port.ts';
import { contractPort } from './contract.ts';
import type { DeskSession } from './desk-session.ts';
import { todayPort } from './today/port.ts';

/** The port of a workspace. */
export const deskPort = (desk: DeskSession): Port => ({
  checks: checksPort(desk),
  contract: contractPort(desk),
  today: todayPort(desk),
});
