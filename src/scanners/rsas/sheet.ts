/**
 * The workbook of RSAS for one host. Known from public descriptions: the sheet 漏洞信息 with the columns 端口, 协议, 服务
 * (written once for all vulnerabilities of a port), 漏洞名称, 漏洞风险值, 风险等级 …, CVE编号, CNVD编号, 详细描述, 解决办法,
 * 返回信息; the sheet 其它信息 with the table 远程端口信息. It has no number of RSAS: the name of the plug-in stands for it.
 */

import { UserError } from '../../contract/error.ts';
import { ownValue } from '../../contract/names.ts';
import type { Sheet } from '../read/sheet.ts';
import type { RsasHost, RsasIssue } from './parts.ts';

const FINDINGS = '漏洞信息';
const REQUIRED = ['端口', '漏洞名称', '风险等级'];
const LABELS: Readonly<Record<string, 'address' | 'name' | 'startedAt' | 'finishedAt'>> = {
  IP地址: 'address',
  主机名: 'name',
  扫描起始时间: 'startedAt',
  扫描开始时间: 'startedAt',
  扫描结束时间: 'finishedAt',
};

/**
 * @param fallback address by the name of the file
 * @throws UserError when there is no sheet 漏洞信息, a column is missing or a row cannot be one
 */
export function rsasHostOfSheets(sheets: Sheet[], fallback: string, file: string): RsasHost {
  const found = sheets.find(({ name }) => name.trim() === FINDINGS);
  if (found === undefined)
    throw fault(file, `工作表 ${sheets.map(({ name }) => name).join('、')}`, `含“${FINDINGS}”工作表的主机报表`);
  const host: RsasHost = { address: fallback, names: [], state: 'scanned', issues: issuesOf(found, file), ports: [] };
  for (const sheet of sheets) if (sheet !== found) takeAbout(host, sheet);
  host.ports = sheets.flatMap(portsOf);
  if (host.address === '') throw fault(file, '没有主机地址', '文件名或“IP地址”一栏写明主机的报表');
  return host;
}

function fault(file: string, found: string, expected: string, at?: string): UserError {
  const place = { file, found, expected, hint: '在 RSAS 中重新导出主机报表，或把清单粘贴到通用表格导入' };
  return new UserError('RSAS 主机报表不能读取，没有导入任何内容', at === undefined ? place : { ...place, at });
}

function issuesOf({ rows }: Sheet, file: string): RsasIssue[] {
  const [header, ...body] = rows;
  const columns = new Map((header?.cells ?? []).map((name, i) => [name.replace(/\s/g, ''), i]));
  const missing = REQUIRED.filter((name) => !columns.has(name));
  if (missing.length > 0 && rows.length > 0)
    throw fault(file, `“${FINDINGS}”缺少列 ${missing.join('、')}`, REQUIRED.join('、'));
  let service = { port: '', protocol: '' };
  return body.map(({ row, cells }) => {
    const cell = (name: string): string => cells[columns.get(name) ?? -1] ?? '';
    if (cell('端口') !== '') service = { port: cell('端口'), protocol: cell('协议') };
    const title = cell('漏洞名称');
    if (title === '') throw fault(file, '（空）', '漏洞名称', `工作表“${FINDINGS}”第 ${row} 行“漏洞名称”列`);
    return {
      own: title,
      title,
      ...service,
      cve: cell('CVE编号'),
      cnvd: cell('CNVD编号'),
      level: cell('风险等级'),
      risk: cell('漏洞风险值'),
      cvss: cell('CVSS评分'),
      description: cell('详细描述'),
      solution: cell('解决办法'),
      evidence: cell('返回信息'),
    };
  });
}

/** Labels and values side by side. */
function takeAbout(host: RsasHost, { rows }: Sheet): void {
  for (const { cells } of rows) {
    cells.forEach((label, i) => {
      const field = ownValue(LABELS, label.replace(/[\s：:]/g, ''));
      const value = cells[i + 1] ?? '';
      if (field === undefined || value === '') return;
      if (field === 'name') host.names.push(value);
      else host[field] = value;
    });
  }
}

/** The table below the line 远程端口信息, up to the next line that is no port. */
function portsOf({ rows }: Sheet): RsasHost['ports'] {
  const begin = rows.findIndex(({ cells }) => cells[0]?.trim() === '远程端口信息');
  if (begin === -1) return [];
  const ports: RsasHost['ports'] = [];
  for (const { cells } of rows.slice(begin + 2)) {
    const [port = '', protocol = '', service = '', status = 'open'] = cells;
    if (!/^\d+$/.test(port)) break;
    if (/open|开放/i.test(status)) ports.push({ port, protocol, service });
  }
  return ports;
}
