/** Signing as the end of a round: whatever keeps it from signing keeps nothing else. */
import { CHECKPOINT } from '../../archive/log/log-folder.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import type { FileProblem } from '../../workspace/store/record-store.ts';
import type { Session } from '../session.ts';
import { NotTheSigner, signLog } from './sign.ts';

export interface RoundSigned {
  /** Why nothing is signed, where somebody has to see to it. */
  problems: FileProblem[];
  /** Why this machine does not sign at all; nothing is wrong then. */
  aside?: string;
}

/** @param now ISO instant */
export async function signRound(session: Session, now: string): Promise<RoundSigned> {
  try {
    await signLog(session, now);
    return { problems: [] };
  } catch (error) {
    if (error instanceof NotTheSigner) return { problems: [], aside: oneLine(error) };
    // What the disk does to the log it does to the next round, too, which says so; what is signed later is signed all the same.
    if (error instanceof EnvironmentError || error instanceof UserError)
      return { problems: [{ path: CHECKPOINT, message: `存证日志未能签名：${oneLine(error)}` }] };
    throw error;
  }
}

const oneLine = ({ summary, place: { hint } }: UserError): string =>
  hint === undefined ? summary : `${summary}：${hint}`;
