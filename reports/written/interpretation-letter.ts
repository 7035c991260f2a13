/** 口径确认函: every ambiguous clause with its options, what each makes of the data so far, and room to tick one. */

import { type EffectInput, effectOf } from '../../src/assess/contract/interpretation-effects.ts';
import { onTimeRule } from '../../src/assess/contract/on-time.ts';
import { allObligations } from '../../src/contract/bundle/bundle.ts';
import { answersOf } from '../../src/contract/calendar/answer-by.ts';
import { clauseMarks } from '../../src/contract/terms/clause-marks.ts';
import type { Interpretation } from '../../src/contract/terms/interpretations.ts';
import { compareInstants, formatDateTime } from '../../src/contract/time.ts';
import { settledTable } from '../../src/page/table.ts';
import type { Section } from '../../src/report/block.ts';
import { interpretationStates } from '../../src/states/interpretation.ts';
import { deliveriesOf } from '../../src/subjects/deliveries/judge/deliveries.ts';
import { contextOf } from '../../src/subjects/incidents/judge/context.ts';
import { isSettled } from '../../src/subjects/incidents/judge/interpretation.ts';
import { submissionsIn } from '../../src/subjects/incidents/judge/submissions.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import { caseRows, caseTable, countsText, labelOf, optionTable } from '../../src/subjects/interpretations/tables.ts';
import type { PermitRecord } from '../../src/subjects/permits/kinds/permit.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import type { WaiverRecord } from '../../src/subjects/signing/kinds/waiver.ts';
import { settledText } from '../../src/wording/interpretation-words.ts';
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
  return [
    {
      id: 'interpretations',
      title: '口径及选项',
      blocks: [
        {
          type: 'note',
          text:
            `共 ${all.length} 项，${countsText(all)}。` +
            `“对现有数据的影响”按服务期开始至 ${formatDateTime(input.asOf)} 登记的数据计算；每一行假定只有该选项生效，其余各项不变。`,
        },
      ],
    },
    ...all.map((one, index) => interpretationSection(one, index, effects, input.contract.contract)),
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
      answers: answersOf(input.contract, input),
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

type Option = Interpretation['options'][number];

function interpretationSection(
  one: Interpretation,
  index: number,
  effects: EffectInput,
  terms: Parameters<typeof caseRows>[2],
): Section {
  const cases = caseRows(one, shownOptions(one), terms);
  const effect = ({ id }: Option): string => effectOf(effects, one, id) ?? '没有可以自动统计的影响';
  return {
    id: `interpretation-${one.id}`,
    title: one.question,
    level: 2,
    blocks: [
      {
        type: 'facts',
        columns: 2,
        items: [
          { label: labelOf('clauses'), value: clauseMarks(one.clauses) },
          isSettled(one)
            ? { label: '状态', value: settledText(one), tone: 'normal' }
            : { label: '状态', value: interpretationStates.pending, tone: 'attention' },
        ],
      },
      settledTable({ title: `口径 ${index + 1}`, ...optionTable(one, effect) }, shownOptions(one), 'paper'),
      ...(cases.length === 0
        ? []
        : [settledTable({ ...caseTable, title: `口径 ${index + 1} 的案例` }, cases, 'paper')]),
    ],
    stated: { openInterpretations: isSettled(one) ? [] : [one.id] },
  };
}

/** What was on offer beside the option that both sides confirmed is no reading any more, and what it would make of the data no figure. */
const shownOptions = (one: Interpretation): Option[] =>
  isSettled(one) ? one.options.filter(({ id }) => id === one.chosen) : one.options;

const supplement = (): Section => ({
  id: 'agreement',
  title: '双方确认',
  blocks: [
    {
      type: 'note',
      text: '请在每项选定的选项处划“√”。选项连同所列案例一并确认：选项的文字与案例不一致的，签字前先改正。签字盖章后，⟦供应商⟧据此登记，此后编制的文档按选定的口径判定；已签发的文档不作改动。',
    },
  ],
});
