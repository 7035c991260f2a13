/** Changes of a period: asked for, released or confirmed in it, or still under way at its end. */

import change, { type ChangeRecord, changeStages } from '../../src/records/kinds/change.ts';
import type { TableBlock } from '../../src/report/document.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { MISSING } from '../../src/wording/words.ts';
import { momentCell, table } from '../cells/figures.ts';
import { belongsHere, namesOf, type PeriodView, upToPeriod } from '../period/period.ts';

const word = choiceWords(change);

/** Needs `change` since the begin of service. */
export function changesOfPeriod(view: PeriodView): ChangeRecord[] {
  return upToPeriod(view, change).filter(
    (one) =>
      [one.at, one.releasedAt, one.confirmedAt].some(
        (at) => at !== undefined && belongsHere(view, { event: at, entered: one.enteredAt }),
      ) || isUnderWay(one),
  );
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
