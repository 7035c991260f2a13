/**
 * The paper contract as the workspace keeps it: each clause's text stands in its paper, and no paper was altered after documents
 * were issued under it. Papers are no inputs of documents (what these print of a clause is in `contract.yaml`, which is one), so
 * nobody else would notice.
 */
import { sha256 } from '../../archive/digest.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import { compareInstants } from '../../contract/time.ts';
import { paperFindings, type ReadPaper } from '../check/paper-findings.ts';
import { readPaperTexts } from '../check/paper-texts.ts';
import type { Session } from '../session.ts';
import type { CommittedFiles } from './committed-files.ts';
import type { Problem } from './problem.ts';

/** Clauses that are named one by one. */
const NAMED = 5;

/** What the texts as they stand tell: 真实性, or 完整性 where one is gone. */
export async function paperProblems({ workspace: { root, contract } }: Session): Promise<Problem[]> {
  // A workspace that never kept a paper has none that could have been altered.
  if ((contract.contract.papers ?? []).length === 0) return [];
  const found = paperFindings(contract, await readPaperTexts(root, contract.contract));
  return [...Map.groupBy(found, (one) => `${one.file} ${one.what}`).values()].map((list): Problem => {
    const [first] = list as [(typeof list)[number]];
    const places = list.slice(0, NAMED).map(({ where }) => where);
    const more = list.length > NAMED ? ` 等 ${list.length} 处` : '';
    return {
      path: first.file,
      property: first.unreadable === true ? '完整性' : '真实性',
      message: `${first.what}：${places.join('、')}${more}`,
    };
  });
}

/** Papers without a checksum of their own, held against what they were when the first document was issued. */
export async function alteredPapers(
  { workspace: { root, contract } }: Session,
  documents: readonly ArchivedDocument[],
  files: CommittedFiles,
): Promise<Problem[]> {
  const first = documents
    .map(({ manifest }) => manifest)
    .toSorted((a, b) => compareInstants(a.times.issued, b.times.issued))[0];
  if (first === undefined) return [];
  const open = (await readPaperTexts(root, contract.contract)).filter(
    (one): one is ReadPaper & { sha256: string } => one.paper.sha256 === undefined && one.sha256 !== null,
  );
  const problems: Problem[] = [];
  for (const { paper, sha256: now } of open) {
    const before = await files.bytes(first.dataCommit, paper.file);
    if (before === undefined || sha256(before) === now) continue;
    const message = `首份文档签发之后改动过《${paper.name}》的全文；确属更正的，核对后在 contract/contract.yaml 的 papers 中写明 sha256: ${now}`;
    problems.push({ path: paper.file, property: '真实性', message });
  }
  return problems;
}
