/** 口径确认函: every ambiguous clause with its options, what each makes of the data so far, and room to tick one. */

import { type EffectInput, effectOf } from '../../src/assess/contract/interpretation-effects.ts';
import { onTimeRule } from '../../src/assess/contract/on-time.ts';
import { allObligations } from '../../src/contract/bundle/bundle.ts';
import type { Interpretation } from '../../src/contract/terms/interpretations.ts';
import { compareInstants, formatDateTime } from '../../src/contract/time.ts';
import type { Row, Section } from '../../src/report/block.ts';
import { deliveriesOf } from '../../src/subjects/deliveries/judge/deliveries.ts';
import { contextOf } from '../../src/subjects/incidents/judge/context.ts';
import { isSettled } from '../../src/subjects/incidents/judge/interpretation.ts';
import { submissionsIn } from '../../src/subjects/incidents/judge/submissions.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import type { PermitRecord } from '../../src/subjects/permits/kinds/permit.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import type { WaiverRecord } from '../../src/subjects/signing/kinds/waiver.ts';
import { PENDING, settledText } from '../../src/wording/interpretations.ts';
import type { ComposeInput, Need } from '../_deliverable.ts';
import { handoverNeeds } from '../deliveries/handover.ts';

/** What the effects are counted from; `occurrences: true` besides. */
export const interpretationNeeds: Need[] = [
  ...['incident', 'permit', 'signoff', 'waiver'].map((kind) => ({ kind, window: 'service-to-date' as const })),
  { kind: 'manifest', window: 'service-to-date' },
  ...handoverNeeds,
];

export function interpretationSections(input: ComposeInput): Section[] {
  const all = input.contract.interpretations;
  const effects = effectInput(input);
  const settled = all.filter(isSettled).length;
  return [
    {
      id: 'interpretations',
      title: '口径及选项',
      blocks: [
        {
          type: 'note',
          text:
            `共 ${all.length} 项，双方已确认 ${settled} 项，待确认 ${all.length - settled} 项。` +
            `“对现有数据的影响”按服务期开始至 ${formatDateTime(input.asOf)} 登记的数据计算；每一行假定只有该选项生效，其余各项不变。`,
        },
      ],
    },
    ...all.map((one, index) => interpretationSection(one, index, effects)),
    supplement(),
  ];
}

function effectInput(input: ComposeInput): EffectInput {
  const obligations = allObligations(input.contract);
  return {
    incidents: (input.records['incident'] ?? []) as IncidentRecord[],
    permits: (input.records['permit'] ?? []) as PermitRecord[],
    deliveries: deliveriesOf({
      occurrences: input.occurrences.filter(({ dueAt }) => dueAt !== null && compareInstants(dueAt, input.asOf) <= 0),
      obligations,
      issued: input.issued,
      signoffs: (input.records['signoff'] ?? []) as SignoffRecord[],
      waivers: (input.records['waiver'] ?? []) as WaiverRecord[],
      onTime: onTimeRule(input.contract),
      // Whether evidence existed tells 逾期未交 from 缺失; here both are not on time.
      observed: () => true,
      asOf: input.asOf,
    }),
    context: contextOf(input.contract, {
      asOf: input.asOf,
      monitoring: input.monitoring,
      submissions: submissionsIn(input.issued, input.contract.obligations),
      isWorkingDay: input.isWorkingDay,
    }),
    isWorkingDay: input.isWorkingDay,
  };
}

function interpretationSection(one: Interpretation, index: number, effects: EffectInput): Section {
  return {
    id: `interpretation-${one.id}`,
    title: one.question,
    level: 2,
    blocks: [
      {
        type: 'facts',
        columns: 2,
        items: [
          { label: '涉及条款', value: one.clauses.join('、') },
          isSettled(one)
            ? {
                label: '状态',
                value: settledText(one),
                tone: 'normal',
              }
            : { label: '状态', value: PENDING, tone: 'attention' },
        ],
      },
      {
        type: 'table',
        title: `口径 ${index + 1}`,
        columns: [
          { key: 'chosen', label: '选定', type: 'text', align: 'center', weight: 0.5 },
          { key: 'label', label: '选项', type: 'text', weight: 1.4 },
          { key: 'text', label: '说明', type: 'text', weight: 2.6 },
          { key: 'effect', label: '对现有数据的影响', type: 'text', weight: 2 },
        ],
        rows: shownOptions(one).map((option) => optionRow(one, option, effects)),
        empty: '没有登记选项。',
      },
    ],
    stated: { openInterpretations: isSettled(one) ? [] : [one.id] },
  };
}

/** What was on offer beside the option that both sides confirmed is no reading any more, and what it would make of the data no figure. */
const shownOptions = (one: Interpretation): Interpretation['options'] =>
  isSettled(one) ? one.options.filter(({ id }) => id === one.chosen) : one.options;

function optionRow(one: Interpretation, option: Interpretation['options'][number], effects: EffectInput): Row {
  const chosen = isSettled(one) && one.chosen === option.id;
  return {
    cells: {
      chosen: chosen ? '√' : '□',
      label: option.id === one.default ? `${option.label}（⟦供应商⟧建议）` : option.label,
      text: option.text,
      effect: effectOf(effects, one, option.id) ?? '没有可以自动统计的影响',
    },
  };
}

const supplement = (): Section => ({
  id: 'agreement',
  title: '双方确认',
  blocks: [
    {
      type: 'note',
      text: '请在每项选定的选项处划“√”。签字盖章后，⟦供应商⟧据此登记（contract/interpretations.yaml），此后编制的文档按选定的口径判定；已签发的文档不作改动。',
    },
  ],
});
