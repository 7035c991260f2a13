/** 异常 and 备份与留存 of the operation logs. */

import { settledTable } from '../../src/page/table.ts';
import type { Block } from '../../src/report/block.ts';
import { logMonths, logRetention } from '../../src/subjects/operation-logs/judge/log-retention.ts';
import type { LogSummary } from '../../src/subjects/operation-logs/judge/operation-logs.ts';
import type { OperationLogRecord } from '../../src/subjects/operation-logs/kinds/operation-log.ts';
import { anomalyTable, retentionTable, typeTable } from '../../src/subjects/operation-logs/tables.ts';
import { namesText } from '../../src/wording/words.ts';
import { interval } from '../cells/headline.ts';
import { nameOf, naming, type PeriodView } from '../period/period.ts';

/** By type, then one by one. What no log was read for is not free of anomalies. */
export function anomalyBlocks(view: PeriodView, { anomalies, records }: LogSummary): Block[] {
  if (records === 0) return [{ type: 'note', text: '统计区间内没有登记操作日志，未做异常分析。', tone: 'muted' }];
  return [...byType(view, anomalies), settledTable(anomalyTable(naming(view)), anomalies, 'paper')];
}

function byType(view: PeriodView, anomalies: LogSummary['anomalies']): Block[] {
  if (anomalies.length === 0) return [];
  const groups = [...Map.groupBy(anomalies, ({ anomaly }) => anomaly.type)].map(([type, found]) => ({ type, found }));
  groups.sort((a, b) => b.found.length - a.found.length);
  return [settledTable(typeTable(interval(view)), groups, 'paper')];
}

/** 备份与留存 by system, held against the months that the contract asks for; where it asks for none, nothing is judged. */
export function retentionBlocks(view: PeriodView, records: readonly OperationLogRecord[]): Block[] {
  if (records.length === 0) {
    return [{ type: 'note', text: '统计区间内没有登记操作日志，未登记备份与留存情况。', tone: 'muted' }];
  }
  const { contract } = view.input.contract;
  const months = logMonths(contract);
  const all = logRetention(records, contract.servicePeriod.from, months ?? 0);
  const failing = all.filter(({ state }) => state !== 'kept').map(({ asset }) => nameOf(view, asset));
  const text =
    failing.length === 0
      ? `登记了操作日志的 ${all.length} 个系统，留存均不少于 ${months} 个月。`
      : `留存要求不少于 ${months} 个月；未达到或未登记的系统：${namesText(failing, '个')}。`;
  return [
    ...(months === null
      ? []
      : [{ type: 'note' as const, text, tone: failing.length === 0 ? ('normal' as const) : ('attention' as const) }]),
    settledTable(retentionTable(naming(view), months), all, 'paper'),
  ];
}
