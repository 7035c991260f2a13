/** Writes what is recorded at a moment of the story into the workspace, all in one commit, as the product's own commands would. */

import { correctionOf } from '../pipeline/record/correct.ts';
import type { Session } from '../pipeline/session.ts';
import { loadKind } from '../pipeline/units.ts';
import { fieldsOf } from '../records/fields.ts';
import type { AnyRecord } from '../records/record.ts';
import { rowLists, rowsOf, withRowIds } from '../records/row.ts';
import type { SignoffRecord } from '../subjects/signing/kinds/signoff.ts';
import type { Change, Draft } from '../workspace/change/change.ts';
import { WITHDRAWN_STATE, withdrawnIds, withId } from '../workspace/store/withdrawn-ids.ts';
import type { Signed } from './hand-over.ts';
import type { WrittenEntry } from './kit/book.ts';
import { people } from './kit/people.ts';
import { dayOf } from './kit/times.ts';
import { type Agreement, LETTER, letterOf, withAgreement } from './story/agreements.ts';

export interface WriteRequest {
  /** ISO; time of the moment. */
  at: string;
  entries: readonly WrittenEntry[];
  signed: Signed;
  /** Name and value of the state that says how far the story is written. */
  state: readonly [name: string, value: object];
}

export async function writeMoment(session: Session, { at, entries, signed, state }: WriteRequest): Promise<void> {
  const fresh = new Set(entries.filter((one) => one.edit === undefined).map((one) => one.id));
  const newest = new Map(entries.map((one) => [one.id, one]));
  const gone = [...newest].filter(([, { draft }]) => draft['withdrawn'] !== undefined).map(([id]) => id);
  await session.workspace.change(
    `登记 ${dayOf(at)} 的记录`,
    async (change) => {
      // At the same time, because each file waits for the disk; those that are numbered one after the other in their order.
      await Promise.all([
        ...[...Map.groupBy(newest.values(), ({ id }) => seriesOf(id)).values()].map(async (series) => {
          for (const entry of series) await writeOne(session, change, entry, fresh.has(entry.id));
        }),
        ...signed.files.map((bytes) => change.putEvidence(bytes)),
        ...[...Map.groupBy(signed.drafts, (draft) => dayOf(draft.at)).values()].map(async (series) => {
          for (const draft of series) await change.addRecord('signoff', draft);
        }),
      ]);
      if (gone.length > 0) await change.writeState(WITHDRAWN_STATE, await withIds(session, gone));
      await change.writeState(...state);
    },
    { at },
  );
}

/** `XK-20251125` of `XK-20251125-004`. */
const seriesOf = (id: string): string => id.slice(0, id.lastIndexOf('-'));

const withIds = async ({ workspace }: Session, gone: readonly string[]): Promise<object> =>
  gone.reduce(
    (listed, id) => withId(new Set(listed.ids), id),
    withId(await withdrawnIds(workspace.root), gone[0] as string),
  );

async function writeOne(session: Session, change: Change, entry: WrittenEntry, isNew: boolean): Promise<void> {
  for (const bytes of entry.files ?? []) await change.putEvidence(bytes);
  const draft = entry.draft as unknown as Draft<AnyRecord>;
  if (!isNew) {
    const { reason = '', who = '' } = entry.edit ?? {};
    await change.replaceRecord(entry.id, await corrected(session, entry), reason, who);
    return;
  }
  const saved = await change.addRecord(entry.kind, draft);
  // The ids were worked out beforehand, because records name each other; a different one would make them name others.
  if (saved.id !== entry.id) throw new Error(`the story expected ${entry.id}, the store gave ${saved.id}`);
}

/** The edited record with what was corrected before, and what this edit changes; its rows stay the rows that they were. */
async function corrected(
  { workspace }: Session,
  { id, draft, edit, writtenAt }: WrittenEntry,
): Promise<Draft<AnyRecord>> {
  const stored = await workspace.records.onFile(id);
  if (stored === undefined) throw new Error(`the story edits ${id}, which is not there`);
  const kind = await loadKind(stored.kind);
  const before = stored.record;
  const lists = rowLists(kind.schema);
  const after = withRowIds(withRowsOf(before, draft, lists), lists, { ...before }) as unknown as Draft<AnyRecord>;
  if (after.withdrawn !== undefined) return { ...before, withdrawn: after.withdrawn };
  const gone = fieldsOf(kind.schema).filter(({ name }) => name in before && !(name in after) && name !== 'kind');
  const whole = { ...before, ...Object.fromEntries(gone.map(({ name }) => [name, undefined])), ...after };
  const said = { at: writtenAt, by: edit?.who ?? '', reason: edit?.reason ?? '' };
  const correction = correctionOf(kind, before, whole, said, workspace.contract);
  if (correction === undefined) return { ...after, corrections: before.corrections };
  return { ...after, corrections: [...(before.corrections ?? []), correction] };
}

/** A row without an id is the row that stood in its place. */
function withRowsOf(
  before: AnyRecord,
  draft: Record<string, unknown>,
  lists: readonly string[],
): Record<string, unknown> {
  const kept = lists.map((name) => {
    const old = rowsOf({ ...before }, name);
    const rows = rowsOf(draft, name).map((row, n) => (old[n] === undefined ? row : { id: old[n]['id'], ...row }));
    return [name, rows] as const;
  });
  return { ...draft, ...Object.fromEntries(kept.filter(([name]) => Array.isArray(draft[name]))) };
}

/** Enters what both sides signed into the contract's data, with the scan of the letter on its receipt. */
export async function writeAgreement({ workspace }: Session, agreement: Agreement): Promise<void> {
  const path = 'contract/interpretations.yaml';
  const { bytes, attachment } = letterOf(agreement);
  await workspace.change(
    `登记双方确认的口径 ${agreement.id}`,
    async (change) => {
      const text = Buffer.from((await change.read(path)) ?? []).toString('utf8');
      await change.putEvidence(bytes);
      await change.writeFile(path, withAgreement(text, agreement));
      const { id, ...receipt } = await receiptOfLetter(workspace);
      const attachments = [...(receipt.attachments ?? []), attachment];
      await change.replaceRecord(id, { ...receipt, attachments }, `附加 ${attachment.name}`, people.manager);
    },
    { at: agreement.at },
  );
  await workspace.settled();
}

/** @throws RangeError when nobody has signed for it by then */
async function receiptOfLetter({ records }: Session['workspace']): Promise<SignoffRecord> {
  const { records: all } = await records.list<SignoffRecord>('signoff');
  const found = all.find(({ action, obligation }) => action === 'receive' && obligation === LETTER);
  if (found === undefined) throw new RangeError(`no receipt of ${LETTER}`);
  return found;
}
