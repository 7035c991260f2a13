/** A record may name others (a permit, an incident); those must exist and stand. */
import { UserError } from '../../contract/error.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { references, referencesIn } from '../../records/references.ts';
import { withdrawnText } from '../../wording/corrections.ts';
import { type EntryProblem, placeIn } from '../../workspace/store/record-check.ts';
import type { RecordStore } from '../../workspace/store/record-store.ts';
import { loadKind } from '../units.ts';

/** The references of a record that lead to nothing or to what was withdrawn, each with what to do. */
export async function unknownReferences(
  records: RecordStore,
  kind: RecordKind,
  record: AnyRecord,
): Promise<EntryProblem[]> {
  const problems: EntryProblem[] = [];
  for (const { field, ...reference } of referencesIn(references(kind), record)) {
    const found = await records.get(reference.id);
    if (found?.kind === reference.kind) continue;
    const named = await loadKind(reference.kind);
    const gone = (await records.onFile(reference.id))?.record;
    if (gone?.kind === reference.kind && gone.withdrawn !== undefined) {
      problems.push({
        field,
        found: `${reference.id}，${withdrawnText(gone.withdrawn)}`,
        expected: `未作废的${named.label}编号（${named.prefix}-…）`,
        summary: `${kind.label}引用的记录已作废`,
        hint: `改为引用有效的${named.label}；没有的，先登记`,
      });
      continue;
    }
    problems.push({
      field,
      found: reference.id,
      expected: `已有的${named.label}编号（${named.prefix}-…）`,
      summary: `${kind.label}引用的记录不存在`,
      hint: `先登记该${named.label}，或改正编号`,
    });
  }
  return problems;
}

/** @param shown file as the person knows it. @throws UserError naming the first reference to nothing */
export async function requireReferences(
  records: RecordStore,
  kind: RecordKind,
  record: AnyRecord,
  shown: string,
): Promise<void> {
  const [first] = await unknownReferences(records, kind, record);
  if (first === undefined) return;
  const { summary = '', field, ...said } = first;
  throw new UserError(summary, { file: shown, at: placeIn(kind, field), ...said });
}
