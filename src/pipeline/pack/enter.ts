/** 登记查验包: each pack has an entry in the log, so that what it says can be changed by nobody, whoever holds the key, and stay unseen. */

import { saltedDigests } from '../../archive/log/digests.ts';
import type { PackEntry } from '../../archive/log/entry.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { compareInstants } from '../../contract/time.ts';
import { openListSigner } from '../../pack/fill/list-signer.ts';
import { type LogPart, readLogPart } from '../../pack/fill/log-part.ts';
import { type Pack, statementText } from '../../pack/format.ts';
import { utf8 } from '../../proof/bytes.ts';
import { openSigner, signEntry } from '../log/sign.ts';
import type { Session } from '../session.ts';
import { requireSoundClock } from '../sound-clock.ts';

/** `enter`: gives the log with the entry of that list in it. `why`: in Chinese, why nobody enters and signs it. */
export type PackBook = { enter(pack: Pack): Promise<LogPart> } | { why: string };

/** @param log as the pack was begun with @param now ISO instant */
export async function openPackBook(session: Session, log: LogPart, now: string): Promise<PackBook> {
  const signer = await openListSigner(session.workspace, log.log);
  if ('why' in signer) return signer;
  try {
    // A look as of another time, or by a clock that is not to be believed, writes nothing.
    await session.workspace.change('存证：查验包', () => undefined, { at: now });
    await requireSoundClock(session.workspace, '没有登记');
    await openSigner(session);
  } catch (error) {
    if (error instanceof UserError || error instanceof EnvironmentError) return { why: error.summary };
    throw error;
  }
  return { enter: (pack) => enter(session, log, pack, now) };
}

/** What keeps a pack of before from being whole. */
const CHANGING: ReadonlySet<string> = new Set(['ISSUE', 'REVISE', 'VOID', 'ERASE']);

async function enter(session: Session, begun: LogPart, pack: Pack, now: string): Promise<LogPart> {
  const { workspace } = session;
  const own = saltedDigests(utf8(statementText(pack)));
  const found = await readLogPart(workspace);
  if (found.entries.slice(begun.entries.length).some((entry) => entry !== undefined && CHANGING.has(entry.type)))
    throw new UserError('制作期间签发、作废或清除了文档，查验包没有做成', { hint: '重新执行' });
  // The same pack made again is the same, and so is the log in it.
  if (found.entries.some((entry) => entry?.type === 'PACK' && entry.sha256 === own.sha256)) return found;
  const signer = await openSigner(session);
  if (signer === undefined) throw new UserError('存证日志在制作期间不见了', { hint: '用 opsledger verify 核对' });
  const at = compareInstants(now, signer.at) < 0 ? signer.at : now;
  const { from, to, whole, documents } = pack;
  const entry: PackEntry = {
    ...{ schema: 1, type: 'PACK', at, from, to, whole, documents: documents.length, ...own },
  };
  await signEntry(session, signer, entry, at);
  return readLogPart(workspace);
}
