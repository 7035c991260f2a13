/** What a contract says of itself is copied; what it leaves blank or says in two ways is not guessed. */
import { expect, test } from 'vitest';
import { plainTermsIn } from '../../src/drafts/plain-terms.ts';

const of = (text: string) => plainTermsIn(text.split('\n'));

test.each([
  [
    '某厂运维服务合同\n合同编号：YW-2026-7\n甲方（采购人）：某厂\n乙方（供应商）：某公司（盖章）\n自2026年7月1日起至2029年6月30日止。',
    {
      ...{ project: '某厂运维服务合同', number: 'YW-2026-7', purchaser: '某厂', supplier: '某公司' },
      servicePeriod: { from: '2026-07-01', to: '2029-06-30' },
    },
  ],
  ['甲方：某厂\t乙方：某公司', { purchaser: '某厂', supplier: '某公司' }],
  ['委托方：某厂\n监理单位：某监理', { purchaser: '某厂', supervisor: '某监理' }],
  ['合同编号：________\n甲方：        \n乙方：____（盖章）', {}],
  ['甲方：某厂\n甲方：另一厂', {}],
  ['甲方：某厂\n甲方：某厂', { purchaser: '某厂' }],
  ['甲方应提供：场地', {}],
])('%j', (text, found) => {
  expect(of(text)).toEqual(found);
});
