/** 条款追溯: every clause of the contract → obligations → evidence records → issued documents. Pure. */
import { clauseNumber, clauseText, expandClauses } from '../contract/clauses.ts';
import type { Clause } from '../contract/contract.ts';
import type { SiteBlock, SiteCell, SitePage } from '../report/site-model.ts';
import type { SiteFacts } from './parts/facts.ts';
import { documentHref, recordsHref } from './parts/links.ts';

/** What stands behind one clause. */
export interface ClauseTrace {
  clause: Clause;
  obligations: {
    id: string;
    name: string;
    documents: number;
    latest: { number: string; text: string; href: string } | null;
  }[];
  /** Kinds of record that are evidence for it, with how many there are. */
  evidence: { kind: string; label: string; count: number }[];
}

/** One trace for each clause, in the order of the contract. */
export function traceClauses(facts: SiteFacts): ClauseTrace[] {
  const { contract } = facts.contract;
  const obligations = facts.obligations.map((one) => ({ one, covers: covered(one.clauses, contract) }));
  const kinds = facts.kinds.map((one) => ({ one, covers: covered(one.clauses, contract) }));
  const issued = Map.groupBy(
    facts.documents.filter(({ status }) => status === 'issued'),
    ({ obligation }) => obligation,
  );
  const traced = new Map(
    obligations.map(({ one }): [string, ClauseTrace['obligations'][number]] => [
      one.id,
      traceObligation(one, issued.get(one.id) ?? []),
    ]),
  );
  return contract.clauses.map((clause) => ({
    clause,
    obligations: obligations
      .filter(({ covers }) => covers.has(clause.id))
      .flatMap(({ one }) => traced.get(one.id) ?? []),
    evidence: kinds
      .filter(({ covers }) => covers.has(clause.id))
      .map(({ one }) => ({ kind: one.id, label: one.label, count: facts.ids.get(one.id)?.length ?? 0 })),
  }));
}

const covered = (list: readonly string[], contract: { clauses: readonly Clause[] }): Set<string> =>
  new Set(expandClauses(list, contract).map(({ id }) => id));

function traceObligation(
  { id, name }: { id: string; name: string },
  issued: SiteFacts['documents'],
): ClauseTrace['obligations'][number] {
  const latest = issued.toSorted((a, b) => Date.parse(a.issuedAt ?? '') - Date.parse(b.issuedAt ?? '')).at(-1);
  return {
    id,
    name,
    documents: issued.length,
    latest:
      latest === undefined
        ? null
        : {
            number: latest.number,
            text: `${latest.periodText} ${latest.revisionText}`,
            href: documentHref(latest.number),
          },
  };
}

export function clausePages(facts: SiteFacts): SitePage[] {
  const traces = traceClauses(facts);
  const chapters = Map.groupBy(traces, ({ clause }) => clause.id.split('.')[0] ?? '');
  const withDocument = traces.filter(({ obligations }) => obligations.some(({ documents }) => documents > 0)).length;
  return [
    {
      path: '',
      title: '条款追溯',
      description: `合同 ${traces.length} 项条款，${withDocument} 项已有签发的文档。从条款找到应交的文档和证据；从一份文档查到它的条款和记录，到“档案查验”输入文档编号。`,
      sections: [...chapters].map(([chapter, list]) => ({
        id: `chapter-${chapter}`,
        title: `第 ${chapter} 部分`,
        note: `${list.length} 项`,
        blocks: [clauseTable(list)],
      })),
    },
    ...traces.map((trace) => clausePage(facts, trace)),
  ];
}

const clausePath = (id: string): string => id;

function clauseTable(list: readonly ClauseTrace[]): SiteBlock {
  return {
    type: 'table',
    caption: '条款、交付物与证据',
    columns: [
      { key: 'clause', label: '条款', title: true },
      { key: 'obligations', label: '交付物', wide: true },
      { key: 'evidence', label: '证据记录', align: 'right' },
      { key: 'documents', label: '已签发', align: 'right' },
    ],
    rows: list.map((trace) => {
      const documents = trace.obligations.reduce((sum, one) => sum + one.documents, 0);
      const records = trace.evidence.reduce((sum, one) => sum + one.count, 0);
      return {
        id: `c-${trace.clause.id}`,
        cells: {
          clause: {
            text: `${trace.clause.id}　${trace.clause.label}`,
            href: `/clauses/${clausePath(trace.clause.id)}`,
            sub: clauseText(trace.clause),
          },
          obligations: obligationsCell(trace),
          evidence: String(records),
          documents: documents === 0 ? { text: '0', tone: 'muted' } : String(documents),
        },
      };
    }),
    empty: '合同数据中没有条款。',
  };
}

function obligationsCell({ obligations }: ClauseTrace): SiteCell {
  if (obligations.length === 0) return { text: '没有对应的交付物', tone: 'attention', mark: '△' };
  return obligations.map(({ name }) => name).join('、');
}

function clausePage(facts: SiteFacts, { clause, obligations, evidence }: ClauseTrace): SitePage {
  const links = facts.documents.filter(
    (one) => one.status === 'issued' && obligations.some(({ id }) => id === one.obligation),
  );
  return {
    path: clausePath(clause.id),
    title: `${clause.id}　${clause.label}`,
    description: clauseNumber(clause),
    sections: [
      { id: 'text', title: '原文', blocks: [{ type: 'note', text: clauseText(clause) }] },
      {
        id: 'obligations',
        title: '交付物',
        note: `${obligations.length} 种，已签发 ${links.length} 份`,
        blocks: [
          {
            type: 'table',
            caption: '交付物',
            columns: [
              { key: 'name', label: '交付物', title: true },
              { key: 'documents', label: '已签发', align: 'right' },
              { key: 'latest', label: '最近一份', wide: true },
            ],
            rows: obligations.map((one) => ({
              cells: {
                name: { text: one.name, href: `/deliverables/kind/${one.id}` },
                documents: String(one.documents),
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
        blocks: [
          {
            type: 'table',
            caption: '证据记录',
            columns: [
              { key: 'kind', label: '记录种类', title: true },
              { key: 'count', label: '记录数', align: 'right' },
            ],
            rows: evidence.map(({ kind, label, count }) => ({
              // A kind of which there is no record yet has no page.
              cells: { kind: count === 0 ? label : { text: label, href: recordsHref(kind) }, count: String(count) },
            })),
            empty: '没有记录种类写明是这一条款的证据；见上列交付物正文。',
          },
        ],
      },
    ],
  };
}
