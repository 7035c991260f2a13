/** What an issued document states: from the file beside it, of an older one from its texts. */
import { hasStatement, issuedText } from '../../archive/document-file.ts';
import { STATEMENT } from '../../archive/layout.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import type { Contract } from '../../contract/terms/contract.ts';
import { type DocumentStatement, STATEMENT_SCHEMA, type Statement } from '../../report/statement.ts';
import { issuedSections } from './issued-sections.ts';
import { statementInTexts } from './older-statement.ts';

/** null when it cannot be read. @param root of the workspace */
export async function issuedStatement(
  root: string,
  document: ArchivedDocument,
  contract: Pick<Contract, 'clauses'>,
): Promise<Statement | null> {
  const kept = hasStatement(document) ? await keptStatement(root, document) : undefined;
  if (kept === null) return null;
  const { schema, number: _, ...statement } = kept ?? {};
  if (schema === STATEMENT_SCHEMA) return statement;
  const sections = await issuedSections(root, document);
  return sections === null ? null : statementInTexts(sections, contract);
}

async function keptStatement(root: string, document: ArchivedDocument): Promise<DocumentStatement | null> {
  try {
    return JSON.parse(await issuedText(root, document, STATEMENT)) as DocumentStatement;
  } catch {
    // `verify` tells of a file that is damaged or gone; the page says what it can.
    return null;
  }
}
