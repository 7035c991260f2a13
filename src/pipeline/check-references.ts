/** A record may name others (a permit, an incident); those must exist. */
import { UserError } from '../contract/error.ts';
import type { AnyRecord, RecordKind } from '../records/record.ts';
import { references, referencesIn } from '../records/references.ts';
import type { RecordStore } from '../workspace/records.ts';
import { loadKind } from './units.ts';

/** @param shown file as the person knows it. @throws UserError naming the first reference to nothing */
export async function requireReferences(
  records: RecordStore,
  kind: RecordKind,
  record: AnyRecord,
  shown: string,
): Promise<void> {
  for (const reference of referencesIn(references(kind), record)) {
    const found = await records.get(reference.id);
    if (found?.kind === reference.kind) continue;
    const { label, prefix } = await loadKind(reference.kind);
    throw new UserError(`${kind.label}引用的记录不存在`, {
      file: shown,
      at: `${reference.field}（${reference.label}）`,
      found: reference.id,
      expected: `已有的${label}编号（${prefix}-…）`,
      hint: `先登记该${label}，或改正编号`,
    });
  }
}
