/** 应做应有的事项: each row of the contract that wants something done, held or kept, with what was missed and what nothing shows. No page where it wants none. Pure. */

import { heldDuring } from '../contract/bundle/held-on.ts';
import { settledTable } from '../page/table.ts';
import type { Section } from '../report/site-model.ts';
import { owedRows } from '../subjects/holdings/judge/owed.ts';
import { oddTable, oddThings, owedTable } from '../subjects/holdings/tables.ts';
import { defineSection } from './_section.ts';
import { MISSED_THINGS, OWED, owedNeeds, thingsOf, UNSEEN_THINGS } from './board/owed.ts';
import { serviceTo } from './parts/figures.ts';
import { recordHref } from './parts/links.ts';

export default defineSection({
  id: OWED,
  title: '应做应有',
  place: 'header',
  order: 52,
  needs: owedNeeds,
  shows: [],
  compose(facts) {
    const { contract } = heldDuring(facts.contract, {
      from: facts.contract.contract.servicePeriod.from,
      to: facts.today,
    });
    const rows = owedRows(contract);
    if (rows.length === 0) return [];
    const things = thingsOf(facts);
    const odd = oddThings(rows, things);
    const table = oddTable((id) => recordHref(facts, id));
    const list = (id: string, title: string, state: 'missed' | 'unseen'): Section => ({
      ...{ id, title },
      blocks: [
        settledTable(
          { ...table, title, sortable: true },
          odd.filter(({ things: [first] }) => first?.state === state),
          'site',
        ),
      ],
    });
    return [
      {
        path: '',
        title: '应做应有的事项',
        description:
          '合同要求做到、持有、保留的事项，本服务期到目前为止逐项的结果。没有记录能证实的，不算符合，也不算违反。',
        sections: [
          { id: 'rows', title: '逐项', blocks: [settledTable(owedTable(things, serviceTo(facts)), rows, 'site')] },
          list(MISSED_THINGS, '不符合', 'missed'),
          list(UNSEEN_THINGS, '未证实', 'unseen'),
        ],
      },
    ];
  },
});
