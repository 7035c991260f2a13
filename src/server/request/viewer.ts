/** Who is at the other end of a request, and what they may do. */
import type { Act, Role } from '../../contract/acts.ts';
import type { Actor } from '../../desk/actor.ts';

/** The person at the other end of a request. */
export interface Viewer {
  /** Name of the account. */
  account: string;
  /** The person's name. */
  name: string;
  role: Role;
  /** Hash of the session, which binds the tokens of its forms. */
  session: string;
  /** ISO instant of the sign-in before this one; null at the first. */
  lastSignIn: string | null;
  /** Only a new password is asked for until it was given. */
  mustChange: boolean;
}

/** true when the viewer may do it. */
export const mayDo = (viewer: Viewer | null, act: Act): viewer is Viewer => viewer?.role.acts.includes(act) ?? false;

/** What only the purchaser's own people do vouches for itself; everybody else enters what they were told. */
export const actorOf = ({ name, account, role }: Viewer): Actor => ({
  name,
  account,
  channel: role.side === 'purchaser' ? 'purchaser' : 'desk',
});
