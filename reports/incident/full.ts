/** The whole of a 故障分析处理记录, which the 终报 of a major incident contains too. */
import type { Section } from '../../src/report/block.ts';
import { incidentFacts } from '../../src/subjects/incidents/incident-facts.ts';
import type { IncidentView } from '../../src/subjects/incidents/incident-view.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { pictureSection } from '../cells/pictures.ts';
import { causeSections, preventionSections, verificationSection } from './cause.ts';
import { clockSection } from './clocks.ts';
import { pauseSection, processSection } from './course.ts';
import { impactSection, incidentConclusion, incidentFigures, levelSection, timesSection } from './overview.ts';

export const overviewSection = (view: IncidentView): Section => ({
  id: 'overview',
  title: '故障概况',
  blocks: [incidentFigures(view), incidentConclusion(view), incidentFacts(view)],
});

/** @param apart ids of sections that the document prints in a place of its own */
export function analysisSections(view: IncidentView, input: ComposeInput, apart: readonly string[] = []): Section[] {
  const sections = [
    overviewSection(view),
    levelSection(view),
    timesSection(view),
    impactSection(view),
    ...causeSections(view),
    pauseSection(view),
    processSection(view, input),
    verificationSection(view),
    ...clockSection(view),
    ...preventionSections(view, input.contract),
    ...pictureSection('佐证图片', [view.incident]),
  ];
  return sections.filter((section) => !apart.includes(section.id));
}
