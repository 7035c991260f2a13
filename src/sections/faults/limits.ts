/** The limits of 故障: how each was kept, its cases on a page of their own, and the yearly quota. Pure. */

import { quotaVerdict } from '../../assess/contract/quota-verdict.ts';
import { compareRecordIds } from '../../contract/record-id.ts';
import { clauseMark, clauseMarks } from '../../contract/terms/clause-marks.ts';
import { figureIds } from '../../page/figure-ids.ts';
import { settledTable } from '../../page/table.ts';
import { figureOf } from '../../report/figure.ts';
import type { Block, Section, SitePage, TableBlock } from '../../report/site-model.ts';
import { caseColumns, caseTone, type LimitCase, reasonText } from '../../subjects/incidents/cases.ts';
import { type IncidentContext, isFailing } from '../../subjects/incidents/judge/clocks.ts';
import type { LimitSummary } from '../../subjects/incidents/judge/commitments.ts';
import { limitsWord } from '../../subjects/incidents/judge/limits.ts';
import { type Quota, quotasOf } from '../../subjects/incidents/judge/quota.ts';
import { responsibilityText } from '../../subjects/incidents/judge/told-beside.ts';
import { responsibilityChoices } from '../../subjects/incidents/kinds/incident/choices.ts';
import incidentKind from '../../subjects/incidents/kinds/incident.ts';
import { faultColumns, type JudgedFault, judgedIn } from '../../subjects/incidents/list.ts';
import { quotaId, quotaTitle } from '../../subjects/incidents/quota.ts';
import { levelWordOf } from '../../wording/levels.ts';
import { incidentContext, limitCells, UNSETTLED } from '../board/figures.ts';
import { type NamedLimit, namedLimits } from '../board/named-limits.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { serviceTo } from '../parts/figures.ts';
import { assetNames, limitHref, MISSED_HREF, recordHref } from '../parts/links.ts';
import { agreedLinks, judgedSince, openHref, sinceText } from '../parts/settled.ts';

/** Cases that one page lists, those that were not kept first; the rest stands on the pages of the months. */
const MOST_CASES = 300;

/** The limits of this service period as one table, each leading to its cases. */
export function limitsSection(facts: SiteFacts): Section {
  const limits = namedLimits(facts);
  const missed = missedCases(limits).length;
  return {
    id: 'limits',
    title: limitsWord(facts.contract.contract, '各项时限'),
    note: '本服务期',
    blocks: [
      {
        type: 'table',
        title: '各项时限',
        columns: [
          { key: 'limit', label: '时限', title: true },
          { key: 'clauses', label: '条款', wide: true },
          { key: 'met', label: '达标', align: 'right' },
          { key: 'missed', label: '未达标', align: 'right' },
          { key: 'running', label: UNSETTLED, align: 'right' },
        ],
        rows: limits.map(({ title, limit }) => ({
          cells: {
            limit: { text: title, href: limitHref(limit.id) },
            clauses: clauseMarks(limit.clauses),
            ...limitCells(facts, limit),
          },
        })),
        empty: '',
      },
      {
        type: 'links',
        items: [
          {
            text: `全部未达标 ${missed} 次`,
            href: MISSED_HREF,
            figure: figureOf(figureIds.limitsMissed, missed, serviceTo(facts)),
          },
        ],
      },
    ],
  };
}

/** What each figure of 首页 is made of: every fault to which the limit applies, with its sentence; and all that were missed. */
export function limitPages(facts: SiteFacts): SitePage[] {
  const limits = namedLimits(facts);
  return [missedPage(facts, limits), ...limits.map((one) => limitPage(facts, one))];
}

interface NamedCase {
  title: string;
  one: LimitSummary['cases'][number];
}

/** Newest first, as 首页 counts them: the agreed dates of requirements are apart. */
const missedCases = (limits: readonly NamedLimit[]): NamedCase[] =>
  limits
    .filter(({ limit }) => limit.limit !== null)
    .flatMap(({ title, limit }) => limit.cases.map((one) => ({ one, title })))
    .filter(({ one }) => isFailing(one.state))
    .sort((a, b) => compareRecordIds(b.one.id, a.one.id));

function limitPage(facts: SiteFacts, { title, limit }: NamedLimit): SitePage {
  const ordered = limit.cases
    .toReversed()
    .toSorted((a, b) => Number(isFailing(b.state)) - Number(isFailing(a.state)))
    .map((one) => ({ one, title }));
  return {
    path: `limit/${limit.id}`,
    title,
    description: `本服务期达标 ${limit.met} 次，未达标 ${limit.missed} 次，${UNSETTLED} ${limit.running} 次${limit.unsettled === '' ? '' : `（${limit.unsettled}）`}；条款 ${clauseMarks(limit.clauses)}。`,
    figures: Object.values(limitCells(facts, limit)).flatMap(({ figure }) => figure ?? []),
    sections: [casesSection(facts, ordered, false, '本服务期没有适用这一时限的故障。')],
  };
}

function missedPage(facts: SiteFacts, limits: readonly NamedLimit[]): SitePage {
  const missed = missedCases(limits);
  return {
    path: 'limit/missed',
    title: '时限未达标',
    description: `本服务期未达标 ${missed.length} 次，每起故障的每一项时限各计一次。`,
    sections: [casesSection(facts, missed, true, '本服务期没有未达标的时限。')],
  };
}

