/** 证据记录: the ids of all records by kind and month, so that every document's evidence can be pointed at. Pure. */
import type { SiteBlock, SitePage } from '../report/site-model.ts';
import type { SiteFacts } from './site-facts.ts';
import { isRecent, monthName, monthOfId, recordHref } from './site-links.ts';
import { changeTable, dutyTable, renewalTable } from './site-record-tables.ts';

export function recordPages(facts: SiteFacts): SitePage[] {
  const kinds = facts.kinds.filter(({ id }) => (facts.ids.get(id)?.length ?? 0) > 0);
  return [
    {
      path: '',
      title: '证据记录',
      description: '文档依据的每一条记录。记录原件在工作区，由版本库保存历次改动；文档的数据指纹由这些记录算出。',
      sections: [
        {
          id: 'kinds',
          title: '记录种类',
          blocks: [
            {
              type: 'table',
              caption: '记录种类',
              columns: [
                { key: 'kind', label: '种类', title: true },
                { key: 'count', label: '记录数', align: 'right' },
                { key: 'latest', label: '最近一条' },
              ],
              rows: kinds.map(({ id, label }) => {
                const ids = facts.ids.get(id) ?? [];
                return {
                  cells: {
                    kind: { text: label, href: `/records/${id}` },
                    count: String(ids.length),
                    latest: ids.at(-1) ?? '',
                  },
                };
              }),
              empty: '还没有记录。采集、登记和导入的每一条记录都会列在这里。',
            },
          ],
        },
      ],
    },
    ...kinds.map((kind) => kindPage(facts, kind.id, kind.label)),
  ];
}

function kindPage(facts: SiteFacts, kind: string, label: string): SitePage {
  const ids = (facts.ids.get(kind) ?? []).toReversed();
  const page = (sections: SitePage['sections']): SitePage => ({
    path: kind,
    title: label,
    description: `共 ${ids.length} 条，编号中是业务日期。`,
    sections,
  });
  const recent = ids.filter((id) => isRecent(facts, id));
  const older = Map.groupBy(
    ids.filter((id) => !isRecent(facts, id)),
    monthOfId,
  );
  const months = Map.groupBy(recent, monthOfId);
  const byMonth = [...months].map(([month, own]) => ({
    id: `m-${month}`,
    title: monthName(month),
    note: `${own.length} 条`,
    blocks: [idList(facts, own)],
  }));
  // What runs out is followed until it is settled, however long ago it was written down.
  if (kind === 'renewal')
    return page([{ id: 'list', title: '全部', note: `${ids.length} 条`, blocks: [renewalTable(facts)] }]);
  const list: SitePage['sections'] =
    kind === 'change'
      ? [{ id: 'list', title: '近一年', note: `${recent.length} 条`, blocks: [changeTable(facts)] }]
      : kind === 'duty'
        ? [{ id: 'today', title: '今日', note: facts.today, blocks: [dutyTable(facts)] }, ...byMonth]
        : byMonth;
  const folded: SitePage['sections'] =
    older.size === 0
      ? []
      : [
          {
            id: 'older',
            title: '一年以前',
            blocks: [
              {
                type: 'facts',
                items: [...older].map(([month, own]) => ({ label: monthName(month), value: `${own.length} 条` })),
              },
            ],
          },
        ];
  return page([...list, ...folded]);
}

const idList = (facts: SiteFacts, ids: readonly string[]): SiteBlock => ({
  type: 'ids',
  items: ids.map((id) => {
    const href = recordHref(facts, id);
    // A record without a page of its own is listed here: a link would lead to itself.
    return href.startsWith('/records/') ? { id } : { id, href };
  }),
});
