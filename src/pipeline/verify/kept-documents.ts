/** 文档的留存 as the archive shows it: what was issued in the months that the contract asks for is there and sound, or not. Pure. */

import type { ArchivedDocument } from '../../archive/store.ts';
import { clauseMarks } from '../../contract/terms/clause-marks.ts';
import type { Contract } from '../../contract/terms/contract.ts';
import { requirementsOf } from '../../contract/terms/requirements.ts';
import { dateOf, toDate } from '../../contract/time.ts';
import type { Problem } from './problem.ts';

/**
 * One note for each number of months that the contract's data ask for; none where they ask for none.
 * @param documents whose files were looked at. @param problems all that was found by then
 * Months are counted back from the newest document.
 */
export function keptNotes(
  contract: Contract,
  documents: readonly ArchivedDocument[],
  problems: readonly Problem[],
): string[] {
  const asked = requirementsOf(contract).retention.filter((one) => one.of === 'documents');
  const newest = documents.map(dayOf).sort().at(-1);
  return asked.map(({ months, clauses }) => {
    const wanted = `条款 ${clauseMarks(clauses)} 要求文档留存 ${months} 个月：`;
    if (newest === undefined) return `${wanted}还没有签发文档`;
    const from = toDate(newest).subtract({ months }).toString();
    const own = documents.filter((one) => dayOf(one) >= from);
    const bad = own.filter(({ folder }) =>
      problems.some(({ path }) => path === folder || path.startsWith(`${folder}/`)),
    );
    const state = bad.length === 0 ? '文件都在，与清单一致' : `其中 ${bad.length} 份有问题，见上`;
    return `${wanted}${from} 以来签发、清单在档的 ${own.length} 份，${state}；清单缺失的见合同履约对照`;
  });
}

const dayOf = ({ manifest }: ArchivedDocument): string => dateOf(manifest.times.issued);
