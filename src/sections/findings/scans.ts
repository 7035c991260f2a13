/** The scans of the last year: with what, of what, and how much of it was reached. Pure. */
import type { ScanRecord } from '../../records/kinds/scan.ts';
import type { SiteLink, SiteTable } from '../../report/site-model.ts';
import { orMissing, timeText } from '../../wording/words.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { countCell, shareFigure } from '../parts/figures.ts';
import { recordHref } from '../parts/links.ts';
import { isRecent } from '../parts/months.ts';

/** Hosts scanned of those that were to be: `11/12`. */
function hostsCell({ id, hosts, startedAt, finishedAt }: ScanRecord): SiteLink {
  const of = { numerator: hosts.filter(({ state }) => state === 'scanned').length, denominator: hosts.length };
  return {
    text: `${of.numerator}/${of.denominator}`,
    figure: shareFigure(`scan.${id}.hosts`, of, { from: startedAt, to: finishedAt }),
  };
}

/** Newest first. */
export function scanTable(facts: SiteFacts, scans: readonly ScanRecord[]): SiteTable {
  return {
    type: 'table',
    caption: '扫描记录',
    columns: [
      { key: 'scan', label: '扫描', title: true },
      { key: 'tool', label: '工具与特征库' },
      { key: 'scope', label: '范围', wide: true },
      { key: 'hosts', label: '已扫描', align: 'right' },
      { key: 'findings', label: '漏洞', align: 'right' },
      { key: 'permit', label: '授权' },
    ],
    rows: scans
      .filter(({ id }) => isRecent(facts, id))
      .toReversed()
      .map((one) => ({
        id: one.id,
        cells: {
          scan: { text: timeText(one.startedAt), sub: one.id },
          tool: [one.scanner, one.scannerVersion, one.feed === undefined ? '特征库未登记' : `特征库 ${one.feed}`]
            .filter((part) => part !== undefined)
            .join(' '),
          scope: one.scope,
          hosts: hostsCell(one),
          findings: countCell(`scan.${one.id}.findings`, one.findings.length, {
            from: one.startedAt,
            to: one.finishedAt,
          }),
          permit:
            one.permit === undefined
              ? { text: orMissing(one.withoutPermit), tone: 'abnormal' as const, mark: '▲' }
              : { text: one.permit, href: recordHref(facts, one.permit) },
        },
      })),
    empty: '还没有扫描记录。每月导入扫描报告后列在这里。',
  };
}
