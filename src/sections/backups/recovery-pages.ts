/** One restore test, one drill: what was done, step by step, and what came of it. Pure. */

import { drillMeasures } from '../../assess/deliveries/measures.ts';
import { fieldsOf } from '../../records/fields.ts';
import drillKind, { type DrillRecord } from '../../records/kinds/drill.ts';
import restoreKind, { type RestoreTestRecord } from '../../records/kinds/restore-test.ts';
import { isClaimed } from '../../records/purchaser.ts';
import type { Block, Cell, SitePage, TableBlock } from '../../report/site-model.ts';
import { measureCell } from '../../subjects/incidents/measure-tables.ts';
import { choiceWord } from '../../wording/codes.ts';
import { formatDuration } from '../../wording/durations.ts';
import { numberText } from '../../wording/figures.ts';
import { CLAIMED, MISSING, orMissing, timeText } from '../../wording/words.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { assetLink, documentHref, recordHref } from '../parts/links.ts';
import { signedDocuments } from './signed.ts';

const restoreFields = fieldsOf(restoreKind.schema);
const drillFields = fieldsOf(drillKind.schema);

const against = (seconds: number | undefined, target: number | undefined): string =>
  `${seconds === undefined ? MISSING : formatDuration(seconds)}，目标 ${target === undefined ? MISSING : `${formatDuration(target * 60)}`}`;

const passCell = (passed: boolean, word: string): Cell =>
  passed ? { text: word, tone: 'normal', mark: '●' } : { text: word, tone: 'abnormal', mark: '▲' };

export function restorePage(facts: SiteFacts, one: RestoreTestRecord): SitePage {
  return {
    path: one.id,
    title: `恢复测试 ${one.set}`,
    description: `${one.id}　${timeText(one.startedAt)}`,
    sections: [
      { id: 'summary', title: '概况', blocks: [restoreFacts(facts, one)] },
      {
        id: 'steps',
        title: '步骤',
        blocks: [
          {
            type: 'timeline',
            items: one.steps.map(({ at, step, result }) => ({ time: timeText(at), text: `${step}。${result}` })),
            empty: '步骤未登记。',
          },
        ],
      },
      { id: 'tables', title: '逐表比对', note: `${one.tables.length} 张表`, blocks: [comparison(one)] },
      { id: 'queries', title: '业务查询与抽查', blocks: queries(one) },
      { id: 'documents', title: '报告与签收', blocks: signedDocuments(facts, one.id, 'backup-restore-test') },
    ],
  };
}

function restoreFacts(facts: SiteFacts, one: RestoreTestRecord): Block {
  return {
    type: 'facts',
    items: [
      { label: '结论', value: passCell(one.result === 'passed', choiceWord(restoreFields, 'result', one.result)) },
      ...(one.failure === undefined ? [] : [{ label: '不通过原因', value: one.failure }]),
      { label: '恢复对象', value: assetLink(facts, one.asset) },
      {
        label: '备份记录',
        value: one.backup === undefined ? MISSING : { text: one.backup, href: recordHref(facts, one.backup) },
      },
      {
        label: '许可编号',
        value:
          one.permit === undefined
            ? orMissing(one.withoutPermit)
            : { text: one.permit, href: recordHref(facts, one.permit) },
      },
      { label: '测试环境', value: one.environment },
      { label: '恢复方法', value: one.method },
      { label: '起止', value: `${timeText(one.startedAt)} 至 ${timeText(one.finishedAt)}` },
      { label: '恢复用时 RTO', value: against(one.rtoActual, one.rtoTarget) },
      { label: '数据丢失 RPO', value: against(one.rpoActual, one.rpoTarget) },
      {
        label: '测试数据清除',
        value: one.cleanedAt === undefined ? MISSING : `${timeText(one.cleanedAt)}　${orMissing(one.cleanup)}`,
      },
      { label: '执行人', value: one.operator },
      { label: '复核人', value: orMissing(one.reviewer) },
      { label: '问题', value: orMissing(one.problems) },
    ],
  };
}

/** What is wrong comes first: of hundreds of tables one has changed. */
const order: readonly RestoreTestRecord['tables'][number]['result'][] = [
  'missing',
  'different',
  'unchecked',
  'extra',
  'same',
];

const rowCount = (rows: number | undefined): string => (rows === undefined ? MISSING : numberText(rows));

function comparison(one: RestoreTestRecord): TableBlock {
  return {
    type: 'table',
    title: '逐表比对',
    columns: [
      { key: 'table', label: '表', title: true },
      { key: 'expected', label: '备份时行数', align: 'right' },
      { key: 'actual', label: '恢复后行数', align: 'right' },
      { key: 'checksum', label: '校验和' },
      { key: 'result', label: '比对', state: true },
    ],
    rows: one.tables
      .toSorted((a, b) => order.indexOf(a.result) - order.indexOf(b.result))
      .map((row) => ({
        ...(row.result === 'same' ? {} : { tone: 'attention' as const }),
        cells: {
          table: row.table,
          expected: rowCount(row.expectedRows),
          actual: rowCount(row.actualRows),
          checksum:
            row.expectedChecksum === undefined ? MISSING : `${row.expectedChecksum} / ${orMissing(row.actualChecksum)}`,
          result: passCell(row.result === 'same', choiceWord(restoreFields, 'tables.result', row.result)),
        },
      })),
    empty: '没有登记逐表比对。',
  };
}

