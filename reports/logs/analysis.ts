/** 分析 of operation logs: busier days than before, other work than before, and where anomalies come together. */
import { levelLooks } from '../../src/assess/observations/level.ts';
import { repeatedLooks } from '../../src/assess/observations/repeated.ts';
import { weekdayLooks } from '../../src/assess/observations/weekday.ts';
import { dateOf, formatDateTime } from '../../src/contract/time.ts';
import type { ListBlock } from '../../src/report/block.ts';
import type { LogSummary } from '../../src/subjects/operation-logs/judge/operation-logs.ts';
import { analysisBlocks } from '../cells/observations.ts';
import { nameOf, type PeriodView } from '../period/period.ts';

/** @param previous of the period before; null: nothing was read of it */
export const logLevel = ({ daily }: LogSummary, previous: LogSummary | null): ListBlock[] =>
  analysisBlocks(
    levelLooks(
      '操作日志',
      '条',
      daily.map(({ count }) => count),
      (previous?.daily ?? []).map(({ count }) => count),
    ),
  );

export const anomalyAnalysis = (view: PeriodView, { anomalies, systems, daily }: LogSummary): ListBlock[] =>
  analysisBlocks([
    ...weekdayLooks(
      '有异常操作',
      anomalies.map(({ anomaly }) => dateOf(anomaly.at)),
      daily.map(({ date }) => date),
    ),
    ...repeatedLooks(
      { what: '异常操作', unit: '项', place: '系统' },
      anomalies.map(({ asset, anomaly }) => ({
        key: asset,
        name: nameOf(view, asset),
        id: formatDateTime(anomaly.at),
      })),
      systems.length,
    ),
  ]);
