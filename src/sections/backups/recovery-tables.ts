/** Lists of restore tests and drills, on the page of the section and on those of their months. Pure. */

import { fieldsOf } from '../../records/fields.ts';
import drillKind, { type DrillRecord } from '../../records/kinds/drill.ts';
import type { RestoreTestRecord } from '../../records/kinds/restore-test.ts';
import type { Cell, RichCell, TableBlock } from '../../report/site-model.ts';
import { choiceWord } from '../../wording/codes.ts';
import { formatDuration } from '../../wording/durations.ts';
import { MISSING, orMissing, timeText } from '../../wording/words.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { shareFigure } from '../parts/figures.ts';
import { assetLink, marks, recordHref } from '../parts/links.ts';
import { isRecent } from '../parts/months.ts';

const drillFields = fieldsOf(drillKind.schema);

/** Where its own page is, of which only those of the last year have one. */
const pageOf = (facts: SiteFacts, id: string): { href?: string } =>
  isRecent(facts, id) ? { href: recordHref(facts, id) } : {};

/** Restore tests, newest first; what has no page of its own any more says why it failed in its line. */
export function restoreTable(facts: SiteFacts, list: readonly RestoreTestRecord[]): TableBlock {
  return {
    type: 'table',
    title: '恢复测试',
    columns: [
      { key: 'at', label: '测试', title: true },
      { key: 'asset', label: '对象' },
      { key: 'set', label: '备份集', wide: true },
      { key: 'tables', label: '一致/比对', align: 'right' },
      { key: 'rto', label: '恢复用时' },
      { key: 'result', label: '结论', state: true },
    ],
    rows: list.toReversed().map((one) => {
      const passed = one.result === 'passed';
      return {
        id: one.id,
        ...(passed ? {} : { tone: 'abnormal' as const }),
        cells: {
          at: { text: timeText(one.startedAt), ...pageOf(facts, one.id), sub: one.id },
          asset: assetLink(facts, one.asset),
          set: one.set,
          tables: comparedCell(one),
          rto: one.rtoActual === undefined ? MISSING : formatDuration(one.rtoActual),
          result: passed
            ? { text: '通过', tone: 'normal', mark: '●' }
            : { text: '不通过', tone: 'abnormal', mark: '▲', sub: orMissing(one.failure) },
        },
      };
    }),
    empty: '近一年没有恢复测试。把备份恢复到隔离环境并逐表比对，结果列在这里。',
  };
}

/** Tables that came back as they were, of those compared: `3/3`. */
function comparedCell({ id, tables, startedAt, finishedAt }: RestoreTestRecord): RichCell {
  const of = { numerator: tables.filter((row) => row.result === 'same').length, denominator: tables.length };
  return {
    text: `${of.numerator}/${of.denominator}`,
    figure: shareFigure(`restore-test.${id}.tables`, of, { from: startedAt, to: finishedAt }),
  };
}

const drillTones = { achieved: 'normal', partly: 'attention', failed: 'abnormal' } as const;

function drillResult(result: DrillRecord['result']): Cell {
  if (result === undefined) return { text: '总结未完成', tone: 'attention', mark: marks.attention };
  const tone = drillTones[result];
  return { text: choiceWord(drillFields, 'result', result), tone, mark: marks[tone] };
}

/** Drills, newest first. */
export function drillTable(facts: SiteFacts, list: readonly DrillRecord[]): TableBlock {
  return {
    type: 'table',
    title: '恢复演练',
    columns: [
      { key: 'title', label: '演练', title: true },
      { key: 'at', label: '时间' },
      { key: 'scenario', label: '场景', wide: true },
      { key: 'rto', label: '恢复用时' },
      { key: 'result', label: '结论', state: true },
    ],
    rows: list.toReversed().map((one) => ({
      id: one.id,
      cells: {
        title: { text: one.title, ...pageOf(facts, one.id), sub: one.id },
        at: timeText(one.startedAt),
        scenario: one.scenario,
        rto:
          one.rtoActual === undefined
            ? MISSING
            : `${formatDuration(one.rtoActual)}，目标 ${formatDuration(one.rtoTarget * 60)}`,
        result: drillResult(one.result),
      },
    })),
    empty: '近一年没有演练。恢复演练的过程和结论列在这里。',
  };
}
