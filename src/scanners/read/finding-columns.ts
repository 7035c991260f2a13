/** The columns of the generic table of findings, by all the names that are understood. The manual lists them. */

/** Chinese name (as in the manual) and other names; compared without spaces, case and what stands in brackets. */
export const findingColumns = {
  id: {
    label: '漏洞编号',
    names: ['漏洞ID', '编号', '插件ID', '插件编号', '规则编号', 'vulnerability id', 'vuln id', 'plugin id', 'id'],
  },
  cve: { label: 'CVE 编号', names: ['CVE', 'CVE ID', 'CVEs'] },
  cnvd: { label: 'CNVD 编号', names: ['CNVD', 'CNVD ID'] },
  cnnvd: { label: 'CNNVD 编号', names: ['CNNVD', 'CNNVD ID'] },
  title: {
    label: '漏洞名称',
    names: ['名称', '漏洞标题', '风险名称', '标题', 'title', 'name', 'vulnerability', 'plugin name'],
  },
  level: {
    label: '等级',
    names: [
      '漏洞等级',
      '风险等级',
      '危险等级',
      '漏洞级别',
      '危害等级',
      '威胁等级',
      '严重程度',
      '级别',
      'severity',
      'risk',
      'level',
      'risk level',
    ],
  },
  address: {
    label: '资产/地址',
    names: [
      '资产',
      '地址',
      'IP',
      'IP地址',
      '资产IP',
      '主机',
      '主机IP',
      '主机地址',
      '受影响主机',
      '影响主机',
      '目标',
      '资产地址',
      'asset',
      'address',
      'host',
      'ip address',
      'target',
    ],
  },
  name: { label: '主机名', names: ['主机名称', '资产名称', '域名', 'hostname', 'host name', 'dns name', 'fqdn'] },
  port: { label: '端口', names: ['端口号', '风险端口', 'port'] },
  protocol: { label: '协议', names: ['传输协议', 'protocol', 'port protocol'] },
  service: { label: '服务', names: ['服务名称', 'service'] },
  component: {
    label: '组件',
    names: ['软件', '软件包', '受影响组件', '组件名称', 'component', 'package', 'software', 'pkg name'],
  },
  installed: {
    label: '当前版本',
    names: ['已装版本', '安装版本', '组件版本', '版本', 'installed version', 'installed', 'version', 'current version'],
  },
  fixed: { label: '修复版本', names: ['安全版本', '目标版本', 'fixed version', 'fixed', 'fix version'] },
  cvss: {
    label: 'CVSS',
    names: ['CVSS 评分', 'CVSS 分值', 'CVSS 分数', 'CVSS3', 'CVSS score', 'CVSS v3.0 base score', 'CVSS base score'],
  },
  vector: { label: '向量', names: ['CVSS 向量', 'CVSS vector', 'vector'] },
  description: { label: '描述', names: ['漏洞描述', '详细描述', '风险描述', 'description', 'summary', 'synopsis'] },
  evidence: {
    label: '证据',
    names: ['返回信息', '验证信息', '漏洞证据', '检测结果', 'evidence', 'plugin output', 'output'],
  },
  solution: {
    label: '修复方案',
    names: ['修复建议', '解决方案', '解决办法', '整改建议', '加固建议', 'solution', 'remediation', 'recommendation'],
  },
  scanner: { label: '扫描工具', names: ['扫描器', '扫描设备', '工具', '来源', 'scanner', 'tool'] },
  scannerVersion: { label: '工具版本', names: ['扫描器版本', 'scanner version', 'tool version'] },
  feed: {
    label: '特征库版本',
    names: ['漏洞库版本', '规则库版本', '插件版本', 'feed version', 'feed', 'database version'],
  },
  scannedAt: { label: '扫描时间', names: ['检测时间', '发现时间', 'scan time', 'scanned at', 'timestamp'] },
  startedAt: { label: '扫描开始', names: ['扫描开始时间', '开始时间', '扫描起始时间', 'scan start'] },
  finishedAt: { label: '扫描结束', names: ['扫描结束时间', '结束时间', '扫描完成时间', 'scan end'] },
} as const satisfies Record<string, { label: string; names: readonly string[] }>;

export type FindingColumn = keyof typeof findingColumns;

export interface TableHeader {
  /** Index of each column that the table has. */
  columns: Map<FindingColumn, number>;
  /** The name of each of them as the table writes it. */
  written: Map<FindingColumn, string>;
  /** Names of columns that are not understood, or are there a second time. */
  unknown: string[];
  width: number;
}

const plain = (name: string): string =>
  name
    .replace(/[（(][^）)]*[）)]/g, '')
    .replace(/[\s_*：:·-]/g, '')
    .toLowerCase();

const byName = new Map(
  (Object.keys(findingColumns) as FindingColumn[]).flatMap((column) => {
    const { label, names } = findingColumns[column];
    return [label, ...names].map((name): [string, FindingColumn] => [plain(name), column]);
  }),
);

/** Columns that make a header beside those for number and address. */
const TELLING: readonly FindingColumn[] = [
  'title',
  'level',
  'port',
  'component',
  'cvss',
  'vector',
  'description',
  'solution',
];

/** The columns of a row, when it is a header: a number, an address, and one column more that tells of findings. */
export function findHeader(cells: readonly string[]): TableHeader | undefined {
  const header: TableHeader = { columns: new Map(), written: new Map(), unknown: [], width: cells.length };
  cells.forEach((cell, i) => {
    const column = byName.get(plain(cell));
    if (column === undefined || header.columns.has(column)) {
      if (cell.trim() !== '') header.unknown.push(cell.trim());
      return;
    }
    header.columns.set(column, i);
    header.written.set(column, cell.trim());
  });
  const has = (columns: readonly FindingColumn[]): boolean => columns.some((column) => header.columns.has(column));
  const isHeader = has(['id', 'cve', 'cnvd', 'cnnvd']) && has(['address']) && has(TELLING);
  return isHeader ? header : undefined;
}