function casesSection(facts: SiteFacts, cases: readonly NamedCase[], withLimit: boolean, empty: string): Section {
  const listed = cases.slice(0, MOST_CASES);
  const rest = cases.length - listed.length;
  return {
    id: 'cases',
    title: '故障',
    note: `${cases.length} 次`,
    blocks: [
      caseTable(facts, listed, withLimit, empty),
      ...(rest === 0 ? [] : [{ type: 'note' as const, text: `另有 ${rest} 次，见故障各月的列表。` }]),
    ],
  };
}

/** As the counts of a limit sum them up. */
const results = { missed: '未达标', met: '达标', running: UNSETTLED, other: '不适用' } as const;

function resultOf(state: LimitSummary['cases'][number]['state']): keyof typeof results {
  if (state === 'met') return 'met';
  if (isFailing(state)) return 'missed';
  return state === 'not-applicable' ? 'other' : 'running';
}

type ListedCase = LimitCase & Pick<NamedCase, 'one'>;

/** With whose it was and why only where it was not kept. */
function caseRow(fault: JudgedFault | undefined, facts: SiteFacts, { one, title }: NamedCase): ListedCase {
  const { id, state, text } = one;
  const word = fault === undefined ? responsibilityChoices.pending : responsibilityText(fault.incident, facts.now);
  return {
    ...{ one, id, state, text, clock: title, title: fault?.incident.title ?? id },
    level: fault === undefined ? '' : levelWordOf(facts.contract.contract.levels, fault.judged.level),
    reason: isFailing(state) ? reasonText(fault?.incident, word) : null,
  };
}

function caseTable(facts: SiteFacts, cases: readonly NamedCase[], withLimit: boolean, empty: string): TableBlock {
  const faults = judgedIn(recordsOf(facts, incidentKind), incidentContext(facts));
  const byId = new Map(faults.map((one) => [one.incident.id, one]));
  const { title, level, clock, state, text, reason } = caseColumns;
  const since = ({ one }: ListedCase): string | undefined => {
    const found = one.state === 'undecided' || one.clock === null ? null : judgedSince(facts, one.id, [one.clock]);
    return found === null ? undefined : sinceText(found);
  };
  return settledTable<ListedCase>(
    {
      title: '适用的故障',
      tone: caseTone,
      columns: {
        title: { ...title, href: ({ id }) => recordHref(facts, id) },
        ...{ level, ...(withLimit ? { clock } : {}) },
        state: { ...state, href: (one) => openHref(one.state === 'undecided').href },
        text: { ...text, sub: since },
        reason,
      },
      filters: [
        {
          key: 'result',
          label: '结果',
          options: Object.entries(results).map(([value, word]) => ({ value, text: word })),
        },
      ],
      filter: (one) => ({ result: resultOf(one.state) }),
      empty,
    },
    cases.map((one) => caseRow(byId.get(one.one.id), facts, one)),
    'site',
  );
}

const agreedBlock = (facts: SiteFacts): Block[] => {
  const items = agreedLinks(facts);
  return items.length === 0 ? [] : [{ type: 'links', items }];
};

const sideWords = { supplier: '⟦供应商⟧', pending: '待定', others: '其他方（另列）' } as const;

/** Each quota of the contract, by every reading. */
export function quotaSections(facts: SiteFacts): Section[] {
  const context = incidentContext(facts);
  return quotasOf(recordsOf(facts, incidentKind), context).map((quota, n) => quotaSection(facts, context, quota, n));
}

function quotaSection(facts: SiteFacts, context: IncidentContext, quota: Quota, n: number): Section {
  const what = quota.counts ?? '故障';
  const faults = new Map(judgedIn(recordsOf(facts, incidentKind), context).map((one) => [one.incident.id, one]));
  // As the quota counts them, pauses and the purchaser's confirmation included: two hours decide.
  const rows = quota.byOption.flatMap(({ option, label, ...sides }) =>
    (['supplier', 'pending', 'others'] as const).flatMap((who) =>
      sides[who].flatMap((id) => (faults.has(id) ? [{ ...(faults.get(id) as JudgedFault), option, label, who }] : [])),
    ),
  );
  const { title, start, used } = faultColumns(context, (ids) => assetNames(facts, ids));
  return {
    id: quotaId(n),
    title: quotaTitle(quota),
    note: `条款 ${clauseMark(quota.clause)}`,
    blocks: [
      { type: 'note', text: quota.text, tone: quotaVerdict(quota).tone },
      ...agreedBlock(facts),
      settledTable<(typeof rows)[number]>(
        {
          title: quota.byReadings ? `各口径下的${what}` : what,
          columns: {
            title: { ...title, href: ({ incident }) => recordHref(facts, incident.id) },
            option: { label: '口径', wide: true, value: ({ label }) => label },
            who: { label: '责任归属', value: ({ who }) => sideWords[who] },
            ...{ start, used },
          },
          filters: [
            {
              key: 'reading',
              label: '口径',
              options: quota.byOption.map(({ option, label }) => ({ value: option, text: label })),
            },
            {
              key: 'who',
              label: '责任归属',
              options: Object.entries(sideWords).map(([value, text]) => ({ value, text })),
            },
          ],
          filter: ({ option, who }) => ({ reading: option, who }),
          empty: quota.byReadings ? `按任何一种口径，本服务期都没有${what}。` : `没有计入的${what}。`,
        },
        rows,
        'site',
      ),
    ],
  };
}
