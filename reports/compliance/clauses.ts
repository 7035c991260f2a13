/** Every clause of the contract: 条款对照 with what is owed and what there is, then 原文 · 证据 · 独立来源的证据 · 例外. */

import type { ClauseEvidence } from '../../src/assess/contract/clause-evidence.ts';
import type { ClauseStatus } from '../../src/assess/contract/clause-status.ts';
import type { Coverage } from '../../src/assess/contract/coverage.ts';
import type { ClauseException } from '../../src/assess/contract/exception.ts';
import { unexcepted } from '../../src/assess/contract/unexcepted.ts';
import { numberWithDays } from '../../src/contract/calendar/number-days.ts';
import { expressionText } from '../../src/contract/expressed/expressed.ts';
import { clauseMark } from '../../src/contract/terms/clause-marks.ts';
import { clauseText } from '../../src/contract/terms/clauses.ts';
import { settledTable, type TableDefinition } from '../../src/page/table.ts';
import type { Block, Cell, Section } from '../../src/report/block.ts';
import type { StatedClause } from '../../src/report/statement.ts';
import { type ClauseState, clauses } from '../../src/states/clause.ts';
import { lookCell, toneMarks } from '../../src/states/look.ts';
import { receiptWords } from '../../src/states/receipt.ts';
import { clauseHeads } from '../../src/subjects/clauses/tables.ts';
import type { Delivery } from '../../src/subjects/deliveries/judge/deliveries.ts';
import { daySpans } from '../../src/wording/days.ts';
import { namesText } from '../../src/wording/words.ts';
import { periodsText, shortPeriod } from '../deliveries/lists.ts';

/** 达成情况 with its mark, so that it stands out in black and white too. */
export const clauseStateCell = (state: ClauseState): ReturnType<typeof lookCell> => lookCell(clauses[state]);

/** One section with a table for each chapter (`4.1`, `5.3`); small ones that follow each other share a table. */
export function clauseSections(statuses: readonly ClauseStatus[]): Section[] {
  return [
    { id: 'clauses', title: '逐条对照', blocks: [{ type: 'note', text: LEGEND, tone: 'muted' }] },
    ...chaptersOf(statuses).map((own): Section => {
      const title = paperTitle(own);
      const id = `clause-${chapterOf(own[0]?.clause.id ?? '').replaceAll('.', '-')}`;
      return {
        id,
        title,
        level: 2,
        blocks: [...longTexts(own), comparison(title, own), grounds(title, own)],
        stated: { clauses: own.map((one) => statedClause(one, id)) },
      };
    }),
  ];
}

const statedClause = (status: ClauseStatus, section: string): StatedClause => ({
  id: status.clause.id,
  code: status.state,
  state: clauseStateCell(status.state),
  coverage: coverageText(status),
  section,
});

const LEGEND =
  '条款对照一行一项，列出条款要求的证据应有多少、已有多少、缺哪些；“没有发生”指统计区间内没有引起这一要求的事项。证据为统计区间内的记录数（按记录种类）、已签发的文档编号和已签收份数；独立来源指自动采集、第三方导入，以及⟦采购人⟧或用户签字、许可、确认的记录。有证据不等于没有瑕疵，未见例外指按既定规则没有发现例外。数据只表达了条款一部分词句的，至多列为“部分表达”，没有表达的不作判断，余下的词句见总览。';

/** `4.1` of `4.1.3`. */
export const chapterOf = (id: string): string => /^\d+(\.\d+)?/.exec(id)?.[0] ?? id;

/** Chapters with fewer clauses than this join a small neighbour. */
const SMALL = 4;

function chaptersOf(statuses: readonly ClauseStatus[]): ClauseStatus[][] {
  const groups: ClauseStatus[][] = [];
  let small = false;
  for (const [, own] of Map.groupBy(statuses, ({ clause }) => chapterOf(clause.id))) {
    if (small && own.length < SMALL) groups.at(-1)?.push(...own);
    else groups.push([...own]);
    small = own.length < SMALL;
  }
  return groups;
}

/** `四（一）`, or `一 至 四` for several: the numbers on paper, where they are of that form without what stands below the chapter. */
export function paperTitle(own: readonly ClauseStatus[]): string {
  const number = /^[一二三四五六七八九十]+(（[一二三四五六七八九十]+）)?/;
  const paper = ({ clause: { paper: whole } }: ClauseStatus): string => number.exec(whole)?.[0] ?? whole;
  const [first = '', last = ''] = [own[0], own.at(-1)].map((one) => (one === undefined ? '' : paper(one)));
  return first === last ? first : `${first} 至 ${last}`;
}

/** A text longer than this stands above the table, where it does not become a tower. */
const LONG = 150;

const longTexts = (own: readonly ClauseStatus[]): Block[] =>
  own
    .filter(({ clause }) => clauseText(clause).length > LONG)
    .map(({ clause }) => ({ type: 'note', text: `${clauseMark(clause.id)} 原文：${clauseText(clause)}` }));

