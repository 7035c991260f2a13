/** A person at the desk, as records keep who did something. */
import type { Actor } from '../ports/actor.ts';
import type { Viewer } from './acts.ts';

/** What an account of the purchaser's does is vouched for by it; what any other does is the supplier's word. */
export const actorOf = ({ name, account, role }: Viewer): Actor => ({
  ...{ name, account },
  channel: role.side === 'purchaser' ? 'purchaser' : 'desk',
});
