/** A 口径 is confirmed by the checksum of a signed paper; the paper itself must be there, and be that of the 口径, for whoever asks to see it. */
import { hasStatement, issuedText } from '../../archive/document-file.ts';
import { STATEMENT } from '../../archive/layout.ts';
import { type ArchivedDocument, readArchive } from '../../archive/store.ts';
import { contractFiles } from '../../contract/bundle/bundle.ts';
import type { DocumentStatement } from '../../report/statement.ts';
import { namedPaper, RECEIPTS, type Receipt, receiptsOf } from '../../subjects/interpretations/judge/paper.ts';
import { CLAIMED, namesText } from '../../wording/words.ts';
import { namedPapers, type PaperFault } from '../../workspace/store/decided-contract.ts';
import type { FileProblem } from '../../workspace/store/record-store.ts';
import type { Session } from '../session.ts';

const faults: Readonly<Record<PaperFault, string>> = {
  missing: `不在 evidence/ 中，${CLAIMED}，按未确认处理`,
  'no-receipt': `不是任何一份口径确认函的签收凭证，${CLAIMED}，按未确认处理`,
};

/** Letters that are named in one line. */
const NAMED = 3;

/**
 * The 口径 that are said to be confirmed by a paper that vouches for none: it is not kept, or on no receipt of a letter, and they count
 * as unconfirmed; or the letter that was signed does not list the 口径.
 */
export async function missingScans({ workspace }: Session): Promise<FileProblem[]> {
  const { contract, evidence, records, root } = workspace;
  const named = await namedPapers(contract, { has: evidence.hasEvidence, records });
  if (named.size === 0) return [];
  const { documents } = await readArchive(root);
  const signoffs = (await records.list(RECEIPTS)).records;
  const found = contract.interpretations.map(async (one) => {
    const [scan = '', fault] = [namedPaper(one), named.get(one.id)];
    if (fault === undefined) return [];
    const why = fault === null ? await unlisted(one.id, receiptsOf(scan, signoffs, contract)) : faults[fault];
    return why === null ? [] : [`口径 ${one.id} 的签字扫描件（${scan.slice(0, 12)}…）${why}`];
  });

  /** Words for a paper of letters none of which lists it; null: one does, or nobody can tell. */
  async function unlisted(id: string, receipts: readonly Receipt[]): Promise<string | null> {
    const numbers: string[] = [];
    for (const document of documents.filter((one) => receipts.some((receipt) => isOf(one, receipt)))) {
      const listed = await listedIn(root, document);
      if (listed === null || listed.includes(id)) return null;
      numbers.push(document.manifest.number);
    }
    if (numbers.length === 0) return null;
    return `签的是 ${namesText(numbers, '份', NAMED)}，其中没有把它列为待确认的口径：核对签的是不是这一项`;
  }
  return (await Promise.all(found)).flat().map((message) => ({ path: contractFiles.interpretations, message }));
}

const isOf = ({ manifest }: ArchivedDocument, { obligation, period, revision }: Receipt): boolean =>
  manifest.obligation === obligation && manifest.period === period && manifest.revision === revision;

/** Ids of the 口径 that a document lists as 待确认; null: it is of before documents stated them, or cannot be read. */
async function listedIn(root: string, document: ArchivedDocument): Promise<readonly string[] | null> {
  if (!hasStatement(document)) return null;
  try {
    const stated = JSON.parse(await issuedText(root, document, STATEMENT)) as DocumentStatement;
    return stated.openInterpretations ?? [];
  } catch {
    // What is damaged or gone is told of the document itself.
    return null;
  }
}