/** One thing that a clause asks for: a line of 条款对照. */
interface Owed {
  status: ClauseStatus;
  wanted: string;
  /** undefined: nothing that could be numbered beforehand. */
  counted?: Coverage;
}

/** What a clause asks for, in order; of one that names nothing to count by what it is judged. */
function owedBy(status: ClauseStatus): Owed[] {
  const { coverage, state, evidence, expression } = status;
  const alone = (wanted: string): Owed[] => [{ status, wanted }];
  if (state === 'behind') return alone('不据本条判定');
  if (state === 'declared') return alone(expressionText(expression));
  if (coverage.length > 0) return coverage.map((counted) => ({ status, wanted: counted.wanted, counted }));
  if (state === 'not-occurred') return alone(`有需要时：${NOTHING_CAME_UP}`);
  return alone(evidence.candidates.length === 0 ? '以文档为证' : '次数不预先确定，见证据');
}

const NOTHING_CAME_UP = '没有发生';

const comparison = (title: string, own: readonly ClauseStatus[]): Block =>
  settledTable({ ...compared, title: `条款对照　${title}` }, own.flatMap(owedBy), 'paper');

const compared: TableDefinition<Owed> = {
  columns: {
    number: {
      ...clauseHeads.clause,
      weight: 2,
      value: ({ status: { clause } }) => `${clauseMark(clause.id)} ${clause.label}`,
    },
    wanted: { label: '要求', weight: 2, value: ({ wanted }) => wanted },
    expected: {
      ...{ label: '应有', weight: 0.7, align: 'right' },
      value: ({ counted }) => (counted === undefined ? UNCOUNTED : amountCell(counted, 'expected', NOTHING_CAME_UP)),
    },
    found: {
      ...{ label: '已有', weight: 0.7, align: 'right' },
      value: ({ counted }) => (counted === undefined ? NONE : amountCell(counted, 'found', NONE)),
    },
    missing: { label: '缺', weight: 2.4, value: ({ counted }) => missingCell(counted) },
    state: { label: '结论', state: true, weight: 1.1, value: ({ status }) => clauseStateCell(status.state) },
  },
  tone: ({ status }) => toneOf(status),
  empty: '没有条款。',
};

const NONE: Cell = { text: '—', tone: 'muted' };
const UNCOUNTED: Cell = { text: '不计数', tone: 'muted' };

/** @param none where nothing came up that asks for it */
function amountCell(counted: Coverage, of: 'expected' | 'found', none: Cell): Cell {
  const { expected, counter } = counted;
  if (expected === 0) return none;
  return { text: `${counted[of]} ${counter}`, value: counted[of], kind: 'number', decimals: 0, unit: counter };
}

function missingCell(counted: Coverage | undefined): Cell {
  if (counted === undefined || counted.expected === 0) return NONE;
  return counted.missing.length === 0 ? '无' : missingText(counted.missing, counted.counter);
}

const toneOf = ({ state }: ClauseStatus): 'abnormal' | undefined => (state === 'exception' ? 'abnormal' : undefined);

const grounds = (title: string, own: readonly ClauseStatus[]): Block =>
  settledTable({ ...groundsTable, title: `证据与例外　${title}` }, own, 'paper');

/** The names stand above in 条款对照, and the words of each beside it. */
const groundsTable: TableDefinition<ClauseStatus> = {
  columns: {
    number: { ...clauseHeads.clause, weight: 0.6, value: ({ clause }) => clauseMark(clause.id) },
    text: {
      ...{ label: '原文', weight: 2 },
      value: ({ clause }) => (clauseText(clause).length > LONG ? '见表前原文' : clauseText(clause)),
    },
    evidence: { label: '证据', weight: 2.3, value: evidenceText },
    independent: { label: '独立来源的证据', weight: 1.1, value: ({ evidence }) => independentText(evidence) },
    exceptions: { label: '例外', weight: 2.1, value: exceptionCell },
  },
  tone: toneOf,
  empty: '没有条款。',
};

/** Missing things that are named before it says 等 N 个. */
const MISSING_NAMED = 8;

/** `各子系统的操作日志：应有 10 个，已有 2 个，缺 …`; where nothing came up that asks for it, that; where the records beside it are another number, why. */
const coverageText = (status: ClauseStatus): string =>
  owedBy(status)
    .map(({ wanted, counted }) => {
      if (counted === undefined) return wanted;
      const { counter, expected, found, missing, apart } = counted;
      if (expected === 0) return `${wanted}：${NOTHING_CAME_UP}`;
      const lacks = missing.length === 0 ? '' : `，缺 ${missingText(missing, counter)}`;
      return `${wanted}：应有 ${expected} ${counter}，已有 ${found} ${counter}${lacks}${apart === undefined ? '' : `（${apart}）`}`;
    })
    .join('；');

