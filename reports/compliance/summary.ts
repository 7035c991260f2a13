/** 总览, 例外清单, 操作与许可的核对, 考核扣分 and 未确认口径 of the compliance statement. */

import type { ClauseException } from '../../src/assess/contract/exception.ts';
import { countedFor } from '../../src/assess/contract/goals.ts';
import { quotaVerdict } from '../../src/assess/contract/quota-verdict.ts';
import { unseenRange } from '../../src/assess/contract/score.ts';
import { undeductedText } from '../../src/assess/contract/undeducted.ts';
import { clauseMark, clauseMarks } from '../../src/contract/terms/clause-marks.ts';
import { figureIds } from '../../src/page/figure-ids.ts';
import { settledTable, type TableDefinition } from '../../src/page/table.ts';
import type { Block, Section } from '../../src/report/block.ts';
import type { StatedException } from '../../src/report/statement.ts';
import { type ClauseState, clauseStates, clauses } from '../../src/states/clause.ts';
import { clauseHeads, exceptionTable, leftOf, leftTable, UNRECORDED } from '../../src/subjects/clauses/tables.ts';
import { openOn } from '../../src/subjects/incidents/judge/interpretation.ts';
import { interpretationTable } from '../../src/subjects/interpretations/tables.ts';
import { unsettledWord } from '../../src/wording/interpretation-words.ts';
import { compareText } from '../../src/wording/text-order.ts';
import { namesText, UNNAMED } from '../../src/wording/words.ts';
import { figure, interval } from '../cells/headline.ts';
import { intervalText, wholeDaysOf } from '../period/composition.ts';
import { basisTable } from '../score/tables.ts';
import { takenText } from '../score/words.ts';
import { comparedTable, comparedText } from '../service/permit-check.ts';
import { coversTone, permitText } from '../service/permit-words.ts';
import { chapterOf, oneException, paperTitle } from './clauses.ts';
import type { ComplianceFacts } from './facts.ts';
import { beyondCountsNote, PERMITS_TITLE } from './precheck.ts';

const states = Object.keys(clauseStates) as ClauseState[];

export function summarySection(facts: ComplianceFacts): Section {
  const { statuses, view } = facts;
  const count = (state: ClauseState): number => statuses.filter((one) => one.state === state).length;
  const told = (...all: ClauseState[]): string => all.map((one) => `${clauseStates[one]} ${count(one)} 条`).join('，');
  const some = (...all: ClauseState[]): string =>
    all.flatMap((one) => (count(one) === 0 ? [] : [`，${told(one)}`])).join('');
  const quiet = count('not-occurred') + count('not-due');
  return {
    id: 'summary',
    title: '总览',
    blocks: [
      {
        type: 'note',
        text: `合同条款 ${statuses.length} 条：有证据且未见例外 ${count('met')} 条，${told('exception', 'undecided', 'incomplete', 'no-evidence')}，没有登记发生或未到期 ${quiet} 条${some('part', 'unexpressed', 'behind', 'declared')}。${intervalText(view)}`,
        emphasis: true,
        figures: [figure(figureIds.clauses, statuses.length, interval(view))],
        tone:
          count('exception') > 0
            ? 'abnormal'
            : statuses.some(({ state }) => clauses[state].tone === 'attention')
              ? 'attention'
              : 'normal',
      },
      ...chapterChart(facts),
      without(facts),
      ...left(facts),
    ],
    stated: wholeDaysOf(view),
  };
}

/** States by chapter, those that want a look first. */
function chapterChart({ statuses }: ComplianceFacts): Block[] {
  const chapters = [...Map.groupBy(statuses, ({ clause }) => chapterOf(clause.id))];
  const shown: [string, (state: ClauseState) => boolean][] = [
    [clauseStates.met, (state) => state === 'met'],
    [clauseStates.exception, (state) => state === 'exception'],
    [
      `${clauseStates.incomplete}、${clauseStates['no-evidence']}或${clauseStates.undecided}`,
      (state) => ['incomplete', 'no-evidence', 'undecided'].includes(state),
    ],
    ['没有登记发生或未到期', (state) => state === 'not-occurred' || state === 'not-due'],
    ...(['part', 'unexpressed', 'behind', 'declared'] as const)
      .filter((one) => statuses.some(({ state }) => state === one))
      .map((one): [string, (state: ClauseState) => boolean] => [clauseStates[one], (state) => state === one]),
  ];
  return [
    {
      type: 'chart',
      chart: 'stacked-bar',
      title: '各章条款达成情况',
      x: chapters.map(([, own]) => paperTitle(own)),
      series: shown.map(([name, test]) => ({
        name,
        values: chapters.map(([, own]) => own.filter((one) => test(one.state)).length),
      })),
      unit: '条',
      min: 0,
      height: 55,
      summary: shown.map(([name, test]) => `${name} ${statuses.filter((one) => test(one.state)).length} 条`).join('，'),
    },
  ];
}

