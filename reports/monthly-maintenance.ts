/** 系统维护及优化记录月报: clauses 5.3.7, 5.7(3), 5.1.3, 3.1–3.3. Issued even when nothing was observed, and says so. */
import { toDate } from '../src/contract/time.ts';
import type { Section } from '../src/report/document.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { deliverySection } from './deliveries/deliveries.ts';
import { handoverNeeds } from './deliveries/handover.ts';
import { firstPage } from './first-page/page.ts';
import { leadingWhereItStands } from './first-page/within.ts';
import { clockSummarySection } from './incident/clock-summary.ts';
import { quotaSections, statisticsSection } from './incident/statistics.ts';
import { inspectionSection } from './inspection/summary.ts';
import { compositionSection } from './period/composition.ts';
import { topicsOfSections } from './periodic/catalogue.ts';
import { databaseSection } from './periodic/database.ts';
import { type PeriodFacts, periodFacts } from './periodic/facts.ts';
import { serviceSections } from './periodic/month.ts';
import { monthTitles } from './periodic/month-titles.ts';
import { composed, FORECAST_DAYS, periodNeeds } from './periodic/needs.ts';
import { optimisationSection } from './periodic/optimisation.ts';
import { opinionSection, planSection, problemSection } from './periodic/outlook.ts';
import { backupSection } from './recovery/backup-summary.ts';
import { availabilityBlocks } from './service/availability.ts';
import { deviceSection } from './service/devices.ts';
import { expenseSection } from './service/expenses.ts';
import { monitoringSection } from './service/monitoring.ts';
import { permitSection } from './service/permit-check.ts';
import { renewalSection } from './service/renewals.ts';
import { resourceBlocks } from './service/resource-trend.ts';
import { satisfactionSection } from './service/satisfaction.ts';
import { vulnerabilitySection } from './vulnerability/summary.ts';

export default defineDeliverable({
  id: 'monthly-maintenance',
  needs: [...periodNeeds, ...handoverNeeds],
  sections: monthTitles,
  sectionTopics: { ...topicsOfSections, service: topicsOfSections['attendance'] ?? [] },
  cut: true,
  occurrences: true,
  evidence: [],
  compose,
});

function compose(input: ComposeInput): Composed {
  const facts = periodFacts(input);
  const { section, figures } = firstPage(facts, chosenOf(input));
  const rest = sections(facts);
  return { sections: [leadingWhereItStands(section, rest), ...rest], counted: facts.counted, figures };
}

/** The sections that the data choose; all of them where they choose none. */
const chosenOf = ({ obligation: { sections } }: ComposeInput): ReadonlySet<string> | undefined =>
  sections === undefined ? undefined : new Set(sections);

function sections(facts: PeriodFacts): Section[] {
  const { view, incidents, availability, days } = facts;
  const forecastFrom = toDate(view.to).subtract({ days: FORECAST_DAYS }).toString();
  return [
    ...serviceSections(facts),
    deliverySection(view, facts.deliveries, facts.delivered.corrections, true),
    clockSummarySection(view, incidents),
    {
      id: 'availability',
      title: '可用率与资源趋势',
      blocks: [...availabilityBlocks(view, availability), ...resourceBlocks(view)],
    },
    monitoringSection(view, availability),
    statisticsSection(view, incidents),
    ...quotaSections(view, incidents),
    inspectionSection(view, days),
    backupSection(view),
    vulnerabilitySection(view, facts.vulnerabilities),
    optimisationSection(view, facts.changes, facts.work),
    databaseSection(view, forecastFrom),
    deviceSection(view, days),
    renewalSection(view, facts.renewals),
    permitSection(view, facts.covers),
    satisfactionSection(view, facts.satisfaction),
    expenseSection(view),
    problemSection(facts),
    planSection(facts),
    compositionSection(view, composed),
    opinionSection(facts),
  ];
}