const missingText = (missing: readonly string[], counter: string): string =>
  missing.every((one) => /^\d{4}-\d{2}-\d{2}$/.test(one))
    ? `${namesText(daySpans(missing), '段', MISSING_NAMED)}`
    : namesText(missing, counter, MISSING_NAMED);

/** Kinds of document that are named before it says 等 N 种. */
const NAMED = 4;

/** Where the records are another number than what is owed, why stands beside them. */
function evidenceText({ evidence, issued, received, coverage, state }: ClauseStatus): string {
  const counts = evidence.kinds.map(({ kind, records: own }) => `${kind.label} ${own.length} 条`).join('，');
  const apart = coverage.flatMap((one) =>
    one.apart === undefined || state === 'behind' ? [] : [`${one.wanted}：${one.apart}`],
  );
  const records = [counts, ...apart].filter((part) => part !== '').join('；');
  const groups = [...Map.groupBy(issued, (one) => one.obligation.id).values()].map(documentText);
  const signed =
    received === issued.length
      ? `均${receiptWords.received}`
      : `${receiptWords.received} ${received} 份，未签收 ${issued.length - received} 份`;
  const documents = groups.length === 0 ? '' : `文档 ${namesText(groups, '种', NAMED)}；${signed}`;
  return [records, documents].filter((part) => part !== '').join('；') || '没有登记记录，没有签发文档';
}

/** Documents of one obligation: the number, or how many with the first and the last. */
function documentText(own: readonly Delivery[]): string {
  const numbers = own.flatMap(({ current, occurrence: { from, to } }) =>
    current === null ? [] : [numberWithDays(current.number, from, to)],
  );
  return numbers.length === 1 ? (numbers[0] ?? '') : `${numbers[0]} 至 ${numbers.at(-1)}（${numbers.length} 份）`;
}

function independentText({ automatic, imported, purchaser }: ClauseEvidence): string {
  const parts = [
    automatic > 0 ? `自动采集 ${automatic} 条` : '',
    imported > 0 ? `第三方导入 ${imported} 条` : '',
    purchaser > 0 ? `⟦采购人⟧或用户签认 ${purchaser} 条` : '',
  ].filter((part) => part !== '');
  return parts.join('，') || '没有';
}

/** Exceptions that are told in the row; all of them stand in 例外清单. */
const TOLD = 2;

function exceptionText(status: ClauseStatus): string {
  const { exceptions, gaps, undelivered, open: undecided, instead, state } = status;
  const told = exceptions.slice(0, TOLD).map(oneException);
  const more = exceptions.length > TOLD ? [`等 ${exceptions.length} 项，见例外清单`] : [];
  const late = gaps.length === 0 || exceptions.length > 0 ? [] : [gapText(gaps)];
  const open = undelivered === 0 ? [] : [`另：按送达口径未按期 ${undelivered} 份`];
  const cases = undecided === null ? [] : [undecided];
  const other = instead === null ? [] : [`以 ${instead}为准，不据本条判定`];
  const all = [...told, ...more, ...late, ...open, ...cases, ...other];
  if (all.length === 0) return without[state];
  return [...all, ...lackingText(status)].join('；');
}

/** What was down of that which the clause wants to run stands beside its verdict, marked where nothing else there is. */
function exceptionCell(status: ClauseStatus): Cell {
  const text = exceptionText(status);
  if (status.outages === '') return text;
  const told = `${text}；期内${status.outages}`;
  return status.state === 'exception' ? told : { text: told, tone: 'attention', mark: toneMarks.attention };
}

/** What is missing and no exception tells of: nobody may take the exceptions for all that lacks. */
function lackingText({ coverage, exceptions, state }: ClauseStatus): string[] {
  if (state === 'behind') return [];
  return coverage.flatMap((one) => {
    const n = unexcepted(one, exceptions).length;
    if (n === 0) return [];
    return [`${one.wanted}缺的 ${n} ${one.counter}没有单独计为例外：没有登记，不能证明做到，也不能证明没有做到`];
  });
}

/** What stands there without an exception: 未见例外 only of what was seen. */
const without: Record<ClauseState, string> = {
  met: '未见例外',
  exception: '—',
  undecided: '未定',
  incomplete: '已有的证据中未见例外',
  'no-evidence': '没有证据，不能判断',
  'not-occurred': '没有发生',
  'not-due': '未到期',
  part: '已表达的部分未见例外',
  unexpressed: '没有表达，不判断有无例外',
  behind: '不据此判定',
  declared: '没有可判定的事',
};

export function oneException({ text, where }: ClauseException): string {
  return where === '' || text.includes(where) ? text : `${text}（${where}）`;
}

/** Late or owed documents about a clause that is measured otherwise. */
function gapText(gaps: readonly Delivery[]): string {
  const names = [...Map.groupBy(gaps, (one) => one.obligation.name).entries()].map(
    ([name, own]) => `${name} ${periodsText(own.map((one) => shortPeriod(one.occurrence)))}`,
  );
  return `证明文件未按期（不单独计为例外）：${namesText(names, '种', NAMED)}`;
}
