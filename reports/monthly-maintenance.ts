/** 系统维护及优化记录月报: clauses 5.3.7, 5.7(3), 5.1.3, 3.1–3.3. Issued even when nothing was observed, and says so. */
import { type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { handoverNeeds } from './deliveries/handover.ts';
import { periodNeeds } from './periodic/needs.ts';
import type { ReportSection } from './sections/_section.ts';
import { catalogue, sectionsOf, titlesOf, topicsOf } from './sections/catalogue.ts';
import { composePeriod } from './sections/report.ts';
import service from './sections/service.ts';
import { supplementOf } from './sections/supplement.ts';

/** In the order in which it has them; the data may choose among them. */
const sections: readonly ReportSection[] = sectionsOf(
  [
    ...[
      'service',
      'deliveries',
      'clocks',
      'availability',
      'monitoring',
      'incidents',
      'quota',
      'inspections',
      'backups',
      'owed',
    ],
    ...['vulnerabilities', 'optimisation', 'database', 'devices', 'renewals', 'permits', 'satisfaction', 'expenses'],
    ...['problems', 'plan', 'supplement', 'opinion'],
  ],
  [...catalogue, service, supplementOf(new Set(catalogue.flatMap(({ kinds }) => kinds)))],
);

export default defineDeliverable({
  id: 'monthly-maintenance',
  needs: [...periodNeeds, ...handoverNeeds],
  sections: titlesOf(sections),
  sectionTopics: topicsOf([...catalogue, service]),
  cut: true,
  occurrences: true,
  evidence: [],
  compose: (input) => composePeriod(input, sections, toldOf(input)),
});

/** The sections that the data choose; all of them where they choose none. */
const toldOf = ({ obligation: { sections: chosen } }: ComposeInput): readonly ReportSection[] =>
  chosen === undefined ? sections : sectionsOf(chosen, sections);
