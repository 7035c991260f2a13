/** 待决定的事项: what only the purchaser can settle, one row each; 首页 counts them by kind and leads here. Pure. */
import type { SitePage, TableBlock } from '../report/site-model.ts';
import { defineSection } from './_section.ts';
import { type Asked, askedKinds, askedNeeds, askedOf, DECISIONS } from './board/asked.ts';
import { marks } from './parts/links.ts';
import { whereToDecide } from './parts/where-to-act.ts';

export default defineSection({
  id: DECISIONS,
  title: '待决定的事项',
  place: 'aside',
  order: 13,
  needs: askedNeeds,
  shows: [],
  compose: (facts): SitePage[] => {
    const all = askedOf(facts);
    const kinds = Object.entries(askedKinds).filter(([kind]) => all.some((one) => one.kind === kind));
    return [
      {
        path: '',
        title: '待⟦采购人⟧决定的事项',
        description: `只有⟦采购人⟧能定、还没有⟦采购人⟧签字扫描件或本人账号确认的事（${Object.values(askedKinds).join('、')}），都列在这里；确认登记后自行移出。文档中提出的方案和建议不在其内，见各文档。`,
        sections: [
          {
            id: 'list',
            title: '等待决定的事项',
            note: `${all.length} 项，等待最久的在前`,
            blocks: [
              ...whereToDecide(
                facts,
                kinds.map(([kind]) => kind),
              ),
              {
                type: 'table',
                title: '等待⟦采购人⟧决定的事项',
                columns: [
                  { key: 'what', label: '事项', title: true },
                  { key: 'kind', label: '种类', state: true },
                  { key: 'since', label: '自何时', short: true },
                  { key: 'from', label: '记录或条款', wide: true },
                ],
                filters: [{ key: 'kind', label: '种类', options: kinds.map(([value, text]) => ({ value, text })) }],
                rows: all.map(rowOf),
                empty: '没有等待⟦采购人⟧决定的事项。',
              },
              { type: 'links', items: [{ text: '待签收的文档', href: '/deliverables/awaiting' }] },
            ],
          },
        ],
      },
    ];
  },
});

const rowOf = ({ kind, what, from, since }: Asked): TableBlock['rows'][number] => ({
  filter: { kind },
  cells: {
    what,
    kind: { text: askedKinds[kind], tone: 'attention', mark: marks.attention },
    since: since ?? '服务期开始',
    from,
  },
});
