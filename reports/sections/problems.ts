import type { Block, ListBlock, Section } from '../../src/report/block.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import note, { type NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import { ofPeriod, type PeriodView } from '../period/period.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { isToldHere, measureTable, openTable } from '../periodic/open.ts';

import type { ReportSection } from './_section.ts';

export default {
  id: 'problems',
  title: '存在问题与建议',
  kinds: ['incident', 'manifest', 'scan', 'finding-decision', 'change', 'device-repair', 'drill', 'note', 'renewal'],
  monitoring: true,
  compose,
} satisfies ReportSection;

function compose(facts: PeriodFacts): Section {
  const { view } = facts;
  return {
    id: 'problems',
    title: '存在问题与建议',
    blocks: [openTable(facts), suggestionList(view), measureTable(view, isToldHere(view))],
  };
}

const noteItems = (notes: readonly NoteRecord[], topic: NoteRecord['topic']): ListBlock['items'] =>
  notes.filter((one) => one.topic === topic).map((one) => ({ text: `${one.text}（${one.date}，${one.id}）` }));

/** What the engineer suggested day by day, and what the incidents taught. */
function suggestionList(view: PeriodView): Block {
  const incidents = ofPeriod(view, incident).filter((one) => one.suggestion !== undefined);
  return {
    type: 'list',
    items: [
      ...noteItems(ofPeriod(view, note), 'suggestion'),
      ...incidents.map((one) => ({ text: `${one.id} ${one.title}：${one.suggestion ?? ''}` })),
    ],
    empty: '未登记问题与建议。',
  };
}
