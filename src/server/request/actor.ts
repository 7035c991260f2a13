/** A person at the desk, as records keep who did something. */
import type { Actor } from '../ports/actor.ts';
import type { Viewer } from './viewer.ts';

/** What only the purchaser's own people do vouches for itself; everybody else enters what they were told. */
export const actorOf = ({ name, account, role }: Viewer): Actor => ({
  name,
  account,
  channel: role.side === 'purchaser' ? 'purchaser' : 'desk',
});
