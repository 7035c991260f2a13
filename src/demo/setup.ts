/** Fills in the starter for the story: parties, posts, addresses, and the written documents. Pure over the files' text. */
import { people } from './kit/people.ts';

const BLANK = '待填写';

/** Replaces the blanks of a text one after the other; blanks beyond the values stay. */
export function fillBlanks(text: string, values: readonly string[]): string {
  let n = 0;
  return text.replaceAll(BLANK, () => values[n++] ?? BLANK);
}

/** Person behind each post of `contract.yaml`. */
const posts: Readonly<Record<string, string>> = {
  'resident-engineer': people.resident,
  'duty-engineer': people.nightA,
  'project-manager': people.manager,
  'supplier-approver': people.approver,
  'purchaser-contact': people.clerk,
};

/** Who else serves, by posts of their own: whoever is on duty or works from afar has to be filed. */
const others: readonly (readonly [id: string, name: string, role: string])[] = [
  ['duty-engineer-2', people.nightB, '值班工程师'],
  ['duty-engineer-3', people.nightC, '值班工程师'],
  ['database-engineer', people.dba, '后端技术支持'],
  ['developer', people.developer, '后端技术支持'],
  ['security-engineer', people.security, '后端技术支持'],
];
const BEFORE = '  - id: project-manager\n';

const personText = ([id, name, role]: (typeof others)[number]): string =>
  `  - id: ${id}\n    name: ${name}\n    role: ${role}\n    side: supplier\n`;

function contractText(text: string): string {
  const named = Object.entries(posts).reduce(
    (out, [id, name]) => out.replace(new RegExp(`(- id: ${id}\\n\\s+name: )${BLANK}`), `$1${name}`),
    text,
  );
  return named
    .replace(BEFORE, `${others.map(personText).join('')}${BEFORE}`)
    .replace(`number: ${BLANK}`, 'number: 演示-2025-018')
    .replace(`purchaser: ${BLANK}`, 'purchaser: 演示采购人')
    .replace(`supplier: ${BLANK}`, 'supplier: 演示供应商')
    .replace('supervisor: ~', 'supervisor: 演示监理单位');
}

const addresses: Readonly<Record<string, string>> = {
  'app-server-1': '10.0.0.11',
  'app-server-2': '10.0.0.12',
  'app-server-3': '10.0.0.13',
  'db-server-1': '10.0.0.21',
  'db-server-2': '10.0.0.22',
  'db-server-3': '10.0.0.23',
  'nginx-1': '10.0.0.31',
  'nginx-2': '10.0.0.32',
  'mysql-primary': '10.0.0.41',
  'mysql-replica-1': '10.0.0.42',
  'mysql-casework': '10.0.0.43',
  'redis-1': '10.0.0.51',
  'redis-2': '10.0.0.52',
};

/** Of the machines of the story, one after the other. */
const PUT_INTO_USE = '2019-06';

/** Adds addresses and age to what is scanned, and serial numbers to what is counted by hand. */
function assetsText(text: string): string {
  return text.replace(/(\n {2}- id: ([a-z0-9-]+)\n)/g, (line: string, whole: string, id: string) => {
    const address = addresses[id];
    if (address !== undefined) return `${whole}    addresses: [${address}]\n    since: ${PUT_INTO_USE}\n`;
    return /^(attendance|desk-sign|gps)-/.test(id) ? `${whole}    serial: DEMO-${id.toUpperCase()}\n` : line;
  });
}

const signers = [people.resident, people.manager, people.approver];

