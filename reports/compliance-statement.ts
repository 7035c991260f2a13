/** 合同履约对照表: every clause, what proves it, and where it was missed. Quarterly, and on request. */

import type { Section } from '../src/report/block.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { clauseSections } from './compliance/clauses.ts';
import { type ComplianceFacts, complianceFacts } from './compliance/facts.ts';
import { clausesPart, periodFactsOf } from './compliance/first-page.ts';
import { complianceNeeds } from './compliance/kinds.ts';
import { precheckNotices, precheckSection } from './compliance/precheck.ts';
import {
  comparedSection,
  exceptionSection,
  openReadings,
  penaltySections,
  summarySection,
} from './compliance/summary.ts';
import { deliverySection } from './deliveries/deliveries.ts';
import { firstPage } from './first-page/page.ts';
import { leadingWhereItStands } from './first-page/within.ts';
import { sectionChoices } from './frame/section-choices.ts';
import { everyPart } from './sections/catalogue.ts';

export default defineDeliverable({
  id: 'compliance-statement',
  sections: sectionChoices['compliance-statement'],
  needs: [...complianceNeeds],
  cut: true,
  occurrences: true,
  notices: true,
  evidence: [],
  compose,
});

function compose(input: ComposeInput): Composed {
  const facts = complianceFacts(input);
  const { section, figures } = firstPage(periodFactsOf(facts), [clausesPart(facts), ...everyPart]);
  const rest = sections(facts);
  return {
    sections: [leadingWhereItStands(section, rest), ...rest],
    counted: facts.counted,
    figures,
    notices: precheckNotices(facts.precheck),
  };
}

function sections(facts: ComplianceFacts): Section[] {
  return [
    summarySection(facts),
    ...clauseSections(facts.statuses),
    exceptionSection(facts),
    comparedSection(facts),
    deliverySection(facts.view, facts.deliveries, facts.delivered.corrections),
    ...penaltySections(facts),
    ...openReadings(facts),
    precheckSection(facts),
  ];
}
