/** 考核评分表: what the penalty schemes of the contract make of a period, each deduction with its record. */

import { schemesOf } from '../src/assess/contract/score.ts';
import type { Block, Section } from '../src/report/block.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { CORRECTED } from './cells/signed.ts';
import { type ComplianceFacts, complianceFacts } from './compliance/facts.ts';
import { complianceNeeds } from './compliance/kinds.ts';
import { sectionChoices } from './frame/section-choices.ts';
import { correctionBlocks } from './incident/corrections.ts';
import { moneyFigures, moneyPart, moneySections } from './score/money.ts';
import { schemeSections } from './score/sections.ts';

export default defineDeliverable({
  id: 'assessment-score',
  sections: sectionChoices['assessment-score'],
  needs: [...complianceNeeds],
  cut: true,
  occurrences: true,
  evidence: [],
  compose,
});

function compose(input: ComposeInput): Composed {
  const facts = complianceFacts(input);
  const own = new Set(schemesOf(input.contract.contract, input.obligation.id));
  const scores = facts.scores.filter(({ scheme }) => own.has(scheme));
  const money = moneyPart(facts.view, scores);
  return {
    ...(money === null ? {} : { figures: moneyFigures(money) }),
    sections: [
      ...scores.flatMap((score) => schemeSections(facts.view, score, scores.length > 1)),
      ...(scores.length > 0
        ? []
        : [
            {
              id: 'result',
              title: '考核结果',
              blocks: [
                { type: 'note' as const, text: '合同数据中没有由本文档评分的考核办法。', tone: 'attention' as const },
              ],
            },
          ]),
      ...moneySections(facts.view, scores, money),
      ...correctedSection(facts),
    ],
    counted: facts.counted,
  };
}

/** What was scored in an earlier period stands; that it is known otherwise now is said, and for both sides to settle. */
function correctedSection({ corrections, view }: ComplianceFacts): Section[] {
  if (corrections.length === 0) return [];
  const text = '下列故障在以前各期的考核中已经计入，现有更正。以前各期的得分和付款不因此自动改动，由双方商定结算。';
  const note: Block = { type: 'note', text, tone: 'attention' };
  return [
    {
      id: 'corrected',
      title: CORRECTED,
      blocks: [note, ...correctionBlocks(corrections, view.input.contract.contract.levels)],
    },
  ];
}
