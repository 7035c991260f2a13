/** 扣款计算表: each event with its clause, its share, the fee of which it is taken and the amount; caps over schemes; what is a range. */

import {
  type CapMoney,
  type Deductions,
  deductionsOf,
  fenText,
  isMoney,
  type MoneyLine,
  type Range,
  type SchemeMoney,
} from '../../src/assess/contract/money/deductions.ts';
import { exact, fenOf } from '../../src/assess/contract/money/fraction.ts';
import type { SchemeScore } from '../../src/assess/contract/score.ts';
import { judgedWindows } from '../../src/contract/calendar/judged-windows.ts';
import { clauseMarks } from '../../src/contract/terms/clause-marks.ts';
import { roundingText } from '../../src/contract/terms/fees.ts';
import { dateOf } from '../../src/contract/time.ts';
import { settledTable, type TableDefinition } from '../../src/page/table.ts';
import { dayCell, moneyCell } from '../../src/page/value-cell.ts';
import type { Block, Row, Section } from '../../src/report/block.ts';
import { UNRECORDED } from '../../src/subjects/clauses/tables.ts';
import { percentAsked } from '../../src/wording/figures.ts';
import { figure, interval } from '../cells/headline.ts';
import type { PeriodView } from '../period/period.ts';
import { amountText, boundText, unsettledBy } from './words.ts';

/** What the schemes of a document come to; null where the contract's data say no amount of any of them. */
export function moneyPart(view: PeriodView, scores: readonly SchemeScore[]): Deductions | null {
  if (!scores.some(({ scheme }) => isMoney(scheme))) return null;
  const { contract } = view.input.contract;
  const days = { from: view.from, to: view.to };
  const year = judgedWindows({ unit: 'year' }, contract.servicePeriod).find(
    ({ from, to }) => from <= view.to && view.to <= to,
  );
  return deductionsOf(contract, scores, { days, year: year ?? contract.servicePeriod, earlier: earlierOf(view) });
}

const keyOf = (scheme: string, end: keyof Range): string => `deductions.${scheme}.${end}`;

/** In 元, kept in the manifest as they are printed: the sheets of the rest of the year go by what this one says. */
export const moneyFigures = ({ taken }: Deductions): Record<string, number> =>
  Object.fromEntries(
    [...taken].flatMap(([scheme, { least, most }]) => [
      [keyOf(scheme, 'least'), least / 100],
      [keyOf(scheme, 'most'), most / 100],
    ]),
  );

/** What the newest sheets say of the periods of the year that ended before this one. */
function earlierOf({ input, from }: PeriodView) {
  return (year: { from: string; to: string }): { taken(scheme: string): Range; missing: number } => {
    const periods = input.occurrences.filter(
      (one) => one.obligation === input.obligation.id && one.to >= year.from && one.to < from,
    );
    const sheets = periods.map(({ period }) =>
      input.issued
        .filter((one) => one.obligation === input.obligation.id && one.period === period)
        .reduce<(typeof input.issued)[number] | null>((a, b) => (a !== null && a.revision > b.revision ? a : b), null),
    );
    const says = sheets.map((one) => one?.figures ?? {});
    return {
      missing: says.filter((one) => !Object.keys(one).some((key) => key.startsWith('deductions.'))).length,
      taken: (scheme) => ({
        least: says.reduce((sum, one) => sum + fenOf(exact(one[keyOf(scheme, 'least')] ?? 0)), 0),
        most: says.reduce((sum, one) => sum + fenOf(exact(one[keyOf(scheme, 'most')] ?? 0)), 0),
      }),
    };
  };
}

/** One section; none where nothing comes to money. */
export function moneySections(view: PeriodView, scores: readonly SchemeScore[], money: Deductions | null): Section[] {
  if (money === null) return [];
  const { caps, schemes } = money;
  return [
    {
      id: 'deductions',
      title: '扣款计算表',
      blocks: [
        conclusion(view, scores, money),
        lineTable(view, money),
        ...(caps.length === 0 ? [] : [capTable(view, money)]),
        takenTable(view, money),
        ...schemes.flatMap(problemOf),
        {
          type: 'note',
          text: `金额${[...new Set(schemes.map(({ scheme }) => roundingText(scheme.rounding)))].join('；')}；次序：各项金额、各办法的上限、各办法合计的每月上限、每年上限。`,
          tone: 'muted',
        },
      ],
    },
  ];
}

