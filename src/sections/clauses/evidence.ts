/**
 * The records that prove a clause, as the statement judges them: by what the clause is about, and not every record of a kind that
 * may prove it. Pure.
 */

import { casesOf, incidentsOf } from '../../assess/contract/clause-cases.ts';
import { clauseEvidence, provesNothing } from '../../assess/contract/clause-evidence.ts';
import { documentsNaming } from '../../assess/contract/clause-status.ts';
import { figureIds } from '../../page/figure-ids.ts';
import { type Figure, figureOf } from '../../report/figure.ts';
import type { Section, TableBlock } from '../../report/site-model.ts';
import { assessIncident, type IncidentContext } from '../../subjects/incidents/judge/clocks.ts';
import { quotasOf } from '../../subjects/incidents/judge/quota.ts';
import incidentKind from '../../subjects/incidents/kinds/incident.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { countCell, everTo } from '../parts/figures.ts';
import { clauseHref, recordHref, recordsHref } from '../parts/links.ts';
import { firstDay } from '../parts/needs.ts';
import { recordLine } from '../parts/record-about.ts';
import type { ClauseRecords, ClauseTrace, Evidence } from './trace.ts';

/** Since when records are looked at. */
export const EVIDENCE_WINDOW = 'months';

/**
 * The records of each clause, by the id of their kind, in their order.
 * @param facts with the records of every kind @param context how faults are judged
 */
export function recordsByClause(facts: SiteFacts, context: IncidentContext): ClauseRecords {
  const { contract, assets } = facts.contract;
  const own = recordsOf(facts, incidentKind);
  const kinds = facts.kinds.filter(({ id }) => !provesNothing.has(id));
  const cases = casesOf({
    ...{ own, context, quotas: quotasOf(own, context) },
    assessments: own.map((one) => assessIncident(one, context)),
  });
  const found = clauseEvidence({
    ...{ clauses: contract.clauses, requirements: contract.requirements, assets, kinds },
    records: kinds.flatMap(({ id }) => facts.records[id] ?? []),
    incidentsOf: (clause) => incidentsOf(clause, { cases }),
    documentsOf: documentsNaming(facts.contract.obligations, contract),
  });
  return new Map(
    found.map(({ clause, kinds }) => [clause.id, new Map(kinds.map(({ kind, records }) => [kind.id, records]))]),
  );
}

const ownAnchor = (kind: string): string => `of-${kind}`;

/** How many there are of each kind, each number leading to them: to all of the kind where all of them prove the clause. */
export function evidenceTable(facts: SiteFacts, { clause, evidence }: ClauseTrace): TableBlock {
  return {
    type: 'table',
    title: '证据记录',
    columns: [
      { key: 'kind', label: '记录种类', title: true },
      { key: 'count', label: '本条款的记录', align: 'right' },
      { key: 'all', label: '同种类全部', align: 'right' },
    ],
    rows: evidence.map((one) => {
      const all = countCell(figureIds.records(one.kind), one.all, everTo(facts));
      const own = ownFigure(facts, clause.id, one);
      const href = isAll(one) ? recordsHref(one.kind) : `${clauseHref(clause.id)}#${ownAnchor(one.kind)}`;
      return {
        cells: {
          kind: own.value === 0 ? one.label : { text: one.label, href },
          count: isAll(one) ? all : { text: String(own.value), figure: own, ...(isListed(one) ? { href } : {}) },
          all,
        },
      };
    }),
    empty: '没有记录种类写明是这一条款的证据；见上列交付物正文。',
  };
}

const isAll = ({ records, all }: Evidence): boolean => records.length === all;

const ownFigure = (facts: SiteFacts, clause: string, { kind, records }: Evidence): Figure =>
  figureOf(`clauses.${clause}.records.${kind}`, records.length, {
    from: firstDay(EVIDENCE_WINDOW, facts),
    to: facts.now,
  });

/** Of so many records the newest are listed; all stand among those of the kind. */
const MOST = 120;

const isListed = ({ records }: Evidence): boolean => records.length > 0 && records.length <= MOST;

/** The records themselves, newest first, of each kind of which not every one proves the clause. */
export const evidenceSections = (facts: SiteFacts, { clause, evidence }: ClauseTrace): Section[] =>
  evidence
    .filter((one) => one.records.length > 0 && !isAll(one))
    .map((one) => {
      const { kind, label, records } = one;
      const unit = facts.kinds.find(({ id }) => id === kind);
      const listed = records.toReversed().slice(0, MOST);
      const rows = listed.map((record) => ({
        cells: {
          id: { text: record.id, href: recordHref(facts, record.id) },
          about: unit === undefined ? '—' : recordLine(facts, unit, record),
        },
      }));
      const columns: TableBlock['columns'] = [
        { key: 'id', label: '记录', title: true },
        { key: 'about', label: '情况', wide: true },
      ];
      const rest = listed.length === records.length ? '' : `，列出最近 ${listed.length} 条`;
      return {
        ...{ id: ownAnchor(kind), title: `本条款的${label}`, note: `${records.length} 条${rest}` },
        figures: [ownFigure(facts, clause.id, one)],
        blocks: [{ type: 'table', title: label, columns, rows, empty: '' }],
      };
    });
