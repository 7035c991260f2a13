/**
 * 期间报告: 周报, 半年报, 学期报告, 季度巡检报告 …, one deliverable for each obligation that names this unit. Its sections are chosen
 * and ordered by the obligation; it rests on no more than they tell of. Issued even when nothing was observed, and says so.
 */
import type { ContractBundle } from '../src/contract/bundle/bundle.ts';
import { unitOf } from '../src/contract/terms/units.ts';
import type { Section } from '../src/report/document.ts';
import type { Composed, ComposeInput, Deliverable, DeliverableFactory } from './_deliverable.ts';
import { handoverNeeds } from './deliveries/handover.ts';
import { firstPage } from './first-page/page.ts';
import { leadingWhereItStands } from './first-page/within.ts';
import { compositionSection } from './period/composition.ts';
import { periodView } from './period/period.ts';
import { type CatalogueEntry, catalogue, GENERAL, topicsOfSections } from './periodic/catalogue.ts';
import { lazyFacts } from './periodic/lazy-facts.ts';
import { composed, periodNeeds } from './periodic/needs.ts';

const titles = Object.fromEntries(Object.entries(catalogue).map(([id, { title }]) => [id, title]));

const reports: DeliverableFactory = (contract: ContractBundle): Deliverable[] =>
  contract.obligations
    .filter((one) => unitOf(one) === 'period-report')
    .map(({ id, sections = [] }) => deliverableOf(id, sections));

reports.sections = { overview: GENERAL.overview, ...titles, supplement: GENERAL.supplement };
reports.sectionTopics = topicsOfSections;

export default reports;

function deliverableOf(id: string, sections: readonly string[]): Deliverable {
  const chosen = sections.flatMap((one) => catalogue[one] ?? []);
  const kinds = new Set(chosen.flatMap((one) => one.kinds));
  const occurrences = chosen.some((one) => one.occurrences === true);
  const tellsOfDeliveries = chosen.some(({ counts = [] }) => counts.includes('delivered'));
  return {
    id,
    needs: [...periodNeeds.filter(({ kind }) => kinds.has(kind)), ...(tellsOfDeliveries ? handoverNeeds : [])],
    cut: true,
    ...(occurrences ? { occurrences } : {}),
    ...(chosen.some((one) => one.monitoring === true) ? { monitoring: true } : {}),
    evidence: [],
    compose: (input) => compose(input, sections, chosen, kinds),
  };
}

function compose(
  input: ComposeInput,
  sections: readonly string[],
  chosen: readonly CatalogueEntry[],
  kinds: ReadonlySet<string>,
): Composed {
  const parts = [...new Set(chosen.flatMap((one) => one.counts ?? []))];
  const facts = lazyFacts(periodView(input), parts);
  const { section, figures } = firstPage(facts, new Set(sections));
  const general: Readonly<Record<string, () => Section | Section[]>> = {
    overview: () => [],
    supplement: () =>
      compositionSection(
        facts.view,
        composed.filter(({ id }) => kinds.has(id)),
      ),
  };
  const rest = sections.flatMap((id) => general[id]?.() ?? catalogue[id]?.compose(facts) ?? []);
  return {
    sections: [leadingWhereItStands(section, rest), ...rest],
    counted: facts.counted,
    figures,
  };
}