const problemOf = ({ scheme, problem }: SchemeMoney): Block[] =>
  problem === null ? [] : [{ type: 'note', text: `${scheme.name}：${problem}，不计算金额。`, tone: 'attention' }];

/** `1,200.00`; `1,200.00 至 3,400.00` while something is open. */
const rangeText = ({ least, most }: Range): string =>
  least === most ? fenText(least) : `${fenText(least)} 至 ${fenText(most)}`;

function conclusion(view: PeriodView, scores: readonly SchemeScore[], money: Deductions): Block {
  const ended = dateOf(view.end) >= view.to;
  const own = scores.filter(({ scheme }) => isMoney(scheme));
  const why = [
    ...own.flatMap((one) => (one.open.length > 0 ? [`${one.scheme.name}口径未定`] : unsettledBy(one, ended))),
    ...money.schemes.filter(({ problem }) => problem !== null).map(({ scheme }) => `${scheme.name}没有金额`),
    ...money.caps.flatMap(({ cap, missing, problem }) => [
      ...(missing === 0 ? [] : [`${cap.name}：本服务年度以前有 ${missing} 期没有签发扣款计算表`]),
      ...(problem === null ? [] : [`${cap.name}：${problem}`]),
    ]),
  ];
  const settled = why.length === 0 && money.total.least === money.total.most;
  const unknown = money.schemes.some(({ problem }) => problem !== null);
  const text = `${unknown ? '算得出的' : ''}扣款合计 ${rangeText(money.total)} 元`;
  const unique = [...new Set(why)];
  return {
    type: 'note',
    emphasis: true,
    text: settled ? `${text}。` : `暂计：${text}${unique.length === 0 ? '' : `；${unique.join('；')}`}，不下结论。`,
    tone: money.total.least > 0 ? 'abnormal' : settled ? 'normal' : 'attention',
    figures: [figure('deductions.total', money.total.least / 100, interval(view), '元')],
  };
}

interface Told {
  of: SchemeMoney;
  line: MoneyLine;
}

const columns: TableDefinition<Told>['columns'] = {
  scheme: { label: '办法', weight: 1.2, value: ({ of }) => of.scheme.name },
  label: { label: '事项', weight: 1.2, value: ({ line }) => line.rule?.label ?? '得分' },
  clauses: { label: '条款', value: ({ of, line }) => clauseMarks((line.rule ?? of.scheme).clauses) },
  day: { label: '日期', type: 'date', value: ({ line }) => dayCell(line.found?.day ?? null) },
  record: {
    label: '依据',
    weight: 1.3,
    value: ({ line }) => (line.found === null ? '' : line.found.record || UNRECORDED),
  },
  text: { label: '情况', weight: 2.6, value: toldText },
  share: { label: '扣减', value: shareText },
  basis: { label: '服务费（元）', align: 'right', value: ({ line }) => line.basis },
  amount: { label: '扣款', type: 'number', unit: '元', value: ({ line }) => moneyCell(line.fen / 100) },
};

function toldText({ of: { scheme }, line: { found, share } }: Told): string {
  if (found === null) return (scheme.bands ?? []).find((one) => (one.percent ?? 0) === share)?.text ?? '';
  return found.amount > share ? `${found.text}；本项 ${amountText(scheme, found.amount)}，按上限` : found.text;
}

function shareText({ of: { scheme }, line: { found, share } }: Told): string {
  if (found !== null) return amountText(scheme, share);
  const band = (scheme.bands ?? []).find((one) => (one.percent ?? 0) === share);
  return `${band === undefined ? '' : `${boundText(band)} 分：`}${percentAsked(share)}`;
}

