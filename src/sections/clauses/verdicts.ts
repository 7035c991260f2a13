/** 达成情况 of the clauses, as the newest statement says it of its own period: the words, the counts, and a page for each. Pure. */
import { type ClauseState, clauseStates } from '../../assess/contract/clause-status.ts';
import { figureOf } from '../../report/figure.ts';
import type { SiteCell, SiteLink, SitePage, SiteSection, SiteTable, SiteTone } from '../../report/site-model.ts';
import type { ClauseVerdicts, SiteFacts } from '../parts/facts.ts';
import { countCell, everTo } from '../parts/figures.ts';
import { clauseStateHref, marks } from '../parts/links.ts';
import type { ClauseTrace } from './trace.ts';

/** The clauses of which the statement says the same. */
interface StateGroup {
  /** Of its address and figure: the state's code; of words that are none any more their place among those. */
  id: string;
  /** As the statement prints it. */
  said: SiteLink;
  list: ClauseTrace[];
}

/** The head of what the statement says, with the one period that it is judged for: `2026 年第 4 季度达成情况`. */
export const verdictLabel = ({ period }: Pick<ClauseVerdicts, 'period'>): string => `${period}达成情况`;

/** What the document says; a clause that it does not judge is not taken for one that it found well. */
export function verdictCell({ states }: Pick<ClauseVerdicts, 'states'>, clause: string): SiteLink {
  const said = states.get(clause);
  if (said === undefined) return { text: UNLISTED, tone: 'muted', mark: marks.muted };
  const { text, tone, mark } = said;
  return { text, ...(tone === undefined ? {} : { tone, mark: mark ?? marks[tone] }) };
}

const UNLISTED = '未列入';

/** What wants looking at comes first. */
const ranks: Record<SiteTone, number> = { abnormal: 0, attention: 1, normal: 2, muted: 3 };
const rankOf = ({ said: { tone } }: StateGroup): number => (tone === undefined ? ranks.normal : ranks[tone]);

function groupsOf(verdicts: ClauseVerdicts, traces: readonly ClauseTrace[]): StateGroup[] {
  const codes = Object.keys(clauseStates) as ClauseState[];
  const groups = Map.groupBy(traces, ({ clause }) => verdictCell(verdicts, clause.id).text);
  return [...groups]
    .map(([text, list], n): StateGroup => {
      const code = text === UNLISTED ? 'unlisted' : codes.find((one) => clauseStates[one] === text);
      const [first] = list;
      return {
        id: code ?? `other-${n + 1}`,
        said: first === undefined ? { text } : verdictCell(verdicts, first.clause.id),
        list,
      };
    })
    .toSorted((a, b) => rankOf(a) - rankOf(b) || b.list.length - a.list.length);
}

/** How many clauses stand how, each leading to them; nothing before a statement was issued. */
export function stateSections(facts: SiteFacts, traces: readonly ClauseTrace[]): SiteSection[] {
  const { verdicts } = facts.clauses;
  if (verdicts === null) return [];
  const within = everTo(facts);
  const rows = groupsOf(verdicts, traces).map(({ id, said, list }) => {
    const href = clauseStateHref(id);
    const state: SiteCell = { ...said, href };
    return { cells: { state, count: countCell(stateFigure(id), list.length, within, { href }) } };
  });
  const columns: SiteTable['columns'] = [
    { key: 'state', label: verdictLabel(verdicts), title: true },
    { key: 'count', label: '条款', align: 'right' },
  ];
  const table: SiteTable = { type: 'table', caption: '各达成情况的条款', columns, rows, empty: '合同数据中没有条款。' };
  return [{ id: 'states', title: '达成情况', note: verdicts.period, blocks: [table] }];
}

const stateFigure = (id: string): string => `clauses.state.${id}`;

/** The clauses of each state. @param tableOf draws them as the list of all does */
export function statePages(
  facts: SiteFacts,
  traces: readonly ClauseTrace[],
  tableOf: (list: readonly ClauseTrace[]) => SiteTable,
): SitePage[] {
  const { verdicts } = facts.clauses;
  if (verdicts === null) return [];
  return groupsOf(verdicts, traces).map(({ id, said, list }) => ({
    path: `state/${id}`,
    title: `达成情况：${said.text}`,
    description: `${list.length} 项条款，取自${verdicts.source.text}。`,
    figures: [figureOf(stateFigure(id), list.length, everTo(facts))],
    sections: [{ id: 'list', title: '条款', note: `${list.length} 项`, blocks: [tableOf(list)] }],
  }));
}
