/** The second question at every door by which evidence comes in: was the file evidence for something else already? */
import { allObligations } from '../../contract/bundle/bundle.ts';
import { UserError } from '../../contract/error.ts';
import { dateOf } from '../../contract/time.ts';
import { CONSENT, type EvidenceUse, evidenceUses, mayShare, purposeOf } from '../../records/evidence-uses.ts';
import { isAlike } from '../../records/likeness.ts';
import { insteadText, vouchedBy } from '../../records/named-on-paper.ts';
import type { AnyRecord, Attachment, RecordKind } from '../../records/record.ts';
import { type SignoffRecord, signoffActions } from '../../subjects/signing/kinds/signoff.ts';
import type { WaiverRecord } from '../../subjects/signing/kinds/waiver.ts';
import { namesText } from '../../wording/words.ts';
import { acceptedClocks } from '../../workspace/store/kept-clock.ts';
import type { Session } from '../session.ts';
import { kindIds, loadKind } from '../units.ts';

/** Uses that are named in one line. */
const NAMED = 4;

interface Known {
  record: EvidenceUse['record'];
  attachment: Pick<Attachment, 'sha256' | 'name' | 'type' | 'proof' | 'likeness'>;
  /** null: it is no record, see `consentsToClocks`. */
  kind: RecordKind | null;
}

/**
 * To be asked before the files are kept.
 * @param files what is about to be attached @param records those that are to name them, as they will be saved
 * @returns one line a file that is evidence elsewhere and may be, or looks like a picture that is, in Chinese
 * @throws UserError when a file proves something else: what may be proven twice is a row of `evidenceUses`
 */
export async function usedBefore(
  session: Session,
  files: readonly Attachment[],
  records: readonly EvidenceUse['record'][],
): Promise<string[]> {
  const { evidence } = session.workspace;
  const instead = await namingOthers(session, files, records);
  const kept = await Promise.all(files.map(({ sha256 }) => evidence.hasEvidence(sha256)));
  // What was never kept before and is no picture needs no look at the records.
  const asked = files.filter(({ likeness }, n) => kept[n] === true || likeness !== undefined);
  if (asked.length === 0 || records.length === 0) return instead;
  const own = new Set(records.map(({ id }) => id));
  const known = (await attachedBefore(session)).filter(({ record }) => record.id === undefined || !own.has(record.id));
  return [...asked.flatMap((file) => told(session, file, known, records)), ...instead];
}

/** Words of signed pages that name another document or record than those that are to rest on them. */
async function namingOthers(
  { workspace: { contract } }: Session,
  files: readonly Attachment[],
  records: readonly EvidenceUse['record'][],
): Promise<string[]> {
  const naming = files.filter(({ names }) => names !== undefined);
  if (naming.length === 0) return [];
  const all = records.filter(({ kind }) => kind !== CONSENT);
  const found = all.map(async (record) => {
    const vouched = vouchedBy(record, { contract, prefix: (await loadKind(record.kind)).prefix });
    return vouched === null ? [] : naming.map((file) => ({ file, text: insteadText(file, vouched) }));
  });
  return (await Promise.all(found))
    .flat()
    .flatMap(({ file, text }) => (text === '' ? [] : [`${file.name}：${text}；请核对它证明的是这一项`]));
}

function told(
  session: Session,
  file: Attachment,
  known: readonly Known[],
  records: readonly EvidenceUse['record'][],
): string[] {
  const uses = known.filter(({ attachment }) => attachment.sha256 === file.sha256);
  const misfit = uses.find((one) => !records.every((record) => mayShare({ record, attachment: file }, one)));
  if (misfit !== undefined) refuseUsed(session, file, misfit, records);
  if (uses.length > 0) {
    if (file.proof === undefined) return [];
    const others = [
      ...new Set(uses.filter(({ attachment }) => attachment.proof !== undefined).map((one) => useText(session, one))),
    ];
    if (others.length === 0) return [];
    return [`${file.name}：同一扫描件已用于 ${namesText(others, '处', NAMED)}，请核对它确实也证明这一项`];
  }
  const alike = known.find(
    (one) =>
      isAlike(file.likeness, one.attachment.likeness) &&
      !records.every((record) => mayShare({ record, attachment: file }, one)),
  );
  return alike === undefined
    ? []
    : [`${file.name}：与 ${useText(session, alike)} 的图片“${alike.attachment.name}”几乎相同，请核对不是同一张`];
}

function refuseUsed(
  session: Session,
  file: Attachment,
  known: Known,
  [record]: readonly EvidenceUse['record'][],
): never {
  const purpose = record === undefined ? 'photo' : purposeOf({ record, attachment: file });
  throw new UserError('附件已经是别的凭证', {
    file: file.name,
    found: `与 ${useText(session, known)}（${dateOf(known.record.at)}）的附件“${known.attachment.name}”是同一文件`,
    expected: `只证明这一项的文件：${evidenceUses[purpose].says}`,
    hint: '换上这一项自己的扫描件或照片；没有保存',
  });
}

/** What both sides signed of a clock is kept beside the records, and proves that alone. */
async function consentsToClocks(root: string): Promise<Known[]> {
  const accepted = await acceptedClocks(root);
  return accepted.flatMap(({ at, signed }) =>
    signed === undefined
      ? []
      : [
          {
            record: { kind: CONSENT, at, enteredAt: at } as Known['record'],
            attachment: { sha256: signed, name: '时钟说明', type: 'application/pdf', proof: 'purchaser' as const },
            kind: null,
          },
        ],
  );
}

async function attachedBefore({ workspace }: Session): Promise<Known[]> {
  const clocks = await consentsToClocks(workspace.root);
  const kinds = await Promise.all((await kindIds()).map(loadKind));
  const lists = await Promise.all(
    kinds.map(async (kind) => ({ kind, records: (await workspace.records.list<AnyRecord>(kind.id)).records })),
  );
  const ofRecords = lists.flatMap(({ kind, records }) =>
    records.flatMap((record) =>
      (record.attachments ?? [])
        .filter(({ withdrawn }) => withdrawn === undefined)
        .map((attachment) => ({ record, attachment, kind })),
    ),
  );
  return [...clocks, ...ofRecords];
}

/** `月报 2026-11 的签收（QS-20261201-001）`. */
function useText({ workspace }: Session, { kind, record }: Known): string {
  if (kind === null) return '确认本机时钟的双方说明';
  if (record.kind !== 'signoff' && record.kind !== 'waiver') return `${kind.label} ${record.id}`;
  const { obligation, period } = record as SignoffRecord | WaiverRecord;
  const name = allObligations(workspace.contract).find(({ id }) => id === obligation)?.name ?? obligation;
  const act = record.kind === 'waiver' ? kind.label : signoffActions[(record as SignoffRecord).action];
  return `${name} ${period} 的${act}（${record.id}）`;
}
