/** The scans of the last year: with what, of what, and how much of it was reached. Pure. */
import { breachWords } from '../../assess/permits/breach-words.ts';
import { officeTime } from '../../contract/calendar/office.ts';
import { shareFigure } from '../../page/rates.ts';
import permitKind from '../../records/kinds/permit.ts';
import type { ScanRecord } from '../../records/kinds/scan.ts';
import type { Cell, RichCell, TableBlock } from '../../report/site-model.ts';
import { orMissing, timeText } from '../../wording/words.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { countCell } from '../parts/figures.ts';
import { marks, recordHref } from '../parts/links.ts';
import { isRecent } from '../parts/months.ts';

/** Hosts scanned of those that were to be: `11/12`. */
function hostsCell({ id, hosts, startedAt, finishedAt }: ScanRecord): RichCell {
  const of = { numerator: hosts.filter(({ state }) => state === 'scanned').length, denominator: hosts.length };
  return {
    text: `${of.numerator}/${of.denominator}`,
    figure: shareFigure(`scan.${id}.hosts`, of, { from: startedAt, to: finishedAt }),
  };
}

/** How the permit stands that a scan names and that does not cover it, by the id of the scan: as 许可不符 judges it. */
export function scanBreaches(facts: SiteFacts, scans: readonly ScanRecord[]): ReadonlyMap<string, string> {
  const { isWorkingDay, now } = facts;
  const { assets, contract } = facts.contract;
  const own = new Set(assets.filter((one) => !one.contract).map(({ id }) => id));
  const context = { asOf: now, isWorkingDay, office: officeTime(contract, isWorkingDay) };
  return breachWords(scans, recordsOf(facts, permitKind), context, own);
}

function permitCell(facts: SiteFacts, { permit, withoutPermit }: ScanRecord, breach: string | undefined): Cell {
  const loud = { tone: 'abnormal', mark: marks.abnormal } as const;
  if (permit === undefined) return { text: orMissing(withoutPermit), ...loud };
  const cell = { text: permit, href: recordHref(facts, permit) };
  return breach === undefined ? cell : { ...cell, ...loud, sub: breach };
}

/** Newest first. @param breaches what `scanBreaches` gave for the scans */
export function scanTable(
  facts: SiteFacts,
  scans: readonly ScanRecord[],
  breaches: ReadonlyMap<string, string>,
): TableBlock {
  return {
    type: 'table',
    title: '扫描记录',
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
          permit: permitCell(facts, one, breaches.get(one.id)),
        },
      })),
    empty: '还没有扫描记录。每月导入扫描报告后列在这里。',
  };
}
