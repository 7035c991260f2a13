/** 漏洞扫描 as tables: the scans, each with its permit, and what of the assets they looked at. 5.3.6. Pure. */

import type { InstantText } from '../../contract/time.ts';
import type { Naming } from '../../page/naming.ts';
import { idColumn, type RecordTable } from '../../page/record-table.ts';
import { stateColumn, type TableDefinition } from '../../page/table.ts';
import { countCell, momentCell } from '../../page/value-cell.ts';
import { fieldAt } from '../../records/fields.ts';
import type { Cell } from '../../report/block.ts';
import { figureOf, rateOf } from '../../report/figure.ts';
import { coverages } from '../../states/finding.ts';
import { percentOf } from '../../wording/figures.ts';
import { MISSING, timeText } from '../../wording/words.ts';
import type { AssetCoverage, unmappedAddresses } from './judge/scan-coverage.ts';
import scan, { type ScanRecord } from './kinds/scan.ts';

const labelAt = (path: string): string => fieldAt(scan.schema, path)?.label ?? path;

/**
 * @param doubts of a scan whose permit does not cover it how that stands, by its id @param hrefOf where a record is told of, on the site
 */
export const scanTable = (
  doubts: ReadonlyMap<string, string>,
  hrefOf?: (record: string) => string,
): RecordTable<ScanRecord> => ({
  title: '漏洞扫描',
  kind: scan,
  columns: [
    {
      ...idColumn,
      title: true,
      sub: ({ startedAt }: ScanRecord) => timeText(startedAt),
    },
    { field: 'scanner', label: '扫描工具及版本', weight: 1.2, value: toolCell },
    { field: 'feed', weight: 1.1 },
    { field: 'scope', weight: 1.6, wide: true },
    {
      ...{ field: 'permit', label: '授权', weight: 1.3 },
      value: (one: ScanRecord) => permitCell(one, doubts.get(one.id)),
      href: ({ permit }: ScanRecord) => (permit === undefined ? undefined : hrefOf?.(permit)),
    },
    { field: 'operator', only: 'paper' },
    { field: 'startedAt', weight: 1.2, only: 'paper' },
    { field: 'finishedAt', weight: 1.2, only: 'paper' },
    { field: 'entries', label: '报告条目', only: 'paper' },
    { field: 'hosts', label: '已扫描', align: 'right', only: 'site', value: hostsText, figure: hostsFigure },
    { field: 'distinct', label: '漏洞', only: 'paper', value: foundBy },
    {
      ...{ field: 'findings', align: 'right', only: 'site', value: foundBy },
      figure: (one: ScanRecord) => figureOf(`scan.${one.id}.findings`, foundBy(one), during(one)),
    },
  ],
  tone: (one) => (one.permit === undefined || doubts.has(one.id) ? 'abnormal' : undefined),
});

const toolCell = (one: ScanRecord): Cell => `${one.scanner} ${one.scannerVersion ?? `版本${MISSING}`}`;

function permitCell({ permit, withoutPermit }: ScanRecord, doubt: string | undefined): Cell {
  if (permit !== undefined && doubt === undefined) return permit;
  const text =
    permit !== undefined ? `${permit}（${doubt}）` : withoutPermit === undefined ? MISSING : `无许可：${withoutPermit}`;
  return { text, tone: 'abnormal', mark: '▲' };
}

const foundBy = ({ findings }: ScanRecord): number => findings.length;

const during = ({ startedAt, finishedAt }: ScanRecord) => ({ from: startedAt, to: finishedAt });

/** Hosts scanned of those that were to be. */
const hostsOf = ({ hosts }: ScanRecord) => ({
  numerator: hosts.filter(({ state }) => state === 'scanned').length,
  denominator: hosts.length,
});

const hostsText = (one: ScanRecord): string => Object.values(hostsOf(one)).join('/');

function hostsFigure(one: ScanRecord) {
  const of = hostsOf(one);
  const percent = of.denominator === 0 ? null : percentOf(of.numerator / of.denominator);
  return rateOf(`scan.${one.id}.hosts`, of, percent, during(one));
}

/** What no scan looked at is not free of findings. */
export const isMissed = ({ state }: AssetCoverage): boolean => coverages[state].tone === 'attention';

export const coverageTable: TableDefinition<AssetCoverage> = {
  title: '应扫描资产的覆盖情况',
  columns: {
    asset: { label: '资产', weight: 1.6, value: ({ asset }) => asset.name },
    kind: { label: '类别', weight: 1.2, value: ({ asset }) => asset.kindName },
    state: { ...stateColumn('情况', ({ state }) => coverages[state]), weight: 1.2 },
    scans: { label: '本期扫描次数', type: 'number', value: ({ scans }) => scans },
    last: { label: '最近一次', type: 'datetime', weight: 1.2, value: ({ last }) => momentCell(last, '本期没有') },
  },
  tone: (one) => (isMissed(one) ? 'attention' : undefined),
  empty: '资产清单中没有应扫描的资产。',
};

/** Entries of a scanner's report that its import did not count. */
export interface LeftOut {
  scan: ScanRecord;
  reason: string;
  entries: number;
}

export const leftTable: TableDefinition<LeftOut> = {
  title: '导入时未计为漏洞的报告条目',
  columns: {
    scan: { label: '扫描记录', weight: 1.4, value: ({ scan: { id } }) => id },
    scanner: { label: labelAt('scanner'), weight: 1.2, value: ({ scan: { scanner } }) => scanner },
    reason: { label: labelAt('left.reason'), weight: 2, value: ({ reason }) => reason },
    entries: { label: labelAt('left.entries'), type: 'number', value: ({ entries }) => entries },
  },
  empty: '报告条目均已计为漏洞。',
};

/** Addresses that belong to no known asset. */
export const unmappedTable: TableDefinition<ReturnType<typeof unmappedAddresses>[number]> = {
  title: '未对应到资产清单的扫描地址',
  columns: {
    address: { label: labelAt('hosts.address'), weight: 3, value: ({ address }) => address },
    scans: { label: '扫描次数', type: 'number', value: ({ scans }) => scans },
    findings: { label: labelAt('findings'), type: 'number', value: (one) => countCell(one.findings, 'attention') },
  },
  empty: '扫描地址均已对应到资产。',
};

/** An open port, as the newest scan of its address saw it. */
export type OpenPort = NonNullable<ScanRecord['exposures']>[number] & { seenAt: InstantText };

/** By address and port. */
export function openPorts(scans: readonly ScanRecord[]): OpenPort[] {
  const all = scans.flatMap(({ exposures = [], finishedAt }) =>
    exposures.map((one) => ({ ...one, seenAt: finishedAt })),
  );
  const newest = new Map(all.map((one) => [`${one.address} ${one.port}`, one]));
  return [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

export const portTable = ({ asset }: Naming): TableDefinition<OpenPort> => ({
  title: labelAt('exposures'),
  columns: {
    asset: {
      ...{ label: labelAt('exposures.asset'), weight: 1.5 },
      value: (one) => (one.asset === undefined ? { text: '未对应资产', tone: 'attention' } : asset(one.asset)),
    },
    address: { label: '地址', weight: 1.5, value: ({ address }) => address },
    port: { label: labelAt('exposures.port'), value: ({ port }) => port },
    service: { label: labelAt('exposures.service'), value: ({ service }) => service ?? null },
    at: { label: '扫描时间', type: 'datetime', weight: 1.2, value: ({ seenAt }) => momentCell(seenAt) },
  },
  empty: '扫描没有列出开放端口。',
});
