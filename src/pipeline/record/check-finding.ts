/** A decision is about a finding that some scan showed; one about nothing would be kept and never be seen (5.3.6). */
import { decisionKey } from '../../assess/findings/decisions.ts';
import { assetsByAddress, followScans } from '../../assess/findings/track.ts';
import { nearest } from '../../contract/nearest.ts';
import type { FindingDecisionRecord } from '../../records/kinds/finding-decision.ts';
import type { ScanRecord } from '../../records/kinds/scan.ts';
import type { EntryProblem } from '../../workspace/store/record-check.ts';
import type { RecordStore } from '../../workspace/store/records.ts';

/** Findings named in a message at most. */
const SHOWN = 3;

/** A decision about no known finding, with the findings that are nearest to the one named. */
export async function unknownFinding(records: RecordStore, decision: FindingDecisionRecord): Promise<EntryProblem[]> {
  const { records: scans, problems } = await records.list<ScanRecord>('scan');
  const { tracks } = followScans(scans);
  if (tracks.has(decisionKey(decision, assetsByAddress(scans)))) return [];
  const wanted = nameOf({ ...decision, id: decision.vulnerability });
  const known = [...tracks.values()].map(({ finding }) => ({
    id: finding.id,
    target: finding.asset ?? finding.address,
    component: finding.component,
  }));
  return [
    {
      field: 'vulnerability',
      found: wanted,
      expected: '已导入的扫描报告中的漏洞，漏洞编号、资产、端口/组件三项都与漏洞明细一致',
      summary: '没有这个漏洞',
      hint: problems.length === 0 ? hintOf(decision, known, wanted) : `先改正不可读的扫描记录 ${problems[0]?.path}`,
    },
  ];
}

interface Named {
  id: string;
  target: string;
  component: string;
}

const nameOf = ({ id, target, component }: Named): string => `${id} · ${target} · ${component}`;

function hintOf(decision: FindingDecisionRecord, known: readonly Named[], wanted: string): string {
  if (known.length === 0) return '尚未导入扫描报告：先运行 opsledger scan import 报告文件';
  const same = known.filter((one) => one.id === decision.vulnerability);
  const there = same.length > 0 ? same : known.filter((one) => one.target === decision.target);
  const close = nearest(wanted, there, nameOf, SHOWN);
  const shown = (close.length > 0 ? close : there.slice(0, SHOWN)).map(nameOf);
  return shown.length === 0
    ? '先用 opsledger scan import 导入发现它的报告，或改正编号'
    : `是不是 ${shown.join('、')}；报告尚未导入的，先运行 opsledger scan import`;
}
