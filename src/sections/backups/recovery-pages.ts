/** One restore test, one drill: what was done, step by step, and what came of it. Pure. */

import { settledTable } from '../../page/table.ts';
import { isClaimed } from '../../records/purchaser.ts';
import type { Block, Cell, SitePage } from '../../report/site-model.ts';
import { lookCell } from '../../states/look.ts';
import { restoreResults } from '../../states/recovery.ts';
import { drillMeasures } from '../../subjects/measures/judge/measures.ts';
import { courseBlock, drillLook, improvementTable, roleTable } from '../../subjects/recovery/drill-tables.ts';
import { goalTable } from '../../subjects/recovery/goal-table.ts';
import { recoveryGoals } from '../../subjects/recovery/judge/recovery-goals.ts';
import { testedSet } from '../../subjects/recovery/judge/tested-set.ts';
import type { DrillRecord } from '../../subjects/recovery/kinds/drill.ts';
import type { RestoreTestRecord } from '../../subjects/recovery/kinds/restore-test.ts';
import {
  comparedRows,
  comparedTable,
  queryTable,
  spotChecks,
  spotTable,
  stepsBlock,
} from '../../subjects/recovery/restore-tables.ts';
import { CLAIMED, MISSING, orMissing, timeText } from '../../wording/words.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { assetLink, documentHref, recordHref } from '../parts/links.ts';
import { signedDocuments } from './signed.ts';

export function restorePage(facts: SiteFacts, one: RestoreTestRecord): SitePage {
  return {
    path: one.id,
    title: `恢复测试 ${one.set}`,
    description: `${one.id}　${timeText(one.startedAt)}`,
    sections: [
      { id: 'summary', title: '概况', blocks: [restoreFacts(facts, one), goals(one, one.id)] },
      {
        id: 'steps',
        title: '步骤',
        blocks: [stepsBlock(one)],
      },
      {
        id: 'tables',
        title: '逐表比对',
        note: `${one.tables.length} 张表`,
        blocks: [settledTable(comparedTable(one), comparedRows(one), 'site')],
      },
      {
        id: 'queries',
        title: '业务查询与抽查',
        blocks: [
          settledTable(queryTable(one), one.queries ?? [], 'site'),
          settledTable(spotTable, spotChecks(one), 'site'),
        ],
      },
      { id: 'documents', title: '报告与签收', blocks: signedDocuments(facts, one.id, 'backup-restore-test') },
    ],
  };
}

function restoreFacts(facts: SiteFacts, one: RestoreTestRecord): Block {
  return {
    type: 'facts',
    items: [
      { label: '结论', value: lookCell(restoreResults[one.result]) },
      ...(one.failure === undefined ? [] : [{ label: '不通过原因', value: one.failure }]),
      { label: '恢复对象', value: assetLink(facts, one.asset) },
      {
        label: '备份记录',
        value:
          one.backup === undefined
            ? { text: testedSet(one).text, tone: 'attention' }
            : { text: one.backup, href: recordHref(facts, one.backup) },
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

function goals(one: RestoreTestRecord | DrillRecord, subject: string): Block {
  return settledTable(
    goalTable,
    recoveryGoals(one).map((goal) => ({ subject, goal })),
    'site',
  );
}

export function drillPage(facts: SiteFacts, one: DrillRecord): SitePage {
  return {
    path: one.id,
    title: one.title,
    description: `${one.id}　${timeText(one.startedAt)}　${one.place}`,
    sections: [
      { id: 'summary', title: '概况', blocks: [drillFacts(facts, one), goals(one, one.title)] },
      {
        id: 'timeline',
        title: '演练过程',
        blocks: [courseBlock(one)],
      },
      { id: 'roles', title: '人员与签到', blocks: [settledTable(roleTable(one), one.roles, 'site')] },
      {
        id: 'problems',
        title: '问题与改进',
        blocks: [settledTable(improvementTable(one, facts.now), drillMeasures(one), 'site')],
      },
      { id: 'documents', title: '报告与签收', blocks: signedDocuments(facts, one.id, 'recovery-drill') },
    ],
  };
}

function drillFacts(facts: SiteFacts, one: DrillRecord): Block {
  return {
    type: 'facts',
    items: [
      { label: '结论', value: lookCell(drillLook(one)) },
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
      { label: '回退', value: orMissing(one.rollback) },
      { label: '评估', value: orMissing(one.evaluation) },
      { label: '总结完成', value: timeText(one.closedAt) },
    ],
  };
}

/** A plan is named by its number, or in words where it is no document of ours. */
function planLink(facts: SiteFacts, text: string): Cell {
  return facts.documents.some(({ number }) => number === text) ? { text, href: documentHref(text) } : text;
}
