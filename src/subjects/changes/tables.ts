/** 需求、缺陷、补丁与优化 as a table: each change with the stage that it has reached. Pure. */
import type { Naming } from '../../page/naming.ts';
import type { TableDefinition } from '../../page/table.ts';
import { momentCell } from '../../page/value-cell.ts';
import change, { type ChangeRecord, changeStages } from '../../records/kinds/change.ts';
import { cellText } from '../../report/cell.ts';
import { choiceWords } from '../../wording/codes.ts';
import { MISSING } from '../../wording/words.ts';

const word = choiceWords(change);

/** @param href where more is told of one, on pages that are not the list of all */
export const changeTable = ({ asset, href }: Naming): TableDefinition<ChangeRecord> => ({
  title: '需求、缺陷、补丁与优化',
  columns: {
    id: { label: '变更编号', weight: 1.3, only: 'paper', value: ({ id }) => id },
    title: {
      ...{ label: '名称', weight: 1.8, title: true, value: ({ title }) => title },
      href: ({ id }) => href?.(id),
      sub: ({ id }) => id,
    },
    type: { label: '类别', short: true, value: ({ type }) => word('type', type) },
    assets: {
      ...{ label: '对象', weight: 1.4, wide: true },
      value: ({ assets }) => assets.map((id) => cellText(asset(id))).join('、'),
    },
    at: { label: '提出时间', short: true, only: 'site', value: ({ at }) => momentCell(at) },
    released: {
      ...{ label: '发布时间', type: 'datetime', short: true },
      value: ({ releasedAt }) => momentCell(releasedAt, '未发布'),
    },
    version: {
      label: '版本',
      value: (one) => (one.versionAfter === undefined ? MISSING : `${one.versionBefore ?? '—'} → ${one.versionAfter}`),
      sub: ({ versionAfter, assets }) =>
        versionAfter === undefined || assets.length === 1
          ? undefined
          : `${assets.length} 项资产一同发布，未注明属于哪一项`,
    },
    permit: {
      ...{ label: '许可编号', weight: 1.2, only: 'paper' },
      value: ({ permit, releasedAt }) =>
        permit ?? (releasedAt === undefined ? '' : { text: '未取得许可', tone: 'abnormal', mark: '▲' }),
    },
    stage: { label: '阶段', state: true, value: ({ stage }) => changeStages[stage] },
  },
  empty: '统计区间内没有登记变更。',
});
