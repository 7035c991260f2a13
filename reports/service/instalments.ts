/** 分期付款: what each instalment asks for, and what of it is there at the time of the document; nothing where the contract has none. */
import { settledTable } from '../../src/page/table.ts';
import type { Section } from '../../src/report/block.ts';
import { type JudgedInstalment, judgeInstalments } from '../../src/subjects/payments/judge/instalments.ts';
import paymentPaper from '../../src/subjects/payments/kinds/payment-paper.ts';
import { askedRows, askedTable, instalmentTable, NOT_JUDGED } from '../../src/subjects/payments/tables.ts';
import type { Need } from '../_deliverable.ts';
import { interval } from '../cells/headline.ts';
import { deliveriesNow } from '../deliveries/due.ts';
import { type PeriodView, upToPeriod } from '../period/period.ts';

/** Beside `occurrences`, `manifest`, `signoff` and `waiver` of the service. */
export const instalmentNeed: Need = {
  ...{ kind: paymentPaper.id, window: 'service-to-date' },
  when: ({ contract }) => (contract.instalments ?? []).length > 0,
};

function judgedInstalments(view: PeriodView): JudgedInstalment[] {
  const { input } = view;
  const { instalments = [] } = input.contract.contract;
  if (instalments.length === 0) return [];
  const asked = new Set(instalments.flatMap(({ documents = [] }) => documents.map(({ obligation }) => obligation)));
  const documents = deliveriesNow(view, asked).map(({ obligation, occurrence, state, current, facts }) => ({
    ...{ obligation, occurrence, state, facts, number: current?.number ?? null },
  }));
  return judgeInstalments({ instalments, documents, papers: upToPeriod(view, paymentPaper), asOf: input.asOf });
}

export function instalmentSections(view: PeriodView): Section[] {
  const all = judgedInstalments(view);
  if (all.length === 0) return [];
  return [
    {
      ...{ id: 'instalments', title: '分期付款' },
      blocks: [
        settledTable(instalmentTable(interval(view)), all, 'paper'),
        settledTable(askedTable(), askedRows(all), 'paper'),
        { type: 'note', text: NOT_JUDGED },
      ],
    },
  ];
}
