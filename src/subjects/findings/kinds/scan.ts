import { z } from 'zod';
import { count, optional, sha256, slug, text } from '../../../contract/scalars.ts';
import {
  address,
  choice,
  line,
  maybe,
  measuredRows,
  permission,
  person,
  prose,
  time,
} from '../../../records/entry-fields.ts';
import { findingKey, findingSchema } from '../../../records/finding.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('scan'),
  scanner: line('扫描工具', 'Nessus'),
  scannerVersion: maybe(line('工具版本', '10.8.3')),
  feed: maybe(line('特征库版本', '202611230200')).describe('Kept to the letter.'),
  format: slug().meta({ label: '报告格式', example: 'nessus' }),
  scope: line('扫描范围', '6 台云主机、2 台 Nginx、3 个数据库'),
  ...permission,
  operator: maybe(person('执行人')),
  startedAt: time('扫描开始', '2026-11-24 01:00:00'),
  finishedAt: time('扫描结束', '2026-11-24 02:41:00'),
  original: maybe(sha256().meta({ label: '原始报告校验值' })),
  originalName: maybe(line('原始报告文件名', '202611.nessus')),
  kevList: maybe(sha256().meta({ label: '已知被利用清单（KEV）校验值' })),
  kevDate: maybe(line('已知被利用清单日期', '2026-11-20')).describe('As the list itself says.'),
  epssList: maybe(sha256().meta({ label: 'EPSS 清单校验值' })),
  epssDate: maybe(line('EPSS 清单日期', '2026-11-23')).describe('As the list itself says.'),
  entries: count()
    .meta({ label: '报告条目数', unit: '条', example: 3 })
    .describe('Entries of the report that are findings, before repeated ones are joined.'),
  hosts: measuredRows('覆盖范围', {
    address: address('扫描地址', '10.0.0.11'),
    asset: maybe(slug().meta({ label: '资产', example: 'app-server-1' })),
    state: choice('情况', { scanned: '已扫描', down: '未存活', failed: '扫描失败', excluded: '未授权，排除' }),
  }),
  findings: z.array(findingSchema, '应为清单').meta({ label: '漏洞' }),
  exposures: optional(
    measuredRows('开放端口', {
      asset: maybe(slug().meta({ label: '资产', example: 'app-server-1' })),
      address: address('扫描地址', '10.0.0.11'),
      port: text().meta({ label: '端口', example: '0080/tcp' }),
      service: maybe(line('服务', 'http')),
    }),
  ).meta({ label: '开放端口' }),
  left: optional(
    measuredRows('未计为漏洞的条目', {
      reason: line('原因', '信息级条目'),
      entries: count().meta({ label: '条目数', unit: '条', example: 12 }),
    }),
  )
    .meta({ label: '未计为漏洞的条目' })
    .describe('What the import of the report left out, by reason.'),
  note: maybe(prose('说明', '扫描在维护窗口内进行')),
});

export type ScanRecord = z.infer<typeof schema>;
const rule = rules<ScanRecord>(schema);

/** 漏洞扫描记录: what one scan covered and found. Clause 5.3.6. */
export default defineKind<ScanRecord>({
  id: 'scan',
  label: '漏洞扫描记录',
  prefix: 'SM',
  topics: ['scan', 'patch', 'protection'],
  schema,
  about: ['scope', 'scanner'],
  atField: 'finishedAt',
  writer: 'program',
  handled: ['permit', 'withoutPermit', 'operator', 'note', 'scope'],
  example: {
    schema: 2,
    kind: 'scan',
    id: 'SM-20261124-001',
    source: 'import',
    at: '2026-11-24T02:41:00+08:00',
    enteredAt: '2026-11-24T09:40:00+08:00',
    scanner: 'Nessus',
    scannerVersion: '10.8.3',
    feed: '202611230200',
    format: 'nessus',
    scope: '6 台云主机、2 台 Nginx、3 个数据库',
    permit: 'XK-20261120-002',
    operator: '驻点运维工程师',
    startedAt: '2026-11-24T01:00:00+08:00',
    finishedAt: '2026-11-24T02:41:00+08:00',
    original: '9d1a6c0a1f9d2a0f4f1e3f0e3a5d9a4a6a1b8a0c7d1e2f3a4b5c6d7e8f905678',
    originalName: '202611.nessus',
    entries: 1,
    hosts: [
      { address: '10.0.0.11', asset: 'app-server-1', state: 'scanned' },
      { address: '10.0.0.99', state: 'down' },
    ],
    findings: [
      {
        id: 'CVE-2024-6387',
        asset: 'app-server-1',
        address: '10.0.0.11',
        component: '22/tcp',
        installed: '8.7p1-38.el9',
        fixed: '8.7p1-38.el9_4.4',
        cvss: 8.1,
        vector: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H',
        level: 'high',
        title: 'OpenSSH 远程代码执行漏洞',
        description: 'OpenSSH 服务端信号处理存在竞争条件，可被远程利用。',
        evidence: '版本比对：8.7p1-38.el9 低于修复版本',
        solution: '升级 openssh-server',
      },
    ],
    exposures: [{ asset: 'app-server-1', address: '10.0.0.11', port: '22/tcp', service: 'ssh' }],
    left: [{ reason: '信息级条目', entries: 12 }],
  },
  check(record, contract) {
    return [
      ...rule.entered(record),
      ...rule.sameAsAt(record, 'finishedAt'),
      ...rule.order(record, 'startedAt', 'finishedAt'),
      // A report that is read in says nothing of permits; documents and pre-check then list the scan as 许可未登记.
      ...rule.permission(record, contract, record.source === 'manual'),
      ...rule.needs(record, 'kevDate', 'kevList'),
      ...rule.needs(record, 'epssDate', 'epssList'),
      ...rule.rowsUnique(record.hosts, 'hosts', (row) => row.address),
      ...rule.rowsUnique(record.findings, 'findings', findingKey),
      ...rule.rowAssets(record.hosts, 'hosts', 'asset', contract),
      ...rule.rowAssets(record.findings, 'findings', 'asset', contract),
      ...rule.rowAssets(record.exposures, 'exposures', 'asset', contract),
      ...uncoveredFindings(record),
      ...fewerEntriesThanFindings(record),
    ];
  },
});

/** A finding on a host that the scan did not cover contradicts the scope. */
function uncoveredFindings(record: ScanRecord): RecordProblem[] {
  const covered = new Set(record.hosts.filter((host) => host.state === 'scanned').map((host) => host.address));
  return record.findings.flatMap((finding, i) =>
    covered.has(finding.address)
      ? []
      : [{ field: `findings[${i}].address`, found: finding.address, expected: '覆盖范围（hosts）中已扫描的地址' }],
  );
}

function fewerEntriesThanFindings(record: ScanRecord): RecordProblem[] {
  if (record.entries >= record.findings.length) return [];
  return [
    {
      field: 'entries',
      found: String(record.entries),
      expected: `不少于漏洞（findings）行数 ${record.findings.length}`,
    },
  ];
}
