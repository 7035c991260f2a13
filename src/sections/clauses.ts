/** 条款追溯: every clause of the contract → obligations → evidence records → issued documents. Pure. */

import { type Expression, expressedClauses, expressionText } from '../contract/expressed/expressed.ts';
import { clauseMark } from '../contract/terms/clause-marks.ts';
import { clauseText } from '../contract/terms/clauses.ts';
import { paperOf } from '../contract/terms/papers.ts';
import { clauseTopics } from '../contract/terms/topics.ts';
import { idsOfUnit, unitOf } from '../contract/terms/units.ts';
import { figureIds } from '../page/figure-ids.ts';
import { figureOf } from '../report/figure.ts';
import type { Block, Cell, FactsBlock, RichCell, Section, SitePage, TableBlock } from '../report/site-model.ts';
import { interpretationStates } from '../states/interpretation.ts';
import { clauseHeads } from '../subjects/clauses/tables.ts';
import { isSettled } from '../subjects/incidents/judge/interpretation.ts';
import { settledAs } from '../wording/interpretation-words.ts';
import { defineSection } from './_section.ts';
import { yearNeeds } from './availability/year.ts';
import { incidentContext, incidentNeeds, limitCells, UNSETTLED } from './board/figures.ts';
import { followedNeeds } from './board/finding-places.ts';
import type { NamedLimit } from './board/named-limits.ts';
import { breachPages, breachSections } from './clauses/breaches.ts';
import { EVIDENCE_WINDOW, evidenceSections, evidenceTable, recordsByClause } from './clauses/evidence.ts';
import { judgedLimits, missedPages, missedSince } from './clauses/missed-since.ts';
import { clauseVerdict, exceptionCell } from './clauses/over-periods.ts';
import { saidOf } from './clauses/service.ts';
import { type ClauseTrace, traceClauses } from './clauses/trace.ts';
import { SERVICE_LABEL, serviceCell, statePages, stateSections } from './clauses/verdicts.ts';
import type { ClauseVerdicts, JudgedPeriod, SiteFacts } from './parts/facts.ts';
import { countCell, everTo } from './parts/figures.ts';
import { clauseHref, documentHref, kindHref, marks, RECORDS_HREF } from './parts/links.ts';
import { EVERY_KIND } from './parts/needs.ts';
import { clausePosts } from './parts/post-hours.ts';
import { agreedLinks, interpretationHref, interpretationsOf } from './parts/settled.ts';

/** Unit of the document that says of each clause what had to exist and what does. */
const STATEMENT = 'compliance-statement';

export default defineSection({
  id: 'clauses',
  title: '条款追溯',
  place: 'header',
  order: 10,
  needs: [{ kind: EVERY_KIND, window: EVIDENCE_WINDOW }, ...incidentNeeds, ...followedNeeds, ...yearNeeds],
  shows: [],
  searchKind: { id: 'clause', word: '条款' },
  compose(facts) {
    const limits = judgedLimits(facts);
    const missed = missedSince(facts, limits);
    const context = incidentContext(facts);
    const traces = traceClauses(facts, recordsByClause(facts, context));
    const expressed = new Map(expressedClauses(facts.contract).map((one) => [one.clause.id, one]));
    const chapters = chaptersOf(facts, traces);
    const withDocument = traces.filter(({ obligations }) => obligations.some(({ documents }) => documents > 0)).length;
    return [
      {
        path: '',
        title: '条款追溯',
        description: `合同 ${traces.length} 项条款，${withDocument} 项已有签发的文档。从条款找到应交的文档和证据；从一份文档查到它的条款和记录，到“档案查验”输入文档编号。${sourceNote(facts)}`,
        figures: [
          figureOf(figureIds.clauses, traces.length, everTo(facts)),
          figureOf('clauses.documented', withDocument, everTo(facts)),
        ],
        sections: [
          ...stateSections(facts, traces),
          ...expressedSection([...expressed.values()]),
          ...chapters.map(({ id, title, list }) => ({
            id,
            title,
            note: `${list.length} 项`,
            blocks: [clauseTable(facts, list, null)],
          })),
          {
            ...{ id: 'records', title: '证据记录总目录' },
            blocks: [
              {
                type: 'links',
                items: [{ text: '各种类的全部记录，不限条款', href: RECORDS_HREF }, ...agreedLinks(facts)],
              },
            ],
          },
        ],
      },
      ...statePages(facts, traces, { missed, before: breachSections(facts) }, (list, period) =>
        clauseTable(facts, list, period),
      ),
      ...breachPages(facts),
      ...missedPages(facts, missed),
      ...traces.map((trace) => clausePage(facts, trace, limits, expressed.get(trace.clause.id))),
    ];
  },
});

interface Chapter {
  id: string;
  title: string;
  list: ClauseTrace[];
}

/** As many headings as a title names. */
const NAMED = 2;