/** What nothing proves, by name: the first thing that a reader of such a statement asks. */
function without({ view, statuses }: ComplianceFacts): Block {
  const shown = states
    .filter((state) => state !== 'met')
    .map((state) => ({ state, own: statuses.filter((one) => one.state === state) }))
    .filter(({ own }) => own.length > 0);
  const ids = (own: typeof statuses): string[] => own.map(({ clause }) => clauseMark(clause.id));
  return settledTable<(typeof shown)[number]>(
    {
      title: '未列为“未见例外”的条款',
      columns: {
        state: { ...clauseHeads.state, weight: 1, value: ({ state }) => clauseStates[state] },
        count: {
          ...{ label: '条数', type: 'number', weight: 0.5, value: ({ own }) => own.length },
          figure: ({ state, own }) => figure(`clauses.${state}.count`, own.length, interval(view)),
        },
        clauses: { ...clauseHeads.clause, weight: 5, value: ({ own }) => namesText(ids(own), '条', own.length) },
      },
      empty: '全部条款均有证据，未见例外。',
    },
    shown,
    'paper',
  );
}

/** What of the paper nothing here judges, in its own words. */
function left({ view, statuses }: ComplianceFacts): Block[] {
  const own = leftOf(statuses.map(({ expression }) => expression));
  if (own.length === 0) return [];
  return [
    {
      type: 'note',
      text: `数据没有全部表达的条款 ${own.length} 条，余下的词句不作任何判定，列于下表：没有例外不表示这些词句已经做到。`,
      tone: 'attention',
      figures: [figure('clauses.left', own.length, interval(view))],
    },
    settledTable(leftTable, own, 'paper'),
  ];
}

/** What was missed and where: one row an exception, equal ones of one clause joined. */
export function exceptionSection(facts: ComplianceFacts): Section {
  const stated = facts.exceptions
    .toSorted((a, b) => compareText(a.clauses[0] ?? '', b.clauses[0] ?? '') || compareText(a.day ?? '', b.day ?? ''))
    .map(statedException);
  return {
    id: 'exceptions',
    title: '例外清单',
    blocks: [...undeducted(facts), settledTable(exceptions, stated, 'paper')],
    stated: { exceptions: stated },
  };
}

/** That what is listed costs nothing, where the contract deducts nothing: no points and no money stand there. */
function undeducted({ view }: ComplianceFacts): Block[] {
  const text = undeductedText(view.input.contract.contract);
  return text === null ? [] : [{ type: 'note', text }];
}

const statedException = (one: ClauseException): StatedException => ({
  clauses: countedFor(one),
  day: one.day,
  where: shownBy(one),
  text: oneException({ ...one, where: '' }),
  ...(one.breach === true ? { breach: true } : {}),
  ...(one.findings === undefined ? {} : { findings: one.findings }),
});

const exceptions: TableDefinition<StatedException> = {
  ...exceptionTable(
    { clauses: { ...clauseHeads.clause, weight: 1.1, value: (one) => clauseMarks(one.clauses) || UNNAMED } },
    ({ where }) => where || UNRECORDED,
  ),
  empty: '按既定规则，统计区间内没有例外。',
};

const SHOWN_BY = 4;

/** The record or document, or the records that tell of it; empty where there is none. */
const shownBy = ({ where, shownBy: records = [] }: ClauseException): string =>
  where || namesText(records, '条', SHOWN_BY);

/** 许可核对: what was compared with what, before anybody asks whether all of it was. */
export function comparedSection({ view, covers, precheck }: ComplianceFacts): Section {
  return {
    id: 'permits',
    title: PERMITS_TITLE,
    blocks: [
      {
        type: 'note',
        text: permitText(covers),
        ...coversTone(covers),
      },
      ...(covers.length === 0
        ? []
        : [{ type: 'note' as const, text: comparedText(view, covers) }, comparedTable(view, covers)]),
      ...beyondCountsNote(precheck),
    ],
  };
}

/** 考核扣减 of the interval, each with its record; nothing where the contract has no scheme. What it comes to is the score sheet's. */
export function penaltySections({ scores }: ComplianceFacts): Section[] {
  if (scores.length === 0) return [];
  return [
    {
      id: 'penalties',
      title: '考核与扣款',
      blocks: scores.flatMap((score): Block[] => {
        const { scheme, result, open } = score;
        const apart = result.rules.flatMap((one) => one.apart).length;
        const note = apart === 0 ? '' : `另有 ${apart} 项待定、未登记或不计入，见考核评分表。`;
        const total = takenText(score);
        const text =
          open.length === 0
            ? `${scheme.name}：统计区间内${total}。`
            : `${scheme.name}：口径${unsettledWord(...open)}，${total}，不下结论；各选项见考核评分表。`;
        const unseen = unseenRange(scheme, result);
        const unsettled = open.length > 0 || unseen.most > unseen.least;
        const tone = result.deducted > 0 && open.length === 0 ? 'abnormal' : unsettled ? 'attention' : 'normal';
        return [{ type: 'note', text: `${text}${note}`, emphasis: true, tone }, basisTable(score)];
      }),
    },
  ];
}

/** What the statement could not decide. None where the contract leaves no question. */
export function openReadings({ view, quotas }: ComplianceFacts): Section[] {
  const { interpretations } = view.input.contract;
  if (interpretations.length === 0) return [];
  const open = openOn(interpretations, [view.from]);
  const title = open.length === 0 ? '口径' : `${unsettledWord(...open)}的口径`;
  return [
    {
      ...{ id: 'readings', title },
      blocks: [
        settledTable({ ...interpretationTable({}), title }, open, 'paper'),
        ...quotas.map((one) => ({ type: 'note' as const, text: one.text, tone: quotaVerdict(one).tone })),
      ],
    },
  ];
}
