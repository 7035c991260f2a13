/** Changes of a period: asked for, released or confirmed in it, or still under way at its end. */

import { dateOf } from '../../src/contract/time.ts';
import change, { type ChangeRecord, changeStages } from '../../src/records/kinds/change.ts';
import type { TableBlock } from '../../src/report/document.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { MISSING } from '../../src/wording/words.ts';
import { momentCell, table } from '../cells/figures.ts';
import { allOf, namesOf, type PeriodView } from '../period/period.ts';

const word = choiceWords(change);

/** Needs `change` since the begin of service. */
export function changesOfPeriod(view: PeriodView): ChangeRecord[] {
  const inside = (at: string | undefined): boolean => {
    if (at === undefined) return false;
    const day = dateOf(at);
    return day >= view.from && day <= view.to;
  };
  return allOf(view, change).filter((one) => {
    if (dateOf(one.at) > view.to) return false;
    return [one.at, one.releasedAt, one.confirmedAt].some(inside) || isUnderWay(one);
  });
}

/** Asked for and neither confirmed by the user nor withdrawn. */
export const isUnderWay = ({ stage }: ChangeRecord): boolean => stage !== 'confirmed' && stage !== 'withdrawn';

export function changeTable(
  view: PeriodView,
  changes: readonly ChangeRecord[],
  title: string,
  empty: string,
): TableBlock {
  return table(
    title,
    [
      { key: 'id', label: '变更编号', type: 'text', weight: 1.3 },
      { key: 'title', label: '名称', type: 'text', weight: 1.8 },
      { key: 'type', label: '类别', type: 'text' },
      { key: 'assets', label: '对象', type: 'text', weight: 1.4 },
      { key: 'released', label: '发布时间', type: 'datetime' },
      { key: 'version', label: '版本', type: 'text' },
      { key: 'permit', label: '许可编号', type: 'text', weight: 1.2 },
      { key: 'stage', label: '阶段', type: 'text' },
    ],
    changes.map((one) => ({
      cells: {
        id: one.id,
        title: one.title,
        type: word('type', one.type),
        assets: namesOf(view, one.assets),
        released: momentCell(one.releasedAt, '未发布'),
        version: one.versionAfter === undefined ? MISSING : `${one.versionBefore ?? '—'} → ${one.versionAfter}`,
        permit:
          one.permit ??
          (one.releasedAt === undefined ? '' : { text: '未取得许可', tone: 'abnormal' as const, mark: '▲' }),
        stage: changeStages[one.stage],
      },
    })),
    empty,
  );
}
