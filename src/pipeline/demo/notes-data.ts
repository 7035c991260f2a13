/** What the engineer's notes say, with slots for what differs from day to day. Pure data. */

export const operations: readonly (readonly [text: string, asset: string, result: string])[] = [
  ['清理{host}的过期日志与临时文件，释放 {6-42}.{1-9} GB', 'app-server-1', '已完成'],
  ['核对数据库主从状态：延迟 {0-3} s，抽查{table}等 {3-9} 张表，共 {rows} 行一致', 'mysql-replica-1', '正常'],
  ['检查反向代理错误日志 {rows} 行，封禁异常来源 {1-9} 个', 'nginx-1', '已完成'],
  ['更换{room} 桌牌电量标签，核对推送 {2-8} 次', 'desk-sign-05', '已完成'],
  ['巡查机房与弱电间，测温 2{1-5}.{0-9} ℃、湿度 4{1-9} %', 'app-server-3', '正常'],
  ['抽查备份集 {2-9} 个（{3-48}.{1-9} GB），校验值一致', 'mysql-primary', '一致'],
  ['核对小程序合法域名 {4-7} 项，真机打开{system}等 {6-24} 个页面', 'mini-program', '正常'],
  ['检查 {1-3} 号考勤机对时（偏差 {tenth} s）与存储，导出日志 {rows} 条', 'attendance-1', '正常'],
  ['复核{system}子系统账号权限 {18-96} 个，停用长期未登录 {1-6} 个', 'subsystem-administration', '已完成'],
  ['核对{interface}昨日数据 {rows} 条，补传差异 {1-9} 条', 'interface-departments', '已完成'],
  ['协助{user}整理附件目录，移交归档 {12-96} 份', 'subsystem-transcript', '已完成'],
  ['查询 13 张 4G 卡流量：最低 {1-13} 号车余 {210-980} MB，均充足', 'subsystem-monitoring-map', '正常'],
  ['试算{system}子系统月度报表，与原始记录比对 {40-180} 行', 'subsystem-statistics', '一致'],
  ['抽测从库只读查询 {12-60} 次，{table}最慢 {tenth} s', 'mysql-replica-1', '正常'],
];

export const followups: readonly string[] = [
  '{host} /data 今日 {61-78}.{0-9} %，较上周升 0.{1-9} 个百分点，继续观察',
  '{host}的清理任务昨夜释放 {3-21}.{1-9} GB，运行正常',
  '{云平台|接口对方|短信服务商|地图服务商}工单 {1000-9800} 已受理，约定 {2-5} 个工作日内答复',
  '更换的适配器通电观察第 {2-26} 天，重启 0 次，日志 {120-960} 条无异常',
  '索引优化后抽测报表导出 {3-12} 次，最慢 {1-6}.{0-9} 秒',
  '{room} 桌牌复查：离线 0 次，推送延迟 {2-9} 秒，使用人{user}无异议',
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

export const suggestions: readonly string[] = [
  '建议为统计报表配置独立只读库（{system}高峰时段最慢 {2-7}.{1-9} 秒）',
  '建议更换运行超过五年的考勤机（本月对时偏差 {1-9}.{1-9} s）',
  '建议弱电间增加温湿度监测（今日手测 2{4-8}.{0-9} ℃）',
  '建议统一桌牌供电方式（{room} 今日两次断电）',
];
