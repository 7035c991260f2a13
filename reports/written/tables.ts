/** Tables that the tool adds to written documents from the contract's data: people and assets. */

import { wholeOf } from '../../src/contract/precedence/held-views.ts';
import type { Asset } from '../../src/contract/terms/assets.ts';
import { clauseMarks } from '../../src/contract/terms/clause-marks.ts';
import type { Person } from '../../src/contract/terms/contract.ts';
import { type Post, requirementsOf } from '../../src/contract/terms/requirements.ts';
import { settledTable } from '../../src/page/table.ts';
import type { Section } from '../../src/report/block.ts';
import { assetColumns } from '../../src/subjects/devices/asset-tables.ts';
import { postHoursText } from '../../src/wording/post-hours.ts';
import { MISSING } from '../../src/wording/words.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { naming } from '../period/period.ts';

const no = { label: '序号', type: 'number' as const, weight: 0.5, value: (_: unknown, n: number) => n + 1 };

const sides: Readonly<Record<Person['side'], string>> = {
  supplier: '⟦供应商⟧',
  purchaser: '⟦采购人⟧',
  supervisor: '⟦监理⟧',
};

export function peopleSection({ contract: { contract } }: ComposeInput): Section {
  return {
    id: 'people',
    title: '人员名单',
    blocks: [
      settledTable<Person>(
        {
          title: '人员名单',
          columns: {
            no,
            name: { label: '姓名', value: ({ name }) => name },
            role: { label: '岗位', weight: 1.5, value: ({ role }) => role },
            side: { label: '所属', value: ({ side }) => sides[side] },
            phone: { label: '联系电话', value: ({ phone }) => phone ?? { text: MISSING, tone: 'muted' } },
          },
          empty: '合同数据中没有登记人员。',
        },
        contract.people,
        'paper',
      ),
    ],
    stated: { people: contract.people.map(({ name, role }) => ({ name, role })) },
  };
}

/** When somebody has to be there, as the attendance is judged. */
export function postsSection({ contract: { contract } }: ComposeInput): Section {
  return {
    id: 'posts',
    title: '岗位与上班时间',
    blocks: [
      settledTable<Post>(
        {
          title: '岗位与上班时间',
          columns: {
            no,
            post: {
              ...{ label: '岗位', weight: 1.5 },
              value: ({ name, place }) => (place === undefined ? name : `${name}（${place}）`),
            },
            count: { label: '至少', type: 'number', unit: '人', weight: 0.6, value: ({ headcount }) => headcount },
            hours: { label: '上班时间', weight: 3, value: (post) => postHoursText(contract, post) },
            clauses: { label: '条款', weight: 1.2, value: ({ clauses }) => clauseMarks(clauses) },
          },
          empty: '合同数据没有写明岗位、人数和上班时间。',
        },
        requirementsOf(contract).posts,
        'paper',
      ),
    ],
  };
}

/** 移交清单: the last two columns are filled in by hand when things are handed over; `blank-` keeps them on paper, empty as they are. */
export function assetsSection({ contract }: ComposeInput): Section {
  const names = new Map(wholeOf(contract.assets).map((asset) => [asset.id, asset.name]));
  const own = contract.assets.filter((asset) => asset.contract);
  const { id, name, kind, place, host, serial } = assetColumns(naming({ names }));
  return {
    id: 'assets',
    title: '资产清单',
    blocks: [
      { type: 'note', text: `合同内资产 ${own.length} 项。“核对结果”“签认”两列留待现场填写。` },
      settledTable<Asset>(
        {
          title: '资产清单',
          columns: {
            no,
            ...{ id, name, kind, place, host, serial },
            'blank-checked': { label: '核对结果', value: () => '' },
            'blank-signed': { label: '签认', value: () => '' },
          },
          empty: '资产清单为空。',
        },
        own,
        'paper',
      ),
    ],
  };
}