/** Under the headings that the clauses have on paper; where it has none, by the first of their numbers. */
function chaptersOf({ clauses, contract: { contract } }: SiteFacts, traces: readonly ClauseTrace[]): Chapter[] {
  const several = (contract.papers ?? []).length > 1;
  const titleOf = ({ clause }: ClauseTrace): string => {
    const headings = (clauses.headings.get(clause.id) ?? []).slice(0, NAMED).join('　');
    const title =
      headings === '' ? `条款 ${/^[一二三四五六七八九十]+|^\d+/.exec(clause.paper)?.[0] ?? ''}`.trim() : headings;
    const paper = several ? paperOf(contract, clause)?.name : undefined;
    return paper === undefined ? title : `${paper}　${title}`;
  };
  return [...Map.groupBy(traces, titleOf)].map(([title, list], n) => ({ id: `chapter-${n + 1}`, title, list }));
}

/** @param period of which alone the marks are; null: the worst of the whole service */
function clauseTable(facts: SiteFacts, list: readonly ClauseTrace[], period: JudgedPeriod | null): TableBlock {
  const within = everTo(facts);
  const { verdicts } = facts.clauses;
  return {
    type: 'table',
    title: '条款、交付物与证据',
    columns: [
      { key: 'clause', ...clauseHeads.clause, title: true },
      ...(verdicts === null
        ? []
        : [
            {
              key: 'state',
              ...clauseHeads.state,
              label: period === null ? SERVICE_LABEL : `${period.name}${clauseHeads.state.label}`,
            },
            { key: 'exceptions', ...clauseHeads.exceptions },
          ]),
      { key: 'obligations', label: '交付物', wide: true },
      { key: 'evidence', label: '证据记录', align: 'right' },
      { key: 'documents', label: '已签发', align: 'right' },
    ],
    rows: list.map((trace) => {
      const documents = trace.obligations.reduce((sum, one) => sum + one.documents, 0);
      const records = trace.evidence.reduce((sum, one) => sum + one.records.length, 0);
      return {
        id: `c-${trace.clause.id}`,
        cells: {
          clause: {
            text: `${clauseMark(trace.clause.id)}　${trace.clause.label}`,
            href: clauseHref(trace.clause.id),
            sub: clauseText(trace.clause),
          },
          ...(verdicts === null
            ? {}
            : {
                state: besideCell(stateCell(verdicts, trace.clause.id, period), period === null ? trace.outages : ''),
                exceptions: exceptionCell(facts, trace.clause.id, period),
              }),
          obligations: obligationsCell(trace),
          evidence: countCell(`clauses.${trace.clause.id}.records`, records, within),
          documents: countCell(
            `clauses.${trace.clause.id}.documents`,
            documents,
            within,
            documents === 0 ? { tone: 'muted' } : {},
          ),
        },
      };
    }),
    empty: '合同数据中没有条款。',
  };
}

function obligationsCell({ obligations }: ClauseTrace): Cell {
  if (obligations.length === 0) return { text: '没有对应的交付物', tone: 'attention', mark: '△' };
  return obligations.map(({ name }) => name).join('、');
}

/** What is judged by the clause; one without topics is judged by nothing, and that is said. */
const topicNote = ({ topics }: ClauseTrace['clause']): Block[] => [
  {
    type: 'note',
    text:
      topics.length === 0
        ? '没有写明事项，不据此作任何判定。'
        : `事项：${topics.map((topic) => clauseTopics[topic]).join('；')}。`,
  },
];

/** The newest statement, which says of each clause what had to exist and what does. */
function statementLink({ documents, obligations }: SiteFacts): { text: string; href: string }[] {
  const statements = idsOfUnit(obligations, STATEMENT);
  const newest = documents
    .filter((one) => one.status === 'issued' && statements.includes(one.obligation))
    .toSorted((a, b) => Date.parse(a.issuedAt ?? '') - Date.parse(b.issuedAt ?? ''))
    .at(-1);
  return newest === undefined
    ? []
    : [{ text: `${newest.name} ${newest.periodText}`, href: documentHref(newest.number) }];
}

/** From where 达成情况 is taken, with the periods that are judged. */
const sourceNote = ({ clauses: { verdicts } }: SiteFacts): string =>
  verdicts === null ? '' : `达成情况取自已签发的各期对照表，最近一份是${verdicts.newest.source.text}。`;

const stateCell = (verdicts: ClauseVerdicts, clause: string, period: JudgedPeriod | null): Cell =>
  period === null ? serviceCell(verdicts, clause) : (saidOf(period, clause)?.cell ?? '—');

/** Beside what was judged of the clause what was down meanwhile. */
function besideCell(cell: Cell, outages: string): Cell {
  if (outages === '' || typeof cell !== 'object' || cell === null) return cell;
  return { ...cell, sub: [...(cell.sub === undefined ? [] : [cell.sub]), `服务期至今${outages}`].join('；') };
}

/** What was down of that which the clause wants to run: no exception by itself, and told beside the verdict. */
const outageItems = ({ outages }: ClauseTrace): FactsBlock['items'] =>
  outages === ''
    ? []
    : [
        {
          label: '故障和中断（服务期至今）',
          value: { text: outages, tone: 'attention', mark: marks.attention, href: '/availability' },
        },
      ];

