/** 当日操作日志异常, as the inspection log prints it. */

import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { clausesOf } from '../../src/contract/terms/clauses.ts';
import { settledTable } from '../../src/page/table.ts';
import type { Block, Section } from '../../src/report/block.ts';
import type { OperationLogRecord } from '../../src/subjects/operation-logs/kinds/operation-log.ts';
import { dayAnomalies } from '../../src/subjects/operation-logs/tables.ts';
import { naming } from '../period/period.ts';

/**
 * Nothing where the contract asks for no operation logs and none was read.
 * @param records of the day, one per system; none means that no log was read, not that nothing happened
 */
export function operationLogSection(contract: ContractBundle, records: readonly OperationLogRecord[]): Section[] {
  const asked = clausesOf(contract.contract, 'operation-log', 'log-retention').length > 0;
  if (!asked && records.length === 0) return [];
  const blocks = records.length === 0 ? [unread(contract)] : anomalyBlocks(contract, records);
  return [{ id: 'operation-log', title: '当日操作日志异常', blocks }];
}

/** Where else to look: the document on the logs, and the group of the checks that read them, as far as there are such. */
function unread({ obligations, checks, groups }: ContractBundle): Block {
  const document = obligations.find(({ id }) => id === 'operation-log-analysis')?.name;
  const check = checks.find(({ metric }) => metric === 'oplog.anomalies');
  const group = groups.find(({ id }) => id === check?.group)?.title;
  const parts = [
    `未登记当日操作日志：整日的日志次日才能导出${document === undefined ? '' : `，分析见《${document}》`}`,
    ...(group === undefined ? [] : [`巡检时读到的异常列在“${group}”`]),
  ];
  return { type: 'note', text: `${parts.join('；')}。`, tone: 'muted' };
}

function anomalyBlocks({ assets }: ContractBundle, records: readonly OperationLogRecord[]): Block[] {
  const names = new Map(assets.map(({ id, name }) => [id, name]));
  const total = records.reduce((sum, r) => sum + r.total, 0);
  const rows = records.flatMap(({ id, asset, anomalies }) =>
    anomalies.map((anomaly) => ({ asset, record: id, anomaly })),
  );
  const empty = total === 0 ? '登记的日志没有条目，不能判断是否有异常。' : '日志中没有发现异常。';
  return [
    { type: 'note', text: `当日操作日志 ${total} 条，异常 ${rows.length} 项。` },
    settledTable({ ...dayAnomalies(naming({ names })), empty }, rows, 'paper'),
  ];
}
