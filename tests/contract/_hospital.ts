/** Assets of a hospital: kinds that no code knows, ranges, and a table, over the starter's clauses. */
import { parse } from 'yaml';
import { buildBundle } from '../../src/contract/bundle/build-bundle.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { expandAssets } from '../../src/contract/bundle/expand-assets.ts';
import { resolveKinds } from '../../src/contract/bundle/resolve-kinds.ts';
import { kindsFileSchema } from '../../src/contract/terms/asset-kinds.ts';
import { assetsFileSchema } from '../../src/contract/terms/assets.ts';
import { checklistFileSchema } from '../../src/contract/terms/checklist.ts';
import { starter } from './_starter.ts';

export const kindsText = `schema: 1
groups:
  - { id: ward, title: 病区设备 }
kinds:
  - { id: windows, name: Windows 服务器, counter: 台, family: host }
  - { id: oracle, name: Oracle 数据库, counter: 套, family: database }
  - { id: dameng, name: 达梦数据库, counter: 套, family: database }
  - { id: his, name: 医院信息系统, counter: 套, family: application }
  - { id: switch, name: 交换机, counter: 台, family: network }
  - { id: ups, name: UPS 电源, counter: 套, family: power }
  - { id: printer, name: 病区打印机, counter: 台, family: terminal, group: ward }
  - { id: pump, name: 输液泵, counter: 台, family: device, group: ward, scanned: true }
  - { id: laptop, name: 工程师笔记本, counter: 台, family: own }
`;

export const assetsText = `schema: 1
assets:
  - { id: his-host, name: HIS 主机, kind: windows, place: 中心机房, clause: 4.3.1, addresses: [10.1.0.11], contract: true }
  - { id: his-db, name: HIS 主库, kind: oracle, place: 中心机房, clause: 4.3.3, host: his-host, contract: true }
  - { id: pacs-db, name: 影像库, kind: dameng, place: 中心机房, clause: 4.3.3, host: his-host, contract: true }
  - { id: his, name: 门诊 HIS, kind: his, place: 中心机房, clause: 4.1.1, contract: true }
  - { id: core-1..2, name: "{n} 号核心交换机", kind: switch, place: 中心机房, addresses: ["10.1.0.{n}"], clause: 4.3.1, contract: true }
  - { id: ups-1, name: 机房 UPS, kind: ups, place: 中心机房, clause: 4.4, contract: true }
  - { id: printer-001..120, name: "病区打印机 {nnn}", kind: printer, place: 住院楼, clause: 4.4, contract: true }
  - { id: pump-1..3, kind: pump, table: assets/pumps.csv, clause: 4.4, contract: true }
  - { id: tool, name: 笔记本, kind: laptop, place: 值班室, clause: 5.5.4, contract: false }
`;

export const pumps =
  '名称,位置,序列号,地址\n一号泵,3 病区,SN-001,10.1.9.1\n二号泵,3 病区,SN-002,\n三号泵,4 病区,,10.1.9.3、10.1.9.4\n';

export const checksText = `schema: 1
checks:
  - { id: cpu, label: CPU 使用率, families: [host, own], metric: cpu.used, method: 读取, op: le, limit: 85, unit: "%", severity: major, clause: 4.3.1, manual: false }
  - { id: tablespace, label: 表空间使用率, kinds: [oracle, dameng], metric: database.tablespace, method: 导出程序, op: le, limit: 80, unit: "%", perInstance: true, severity: major, clause: 4.3.3, manual: false }
  - { id: open, label: 页面打开, families: [application], metric: http.ok, method: 打开首页, op: eq, limit: "true", severity: major, clause: 4.1.1, manual: false }
  - { id: ports, label: 端口, kinds: [switch], metric: switch.ports-down, method: Prometheus, op: eq, limit: 0, unit: 个, severity: minor, clause: 4.3.1, manual: false }
  - { id: battery, label: 电池后备时间, kinds: [ups], metric: ups.runtime, method: 导出程序, op: ge, limit: 30, unit: 分, severity: major, clause: 4.4, manual: false }
  - { id: online, label: 打印机在线, kinds: [printer], metric: printer.online, aggregate: count, method: Prometheus, op: eq, limit: "true", severity: minor, clause: 4.4, manual: false }
  - { id: pump-look, label: 输液泵外观, kinds: [pump], aggregate: count, method: 查看, op: observed, severity: minor, clause: 4.4, manual: true }
`;

/** Text of a YAML file as a workspace reads it. */
const yaml = (text: string): unknown => parse(text, { schema: 'failsafe' });

/** Rows of a table without quotes. */
export const rowsOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line, n) => ({ line: n + 1, cells: line.split(',') }));

/** The assets of the texts, each as every stage receives it. */
export function hospitalAssets(): ReturnType<typeof resolveKinds> & Pick<ContractBundle, 'assetPlaces'> {
  const { assets: entries } = assetsFileSchema.parse(yaml(assetsText));
  const table = { file: 'contract/assets/pumps.csv', rows: rowsOf(pumps) };
  const { assets, places, problems } = expandAssets(entries, new Map([['assets/pumps.csv', table]]));
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const resolved = resolveKinds({
    kinds: kindsFileSchema.parse(yaml(kindsText)),
    assets,
    checks: checklistFileSchema.parse(yaml(checksText)).checks,
  });
  return { ...resolved, assetPlaces: places };
}

/** The starter's contract with the hospital's assets in place of its own; its registers name kinds, and are left out. */
export function hospital(): ContractBundle {
  const { bundle, problems } = buildBundle({ ...starter(), registers: [], ...hospitalAssets() });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return bundle;
}
