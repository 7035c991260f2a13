/** All that the desk may ask, each part in a file of its own. */
import type { Port } from '../../server/ports/port.ts';
import { contractPort } from './contract.ts';
import type { DeskSession } from './desk-session.ts';
import { documentsPort } from './documents/documents.ts';

/** The port of a workspace. */
export const deskPort = (desk: DeskSession): Port => ({
  contract: contractPort(desk),
  documents: documentsPort(desk),
});
