/** 达成情况 of the clauses, period by period and over the whole service: the counts, and a page for what each of them counts. Pure. */
import { undeductedText } from '../../assess/contract/undeducted.ts';
import { clauseMark } from '../../contract/terms/clause-marks.ts';
import { settledTable, type TableColumn, type TableDefinition } from '../../page/table.ts';
import { figureOf } from '../../report/figure.ts';
import type { Block, Cell, RichCell, Section, SitePage, TableBlock } from '../../report/site-model.ts';
import { besideStatements } from '../../states/clause.ts';
import { clauseHeads, exceptionTable } from '../../subjects/clauses/tables.ts';
import { UNNAMED } from '../../wording/words.ts';
import type { ClauseVerdicts, JudgedPeriod, SiteFacts } from '../parts/facts.ts';
import { countCell, everTo } from '../parts/figures.ts';
import { clauseHref, clauseStateHref, EXCEPTIONS_HREF, exceptionsAnchor, exceptionsHref } from '../parts/links.ts';
import { exceptionPlace } from './exception-place.ts';
import { type MissedSince, missedSection } from './missed-since.ts';
import { exceptionsOf, type ListedException, type Said, saidOf, weight, wholeDaysText, worstOf } from './service.ts';
import type { ClauseTrace } from './trace.ts';

/** The clauses of which the same is said. */
interface StateGroup {
  /** Of its address and figure: the state's code; of words that are none any more their place among those. */
  id: string;
  said: Said;
  list: ClauseTrace[];
}

/** The clauses of one period, or with `null` of the whole service. */
interface Judged {
  period: JudgedPeriod | null;
  groups: StateGroup[];
}

/** The head of a column of marks that are those of the whole service. */
export const SERVICE_LABEL = `${clauseHeads.state.label}（服务期至今）`;

/** How many periods have a statement. */
const judgedCount = ({ periods }: Pick<ClauseVerdicts, 'periods'>): number =>
  periods.filter(({ statement }) => typeof statement !== 'string').length;

/** `第 2 个服务季度、第 3 个服务季度`; of all that were judged that. */
export function periodNames(periods: readonly JudgedPeriod[], verdicts: ClauseVerdicts): string {
  if (periods.length === judgedCount(verdicts) && periods.length > 1)
    return `${periods.length} ${verdicts.counter}均如此`;
  return periods.map(({ name }) => name).join('、');
}

/** The worst that is said of a clause, with the periods that it is from: of what was kept throughout they are not named. */
export function serviceCell(verdicts: ClauseVerdicts, clause: string): RichCell {
  const { said, periods } = worstOf(verdicts, clause);
  return periods.length === 0 ? said.cell : { ...said.cell, sub: periodNames(periods, verdicts) };
}

/** What is said of each clause, by its words: those of the earlier periods name the groups. */
function judgedOf(verdicts: ClauseVerdicts, traces: readonly ClauseTrace[]): Judged[] {
  const ids = new Map<string, string>();
  const idOf = ({ code, cell: { text } }: Said): string => {
    const id = code ?? ids.get(text) ?? `other-${ids.size + 1}`;
    if (code === null) ids.set(text, id);
    return id;
  };
  const of = (period: JudgedPeriod | null): Judged => {
    const all = traces.flatMap((trace) => {
      const { id } = trace.clause;
      const said = period === null ? worstOf(verdicts, id).said : saidOf(period, id);
      return said === null ? [] : [{ said, trace }];
    });
    const groups = [...Map.groupBy(all, ({ said }) => said.cell.text).values()].flatMap((own): StateGroup[] => {
      const [first] = own;
      if (first === undefined) return [];
      return [{ id: idOf(first.said), said: first.said, list: own.map(({ trace }) => trace) }];
    });
    return { period, groups: groups.toSorted((a, b) => weight(a.said) - weight(b.said)) };
  };
  return [null, ...verdicts.periods].map(of);
}

const pathOf = (id: string, period: JudgedPeriod | null): string =>
  period === null ? id : `${id}/${encodeURIComponent(period.key)}`;
const figureId = (id: string, period: JudgedPeriod | null): string =>
  period === null ? `clauses.state.${id}` : `clauses.state.${id}.${period.key}`;

/** Why a period has no counts. */
const without = {
  open: '尚未到判定的时候',
  owed: besideStatements.unjudged.word,
  waived: besideStatements.waived.word,
} as const;

