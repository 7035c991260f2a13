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
  ['甲　　方：某厂\n乙　　方：某公司', { purchaser: '某厂', supplier: '某公司' }],
  [
    '客户（甲方）: 某厂\n服务商（乙方）: 某公司\n协议编号: X/1',
    { number: 'X/1', purchaser: '某厂', supplier: '某公司' },
  ],
  ['发包人：某厂\n承包人：某公司', { purchaser: '某厂', supplier: '某公司' }],
  ['合同编号\tX-3\n委托人\t某厂\n受托人\t某公司', { number: 'X-3', purchaser: '某厂', supplier: '某公司' }],
  ['（合同编号：X-4）', { number: 'X-4' }],
  ['采购编号：C-9', { number: 'C-9' }],
  ['合同编号：____\n采购编号：C-9', {}],
  ['由某市某厂（以下简称“甲方”）与某公司（以下简称乙方）订立。', { purchaser: '某市某厂', supplier: '某公司' }],
  ['某港岸桥维保项目\n采购需求书\n一、概况', { project: '某港岸桥维保项目' }],
  ['合　同　书\n一、概况', {}],
])('%j', (text, found) => {
  expect(of(text)).toEqual(found);
});

test.each([
  ['服务期自2026年5月1日起至2028年4月30日止', '2026-05-01', '2028-04-30'],
  ['合同期限一年，自二〇二六年三月一日至二〇二七年二月二十八日。', '2026-03-01', '2027-02-28'],
  ['本协议有效期为2026-04-01至2027-03-31', '2026-04-01', '2027-03-31'],
  ['维保期：2027.1.1—2029.12.31', '2027-01-01', '2029-12-31'],
  ['质保自2020年1月1日至2021年1月1日。\n二、服务期\n2026年5月1日至2027年4月30日', '2026-05-01', '2027-04-30'],
])('the service period of %s', (text, from, to) => {
  expect(of(text)).toMatchObject({ servicePeriod: { from, to } });
});

test.each([
  '服务期自2026年5月1日起至2028年4月30日止。补充：服务期改为2026年6月1日至2028年5月31日。',
  '服务期自2026年2月30日起至2028年4月30日止。',
  '服务期自2028年5月1日起至2026年4月30日止。',
])('no service period is guessed of %s', (text) => {
  expect(of(text).servicePeriod).toBeUndefined();
});

test.each([
  ['委托人提出，受托人处理。受托人报告委托人。', { purchaser: '委托人', supplier: '受托人' }],
  ['甲方提出，乙方处理。乙方报告甲方。供应商一次。', { purchaser: '甲方', supplier: '乙方' }],
  ['采购人提出，供应商处理。供应商报告采购人。', undefined],
  ['甲方：某厂\n乙方：某公司', undefined],
])('what the clauses call the two in %s', (text, called) => {
  expect(of(text).called).toEqual(called);
});
