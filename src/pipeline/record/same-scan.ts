/** One scan that is given as the proof of several things: a signed page shows what stands on it, and nothing else. */
import { allObligations } from '../../contract/bundle/bundle.ts';
import type { AnyRecord, Attachment, RecordKind } from '../../records/record.ts';
import { type SignoffRecord, signoffActions } from '../../subjects/signing/kinds/signoff.ts';
import type { WaiverRecord } from '../../subjects/signing/kinds/waiver.ts';
import { namesText } from '../../wording/words.ts';
import type { Session } from '../session.ts';
import { kindIds, loadKind } from '../units.ts';

/** Uses that are named in one line. */
const NAMED = 4;

/**
 * To be asked before the files are kept. Several documents of one command may be proven by one page, such as the list of a
 * month; what was proven by it earlier is told.
 * @param files what is about to be attached @param own id of the record that gets them, if there is one already
 * @returns one line a file that proves something else already, in Chinese
 */
export async function usedBefore(session: Session, files: readonly Attachment[], own?: string): Promise<string[]> {
  const { evidence } = session.workspace;
  const proofs = files.filter(({ proof }) => proof !== undefined);
  // What was never kept before needs no look at the records.
  const kept = await Promise.all(proofs.map(({ sha256 }) => evidence.hasEvidence(sha256)));
  const known = proofs.filter((_, n) => kept[n] === true);
  if (known.length === 0) return [];
  const uses = await usesOf(session, new Set(known.map(({ sha256 }) => sha256)));
  return known.flatMap(({ name, sha256 }) => {
    const others = uses.filter((one) => one.sha256 === sha256 && one.record !== own).map(({ text }) => text);
    if (others.length === 0) return [];
    return [`${name}：同一扫描件已用于 ${namesText([...new Set(others)], '处', NAMED)}，请核对它确实也证明这一项`];
  });
}

async function usesOf(
  session: Session,
  wanted: ReadonlySet<string>,
): Promise<{ sha256: string; record: string; text: string }[]> {
  const kinds = await Promise.all((await kindIds()).map(loadKind));
  const lists = await Promise.all(
    kinds.map(async (kind) => ({ kind, records: (await session.workspace.records.list<AnyRecord>(kind.id)).records })),
  );
  return lists.flatMap(({ kind, records }) =>
    records.flatMap((record) =>
      (record.attachments ?? [])
        .filter((one) => one.proof !== undefined && one.withdrawn === undefined && wanted.has(one.sha256))
        .map(({ sha256 }) => ({ sha256, record: record.id, text: useText(session, kind, record) })),
    ),
  );
}

/** `月报 2026-11 的签收（QS-20261201-001）`. */
function useText({ workspace }: Session, kind: RecordKind, record: AnyRecord): string {
  if (record.kind !== 'signoff' && record.kind !== 'waiver') return `${kind.label} ${record.id}`;
  const { obligation, period } = record as SignoffRecord | WaiverRecord;
  const name = allObligations(workspace.contract).find(({ id }) => id === obligation)?.name ?? obligation;
  const act = record.kind === 'waiver' ? kind.label : signoffActions[(record as SignoffRecord).action];
  return `${name} ${period} 的${act}（${record.id}）`;
}