/** The limits that the contract gives to the clause, as they were kept in the service, each leading to its faults. */
const limitItems = (
  facts: SiteFacts,
  limits: readonly NamedLimit[],
  clause: string,
): { label: string; value: RichCell[] }[] =>
  limits
    .filter(({ limit }) => limit.clauses.includes(clause))
    .map(({ title, limit }) => {
      const { met, missed, running } = limitCells(facts, limit);
      const said = (word: string, cell: RichCell): RichCell => ({ ...cell, text: `${word} ${cell.text} 次` });
      return {
        label: title,
        value: [said('达标', met), said('未达标', missed), ...(limit.running === 0 ? [] : [said(UNSETTLED, running)])],
      };
    });

/** Whether the evidence is whole is told by the statement, where the contract has one. */
function evidenceNote({ obligations }: SiteFacts): string {
  const statement = obligations.find((one) => unitOf(one) === STATEMENT);
  const where = statement === undefined ? '' : `；是否齐全、缺什么，见${statement.name}`;
  return `能作证据的种类，各有多少条${where}`;
}

/** The ambiguities of the clause; none where nobody reads it in two ways. */
function readingsSection(facts: SiteFacts, clause: string): Section[] {
  const own = interpretationsOf(facts, clause);
  if (own.length === 0) return [];
  const items = own.map((one) => ({
    text: `${one.question}：${isSettled(one) ? settledAs(one) : interpretationStates.pending}`,
    href: interpretationHref(one.id),
  }));
  return [
    { id: 'readings', title: '口径', note: '可作不同理解之处，各有什么状态', blocks: [{ type: 'links', items }] },
  ];
}

/** How far the data express the words of the clauses: how many, then each of which words are left and so judged by nothing. */
function expressedSection(all: readonly Expression[]): Section[] {
  const left = all.filter(({ rest }) => rest.length > 0);
  if (left.length === 0) return [];
  return [
    {
      ...{ id: 'expressed', title: '数据没有全部表达的条款', note: '余下的词句不作任何判定' },
      blocks: [
        {
          type: 'links',
          items: left.map((one) => ({
            text: `${clauseMark(one.clause.id)}　${one.clause.label}：${expressionText(one).replace(/\s+/g, ' ')}`,
            href: clauseHref(one.clause.id),
          })),
        },
      ],
    },
  ];
}

/** How far the data express the words of the clause. */
function expressionNote(one: Expression | undefined): Block[] {
  if (one === undefined || one.extent === 'quiet') return [];
  const text = `数据表达：${expressionText(one).replace(/\s+/g, ' ')}。`;
  return [
    one.rest.length > 0
      ? { type: 'note', text: `${text}余下的词句不作任何判定。`, tone: 'attention' }
      : { type: 'note', text },
  ];
}

function clausePage(
  facts: SiteFacts,
  trace: ClauseTrace,
  limits: readonly NamedLimit[],
  expression: Expression | undefined,
): SitePage {
  const { clause, obligations } = trace;
  const links = facts.documents.filter(
    (one) => one.status === 'issued' && obligations.some(({ id }) => id === one.obligation),
  );
  return {
    path: clause.id,
    title: `${clauseMark(clause.id)}　${clause.label}`,
    description: paperOf(facts.contract.contract, clause)?.name ?? '',
    sections: [
      {
        id: 'text',
        title: '原文',
        blocks: [{ type: 'note', text: clauseText(clause) }, ...topicNote(clause), ...expressionNote(expression)],
      },
      ...clausePosts(facts, clause),
      ...readingsSection(facts, clause.id),
      ...clauseVerdict(facts, clause.id, [...outageItems(trace), ...limitItems(facts, limits, clause.id)]),
      {
        id: 'obligations',
        title: '交付物',
        note: `${obligations.length} 种，已签发 ${links.length} 份`,
        figures: [figureOf(`clauses.${clause.id}.documents`, links.length, everTo(facts))],
        blocks: [
          {
            type: 'table',
            title: '交付物',
            columns: [
              { key: 'name', label: '交付物', title: true },
              { key: 'documents', label: '已签发', align: 'right' },
              { key: 'latest', label: '最近一份', wide: true },
            ],
            rows: obligations.map((one) => ({
              cells: {
                name: { text: one.name, href: kindHref(one.id) },
                documents: countCell(`documents.${one.id}`, one.documents, everTo(facts)),
                latest:
                  one.latest === null
                    ? '尚未签发'
                    : { text: one.latest.text, href: one.latest.href, sub: one.latest.number },
              },
            })),
            empty: '没有交付物写明依据这一条款。',
          },
        ],
      },
      {
        id: 'evidence',
        title: '证据记录',
        note: evidenceNote(facts),
        blocks: [evidenceTable(facts, trace), { type: 'links', items: statementLink(facts) }],
      },
      ...evidenceSections(facts, trace),
    ],
  };
}
