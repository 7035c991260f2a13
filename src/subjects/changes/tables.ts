/** 需求、缺陷、补丁与优化 as a table: each change with the stage that it has reached. Pure. */
import type { Naming } from '../../page/naming.ts';
import type { TableColumn, TableDefinition } from '../../page/table.ts';
import { momentCell } from '../../page/value-cell.ts';
import { labelsOf } from '../../records/fields.ts';
import { cellText } from '../../report/cell.ts';
import { choiceWords } from '../../wording/codes.ts';
import { MISSING } from '../../wording/words.ts';
import change, { type ChangeRecord, changeStages } from './kinds/change.ts';

const word = choiceWords(change);
const labels = labelsOf(change.schema);

/** What every list of changes says. @param hrefOf where a change is told of, on the site */
const changeColumns = ({ asset }: Pick<Naming, 'asset'>, hrefOf?: (id: string) => string) =>
  ({
    id: { label: '变更编号', weight: 1.3, only: 'paper', value: ({ id }) => id },
    title: {
      ...{ label: '名称', weight: 1.8, title: true, value: ({ title }) => title },
      href: ({ id }) => hrefOf?.(id),
      sub: ({ id }) => id,
    },
    assets: {
      ...{ label: '对象', weight: 1.4, wide: true },
      value: ({ assets }) => assets.map((id) => cellText(asset(id))).join('、'),
    },
    version: { label: '版本', value: ({ versionBefore, versionAfter }) => versionText(versionBefore, versionAfter) },
    stage: { label: '阶段', state: true, value: ({ stage }) => changeStages[stage] },
  }) as const satisfies Record<string, TableColumn<ChangeRecord>>;

const versionText = (before: string | undefined, after: string | undefined, none = '—'): string =>
  after === undefined ? MISSING : `${before ?? none} → ${after}`;

export function changeTable(
  naming: Pick<Naming, 'asset'>,
  hrefOf?: (id: string) => string,
): TableDefinition<ChangeRecord> {
  const { id, title, assets, version, stage } = changeColumns(naming, hrefOf);
  return {
    title: '需求、缺陷、补丁与优化',
    columns: {
      ...{ id, title },
      type: { label: '类别', short: true, value: ({ type }) => word('type', type) },
      assets,
      at: { label: '提出时间', short: true, only: 'site', value: ({ at }) => momentCell(at) },
      released: {
        ...{ label: '发布时间', type: 'datetime', short: true },
        value: ({ releasedAt }) => momentCell(releasedAt, '未发布'),
      },
      version: { ...version, sub: sharedVersion },
      permit: {
        ...{ label: '许可编号', weight: 1.2, only: 'paper' },
        value: ({ permit, releasedAt }) =>
          permit ?? (releasedAt === undefined ? '' : { text: '未取得许可', tone: 'abnormal', mark: '▲' }),
      },
      stage,
    },
    empty: '统计区间内没有登记变更。',
  };
}

/** A release of several assets has one pair of versions, and does not say whose. */
const sharedVersion = ({ versionAfter, assets }: ChangeRecord): string | undefined =>
  versionAfter === undefined || assets.length === 1
    ? undefined
    : `${assets.length} 项资产一同发布，版本未注明属于哪一项`;

/** 补丁安装: of the changes those of that type, with what they mend. */
export function patchTable(naming: Pick<Naming, 'asset'>): TableDefinition<ChangeRecord> {
  const { id, title, assets, version, stage } = changeColumns(naming);
  return {
    title: word('type', 'patch'),
    columns: {
      id,
      title: { ...title, label: '补丁' },
      assets: { ...assets, weight: 1.5 },
      findings: { label: labels.findings, weight: 1.3, value: ({ findings }) => findings?.join('、') ?? MISSING },
      versions: {
        ...version,
        value: ({ versionBefore: before, versionAfter: after }) =>
          versionText(before, before === undefined ? after : (after ?? MISSING), MISSING),
      },
      stage,
    },
    empty: '统计区间内没有登记补丁安装。',
  };
}
