/**
 * What somebody has seen who confirmed a document: the evidence and the contract that it rests on, as one fingerprint. Other
 * documents that go out meanwhile, what is read only until they do, and confirmations of any document are no evidence and change
 * nothing of what was seen. Pure.
 */
import { fingerprintOf } from '../../archive/digest.ts';
import { MANIFEST } from '../../archive/layout.ts';
import { compareInstants, latest } from '../../contract/time.ts';
import { correctionTimes, withdrawalOf } from '../../records/counted.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import type { StoredRecord } from '../../workspace/store/record-store.ts';
import type { GatheredInputs } from './gathered.ts';

type Read = Pick<GatheredInputs, 'files' | 'stored' | 'withdrawn' | 'untilIssued'>;

/** @returns full SHA-256 in hex: the same for the same evidence, whoever confirmed it and whatever was issued since */
export function seenFingerprint({ files, stored, withdrawn, untilIssued }: Read): string {
  const confirms = new Set([...stored, ...withdrawn].filter(isConfirm).map(({ path }) => path));
  const isSeen = (path: string): boolean => !confirms.has(path) && !untilIssued.has(path) && !isManifest(path);
  return fingerprintOf(files.filter(({ path }) => isSeen(path)));
}

/**
 * The confirmation that counts no more, because what it was given to is not what the document says now.
 * @param confirm the latest of the revision; one of a time when none kept a fingerprint stands
 */
export const isVoided = (confirm: Pick<SignoffRecord, 'fingerprint'>, inputs: Read): boolean =>
  confirm.fingerprint !== undefined && confirm.fingerprint !== seenFingerprint(inputs);

/** The records that were written down, corrected or withdrawn after a moment, by id; what else changed is none. */
export const changedSince = ({ stored, withdrawn, untilIssued }: Read, since: string): { kind: string; id: string }[] =>
  [...stored, ...withdrawn]
    .filter((one) => !isConfirm(one) && !untilIssued.has(one.path) && compareInstants(touchedAt(one.record), since) > 0)
    .map(({ record: { kind, id } }) => ({ kind, id }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

const touchedAt = (record: AnyRecord): string =>
  latest([record.enteredAt, ...correctionTimes(record), withdrawalOf(record)?.at ?? record.enteredAt]) ?? record.at;

const isConfirm = ({ record }: StoredRecord): boolean =>
  record.kind === 'signoff' && (record as SignoffRecord).action === 'confirm';

const isManifest = (path: string): boolean => path.startsWith('archive/') && path.endsWith(`/${MANIFEST}`);
