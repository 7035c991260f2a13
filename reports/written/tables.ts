/** Tables that the tool adds to written documents from the contract's data: people and assets. */

import { wholeOf } from '../../src/contract/precedence/held-views.ts';
import type { Person } from '../../src/contract/terms/contract.ts';
import { requirementsOf } from '../../src/contract/terms/requirements.ts';
import type { Section } from '../../src/report/block.ts';
import { postHoursText } from '../../src/wording/post-hours.ts';
import { MISSING } from '../../src/wording/words.ts';
import type { ComposeInput } from '../_deliverable.ts';

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
      {
        type: 'table',
        title: '人员名单',
        columns: [
          { key: 'no', label: '序号', type: 'number', weight: 0.5 },
          { key: 'name', label: '姓名', type: 'text' },
          { key: 'role', label: '岗位', type: 'text', weight: 1.5 },
          { key: 'side', label: '所属', type: 'text' },
          { key: 'phone', label: '联系电话', type: 'text' },
        ],
        rows: contract.people.map((person, index) => ({
          cells: {
            no: index + 1,
            name: person.name,
            role: person.role,
            side: sides[person.side],
            phone: person.phone ?? { text: MISSING, tone: 'muted' },
          },
        })),
        empty: '合同数据中没有登记人员。',
      },
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
      {
        type: 'table',
        title: '岗位与上班时间',
        columns: [
          { key: 'no', label: '序号', type: 'number', weight: 0.5 },
          { key: 'post', label: '岗位', type: 'text', weight: 1.5 },
          { key: 'count', label: '至少', type: 'number', unit: '人', weight: 0.6 },
          { key: 'hours', label: '上班时间', type: 'text', weight: 3 },
          { key: 'clauses', label: '条款', type: 'text', weight: 1.2 },
        ],
        rows: requirementsOf(contract).posts.map((post, index) => ({
          cells: {
            no: index + 1,
            post: post.place === undefined ? post.name : `${post.name}（${post.place}）`,
            count: post.headcount,
            hours: postHoursText(contract, post),
            clauses: post.clauses.join('、'),
          },
        })),
        empty: '合同数据没有写明岗位、人数和上班时间。',
      },
    ],
  };
}

/** 移交清单: the last two columns are filled in by hand when things are handed over; `blank-` keeps them on paper, empty as they are. */
export function assetsSection({ contract }: ComposeInput): Section {
  const names = new Map(wholeOf(contract.assets).map((asset) => [asset.id, asset.name]));
  const own = contract.assets.filter((asset) => asset.contract);
  return {
    id: 'assets',
    title: '资产清单',
    blocks: [
      { type: 'note', text: `合同内资产 ${own.length} 项。“核对结果”“签认”两列留待现场填写。` },
      {
        type: 'table',
        title: '资产清单',
        columns: [
          { key: 'no', label: '序号', type: 'number', weight: 0.5 },
          { key: 'id', label: '资产编号', type: 'text', weight: 1.4 },
          { key: 'name', label: '名称', type: 'text', weight: 1.6 },
          { key: 'kind', label: '类别', type: 'text', weight: 1.2 },
          { key: 'place', label: '位置', type: 'text', weight: 1.3 },
          { key: 'host', label: '所在主机', type: 'text', weight: 1.2 },
          { key: 'serial', label: '序列号', type: 'text', weight: 1.2 },
          { key: 'blank-checked', label: '核对结果', type: 'text' },
          { key: 'blank-signed', label: '签认', type: 'text' },
        ],
        rows: own.map((asset, index) => ({
          cells: {
            no: index + 1,
            id: asset.id,
            name: asset.name,
            kind: asset.kindName,
            place: asset.place,
            host: asset.host === undefined ? null : (names.get(asset.host) ?? asset.host),
            serial: asset.serial ?? null,
            'blank-checked': '',
            'blank-signed': '',
          },
        })),
        empty: '资产清单为空。',
      },
    ],
  };
}
