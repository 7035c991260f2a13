/** One recovery drill as its report prints it. */

import { allObligations } from '../../src/contract/bundle/bundle.ts';
import type { Obligation } from '../../src/contract/terms/obligations.ts';
import { idsOfUnit } from '../../src/contract/terms/units.ts';
import { formatDateTime, formatDateTimeSeconds, type InstantText, secondsBetween } from '../../src/contract/time.ts';
import { told } from '../../src/page/field-cell.ts';
import { settledTable } from '../../src/page/table.ts';
import type { Block, FactsBlock, Section, Tone } from '../../src/report/block.ts';
import { cellText } from '../../src/report/cell.ts';
import { drillMeasures } from '../../src/subjects/measures/judge/measures.ts';
import { courseBlock, drillLook, improvementTable, roleTable } from '../../src/subjects/recovery/drill-tables.ts';
import { goalTable } from '../../src/subjects/recovery/goal-table.ts';
import { drillPlan } from '../../src/subjects/recovery/judge/drill-plan.ts';
import { recoveryGoals } from '../../src/subjects/recovery/judge/recovery-goals.ts';
import drillKind, { type DrillRecord } from '../../src/subjects/recovery/kinds/drill.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { formatDuration } from '../../src/wording/durations.ts';
import { MISSING, orMissing } from '../../src/wording/words.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { pictureBlocks } from '../cells/pictures.ts';
import { asksPermits } from '../frame/named.ts';

const word = choiceWords(drillKind);

export interface DrillContext {
  input: ComposeInput;
  names: ReadonlyMap<string, string>;
  /** Of the sections; 2 below a heading of their own when there are several drills. */
  level: 1 | 2;
}

/** Every section of the specification, in its order. */
export function drillSections(drill: DrillRecord, context: DrillContext): Section[] {
  const { level } = context;
  const part = (id: string, title: string, blocks: Block[]): Section => ({
    id: `${id}-${drill.id}`,
    title,
    ...(level === 1 ? {} : { level }),
    blocks,
  });
  const goals = recoveryGoals(drill).map((goal) => ({ subject: drill.title, goal }));
  return [
    part('plan', '方案与审批', planBlocks(drill, context)),
    part('scenario', '演练场景', [scenarioFacts(drill, context), { type: 'note', text: drill.scenario }]),
    part('timeline', '时间线', [courseBlock(drill)]),
    part('roles', '角色与签到', [settledTable(roleTable(drill), drill.roles, 'paper')]),
    part('pictures', '现场照片', pictures(drill)),
    part('goals', 'RTO/RPO 目标与实际', [settledTable(goalTable, goals, 'paper')]),
    part('rollback', '回退', [text(drill.rollback, '未登记回退情况。')]),
    part('evaluation', '评估', [verdict(drill), text(drill.evaluation, '未登记评估。')]),
    part('problems', '问题与改进', [
      settledTable(improvementTable(drill, context.input.asOf), drillMeasures(drill), 'paper'),
    ]),
  ];
}

const text = (value: string | undefined, empty: string): Block =>
  value === undefined ? { type: 'note', text: empty, tone: 'attention' } : { type: 'note', text: value };

/** The obligation of the plan: due before the report of the drill is. */
function planOf({ contract, obligation }: ComposeInput): Obligation | undefined {
  const reports = [obligation.id, ...idsOfUnit(contract.obligations, 'recovery-drill')];
  const all = allObligations(contract);
  return reports.flatMap((id) => all.find(({ due }) => due?.of === id && due.before !== undefined) ?? [])[0];
}

function planBlocks(drill: DrillRecord, { input }: DrillContext): Block[] {
  const rule = planOf(input);
  const plan = drillPlan(drill, rule, input.issued, input.isWorkingDay);
  const states = {
    'in-time': { value: '按时', tone: 'normal' as const },
    late: { value: '晚于应报时间', tone: 'abnormal' as const },
    unknown: { value: '没有登记，不能判定', tone: 'attention' as const },
  };
  // An approval is often scanned as a picture; its subject says what it is.
  const documents = (drill.attachments ?? []).filter(
    (one) => !one.type.startsWith('image/') || one.subject.includes('审批'),
  );
  return [
    {
      type: 'facts',
      columns: 2,
      items: [
        { label: '演练方案', value: drill.plan },
        {
          label: '方案签发时间',
          value: plan.issued === null ? '不在已签发文档之列' : formatDateTime(plan.issued.issuedAt),
        },
        { label: '方案应报时间', value: momentText(plan.dueAt, '未约定') },
        { label: '方案报送', ...states[plan.state] },
        {
          label: '审批人',
          value: cellText(told(drill, 'planApprovedBy', orMissing(drill.planApprovedBy))),
          ...bad(drill.planApprovedBy === undefined),
        },
        { label: '审批时间', value: momentText(drill.planApprovedAt, MISSING), ...bad(!plan.approved) },
        ...(asksPermits(input.contract) || drill.permit !== undefined
          ? [{ label: '许可编号', value: permitText(drill), ...bad(drill.permit === undefined) }]
          : []),
      ],
    },
    {
      type: 'list',
      items: documents.map((one) => ({ text: `${one.subject}（${one.name}，见附件与证据清单）` })),
      empty: '演练记录没有附方案审批件。',
    },
  ];
}

const bad = (when: boolean): { tone?: Tone } => (when ? { tone: 'abnormal' } : {});

const momentText = (at: InstantText | null | undefined, missing: string): string =>
  at === null || at === undefined ? missing : formatDateTime(at);

const permitText = (drill: DrillRecord): string =>
  drill.permit ?? (drill.withoutPermit === undefined ? MISSING : `无许可：${drill.withoutPermit}`);

function scenarioFacts(drill: DrillRecord, { names }: DrillContext): FactsBlock {
  const took =
    drill.finishedAt === undefined ? MISSING : formatDuration(secondsBetween(drill.startedAt, drill.finishedAt));
  return {
    type: 'facts',
    columns: 2,
    items: [
      { label: '演练名称', value: drill.title },
      { label: '演练对象', value: drill.assets.map((asset) => names.get(asset) ?? asset).join('、') },
      { label: '开始时间', value: formatDateTimeSeconds(drill.startedAt) },
      { label: '结束时间', value: drill.finishedAt === undefined ? MISSING : formatDateTimeSeconds(drill.finishedAt) },
      { label: '历时', value: took },
      { label: '地点', value: drill.place },
      { label: '总结完成', value: momentText(drill.closedAt, '尚未完成'), ...bad(drill.closedAt === undefined) },
    ],
  };
}

function pictures(drill: DrillRecord): Block[] {
  const images = pictureBlocks([drill]);
  return images.length > 0 ? images : [{ type: 'note', text: '演练记录没有附现场照片。', tone: 'attention' }];
}

function verdict(drill: DrillRecord): Block {
  const { tone } = drillLook(drill);
  return { type: 'note', text: `结论：${word('result', drill.result)}。`, tone, emphasis: true };
}
