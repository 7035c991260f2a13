/** Who does it, as records keep it: an account of the purchaser's own vouches for what it does. */
import type { Viewer } from '../desk/acts.ts';
import type { Actor } from '../ports/port.ts';

export const actorOf = ({ name, account, role }: Viewer): Actor => ({
  name,
  account,
  channel: role.side === 'purchaser' ? 'purchaser' : 'desk',
});
