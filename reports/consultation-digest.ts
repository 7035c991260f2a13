/** 技术咨询与知识库月度汇总: clauses 5.3.10, 4.2.2. Issued even when nobody asked anything, and says so. */

import { formatDateTime } from '../src/contract/time.ts';
import { idColumn, recordTable } from '../src/page/record-table.ts';
import { momentCell } from '../src/page/value-cell.ts';
import type { Block, Section, TableBlock } from '../src/report/block.ts';
import { frequentQuestions } from '../src/subjects/requests/judge/frequent-questions.ts';
import consultation, { type ConsultationRecord } from '../src/subjects/requests/kinds/consultation.ts';
import { formatDuration } from '../src/wording/durations.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { articleName } from './cells/articles.ts';
import { table } from './cells/figures.ts';
import { counts, interval } from './cells/headline.ts';
import { pictureSection } from './cells/pictures.ts';
import { sectionChoices } from './frame/section-choices.ts';
import { compositionSection } from './period/composition.ts';
import { belongsHere, ofPeriod, type PeriodView, periodView, upToPeriod } from './period/period.ts';
import { laterText } from './period/words.ts';
import { consultationWord, groupTable, medianAnswer, topicChart } from './service/consultations.ts';
import { consultationAnalysis } from './service/work-analysis.ts';

export default defineDeliverable({
  id: 'consultation-digest',
  sections: sectionChoices['consultation-digest'],
  needs: [{ kind: 'consultation', window: 'service-to-date' }],
  cut: true,
  articles: true,
  evidence: [],
  compose,
});

function compose(input: ComposeInput): Composed {
  const view = periodView(input);
  const own = ofPeriod(view, consultation);
  const before = upToPeriod(view, consultation).filter((one) => !own.includes(one));
  return {
    sections: [
      statistics(view, own),
      answers(view, own),
      articles(view, own),
      unsolved(view, own, before),
      frequent(input, own, [...before, ...own]),
      compositionSection(view, [consultation]),
      ...pictureSection('佐证图片', own),
    ],
  };
}

function statistics(view: PeriodView, own: readonly ConsultationRecord[]): Section {
  const of = (status: ConsultationRecord['status']): number => own.filter((one) => one.status === status).length;
  const all = { total: own.length, solved: of('solved'), transferred: of('transferred'), open: of('open') };
  const figures = Object.values(counts('consultations', all, interval(view)));
  const blocks: Block[] = [{ type: 'note', text: statisticsText(view, own), figures }];
  if (own.length > 0) {
    blocks.push(
      ...topicChart(own),
      groupTable(view, own, 'topic', '类别'),
      groupTable(view, own, 'department', '部门'),
      groupTable(view, own, 'channel', '方式'),
      ...consultationAnalysis(view, own),
    );
  }
  return { id: 'statistics', title: '咨询统计', blocks };
}

function statisticsText(view: PeriodView, own: readonly ConsultationRecord[]): string {
  const until = view.complete ? '' : `统计截至 ${formatDateTime(view.end)}，其后的咨询${laterText(view)}。`;
  if (own.length === 0) return `统计区间内没有登记技术咨询。${until}`;
  const count = (status: ConsultationRecord['status']): number => own.filter((one) => one.status === status).length;
  const median = medianAnswer(own);
  const answered = median === null ? '没有登记答复时间' : `答复用时中位数 ${formatDuration(median)}`;
  return `登记技术咨询 ${own.length} 次：已解决 ${count('solved')} 次，转故障或需求 ${count('transferred')} 次，未解决 ${count('open')} 次；${answered}。${until}`;
}

function answers(view: PeriodView, own: readonly ConsultationRecord[]): Section {
  return {
    id: 'answers',
    title: '问题与答复',
    blocks: [
      recordTable({
        title: '问题与答复',
        kind: consultation,
        records: own,
        columns: [
          idColumn,
          { field: 'at', weight: 1 },
          { field: 'department', weight: 0.9 },
          { field: 'topic', weight: 0.9 },
          { field: 'question', weight: 2.2 },
          { field: 'answer', weight: 2.6 },
          { field: 'status', weight: 0.9 },
        ],
        assetNames: view.names,
        tone: (one) => (one.status === 'open' ? 'attention' : undefined),
        empty: '统计区间内没有登记技术咨询。',
      }),
    ],
  };
}

/** The kind asks for the article where a change is written down. */
const changedName = ({ input }: PeriodView, { article }: ConsultationRecord): string =>
  articleName(input, article ?? '');

