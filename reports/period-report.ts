/**
 * 期间报告: 周报, 半年报, 学期报告, 季度巡检报告 …, one deliverable for each obligation that names this unit. Its sections are chosen
 * and ordered by the obligation; it rests on no more than they tell of. Issued even when nothing was observed, and says so.
 */
import type { ContractBundle } from '../src/contract/bundle/bundle.ts';
import { unitOf } from '../src/contract/terms/units.ts';
import type { Deliverable, DeliverableFactory } from './_deliverable.ts';
import { handoverNeeds } from './deliveries/handover.ts';
import { periodNeeds } from './periodic/needs.ts';
import type { ReportSection } from './sections/_section.ts';
import { catalogue, sectionsOf, titlesOf, topicsOf } from './sections/catalogue.ts';
import { composePeriod } from './sections/report.ts';
import { supplementOf } from './sections/supplement.ts';

const reports: DeliverableFactory = (contract: ContractBundle): Deliverable[] =>
  contract.obligations
    .filter((one) => unitOf(one) === 'period-report')
    .map(({ id, sections = [] }) => deliverableOf(id, sections));

/** The first page, which every such report has and may name. */
const overview: ReportSection = { id: 'overview', title: '本期要点', kinds: [], compose: () => [] };

reports.sections = titlesOf([overview, ...catalogue, supplementOf(new Set())]);
reports.sectionTopics = topicsOf(catalogue);

export default reports;

function deliverableOf(id: string, ids: readonly string[]): Deliverable {
  const kinds = new Set(sectionsOf(ids).flatMap((one) => one.kinds));
  const sections = sectionsOf(ids, [overview, ...catalogue, supplementOf(kinds)]);
  const occurrences = sections.some((one) => one.occurrences === true);
  const tellsOfDeliveries = sections.some(({ counts = [] }) => counts.includes('delivered'));
  return {
    id,
    needs: [...periodNeeds.filter(({ kind }) => kinds.has(kind)), ...(tellsOfDeliveries ? handoverNeeds : [])],
    cut: true,
    ...(occurrences ? { occurrences } : {}),
    ...(sections.some((one) => one.monitoring === true) ? { monitoring: true } : {}),
    evidence: [],
    compose: (input) => composePeriod(input, sections),
  };
}
