/** The day's faults in the daily report. */

import { wholeOf } from '../../src/contract/precedence/held-views.ts';
import { compareInstants } from '../../src/contract/time.ts';
import { idColumn, recordTable } from '../../src/page/record-table.ts';
import { momentCell } from '../../src/page/value-cell.ts';
import type { Block } from '../../src/report/block.ts';
import { hasClock } from '../../src/subjects/incidents/judge/limits.ts';
import incident, { type IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import { levelWordOf } from '../../src/wording/levels.ts';
import { namesText } from '../../src/wording/words.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { ofPeriod, periodView } from '../period/period.ts';

const faultsOf = (input: ComposeInput): IncidentRecord[] => ofPeriod(periodView(input), incident);

/** An inspection of the morning tells nothing of the outage in the afternoon. */
export function faultNote(input: ComposeInput): Block[] {
  const faults = faultsOf(input);
  if (faults.length === 0) return [];
  const open = faults.filter((one) => one.restoredAt === undefined).length;
  const still = open === 0 ? '均已登记恢复' : `其中 ${open} 起未登记恢复`;
  const names = namesText(
    faults.map((one) => one.title),
    '起',
  );
  const text = `统计区间内登记故障 ${faults.length} 起，${still}：${names}。巡检结果只说明巡检之时。`;
  return [{ type: 'note', text, tone: open === 0 ? 'attention' : 'abnormal', emphasis: true }];
}

export function faultTable(input: ComposeInput): Block {
  return recordTable({
    title: '故障与事件',
    kind: incident,
    records: faultsOf(input),
    columns: [
      idColumn,
      'title',
      'assets',
      { field: 'level', label: '级别', value: (r: IncidentRecord) => levelOf(input, r) },
      // Monitoring reports nothing: what it found first has no 申报时间.
      { field: 'known', label: '发现或申报时间', value: (r: IncidentRecord) => momentCell(knownAt(r)) },
      ...(hasClock(input.contract.contract, 'response') ? ['respondedAt'] : []),
      'restoredAt',
    ],
    assetNames: new Map(wholeOf(input.contract.assets).map((a) => [a.id, a.name])),
    tone: (r) => (r.restoredAt === undefined ? 'abnormal' : undefined),
    empty: '未登记故障。',
  });
}

function levelOf({ contract }: ComposeInput, { levels }: IncidentRecord): string {
  const last = levels.at(-1);
  return last === undefined ? '未定级' : levelWordOf(contract.contract.levels, last.level);
}

/** When anybody knew of it: found or reported, whichever came first. */
const knownAt = ({ discoveredAt, reportedAt }: IncidentRecord): string =>
  reportedAt !== undefined && compareInstants(reportedAt, discoveredAt) < 0 ? reportedAt : discoveredAt;
