/** 用户评价: surveys and service orders together are what documents count. */
import { expect, it } from 'vitest';
import records from '../../src/sections/records.ts';
import { userScores } from '../../src/subjects/requests/judge/satisfaction.ts';
import satisfaction, { type SatisfactionRecord } from '../../src/subjects/requests/kinds/satisfaction.ts';
import serviceOrder, { type ServiceOrderRecord } from '../../src/subjects/requests/kinds/service-order.ts';
import { exampleRecords, pagesOf, siteFacts } from '../support/site-parts.ts';

const order = (n: number): ServiceOrderRecord => ({
  ...(serviceOrder.example as ServiceOrderRecord),
  ...{ id: `FW-20261124-00${n}`, satisfaction: '4' },
});
const survey = (n: number, of?: string): SatisfactionRecord => {
  const { order: _, ...own } = satisfaction.example as SatisfactionRecord;
  return { ...own, id: `MY-20261124-00${n}`, score: '5', ...(of === undefined ? {} : { order: of }) };
};
const surveys = [survey(1), survey(2, 'FW-20261124-002')];
const orders = [order(1), order(2), { ...order(3), satisfaction: undefined } as unknown as ServiceOrderRecord];

it('counts a score once that stands on an order and in a survey, and none that nobody gave', () => {
  expect(userScores(surveys, orders)).toEqual({ surveys: ['5', '5'], orders: ['4'] });
});

it('tells on the page of either kind the sum and what it is made of, and leads to the other', () => {
  const facts = siteFacts({ records: { ...exampleRecords(), satisfaction: surveys, 'service-order': orders } });
  const pages = pagesOf(records, facts);
  for (const [kind, other] of [
    ['satisfaction', 'service-order'],
    ['service-order', 'satisfaction'],
  ]) {
    const own = pages.find(({ path }) => path === kind)?.sections.find(({ id }) => id === 'scores');
    expect(JSON.stringify(own)).toContain('评价共 3 份：满意度评价 2 份，服务单上的评价 1 份');
    expect(JSON.stringify(own)).toContain(`/records/${other}`);
    expect(own?.figures?.map(({ id, value }) => [id, value])).toEqual([
      ['satisfaction.total', 3],
      ['satisfaction.surveys', 2],
      ['satisfaction.orders', 1],
    ]);
  }
});
