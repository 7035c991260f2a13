/**
 * Reports on an incident of the class that the obligation names (重大故障记录报告). 初报 and 续报 while it lasts, 终报 with the whole
 * analysis.
 */

import type { Occurrence } from '../src/contract/calendar/occurrence.ts';
import { formatDateTime } from '../src/contract/time.ts';
import type { Section } from '../src/report/block.ts';
import { fullTimeline, processTimeline } from '../src/subjects/incidents/course.ts';
import type { IncidentView } from '../src/subjects/incidents/incident-view.ts';
import { submissionsIn } from '../src/subjects/incidents/judge/submissions.ts';
import type { IncidentRecord } from '../src/subjects/incidents/kinds/incident.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { pictureSection } from './cells/pictures.ts';
import { handoverOfOthers } from './deliveries/handover.ts';
import { sectionChoices } from './frame/section-choices.ts';
import { opinionSection } from './incident/cause.ts';
import { clockSection } from './incident/clocks.ts';
import { pauseSection, workTables } from './incident/course.ts';
import { analysisSections, overviewSection } from './incident/full.ts';
import { gradingSection, ownClass, quotaSections } from './incident/major.ts';
import { impactSection } from './incident/overview.ts';
import { previousReportAt, reportSection } from './incident/reports.ts';
import { incidentView } from './incident/view.ts';

export default defineDeliverable({
  id: 'major-incident',
  sections: sectionChoices['major-incident'],
  needs: [
    { kind: 'incident', window: 'incident' },
    // The count of a year needs every incident of the service period.
    { kind: 'incident', window: 'service-to-date' },
    { kind: 'remote-session', window: 'incident' },
    { kind: 'service-order', window: 'incident' },
    { kind: 'waiver', window: 'service-to-date' },
    { kind: 'manifest', window: 'service-to-date' },
    ...handoverOfOthers,
  ],
  follows: ['incident-analysis'],
  articles: true,
  monitoring: true,
  evidence: ['incident'],
  compose,
});

function compose(input: ComposeInput): Composed {
  const view = incidentView(input, submissionsIn(input.issued, input.contract.obligations));
  const { incident, judged } = view;
  const part = input.occurrence.part;
  const own = ownClass(view, input);
  return {
    subtitle: `${incident.id}　${incident.title}`,
    marks: [
      ...(judged.restored ? [] : [{ text: '尚未恢复', tone: 'abnormal' as const }]),
      ...combinedMark(part, incident),
      ...(own === undefined || own.byAny
        ? []
        : [{ text: `现按各口径均不属于${own.name}，报告因此前已到期而保留`, tone: 'muted' as const }]),
    ],
    sections: part?.suffix.endsWith('z') === true ? finalReport(view, input) : earlyReport(view, input),
  };
}

/** One report in place of several, because nobody had written the incident down while they fell due. */
function combinedMark(part: Occurrence['part'], { enteredAt }: IncidentRecord): { text: string; tone: 'attention' }[] {
  if (part?.combines === undefined) return [];
  const names = part.combines.map(({ name }) => name).join('、');
  const text = `合并补报：故障于 ${formatDateTime(enteredAt)} 登记，此前已到期的${names}共 ${part.combines.length} 份合并为本报告`;
  return [{ text, tone: 'attention' }];
}

const all = (input: ComposeInput): IncidentRecord[] => (input.records.incident ?? []) as IncidentRecord[];

/** 初报 and 续报: what is known by now. */
function earlyReport(view: IncidentView, input: ComposeInput): Section[] {
  const following = input.occurrence.part?.suffix.startsWith('x') === true;
  return [
    overviewSection(view),
    ...(following ? [progressSection(view, input)] : []),
    gradingSection(view, input),
    impactSection(view, '量化影响'),
    { id: 'timeline', title: '分钟级时间线', blocks: [fullTimeline(view), ...workTables(view, input)] },
    pauseSection(view),
    ...clockSection(view),
    ...quotaSections(view, input, all(input)),
    reportSection(view, input),
    opinionSection(view),
    ...pictureSection('佐证图片', [view.incident]),
  ];
}

/** What was done since the last report; the purchaser reads this first in a 续报. */
function progressSection(view: IncidentView, input: ComposeInput): Section {
  const after = previousReportAt(view, input);
  return {
    id: 'progress',
    title: '上次报告以来的进展',
    blocks: [processTimeline(view, '上次报告以来未登记处理过程。', after === undefined ? {} : { after })],
  };
}

function finalReport(view: IncidentView, input: ComposeInput): Section[] {
  const [overview, ...rest] = analysisSections(view, input, ['levels', 'impact', 'opinion', 'pictures']);
  return [
    ...(overview === undefined ? [] : [overview]),
    gradingSection(view, input),
    { id: 'timeline', title: '分钟级时间线', blocks: [fullTimeline(view)] },
    impactSection(view, '量化影响与现象'),
    ...quotaSections(view, input, all(input)),
    reportSection(view, input),
    ...rest,
    opinionSection(view),
    ...pictureSection('佐证图片', [view.incident]),
  ];
}
