/** 操作日志分析报告: clause 5.5.3. Issued even when no log was read, and says so. */

import { windowOf } from '../src/contract/calendar/calendar.ts';
import { officeTime } from '../src/contract/calendar/office.ts';
import { compareInstants } from '../src/contract/time.ts';
import { summariseLogs } from '../src/subjects/operation-logs/judge/operation-logs.ts';
import operationLog from '../src/subjects/operation-logs/kinds/operation-log.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { pictureSection } from './cells/pictures.ts';
import { sectionChoices } from './frame/section-choices.ts';
import { anomalyAnalysis, logLevel } from './logs/analysis.ts';
import { anomalyBlocks, retentionBlocks } from './logs/anomalies.ts';
import { categoryBlocks, hourBlocks, logFigures, logText, systemBlocks } from './logs/statistics.ts';
import { compositionSection } from './period/composition.ts';
import { ofPeriod, ofPeriodBefore, periodView } from './period/period.ts';

export default defineDeliverable({
  id: 'operation-log-analysis',
  sections: sectionChoices['operation-log-analysis'],
  needs: [
    { kind: 'operation-log', window: 'counted' },
    // What it is compared with.
    { kind: 'operation-log', window: 'counted-before' },
  ],
  cut: true,
  evidence: [],
  compose,
});

function compose(input: ComposeInput): Composed {
  const view = periodView(input);
  const own = ofPeriod(view, operationLog);
  const before = ofPeriodBefore(view, operationLog);
  const office = officeTime(input.contract.contract, input.isWorkingDay);
  // After the service no log is to be had: what is written down then is of the service's own days.
  const ended = windowOf(input.contract.contract.servicePeriod).to;
  const to = compareInstants(ended, view.end) < 0 ? ended : view.end;
  const summary = summariseLogs(own, { from: view.start, to }, office);
  const previous = before.length === 0 ? null : summariseLogs(before, { from: view.start, to: view.start }, office);
  return {
    sections: [
      {
        id: 'overview',
        title: '概况',
        blocks: [
          ...(own.length === 0 ? [] : [logFigures(view, summary, previous)]),
          { type: 'note', ...logText(view, summary) },
        ],
      },
      { id: 'categories', title: '分类统计', blocks: categoryBlocks(view, summary, previous) },
      {
        id: 'hours',
        title: '时段与用户分布',
        blocks: [...hourBlocks(view, summary, office), ...logLevel(summary, previous)],
      },
      { id: 'anomalies', title: '异常', blocks: [...anomalyBlocks(view, summary), ...anomalyAnalysis(view, summary)] },
      { id: 'systems', title: '系统分布与采集覆盖', blocks: systemBlocks(view, summary) },
      { id: 'retention', title: '备份与留存', blocks: retentionBlocks(view, own) },
      compositionSection(view, [operationLog]),
      ...pictureSection('佐证图片', own),
    ],
  };
}
