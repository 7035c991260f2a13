/** 设备故障维修报告: clause 5.4. -y 原因及方案, -z the written report on a device beyond repair, before the purchaser decides. */
import type { Section } from '../src/report/block.ts';
import { timeText } from '../src/subjects/incidents/cells.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { sectionChoices } from './frame/section-choices.ts';
import { costSections, decisionSection, expenseSection } from './service/device-costs.ts';
import {
  courseSection,
  deviceFacts,
  overviewSection,
  photoSection,
  type RepairView,
  repairView,
  responseSection,
} from './service/device-repair.ts';

export default defineDeliverable({
  id: 'device-repair',
  sections: sectionChoices['device-repair'],
  needs: [
    { kind: 'device-repair', window: 'incident' },
    { kind: 'service-order', window: 'incident' },
    { kind: 'expense', window: 'incident' },
  ],
  evidence: ['device-repair'],
  compose,
});

function compose(input: ComposeInput): Composed {
  const written = input.occurrence.part?.suffix === 'z';
  const view = repairView(input, written);
  return {
    subtitle: `${view.record.id}　${view.name}`,
    sections: written ? writtenReport(view, input) : solutionReport(view, input),
  };
}

const text = (id: string, title: string, value: string | undefined): Section => ({
  id,
  title,
  blocks: [
    value === undefined ? { type: 'note', text: `未登记${title}。`, tone: 'muted' } : { type: 'note', text: value },
  ],
});

function solutionReport(view: RepairView, input: ComposeInput): Section[] {
  const { record } = view;
  return [
    overviewSection(view),
    deviceFacts(view),
    photoSection(view),
    text('symptom', '故障现象', record.symptom),
    text('cause', '故障原因', record.cause),
    text('solution', '解决方案', record.solution),
    courseSection(view, input),
    resultSection(view),
    responseSection(view),
    expenseSection(view, input),
  ];
}

function resultSection({ record }: RepairView): Section {
  return {
    id: 'result',
    title: '维修结果',
    blocks: [
      {
        type: 'facts',
        columns: 2,
        items: record.irreparable
          ? [
              { label: '结果', value: '判定无法维修，另提交书面报告', tone: 'abnormal' },
              { label: '判定时间', value: timeText(record.irreparableAt) },
            ]
          : [
              { label: '修复时间', value: timeText(record.repairedAt, '尚未修复') },
              { label: '处理完成时间', value: timeText(record.closedAt, '尚未处理完成') },
            ],
      },
    ],
  };
}

function writtenReport(view: RepairView, input: ComposeInput): Section[] {
  const { record } = view;
  return [
    overviewSection(view),
    deviceFacts(view),
    photoSection(view),
    text('cause', '故障原因', record.cause),
    text('damage', '损坏程度', record.damage),
    text('basis', '检测依据', record.testBasis),
    courseSection(view, input),
    text('replacement', '更换方案', record.replacement),
    ...costSections(view),
    decisionSection(view),
    responseSection(view),
  ];
}
