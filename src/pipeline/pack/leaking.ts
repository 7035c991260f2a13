/**
 * Versions of records and issued documents that say what must not leave the house: a record that was corrected says it still, as it was and in
 * its list of corrections, and what was issued of it before is issued for ever. A pack goes to others, and does without.
 */
import { documentText } from '../../archive/document-file.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import { UserError } from '../../contract/error.ts';
import { wayOut } from '../../guard/allowed.ts';
import { entryLeaks } from '../../guard/entry.ts';
import { leakName } from '../../guard/leak.ts';
import { fieldsOf } from '../../records/fields.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { ReportDocument } from '../../report/document.ts';
import { isUnreachable } from '../../workspace/disk/faults.ts';
import { leaksOfDocument } from '../publishable.ts';
import type { Session } from '../session.ts';

/**
 * @param root of the workspace, for its allow-list
 * @returns why a version stays out of a pack, in Chinese; null when it may go into one. What nobody ever changed passed the gate at its door,
 * and what collectors measured is theirs; what was
 * withdrawn may be so because of it
 */
export const leakIn =
  (root: string) =>
  async (kind: RecordKind, record: AnyRecord, isNewest: boolean): Promise<string | null> => {
    if (record.source === 'auto' || (isNewest && record.corrections === undefined && record.withdrawn === undefined))
      return null;
    const of = { kind: kind.id, id: record.id };
    const [leak] = await entryLeaks(root, { shown: record.id, value: record, fields: fieldsOf(kind.schema), of });
    if (leak === undefined) return null;
    const past = record.corrections === undefined ? '已作废的记录' : '更正前的值（记在更正中）';
    const which = isNewest ? past : '更正前的一版';
    return `${which}在 ${leak.field} ${leak.text.replace(/；.*$/s, '')}，没有装入；经批准清除后装入余下的：opsledger erase ${record.id}`;
  };

/**
 * @returns why an issued document stays out of a pack, in Chinese; null when it may go into one. A telephone number of then stood in a field
 * that was meant for it, and whose it is may have changed since: it is no reason. What cannot be read is told where it is put in
 */
export const leakInIssued =
  (session: Session) =>
  async (issued: ArchivedDocument): Promise<string | null> => {
    const document = await readIssued(session.workspace.root, issued);
    const leaks = document === undefined ? [] : await leaksOfDocument(session, document);
    const leak = leaks.find(({ rule }) => rule !== 'mobile');
    if (leak === undefined) return null;
    const { number } = issued.manifest;
    return `签发的内容疑有${leakName(leak)}（${leak.excerpt}），各格式的文件都没有装入；经批准清除：opsledger erase ${number}；${wayOut(leak)}`;
  };

async function readIssued(root: string, document: ArchivedDocument): Promise<ReportDocument | undefined> {
  try {
    return JSON.parse(await documentText(root, document)) as ReportDocument;
  } catch (error) {
    if (error instanceof UserError || error instanceof SyntaxError || isUnreachable(error)) return undefined;
    throw error;
  }
}