function queries(one: RestoreTestRecord): Block[] {
  return [
    {
      type: 'table',
      title: '业务查询',
      columns: [
        { key: 'name', label: '查询', title: true },
        { key: 'expected', label: '预期' },
        { key: 'actual', label: '实际' },
        { key: 'result', label: '结果', state: true },
      ],
      rows: (one.queries ?? []).map((row) => ({
        cells: {
          name: row.name,
          expected: orMissing(row.expected),
          actual: orMissing(row.actual),
          result: passCell(row.result === 'passed', choiceWord(restoreFields, 'queries.result', row.result)),
        },
      })),
      empty: '没有登记业务查询。',
    },
    {
      type: 'table',
      title: '抽查',
      columns: [
        { key: 'item', label: '抽查项', title: true },
        { key: 'subject', label: '内容' },
        { key: 'note', label: '说明', wide: true },
        { key: 'result', label: '结果', state: true },
      ],
      rows: (one.spotChecks ?? []).map((row) => ({
        cells: {
          item: row.item,
          subject: choiceWord(restoreFields, 'spotChecks.subject', row.subject),
          note: orMissing(row.note),
          result: passCell(row.result === 'passed', choiceWord(restoreFields, 'spotChecks.result', row.result)),
        },
      })),
      empty: '没有登记抽查。',
    },
  ];
}

export function drillPage(facts: SiteFacts, one: DrillRecord): SitePage {
  return {
    path: one.id,
    title: one.title,
    description: `${one.id}　${timeText(one.startedAt)}　${one.place}`,
    sections: [
      { id: 'summary', title: '概况', blocks: [drillFacts(facts, one)] },
      {
        id: 'timeline',
        title: '演练过程',
        blocks: [
          {
            type: 'timeline',
            items: one.timeline.map((row) => ({
              time: timeText(row.at),
              text: row.result === undefined ? row.action : `${row.action}。结果：${row.result}`,
              ...(row.actor === undefined ? {} : { who: row.actor }),
            })),
            empty: '演练过程尚未登记。',
          },
        ],
      },
      { id: 'roles', title: '人员与签到', blocks: [roles(one)] },
      { id: 'problems', title: '问题与改进', blocks: [problems(facts, one)] },
      { id: 'documents', title: '报告与签收', blocks: signedDocuments(facts, one.id, 'recovery-drill') },
    ],
  };
}

function drillFacts(facts: SiteFacts, one: DrillRecord): Block {
  return {
    type: 'facts',
    items: [
      { label: '结论', value: one.result === undefined ? MISSING : choiceWord(drillFields, 'result', one.result) },
      {
        label: '许可编号',
        value:
          one.permit === undefined
            ? orMissing(one.withoutPermit)
            : { text: one.permit, href: recordHref(facts, one.permit) },
      },
      { label: '演练对象', value: one.assets.map((id) => assetLink(facts, id).text).join('、') },
      { label: '演练方案', value: planLink(facts, one.plan) },
      {
        label: '方案审批',
        value:
          one.planApprovedAt === undefined
            ? MISSING
            : `${timeText(one.planApprovedAt)}　${orMissing(one.planApprovedBy)}${isClaimed(one, 'planApprovedBy') ? `（${CLAIMED}）` : ''}`,
      },
      { label: '场景', value: one.scenario },
      { label: '起止', value: `${timeText(one.startedAt)} 至 ${timeText(one.finishedAt)}` },
      { label: '恢复用时 RTO', value: against(one.rtoActual, one.rtoTarget) },
      { label: '数据丢失 RPO', value: against(one.rpoActual, one.rpoTarget) },
      { label: '回退', value: orMissing(one.rollback) },
      { label: '评估', value: orMissing(one.evaluation) },
      { label: '总结完成', value: timeText(one.closedAt) },
    ],
  };
}

function roles(one: DrillRecord): TableBlock {
  return {
    type: 'table',
    title: '人员与签到',
    columns: [
      { key: 'role', label: '角色', title: true },
      { key: 'person', label: '人员' },
      { key: 'unit', label: '单位' },
      { key: 'at', label: '签到' },
    ],
    rows: one.roles.map((row) => ({
      cells: { role: row.role, person: row.person, unit: row.unit, at: timeText(row.signedInAt) },
    })),
    empty: '没有登记参加人员。',
  };
}

function problems(facts: SiteFacts, one: DrillRecord): TableBlock {
  return {
    type: 'table',
    title: '问题与改进',
    columns: [
      { key: 'problem', label: '问题', title: true },
      { key: 'measure', label: '改进措施', wide: true },
      { key: 'owner', label: '责任人' },
      { key: 'due', label: '期限' },
      { key: 'status', label: '状态', state: true },
    ],
    rows: drillMeasures(one).map((row) => ({
      cells: {
        problem: row.problem,
        measure: row.measure,
        owner: orMissing(row.owner),
        due: orMissing(row.dueOn),
        status: measureCell(row, facts.now),
      },
    })),
    empty: '没有登记问题。',
  };
}

/** A plan is named by its number, or in words where it is no document of ours. */
function planLink(facts: SiteFacts, text: string): Cell {
  return facts.documents.some(({ number }) => number === text) ? { text, href: documentHref(text) } : text;
}