function lineTable(view: PeriodView, money: Deductions): Block {
  const within = interval(view);
  const known = money.schemes.filter(({ problem }) => problem === null);
  const rows = known.flatMap((of) => of.lines.map((line) => ({ of, line })));
  const subtotals = known.map((of): Row => {
    const fen = settledFen(of);
    const isOpen = of.least !== of.most || of.least !== fen;
    return {
      cells: { scheme: `${of.scheme.name}小计${isOpen ? '（已计入的，未定）' : ''}`, amount: moneyCell(fen / 100) },
      figures: { amount: figure(`deductions.${of.scheme.id}`, fen / 100, within, '元') },
    };
  });
  return {
    ...settledTable({ title: '扣款计算表', columns, empty: '统计区间内没有计入的扣款。' }, rows, 'paper'),
    totals: [...subtotals, ...sumRows(money, known)],
  };
}

/** By the options listed, before caps over schemes. */
const settledFen = ({ lines }: SchemeMoney): number => lines.reduce((all, { fen }) => all + fen, 0);

/** What the caps over schemes take off, and the sum; of what is still open between what it lies. */
function sumRows({ caps, total }: Deductions, known: readonly SchemeMoney[]): Row[] {
  const isOpen = total.least !== total.most || known.some((one) => settledFen(one) !== one.least);
  if (isOpen) return [{ cells: { scheme: '合计（未定）', amount: rangeText(total) } }];
  const off = known.reduce((all, one) => all + settledFen(one), 0) - total.least;
  const sum = (label: string, fen: number): Row => ({ cells: { scheme: label, amount: moneyCell(fen / 100) } });
  return [...(caps.length === 0 ? [] : [sum('按各办法合计的上限减去', -off)]), sum('合计', total.least)];
}

/** What each scheme takes when all caps have worked: sure, and at most. The next sheets of the year go by it. */
function takenTable(view: PeriodView, { schemes, taken }: Deductions): Block {
  const within = interval(view);
  const amount = (label: string, end: keyof Range): TableDefinition<[string, Range]>['columns'][string] => ({
    ...{ label, type: 'number', unit: '元' },
    value: ([, own]) => moneyCell(own[end] / 100),
    figure: ([scheme, own]) => figure(keyOf(scheme, end), own[end] / 100, within, '元'),
  });
  const nameOf = (id: string): string => schemes.find(({ scheme }) => scheme.id === id)?.scheme.name ?? id;
  const columns: TableDefinition<[string, Range]>['columns'] = {
    scheme: { label: '办法', weight: 3, value: ([scheme]) => nameOf(scheme) },
    least: amount('已定', 'least'),
    most: amount('至多', 'most'),
  };
  return settledTable({ title: '按上限以后各办法的扣款', columns, empty: '没有。' }, [...taken], 'paper');
}

const capColumns: TableDefinition<CapMoney>['columns'] = {
  name: { label: '上限', weight: 1.4, value: ({ cap }) => cap.name },
  clauses: { label: '条款', value: ({ cap }) => clauseMarks(cap.clauses) },
  per: { label: '范围', value: ({ cap: { per } }) => (per === 'month' ? '本月' : '本服务年度') },
  limit: {
    label: '至多（元）',
    align: 'right',
    weight: 1.4,
    value: ({ cap: { percent }, limit }) =>
      `${limit === null ? '无法计算' : fenText(limit)}${percent === undefined ? '' : `（服务费的 ${percentAsked(percent)}）`}`,
  },
  before: {
    label: '以前各期（元）',
    align: 'right',
    weight: 1.2,
    value: ({ before, missing }) => `${rangeText(before)}${missing === 0 ? '' : `（另有 ${missing} 期未签发）`}`,
  },
  asked: { label: '本期各办法（元）', align: 'right', value: ({ asked }) => rangeText(asked) },
  taken: { label: '本期扣（元）', align: 'right', value: ({ taken }) => rangeText(taken) },
};

function capTable(view: PeriodView, { caps }: Deductions): Block {
  const within = interval(view);
  const own = settledTable({ title: '各办法合计的上限', columns: capColumns, empty: '没有。' }, caps, 'paper');
  return {
    ...own,
    rows: own.rows.map((row, n) => {
      const one = caps[n] as CapMoney;
      const id = `deductions.${one.cap.id}`;
      return {
        ...row,
        figures: {
          ...(one.limit === null ? {} : { limit: figure(`${id}.limit`, one.limit / 100, within, '元') }),
          before: figure(`${id}.before`, one.before.least / 100, within, '元'),
          taken: figure(`${id}.taken`, one.taken.least / 100, within, '元'),
        },
      };
    }),
  };
}
