/** Is the collecting that runs by itself covered by a permit (5.2.3)? Said on day one, before anything is a breach. Pure. */
import type { Asset } from '../../../contract/terms/assets.ts';
import type { InstantText } from '../../../contract/time.ts';
import type { PermitRecord } from '../kinds/permit.ts';
import { coverOf, coverStates, type PermitContext } from './permits.ts';

export interface RoutineCollection {
  assets: readonly Asset[];
  /** What the sources of the settings read: ids of assets or kinds. */
  targets: readonly string[];
  permits: readonly PermitRecord[];
  asOf: InstantText;
  isWorkingDay(date: string): boolean;
  asked?: PermitContext['asked'];
}

/** @returns what is missing and what to do, in Chinese; null when a permit covers what is read at that time */
export function routinePermitGap({
  assets,
  targets,
  permits,
  asOf,
  isWorkingDay,
  asked = null,
}: RoutineCollection): string | null {
  const read = assets.filter((one) => one.contract && (targets.includes(one.id) || targets.includes(one.kind)));
  const cover = coverOf(
    [
      {
        record: '',
        kind: 'inspection',
        operation: 'collect',
        changeType: null,
        assets: read.map((one) => one.id),
        from: asOf,
        to: asOf,
        permit: null,
        withoutPermit: null,
        byText: false,
        changes: null,
        text: null,
        kept: {},
        person: null,
      },
    ],
    permits,
    { asOf, isWorkingDay, asked },
  )[0];
  if (cover === undefined || cover.state === 'covered') return null;
  const listed = cover.breach ? '许可不符' : '待核实';
  const what =
    read.length === 0 ? '接入合同内资产之前' : `合同内 ${read.length} 项资产正在例行采集，否则逐日列为${listed}`;
  if (cover.permit !== null && cover.state === 'claimed')
    return `例行只读采集的许可 ${cover.permit.id} 由⟦供应商⟧登记，没有⟦采购人⟧签认：${what}，先附上批复扫描件（opsledger attach ${cover.permit.id} 文件 --signed）`;
  return `例行只读采集没有有效的长期许可（${coverStates[cover.state]}）：${what}，先取得⟦采购人⟧许可并登记`;
}

/** What registers it. */
export const PERMIT_REMEDY =
  '取得⟦采购人⟧的长期许可（操作含“只读采集”，日常备份的再加“备份”）后运行 opsledger record permit --from 文件；样例：opsledger record permit --example';
