/** 故障整改方案和建议, for the incidents that its obligation names: of some levels, or flagged ones. */

import type { KeyFiguresBlock, Section, Tone } from '../src/report/block.ts';
import type { FigureInterval } from '../src/report/figure.ts';
import type { MeasureState } from '../src/states/measure.ts';
import { causeFacts, incidentFacts } from '../src/subjects/incidents/incident-facts.ts';
import type { IncidentView } from '../src/subjects/incidents/incident-view.ts';
import type { IncidentRecord } from '../src/subjects/incidents/kinds/incident.ts';
import { measureTable } from '../src/subjects/incidents/measure-tables.ts';
import { measureState } from '../src/subjects/measures/judge/measures.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { headline } from './cells/headline.ts';
import { pictureSection } from './cells/pictures.ts';
import { sectionChoices } from './frame/section-choices.ts';
import { incidentConclusion } from './incident/overview.ts';
import { incidentView } from './incident/view.ts';

export default defineDeliverable({
  id: 'rectification-plan',
  sections: sectionChoices['rectification-plan'],
  needs: [{ kind: 'incident', window: 'incident' }],
  monitoring: true,
  evidence: ['incident'],
  compose,
});

type Measures = NonNullable<IncidentRecord['measures']>;

function compose(input: ComposeInput): Composed {
  // The limit of the analysis is the business of the analysis, which knows when it was issued.
  const view = incidentView(input, null);
  const { incident } = view;
  return {
    subtitle: `${incident.id}　${incident.title}`,
    sections: [
      { id: 'overview', title: '故障概况', blocks: [incidentConclusion(view), incidentFacts(view)] },
      problemSection(view),
      measureSection(view),
      suggestionSection(incident),
      ...pictureSection('佐证图片', [incident]),
    ],
  };
}

/** 问题: the causes, and what each measure is against. */
function problemSection(view: IncidentView): Section {
  const problems = [...new Set((view.incident.measures ?? []).map(({ problem }) => problem))];
  return {
    id: 'problems',
    title: '问题',
    blocks: [
      { type: 'list', ordered: true, items: problems.map((text) => ({ text })), empty: '未登记需要整改的问题。' },
      causeFacts(view),
    ],
  };
}

function measureSection({ incident, context }: IncidentView): Section {
  const measures: Measures = incident.measures ?? [];
  const states = measures.map((measure) => measureState(measure, context.asOf));
  return {
    id: 'measures',
    title: '整改措施',
    blocks: [
      ...(measures.length === 0 ? [] : [figures(states, { from: incident.at, to: context.asOf })]),
      measureTable(incident, context.asOf, 'paper'),
    ],
  };
}

function figures(states: readonly MeasureState[], within: FigureInterval): KeyFiguresBlock {
  const count = (...wanted: MeasureState[]): number => states.filter((state) => wanted.includes(state)).length;
  const item = (id: string, label: string, number: number, tone: Tone) =>
    headline({ label, value: String(number), number, tone: number === 0 ? 'muted' : tone }, `measures.${id}`, within);
  const total = { label: '整改措施', value: String(states.length), number: states.length, unit: '项' };
  return {
    type: 'key-figures',
    items: [
      headline(total, 'measures.total', within),
      item('done', '已完成', count('done', 'done-late'), 'normal'),
      item('doing', '进行中', count('doing'), 'attention'),
      item('open', '未开始', count('open'), 'attention'),
      item('overdue', '已逾期', count('overdue'), 'abnormal'),
    ],
  };
}

function suggestionSection(incident: IncidentRecord): Section {
  const { suggestion, prevention } = incident;
  return {
    id: 'suggestions',
    title: '建议',
    blocks: [
      {
        type: 'list',
        items: [
          ...(suggestion === undefined ? [] : [{ text: suggestion }]),
          ...(prevention === undefined ? [] : [{ text: `预防措施：${prevention}` }]),
        ],
        empty: '未登记建议。',
      },
    ],
  };
}
