/** 文档的留存, held against the months that the contract asks for; nothing where it asks for none. */

import type { Coverage } from '../../src/assess/contract/coverage.ts';
import type { ClauseException } from '../../src/assess/contract/exception.ts';
import { keptDocuments, type Revision } from '../../src/assess/contract/kept-documents.ts';
import { allObligations } from '../../src/contract/bundle/bundle.ts';
import { type Retention, requirementsOf } from '../../src/contract/terms/requirements.ts';
import signoff from '../../src/subjects/signing/kinds/signoff.ts';
import { namesText } from '../../src/wording/words.ts';
import { type PeriodView, upToPeriod } from '../period/period.ts';

interface Kept {
  asked: Retention;
  /** The service is younger than the months that are asked for. */
  building: boolean;
  expected: string[];
  missing: string[];
}

/** Documents that are named before it says 等 N 份. */
const NAMED = 8;

/** One entry for each number of months that the contract's data ask for. Needs `signoff` and `manifest`. */
export function keptParts(view: PeriodView): Kept[] {
  const { input } = view;
  const asked = requirementsOf(input.contract.contract).retention.filter((one) => one.of === 'documents');
  if (asked.length === 0) return [];
  const names = new Map(allObligations(input.contract).map(({ id, name }) => [id, name] as const));
  const nameOf = ({ obligation, period, revision }: Revision): string =>
    `${names.get(obligation) ?? obligation} ${period} 第 ${revision} 版`;
  return asked.map((one) => {
    const { from, expected, missing } = keptDocuments(one.months, input.issued, upToPeriod(view, signoff), input.asOf);
    const building = input.contract.contract.servicePeriod.from > from;
    return { asked: one, building, expected: expected.map(nameOf), missing: missing.map(nameOf) };
  });
}

const wanted = ({ asked: { months }, building }: Kept): string =>
  `留存期（${months} 个月${building ? '，自服务期起，未满' : ''}）内签发的文档`;

/** What of it the clause asks for. */
export const keptCoverage = (parts: readonly Kept[], clause: string): Coverage[] =>
  parts
    .filter(({ asked }) => asked.clauses.includes(clause))
    .map((part) => ({
      ...{ wanted: wanted(part), counter: '份', expected: part.expected.length },
      ...{ found: part.expected.length - part.missing.length, missing: part.missing },
    }));

/** One exception for each number that the archive does not hold up. */
export const keptExceptions = (view: PeriodView): ClauseException[] =>
  keptParts(view)
    .filter(({ missing }) => missing.length > 0)
    .map((part) => ({
      clauses: [...part.asked.clauses],
      ...{ where: '', day: null },
      text: `${wanted(part)}缺 ${part.missing.length} 份：${namesText(part.missing, '份', NAMED)}`,
    }));
