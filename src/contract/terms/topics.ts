/**
 * What a clause is about. Judgements, exceptions, pre-checks, documents and record kinds ask for a topic, never for the
 * number of a clause; where no clause of a contract bears the topic, the rule is off and prints nothing.
 */

/** Each topic with its meaning: what a clause that bears it asks for. The list is closed. */
export const clauseTopics = {
  planning: '整体规划和建设建议',
  term: '服务期',
  stability: '目标：稳定性和可靠性',
  recoverability: '目标：安全性和可恢复性',
  repair: '目标：故障及时响应与修复',
  scope: '服务内容总则',
  operation: '资产的日常运行保障（逐个资产）',
  upkeep: '资产的数据维护、功能优化和界面调整（有需要时）',
  renewal: '认证、证书、卡等到期事项',
  patch: '资产的安全补丁（逐个资产）',
  monitoring: '资产的资源和运行监控（逐个资产）',
  tuning: '数据优化（有需要时）',
  'device-data': '设备的数据采集、推送、接收（逐个设备）',
  account: '账号操作（按申请）',
  support: '日常技术支持（按来询）',
  'data-processing': '数据后台处理（按申请）',
  interface: '数据接口的运行、监控和修复（逐个接口）',
  exercise: '攻防演练配合（有任务时）',
  phone: '全天候电话受理与值班',
  visit: '到现场的技术支持（有需要时）',
  attendance: '⟦现场⟧出勤',
  quota: '故障次数限额',
  response: '故障响应时限',
  'remote-start': '远程诊断启动时限',
  arrival: '到场时限',
  restoration: '按级别的恢复时限',
  'incident-record': '提交故障分析记录的时限',
  notice: '故障期间通报进展的间隔',
  remote: '远程控制须受限制',
  protection: '防病毒、防攻击',
  permit: '操作、拷贝、改动须经许可',
  leak: '不得泄露数据',
  inspection: '定期巡检（逐日）',
  'daily-work': '日常维护工作的记录',
  report: '提交文档：以文档本身为证',
  scan: '漏洞扫描、评估和修复（逐月）',
  maintenance: '系统维护和优化的记录',
  'restore-test': '备份验证和恢复测试（按期）',
  drill: '系统恢复演练（按期）',
  knowledge: '咨询记录与知识库',
  device: '设备的日常维护维修',
  'device-fault': '设备故障的原因和解决方案（有故障时）',
  'device-report': '无法维修的书面报告（有此情形时）',
  mechanism: '稳定运行和技术保障机制',
  backup: '定期备份（逐个备份对象）',
  'operation-log': '操作日志的记录、分析、统计和监控（逐个系统）',
  'log-retention': '操作日志的备份和留存',
  watch: '不间断的健康状态监控（逐个对象）',
  'support-system': '技术支持服务体系',
  availability: '可用率目标',
  staffing: '人员配备：岗位、人数、资格',
  certificate: '持证上岗',
  filing: '人员、制度等备案',
  leave: '请假、替班和人员更换',
  insurance: '人员保险',
  duty: '值班安排（节假日、假期、夜间）',
  training: '培训（按期）',
  'stock-taking': '资产、设备盘点（按期）',
  spare: '备品备件、耗材',
  change: '变更和发布须经审批',
  satisfaction: '满意度',
  score: '考核评分',
  penalty: '违约扣款、服务抵扣',
  payment: '付款',
  acceptance: '验收、移交',
  confidentiality: '保密义务（约定本身，不逐次判定）',
  declaration: '只作约定或说明，没有可判定的事',
  activity: '其他按期的专项活动（培训、盘点之外）',
} as const;

export type Topic = keyof typeof clauseTopics;

export const topicIds = Object.keys(clauseTopics) as [Topic, ...Topic[]];

/**
 * Topics of clauses that clocks, quota, signatures or permits judge: a late document about them is no breach of the clause
 * itself.
 */
export const measuredTopics: readonly Topic[] = [
  ...(['phone', 'visit', 'attendance', 'quota', 'response', 'remote-start', 'arrival', 'restoration'] as const),
  ...(['incident-record', 'notice', 'remote', 'permit'] as const),
];

/** Topics about faults: of such a clause only the incidents to which it applies are evidence. */
export const faultTopics: readonly Topic[] = [
  ...([
    'response',
    'remote-start',
    'arrival',
    'restoration',
    'incident-record',
    'notice',
    'quota',
    'repair',
    'support-system',
  ] as const),
];