/** How many clauses stand how, in each period and over the service, each leading to them; nothing before a statement was issued. */
export function stateSections(facts: SiteFacts, traces: readonly ClauseTrace[]): Section[] {
  const { verdicts } = facts.clauses;
  if (verdicts === null) return [];
  const within = everTo(facts);
  const judged = judgedOf(verdicts, traces);
  const states = [...new Map(judged.flatMap(({ groups }) => groups.map((one) => [one.id, one.said])))].toSorted(
    ([, a], [, b]) => weight(a) - weight(b),
  );
  const rows = judged.map(({ period, groups }) => {
    const counts = states.map(([id]): [string, Cell] => {
      const count = groups.find((one) => one.id === id)?.list.length ?? 0;
      const href = clauseStateHref(pathOf(id, period));
      return [id, count === 0 ? '—' : countCell(figureId(id, period), count, within, { href })];
    });
    return {
      cells: { period: periodCell(verdicts, period), ...Object.fromEntries(counts), ...exceptionsCell(facts, period) },
    };
  });
  const columns: TableBlock['columns'] = [
    { key: 'period', ...clauseHeads.period, title: true },
    ...states.map(([id, { cell }]) => ({ key: id, label: cell.text, align: 'right' as const })),
    { key: 'exceptions', ...clauseHeads.exceptions },
  ];
  const table: TableBlock = {
    type: 'table',
    title: '各期达成情况的条款数',
    columns,
    rows,
    empty: '合同数据中没有条款。',
  };
  return [{ id: 'states', title: clauseHeads.state.label, note: NOTE, blocks: [answer(verdicts, judged), table] }];
}

/** 合同要求的都做到了没有: over the service, what was kept first. */
function answer(verdicts: ClauseVerdicts, [service]: readonly Judged[]): Block {
  const groups = service?.groups ?? [];
  const kept = groups.filter(({ said }) => said.code === 'met');
  const rest = groups.filter(({ said }) => said.code !== 'met');
  const words = [...kept, ...rest].map(({ said, list }) => `${said.cell.text} ${list.length} 项`);
  const tone =
    rest.map(({ said }) => said.cell.tone).find((one) => one === 'abnormal' || one === 'attention') ?? 'normal';
  return {
    type: 'note',
    text: `合同要求的都做到了没有：已判定的 ${judgedCount(verdicts)} ${verdicts.counter}中，${words.join('；')}。`,
    tone,
  };
}

const NOTE =
  '条款数；服务期至今取各期中最重的一期，签发后按确认的口径判定未达标的另计；一项例外涉及几个条款的，各条款都列，例外的合计只计一次';

function periodCell(verdicts: ClauseVerdicts, period: JudgedPeriod | null): RichCell {
  if (period === null) return { text: '服务期至今', sub: `已判定 ${judgedCount(verdicts)} ${verdicts.counter}` };
  const { name, from, to, statement } = period;
  const days = `${from} 至 ${to}`;
  return typeof statement === 'string'
    ? { text: name, sub: `${days}，${without[statement]}` }
    : { text: name, sub: days, href: statement.source.href };
}

/** Exceptions that the statements list, of all clauses. */
function exceptionsCell(facts: SiteFacts, period: JudgedPeriod | null): Record<string, Cell> {
  const { verdicts } = facts.clauses;
  if (verdicts === null || (period !== null && typeof period.statement === 'string')) return { exceptions: '—' };
  const count = exceptionsOf({ periods: period === null ? verdicts.periods : [period] }, null).length;
  if (count === 0) return { exceptions: '—' };
  const href = period === null ? EXCEPTIONS_HREF : exceptionsHref(period.key);
  return { exceptions: countCell(exceptionsFigure(period), count, everTo(facts), { href }) };
}

const exceptionsFigure = (period: JudgedPeriod | null): string =>
  period === null ? 'clauses.exceptions' : `clauses.exceptions.${period.key}`;

/** Above what the statements list: links to a part of it, and what none of them lists since a 口径 was agreed later. */
interface AboveExceptions {
  before: readonly Section[];
  missed: readonly MissedSince[];
}

/**
 * The clauses of each state, in each period and over the service; and the exceptions.
 * @param tableOf draws clauses as the list of all does @param first what stands above the exceptions that the statements list
 */
export function statePages(
  facts: SiteFacts,
  traces: readonly ClauseTrace[],
  first: AboveExceptions,
  tableOf: (list: readonly ClauseTrace[], period: JudgedPeriod | null) => TableBlock,
): SitePage[] {
  const { verdicts } = facts.clauses;
  if (verdicts === null) return [];
  const judged = judgedOf(verdicts, traces);
  const pages = judged.flatMap(({ period, groups }) =>
    groups.map(({ id, said, list }): SitePage => {
      const of = period === null ? '服务期至今，各期中最重的一期' : `${period.name}（${period.from} 至 ${period.to}）`;
      return {
        path: `state/${pathOf(id, period)}`,
        title: `达成情况：${said.cell.text}${period === null ? '' : `（${period.name}）`}`,
        description: `${of}为“${said.cell.text}”的条款 ${list.length} 项。`,
        figures: [figureOf(figureId(id, period), list.length, everTo(facts))],
        sections: [{ id: 'list', title: '条款', note: `${list.length} 项`, blocks: [tableOf(list, period)] }],
      };
    }),
  );
  return [...pages, ...exceptionPages(facts, verdicts, first, othersSection(facts, judged))];
}

