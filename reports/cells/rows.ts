/** Rows that several deliverables print the same way. */

import { formatDateTime } from '../../src/contract/time.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { Cell, Column, ImageBlock, RichCell, Row, Section, Tone } from '../../src/report/block.ts';
import { lookCell } from '../../src/states/look.ts';
import { type Outcome, outcomes } from '../../src/states/outcome.ts';
import type { CheckResult } from '../../src/subjects/inspections/judge/result.ts';

/** 判定 as a cell: mark, word and tone. */
export const outcomeCell = (outcome: Outcome): RichCell => lookCell(outcomes[outcome]);

/** Tone of a whole row: only what needs a look is tinted. */
export function rowTone(outcome: Outcome): { tone?: Tone } {
  return outcome === 'abnormal' || outcome === 'unreachable' || outcome === 'stale'
    ? { tone: outcomes[outcome].tone }
    : {};
}

/** A plain figure, with its unit or without: `63.2 %`; not `1 小时 54 分`. */
const FIGURE = /^[-−]?\d[\d,]*(?:\.(\d+))?(?: [^\s\d]+)?$/;

/** Measured value with the number behind it, so that a workbook can calculate. */
export function measuredCell(result: CheckResult): Cell {
  const figure = FIGURE.exec(result.measured);
  if (typeof result.value !== 'number' || figure === null) return result.measured;
  return { text: result.measured, value: result.value, kind: 'number', decimals: figure[1]?.length ?? 0 };
}

export const checkColumns: Column[] = [
  { key: 'no', label: '序号', type: 'number', weight: 0.55 },
  { key: 'asset', label: '对象', type: 'text', weight: 1.55 },
  { key: 'check', label: '检查项', type: 'text', weight: 1.35 },
  { key: 'method', label: '方法', type: 'text', weight: 1.15 },
  { key: 'standard', label: '标准', type: 'text', weight: 1.05, align: 'right' },
  { key: 'measured', label: '实测值', type: 'text', weight: 1.3, align: 'right' },
  { key: 'outcome', label: '判定', type: 'outcome', weight: 1.05 },
  { key: 'action', label: '处理措施', type: 'text', weight: 4 },
];

/** 检查项 with its instance: `磁盘使用率 /data`. */
export function checkName(r: CheckResult): string {
  return r.instance === null ? r.label : `${r.label} ${r.instance}`;
}

/** Numbered rows of 逐项明细. */
export function checkRows(results: readonly CheckResult[], first = 1): Row[] {
  return results.map((r, index) => ({
    ...rowTone(r.outcome),
    cells: {
      no: first + index,
      asset: r.assetName,
      check: checkName(r),
      method: { text: r.method, tone: 'muted' },
      standard: r.standard,
      measured: measuredCell(r),
      outcome: outcomeCell(r.outcome),
      action: actionText(r),
    },
  }));
}

/** 处理措施 with the permit; for rows that are not normal and have none, the reason is more use than nothing. */
export function actionText(r: CheckResult): string {
  const parts = [r.action, r.permit === null ? null : `许可 ${r.permit}`].filter((p) => p !== null);
  if (parts.length > 0) return parts.join('；');
  if (r.outcome === 'abnormal') return '未登记处理措施';
  return '';
}

/** 佐证图片: every picture attached to the given records. */
export function pictureBlocks(records: readonly AnyRecord[]): ImageBlock[] {
  return records.flatMap((record) =>
    (record.attachments ?? []).flatMap((a): ImageBlock[] => {
      if (a.type !== 'image/png' && a.type !== 'image/jpeg') return [];
      const place = a.place === undefined ? '' : `，${a.place}`;
      const caption = `${a.subject}（${formatDateTime(a.takenAt)}${place}；记录 ${record.id}）`;
      return [{ type: 'image', sha256: a.sha256, mediaType: a.type, caption, alt: caption }];
    }),
  );
}

/** Section of pictures, or nothing when there are none. */
export function pictureSection(title: string, records: readonly AnyRecord[]): Section[] {
  const blocks = pictureBlocks(records);
  return blocks.length === 0 ? [] : [{ id: 'pictures', title, blocks }];
}