const planValues: Readonly<Record<string, readonly string[]>> = {
  'service-plan': [
    ...signers,
    people.resident,
    `${people.nightA}、乙、丙`,
    `${people.dba}、${people.developer}、${people.security}`,
    people.manager,
    '0756-0000000',
    '30 分钟、1 小时、2 小时',
    '监控平台；云主机、中间件、数据库、子系统与接口；电话和消息推送值班工程师',
    '厂商公告每周核对；先测试机后生产；每月第三周 19:00–22:00；保留旧版本软件包',
    ...['逻辑备份，每日 02:00', '190 天', '本地备份盘，异地对象存储'],
    ...['快照，每周日 04:20', '190 天', '本地备份盘，异地对象存储'],
    ...['打包，每周六 03:10', '190 天', '本地备份盘，异地对象存储'],
    ...['打包，每周日 04:40', '190 天', '本地备份盘'],
    ...['按日归档，每日 01:30', '200 天', '本地备份盘，异地对象存储'],
    '2 小时',
    '24 小时',
    '工作日 09:00–09:45，驻点运维工程师逐个子系统查看；非工作日只做自动采集',
    ...[
      '东楼机房',
      '主机 6 台、数据库 3 套',
      '数据库主库内存偏紧，告警只到邮箱',
      '2025 年 12 月底前接入电话告警',
      people.dba,
    ],
    ...['东楼、西楼各层', '考勤机 24 台', '两台离线后不补传', '2026 年 1 月底前更换固件', people.resident2],
    '每月 1–5 日核算考勤；办案系统任何工作日不停用',
    '行政管理系统的登录和数据库主库，其余系统都依赖它们',
    `资产核对、备份核对、监控接入，2025-12-24 前，${people.owner}验收`,
  ],
  'emergency-plan': [
    ...signers,
    ...[people.manager, '0756-0000001'],
    ...[`${people.dba}、${people.developer}`, '0756-0000002'],
    ...[people.resident2, '0756-0000003'],
    ...[people.owner, '0756-0000010'],
    ...['云平台服务台', '0756-0000020'],
    '2 小时',
    '切回原主库，核对两侧数据',
    '恢复原节点权重',
    '由备份还原误清理的文件',
    '恢复网络连接前复测',
    '按处理前导出文件恢复原值',
    '切回原接口地址',
    '恢复原设备设置',
    ...[
      '数据库主库（东楼机房 2 号柜）',
      '主机与网络',
      '数据库恢复手册第 3 节',
      `${people.dba}、${people.nightA}`,
      '60 分钟',
      `关键表行数一致，${people.clerk}`,
    ],
    ...[
      '应用服务器 1–3（东楼机房 1 号柜）',
      '数据库主库',
      '应用启停手册',
      `${people.developer}、${people.resident}`,
      '20 分钟',
      `登录、提交、查询各一次，${people.clerk}`,
    ],
    ...[
      '数据接口（云平台）',
      '应用服务器',
      '接口对账手册',
      `${people.resident}、${people.nightC}`,
      '30 分钟',
      `对账无差异，${people.resident2}`,
    ],
    ...[
      '考勤机与 GPS（各层、车辆）',
      '数据接口',
      '设备手册',
      `${people.resident2}、${people.resident}`,
      '当日',
      `离线数据补传，${people.clerk}`,
    ],
    `${people.nightA}，替补${people.nightC}，约 40 分钟`,
    '东楼一层，值班室持门禁卡，不间断电源约 2 小时',
    `值班室备件柜，${people.resident2}保管`,
    '本地备份盘在东楼机房，另有一份每周离线盘在西楼',
    `纸质登记单，由${people.owner}宣布`,
    '首次编制',
  ],
  'personnel-filing': [
    ...signers,
    '东楼机房值班室',
    ' 0756-0000000',
    ...[people.resident2, '运维 5 年，持数据库与网络中级证书'],
    ...[`${people.nightA}、${people.nightB}、${people.nightC}互为顶岗`, '运维各 3 年，熟悉本项目系统'],
    ...[
      '堡垒机',
      'ops01、ops-dba',
      '只读诊断；改动凭单次许可',
      '驻点与值班工程师',
      '2025-11-25',
      '操作许可台账第 3 号',
    ],
    '均已签字，2025-11-25',
  ],
  'drill-plan': [
    ...signers,
    '2026-07-17 19:00–22:00',
    '东楼机房值班室',
    '生产环境，演练窗口内行政管理系统暂停约 40 分钟，已公告',
    '见操作许可台账（年度系统恢复演练）',
    ...['主库主机故障', '停止主库', '2 小时', '24 小时', '登录、提交、查询恢复，关键表行数一致'],
    people.manager,
    `${people.dba}、${people.resident}`,
    people.resident2,
    `${people.owner}、${people.clerk}`,
    ...[people.dba, '20 分钟'],
    ...[people.manager, '3 分钟', '主库不可用，告警发出'],
    ...[people.dba, '30 分钟', '从库提升为主库，业务可用'],
    ...[people.resident, '20 分钟'],
    ...[people.dba, '30 分钟'],
    '切换失败导致业务中断延长；演练前备份并准备旧主库随时启动',
    '60 分钟未恢复，或采购人要求终止',
    '启动原主库并切回，约 15 分钟',
  ],
  'service-handover': [
    ...signers,
    // 份数或数量、接收人、核对结果 of each row.
    ...['全部，归档文件夹与审计包各一套', people.clerk, '与交付登记簿核对一致'],
    ...['全部，知识库文件夹一套', people.clerk, '抽查可打开'],
    ...['9 个仓库的导出包', people.clerk, '与在用版本核对一致'],
    ...['6 台主机的配置备份包', people.clerk, '抽查可读'],
    ...['近 190 天，备份盘与对象存储', people.clerk, '抽查校验值一致'],
    ...['见费用与备件台账', people.clerk, '与台账核对一致'],
    // The service goes on until midnight: its accounts are in use when this is signed.
    ...['堡垒机', 'ops01、ops-dba', '服务期满停用', '2026-11-25', '待停用后确认'],
    ...['附件备份改为增量打包', '恢复流程测试中，完成前仍每周全量', '供应商', '2026-11-27'],
    ...['运维工作站', people.resident, '临时导出文件', '覆盖删除', '2026-11-24 15:10', people.clerk],
  ],
  'service-review': [
    ...signers,
    ...[
      '数据库（主库、从库）',
      '全部子系统，约 400 人',
      '2019 年，演示供应商',
      '主库内存不足，复制中继日志会损坏',
      '办案系统并发约增三成',
    ],
    ...['主库故障演练改为每半年一次，含从库接管', '主库宕机的恢复超时', '4', '0，驻点人员完成', '无'],
    ...['增加一名数据库值班替补并完成培训', '夜间只有一人能处理数据库', '10', '1.5，培训报价', '方案 1'],
    ...[
      '主库主机内存由 64 GB 扩到 128 GB，磁盘扩一倍',
      '主库宕机、磁盘达到标准',
      '6',
      '8.6，三家报价取中',
      '采购人批准停机窗口',
    ],
    '换用云数据库：数据不能出本单位网络，本期不采用',
    ...['一级故障恢复不超过 1 小时 30 分', '方案 1、2', '1.5', people.manager],
    ...['磁盘两年内不到 80 %', '方案 3', '8.6', people.dba],
    ...['应用缺陷类故障减半', '考勤、审批两个模块重构', '待第 2 年评估后确定', people.developer],
    '方案 3 的停机窗口和预算，2027 年 1 月底前；不决定则磁盘约在 2027 年上半年达到标准',
  ],
  'interpretation-letter': [...signers, '本函签署前各份文档同时列出各选项的结果'],
};

/** The starter's files as the story needs them: path → new text. @param read text of a file of the workspace */
export async function filledStarter(read: (path: string) => Promise<string>): Promise<Map<string, string>> {
  const files = new Map([
    ['contract/contract.yaml', contractText(await read('contract/contract.yaml'))],
    ['contract/assets.yaml', assetsText(await read('contract/assets.yaml'))],
  ]);
  for (const [id, values] of Object.entries(planValues)) {
    const path = `plans/${id}.md`;
    files.set(path, fillBlanks(await read(path), values));
  }
  return files;
}