/** What is not kept and yet no exception: a list of exceptions alone would read as all that was missed. */
const WITHOUT_EXCEPTION: readonly Said['code'][] = ['no-evidence', 'incomplete', 'undecided'];

/** Where the clauses are of which something is missing or open, over the service; nothing where there are none. */
function othersSection(facts: SiteFacts, [service]: readonly Judged[]): Section[] {
  const groups = (service?.groups ?? []).filter(({ said }) => WITHOUT_EXCEPTION.includes(said.code));
  if (groups.length === 0) return [];
  const items = groups.map(({ id, said, list }) => ({
    text: `${said.cell.text} ${list.length} 项条款`,
    href: clauseStateHref(pathOf(id, null)),
    figure: figureOf(figureId(id, null), list.length, everTo(facts)),
  }));
  return [{ id: 'others', title: '没有例外、但证据不全或未定的条款', blocks: [{ type: 'links', items }] }];
}

/** What the statements list as exceptions, newest period first; none where they list nothing. @param others where the rest is that was not kept */
function exceptionPages(
  facts: SiteFacts,
  verdicts: ClauseVerdicts,
  { missed, before }: AboveExceptions,
  others: readonly Section[],
): SitePage[] {
  const total = exceptionsOf(verdicts, null).length;
  if (total + missed.length + before.length === 0) return [];
  return [
    {
      path: 'state/exceptions',
      title: '例外清单',
      description: `合同要求没做到、没达标的事项，未达标的条款逐项列明：各期合同履约对照表列出的例外，共 ${total} 项${missed.length === 0 ? '' : `；另有签发后按确认的口径判定未达标 ${missed.length} 项`}。${undeductedText(facts.contract.contract) ?? ''}`,
      figures: [figureOf(exceptionsFigure(null), total, everTo(facts))],
      sections: [
        ...before,
        ...missedSection(facts, missed),
        ...verdicts.periods.toReversed().flatMap((period): Section[] => {
          const own = exceptionsOf({ periods: [period] }, null);
          if (own.length === 0) return [];
          return [
            {
              ...{
                id: exceptionsAnchor(period.key),
                title: period.name,
                note: [`${own.length} 项`, ...wholeDaysText(period)].join('；'),
              },
              figures: [figureOf(exceptionsFigure(period), own.length, everTo(facts))],
              blocks: [settledTable(exceptionsOfClauses(facts), own, 'site')],
            },
          ];
        }),
        ...others,
      ],
    },
  ];
}

const NONE_LISTED = '各期对照表没有列出例外。';

/** Each clause leads to its page; one that the contract no longer has leads nowhere. */
function exceptionsOfClauses(facts: SiteFacts): TableDefinition<ListedException> {
  const known = new Set(facts.contract.contract.clauses.map(({ id }) => id));
  const clauseCell = (ids: readonly string[]): Cell => {
    const [first, ...more] = ids
      .filter((id) => known.has(id))
      .map((id) => ({ text: clauseMark(id), href: clauseHref(id) }));
    const gone = ids.filter((id) => !known.has(id)).join('、');
    if (first === undefined) return gone || UNNAMED;
    return { ...first, ...(gone === '' ? {} : { sub: gone }), ...(more.length === 0 ? {} : { more }) };
  };
  return {
    ...exceptionTable<ListedException>(
      { clauses: { ...clauseHeads.clause, value: ({ clauses }) => clauseCell(clauses) } },
      (one) => exceptionPlace(facts, one),
    ),
    empty: NONE_LISTED,
  };
}

/** The exceptions of one clause, or of one matter, each with its period. */
export function clauseExceptions(facts: SiteFacts, list: readonly ListedException[]): TableBlock {
  const periods = [...new Map(list.map(({ period: { key, name } }) => [key, name]))];
  const options = periods.map(([value, text]) => ({ value, text }));
  const period: TableColumn<ListedException> = {
    ...{ ...clauseHeads.period, short: true, value: (one) => one.period.name },
    href: ({ statement }) => `${statement.page}#exceptions`,
  };
  return settledTable(
    {
      ...exceptionTable<ListedException>({ period }, (one) => exceptionPlace(facts, one)),
      ...(options.length > 1 ? { filters: [{ key: 'period', ...clauseHeads.period, options }] } : {}),
      filter: (one) => ({ period: one.period.key }),
      empty: NONE_LISTED,
    },
    list,
    'site',
  );
}
