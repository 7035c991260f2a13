/** Who does it, and where what they did is seen. */

import type { Actor } from '../ports/actor.ts';
import type { Viewer } from '../request/viewer.ts';

/** Only an account of the purchaser's own vouches for what it enters. */
export const actorOf = ({ account, name, role }: Viewer): Actor => ({
  name,
  account,
  channel: role.side === 'purchaser' ? 'purchaser' : 'desk',
});

export const recordPath = (kind: string, id: string): string => `/desk/records/${kind}/${id}`;
