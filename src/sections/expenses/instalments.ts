/** 分期付款 on the page of costs: what each instalment asks for, and what shows that it is there. Pure. */
import { settledTable } from '../../page/table.ts';
import type { Section } from '../../report/site-model.ts';
import { askedRows, askedTable, instalmentTable, NOT_JUDGED } from '../../subjects/payments/tables.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { serviceTo } from '../parts/figures.ts';

/** None where the contract has no instalments. */
export function instalmentSections(facts: SiteFacts): Section[] {
  const { instalments } = facts;
  if (instalments.length === 0) return [];
  return [
    {
      ...{ id: 'instalments', title: '分期付款', note: `${instalments.length} 期` },
      blocks: [
        settledTable(instalmentTable(serviceTo(facts)), instalments, 'site'),
        settledTable(askedTable(), askedRows(instalments), 'site'),
        { type: 'note', text: NOT_JUDGED },
      ],
    },
  ];
}