/** What the month's questions added to the knowledge base. */
function articles(view: PeriodView, own: readonly ConsultationRecord[]): Section {
  const changed = own.filter((one) => one.articleChange === 'new' || one.articleChange === 'revised');
  const reused = own.filter((one) => one.articleChange === 'existing').length;
  const without = own.filter((one) => one.status === 'solved' && one.article === undefined);
  const summary = `新增或修订知识条目 ${new Set(changed.map((one) => one.article)).size} 条，引用已有条目答复 ${reused} 次；已解决而未登记知识条目的 ${without.length} 次。`;
  return {
    id: 'articles',
    title: '新增和修订的知识条目',
    blocks: [
      ...(own.length === 0 ? [] : [{ type: 'note' as const, text: summary }]),
      recordTable({
        title: '知识条目变化',
        kind: consultation,
        records: changed,
        columns: [
          { field: 'article', weight: 1.6, value: (one: ConsultationRecord) => changedName(view, one) },
          { field: 'articleChange', label: '变化', weight: 0.7 },
          { field: 'question', label: '来自问题', weight: 2.4 },
          { field: 'answeredAt', label: '时间' },
          idColumn,
        ],
        assetNames: view.names,
        empty: '统计区间内没有登记新增或修订的知识条目。',
      }),
    ],
  };
}

/** Open at the moment of judging, from the period and from before. */
function unsolved(
  view: PeriodView,
  own: readonly ConsultationRecord[],
  before: readonly ConsultationRecord[],
): Section {
  const open = [...before, ...own].filter((one) => one.status === 'open');
  const carried = open.filter((one) => before.includes(one)).length;
  const closed = before.filter(
    (one) => one.answeredAt !== undefined && one.status !== 'open' && answeredHere(view, one, one.answeredAt),
  );
  return {
    id: 'unsolved',
    title: '未解决的问题',
    blocks: [
      ...(open.length === 0
        ? []
        : [
            {
              type: 'note' as const,
              text: `未解决 ${open.length} 次，其中上期及以前转入 ${carried} 次。`,
              tone: 'attention' as const,
            },
          ]),
      openTable(view, open, before.length + own.length),
      ...(closed.length === 0
        ? []
        : [
            {
              type: 'note' as const,
              text: `以前的咨询于本期答复 ${closed.length} 次：${closed.map((one) => one.id).join('、')}。`,
            },
          ]),
    ],
  };
}

const answeredHere = (view: PeriodView, { enteredAt }: ConsultationRecord, at: string): boolean =>
  belongsHere(view, { event: at, entered: enteredAt });

function openTable(view: PeriodView, open: readonly ConsultationRecord[], total: number): TableBlock {
  return recordTable({
    title: '未解决的问题',
    kind: consultation,
    records: open,
    columns: [idColumn, 'at', 'department', 'asset', 'topic', { field: 'question', weight: 2.5 }],
    assetNames: view.names,
    tone: () => 'attention',
    empty: total === 0 ? '没有登记技术咨询。' : '没有未解决的咨询。',
  });
}

/** Of the month, with how often the same was asked since the begin of service. */
function frequent(
  input: ComposeInput,
  own: readonly ConsultationRecord[],
  all: readonly ConsultationRecord[],
): Section {
  const ids = new Set(own.map((one) => one.id));
  const rows = frequentQuestions(all)
    .map((one) => ({ ...one, here: one.records.filter((id) => ids.has(id)).length }))
    .filter((one) => one.here > 0)
    .sort((a, b) => b.here - a.here || b.count - a.count);
  const byId = new Map(all.map((one) => [one.id, one]));
  return {
    id: 'frequent',
    title: '高频问题',
    blocks: [
      table(
        '高频问题（服务期内问过两次及以上）',
        [
          { key: 'question', label: '问题', type: 'text', weight: 2.6 },
          { key: 'here', label: '本期', type: 'number', unit: '次' },
          { key: 'count', label: '服务期累计', type: 'number', unit: '次' },
          { key: 'topic', label: '类别', type: 'text' },
          { key: 'departments', label: '部门', type: 'text', weight: 1.4 },
          { key: 'article', label: '知识条目', type: 'text', weight: 1.4 },
          { key: 'last', label: '最近一次', type: 'datetime' },
        ],
        rows.map((one) => {
          const last = byId.get(one.records.at(-1) ?? '');
          return {
            cells: {
              question: one.question,
              here: one.here,
              count: one.count,
              topic: consultationWord('topic', last?.topic),
              departments: one.departments.join('、'),
              article:
                one.article === null
                  ? { text: '尚无，建议整理', tone: 'attention' as const }
                  : articleName(input, one.article),
              last: momentCell(last?.at),
            },
          };
        }),
        '统计区间内没有被问到两次及以上的问题。',
      ),
    ],
  };
}
