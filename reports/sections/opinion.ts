import { isVouched } from '../../src/records/purchaser.ts';
import type { Section } from '../../src/report/block.ts';
import { opinionText } from '../../src/subjects/incidents/cells.ts';
import { returnText } from '../../src/subjects/signing/judge/returns.ts';
import { CLAIMED } from '../../src/wording/words.ts';
import type { PeriodFacts } from '../periodic/facts.ts';

import { DELIVERIES } from '../periodic/needs.ts';
import type { ReportSection } from './_section.ts';

export default {
  id: 'opinion',
  title: '⟦采购人⟧意见',
  kinds: [...DELIVERIES, 'incident', 'manifest'],
  occurrences: true,
  monitoring: true,
  compose,
} satisfies ReportSection;

function compose({ view, deliveries, incidents }: PeriodFacts): Section {
  const said = [
    ...incidents.own.flatMap((one) => {
      const opinion = opinionText(one);
      return opinion === undefined ? [] : [`${one.id} ${one.title}：${opinion}`];
    }),
    ...deliveries.flatMap((one) =>
      one.returns.map(
        (back) => `退回${one.obligation.name}：${returnText(back)}${isVouched(back, back.at) ? '' : `（${CLAIMED}）`}`,
      ),
    ),
  ];
  return {
    id: 'opinion',
    title: '⟦采购人⟧意见',
    blocks: [
      { type: 'list', items: said.map((text) => ({ text })), empty: '统计区间内没有登记⟦采购人⟧意见。' },
      {
        type: 'signature',
        parties: [
          {
            title: `⟦采购人⟧：${view.input.contract.contract.parties.purchaser}`,
            lines: [{ label: '对本期服务的意见' }, { label: '对下期工作的要求' }, { label: '签字' }, { label: '日期' }],
          },
        ],
      },
    ],
  };
}
