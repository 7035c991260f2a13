/** What the engineer's notes say, with slots for what differs from day to day. Pure data. */

/** Work on an object; `{asset}` and `{place}` are those of the asset that is drawn, so that text and object agree. */
export interface Operation {
  text: string;
  assets: readonly string[];
  result: string;
  /** Standing permit under which it is done (5.2.3). */
  permit: 'collect' | 'backup' | 'device';
}

const subsystems = [
  'subsystem-hr',
  'subsystem-attendance',
  'subsystem-supplies',
  'subsystem-administration',
  'subsystem-statistics',
  'subsystem-casework',
];

export const operations: readonly Operation[] = [
  {
    text: '核对主从状态：延迟 {0-3} s，抽查{table}等 {3-9} 张表，共 {rows} 行一致',
    assets: ['mysql-replica-1'],
    result: '正常',
    permit: 'collect',
  },
  {
    text: '检查{asset}错误日志 {rows} 行，归类异常来源 {1-9} 个，报云平台防护处置',
    assets: ['nginx-1', 'nginx-2'],
    result: '已完成',
    permit: 'collect',
  },
  {
    text: '更换{place} 桌牌电量标签，核对推送 {2-8} 次',
    assets: ['desk-sign-05', 'desk-sign-12', 'desk-sign-19', 'desk-sign-27', 'desk-sign-33', 'desk-sign-41'],
    result: '已完成',
    permit: 'device',
  },
  {
    text: '查看{place}考勤机供电与网络，机身温度 2{4-9}.{0-9} ℃，试打卡 {2-6} 次',
    assets: ['attendance-1', 'attendance-2', 'attendance-3'],
    result: '正常',
    permit: 'collect',
  },
  {
    text: '抽查备份集 {2-9} 个（{3-48}.{1-9} GB），校验值一致',
    assets: ['mysql-primary', 'mysql-casework'],
    result: '一致',
    permit: 'backup',
  },
  {
    text: '核对小程序合法域名 {4-7} 项，真机打开{system}等 {6-24} 个页面',
    assets: ['mini-program'],
    result: '正常',
    permit: 'collect',
  },
  {
    text: '检查{asset}对时（偏差 {tenth} s）与存储，核对日志 {rows} 条',
    assets: ['attendance-1', 'attendance-2', 'attendance-3'],
    result: '正常',
    permit: 'collect',
  },
  {
    text: '复核{asset}账号权限 {18-96} 个，长期未登录 {1-6} 个，清单交采购人确认',
    assets: subsystems,
    result: '已完成',
    permit: 'collect',
  },
  {
    text: '核对{asset}昨日数据 {rows} 条，两侧一致',
    assets: ['interface-departments', 'interface-sms', 'interface-gis', 'interface-video'],
    result: '一致',
    permit: 'collect',
  },
  {
    text: '协助{user}整理附件目录，核对归档清单 {12-96} 份',
    assets: ['subsystem-transcript'],
    result: '已完成',
    permit: 'collect',
  },
  {
    text: '查询 13 张 4G 卡流量：最低 {1-13} 号车余 {210-980} MB，均充足',
    assets: ['subsystem-monitoring-map'],
    result: '正常',
    permit: 'collect',
  },
  {
    text: '试算{asset}月度报表，与原始记录比对 {40-180} 行',
    assets: subsystems,
    result: '一致',
    permit: 'collect',
  },
  {
    text: '抽测从库只读查询 {12-60} 次，{table}最慢 {tenth} s',
    assets: ['mysql-replica-1'],
    result: '正常',
    permit: 'collect',
  },
];

export interface Followup {
  /** `{disk}`: how full a data disk is, as the inspection of the day read it; `{days}`: days since `from`. */
  text: string;
  /** First and last day on which there is something to follow. */
  from?: string;
  to?: string;
}

export const followups: readonly Followup[] = [
  { text: '{disk}，继续观察' },
  { text: '{host}的清理任务昨夜运行正常，删除过期文件 {120-960} 个' },
  { text: '{云平台|接口对方|短信服务商|地图服务商}工单 {1000-9800} 已受理，约定 {2-5} 个工作日内答复' },
  {
    text: '3 号考勤机的新适配器通电第 {days} 天，掉电 0 次，日志 {120-960} 条无异常',
    from: '2026-03-10',
    to: '2026-04-06',
  },
  { text: '索引优化后抽测报表导出 {3-12} 次，最慢 {1-6}.{0-9} 秒', from: '2025-12-25' },
  { text: '{room} 桌牌复查：离线 0 次，推送延迟 {2-9} 秒，使用人{user}无异议' },
];

export const opens: readonly string[] = [
  '等待采购人确认新增报表口径',
  '备件到货前沿用临时设备',
  '与施工单位协调弱电间供电时间',
  '待补齐两名新入职人员的账号申请单',
  '外部接口变更时间未确定',
];

export const plans: readonly string[] = [
  '继续跟进接口对账差异',
  '安排西楼桌牌固件升级',
  '准备月度报告数据核对',
  '复核到期事项台账',
  '完成备份抽查与恢复点核对',
  '协助人事处核对考勤数据',
];

/** Each is made once in the year. */
export const suggestions: readonly string[] = [
  '建议为统计报表配置独立只读库（月末高峰最慢 {4-7}.{1-9} 秒）',
  '建议更换运行超过五年的 1 号考勤机（本月对时偏差 {4-9}.{1-9} s）',
  '建议统一西楼桌牌供电方式（{room} 今日两次断电）',
  '建议应用服务器 3 数据盘扩容，或把两年前附件转存到对象存储',
  '建议执法办案系统登录启用第二因素认证',
  '建议接口对账由每日人工核对改为自动比对并推送差异',
  '建议新入职账号随人事流程同步申请，减少紧急开通',
  '建议下年度安排一次整库迁移演练，检验异地副本可用',
];

/** What the last working day of a month sets out for the next one, by month of the note. */
export const monthlyPlans: Readonly<Record<string, string>> = {
  '2025-11': '12 月计划：安装主机安全补丁，优化加班统计查询，核对年末排班',
  '2025-12': '1 月计划：数据库小版本升级，跟踪库存并发修复，年终统计保障',
  '2026-01': '2 月计划：春节值守与应急演示，季度恢复测试，小程序年检材料准备',
  '2026-02': '3 月计划：小程序认证年检，内核补丁安装，关闭默认 SNMP 团体名',
  '2026-03': '4 月计划：落实主库故障整改三项，续期行政管理系统证书',
  '2026-04': '5 月计划：育儿假功能发布，季度恢复测试，五一值守安排',
  '2026-05': '6 月计划：续期执法办案系统证书，接口证书链改造',
  '2026-06': '7 月计划：年度恢复演练，编制并报审演练方案，核对值班联系表',
  '2026-07': '8 月计划：登录限流上线，glibc 与 sudo 补丁安装，机房停电检修配合',
  '2026-08': '9 月计划：攻防演练值守，跨可用区部署费用测算，域名续期',
  '2026-09': '10 月计划：国庆值守，从库复制并行改造，编制年度总结',
  '2026-10': '11 月计划：备份时段调整，Redis 升级评估，服务移交准备',
};
