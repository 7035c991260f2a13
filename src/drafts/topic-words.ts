/** Words by which a clause is about a topic: a proposal with its reason, never a decision. Pure. */
import type { Topic } from '../contract/terms/topics.ts';

/** Patterns that by themselves nearly always mean the topic, and those that only hint at it. */
const words: Partial<Record<Topic, { sure?: RegExp; maybe?: RegExp }>> = {
  response: { sure: /[内时]响应|响应时[间限]|及时响应/, maybe: /响应/ },
  arrival: { sure: /(?:内|时)(?:到场|到达|抵达)|到达现场|到场时[间限]/, maybe: /到场|到达/ },
  restoration: {
    sure: /(?:内|时限?)(?:排除|恢复|修复|解决)|恢复时间|修复时[间限]|排除故障/,
    maybe: /恢复正常|排除|修复/,
  },
  'remote-start': { sure: /远程.{0,8}(?:诊断|排除|处理|支持)/, maybe: /远程/ },
  remote: { sure: /远程.{0,6}(?:控制|接入|维护).{0,20}(?:限制|许可|同意|审批)/ },
  'incident-record': { sure: /故障.{0,8}(?:分析|处理).{0,4}(?:记录|报告)/ },
  quota: { sure: /(?:重大|严重).{0,6}(?:故障|事故).{0,10}(?:不得?超过|不多于|少于).{0,4}次/ },
  availability: { sure: /可用[率性].{0,12}(?:\d|百分)|可用率|SLA/i, maybe: /可用性/ },
  phone: { sure: /7\s*[×xX*]\s*24|全天候|热线|24\s*小时.{0,6}(?:电话|受理|在线)/, maybe: /电话/ },
  duty: { sure: /值班|值守/ },
  attendance: {
    sure: /驻[点场].{0,12}(?:不少于|不低于|\d|[一二两三四五六七八九十]名)|考勤|在岗|出勤|5[×xX*]8/,
    maybe: /驻[点场]|常驻/,
  },
  staffing: { sure: /不少于.{0,6}[人名]|配[备置].{0,10}(?:人员|工程师|[人名])/, maybe: /团队|工程师/ },
  certificate: { sure: /持证|资格证|上岗证|资质证书/, maybe: /证书/ },
  filing: { sure: /备案/ },
  leave: { sure: /请假|替班|更换.{0,6}(?:人员|工程师)|人员更换|离岗/ },
  insurance: { sure: /保险/ },
  training: { sure: /培训/ },
  'stock-taking': { sure: /盘点|清点/ },
  spare: { sure: /备品|备件|备机|耗材/ },
  inspection: { sure: /巡检|巡查|点检/, maybe: /检查/ },
  'daily-work': { sure: /日常(?:运维|维护|工作).{0,6}(?:记录|日志|日报)/ },
  report: {
    sure: /(?:提交|提供|报送|出具).{0,16}(?:周报|月报|季报|年报|报告|报表|台账|统计|总结)/,
    maybe: /周报|月报|季报|报告/,
  },
  maintenance: { sure: /系统?维护.{0,4}优化|优化记录/ },
  scan: { sure: /漏洞|安全扫描|渗透/ },
  patch: { sure: /补丁/ },
  protection: { sure: /防病毒|杀毒|防攻击|防入侵|防护/ },
  leak: { sure: /泄露|泄密|数据安全/ },
  confidentiality: { sure: /保密/ },
  permit: { sure: /(?:经|须|需).{0,10}(?:同意|许可|批准|授权).{0,12}(?:方可|后|不得)?|不得擅自/ },
  change: { sure: /变更|发布.{0,6}(?:审批|流程)/ },
  backup: { sure: /备份/ },
  'restore-test': { sure: /恢复测试|备份.{0,10}验证/ },
  drill: { sure: /演练/, maybe: /应急/ },
  exercise: { sure: /攻防|护网|重保/ },
  'operation-log': { sure: /操作日志|审计日志/, maybe: /日志/ },
  'log-retention': { sure: /日志.{0,12}(?:留存|保存|保留)/ },
  watch: { sure: /(?:实时|不间断|7\s*[×xX*]\s*24.{0,8})监控|监控平台/, maybe: /监控|监测/ },
  knowledge: { sure: /知识库|咨询/ },
  device: { sure: /设备.{0,10}(?:维护|维修|保养|运维)/, maybe: /设备/ },
  'device-fault': { sure: /设备.{0,8}故障/ },
  interface: { sure: /接口/ },
  support: { sure: /技术支持|答疑|使用指导/ },
  visit: { sure: /上门|现场(?:支持|服务|处理)/ },
  account: { sure: /账号|帐号|权限管理/ },
  operation: { sure: /(?:正常|稳定)运行.{0,6}(?:保障|服务)|日常(?:运[行维]|维护)/, maybe: /运维|运行维护/ },
  monitoring: { sure: /(?:资源|运行)监控/ },
  satisfaction: { sure: /满意度/ },
  score: { sure: /考核|评分|满分|扣\s*[\d.]+\s*分/ },
  penalty: { sure: /扣[除减款]|违约金|罚款|解除合同|抵扣|赔偿/ },
  payment: { sure: /付款|支付|结算|发票/ },
  acceptance: { sure: /验收|移交/ },
  term: { sure: /服务期|合同期|期限.{0,6}[一二两三四五\d]年|自.{4,12}起至.{4,12}止/ },
  planning: { sure: /规划|建设建议/ },
  renewal: { sure: /年检|续[费期]|到期/ },
};

/** A proposed topic with its reason. */
export interface TopicProposal {
  topic: Topic;
  /** `high`: the words nearly always mean it; `low`: they may. */
  confidence: 'high' | 'low';
  /** The words in the clause. */
  because: string;
}

/** What the clause may be about, the surest first. @param text its own and its headings' text */
export function proposeTopics(text: string): TopicProposal[] {
  const flat = text.replace(/\s+/g, '');
  const all = Object.entries(words).flatMap(([topic, { sure, maybe }]): TopicProposal[] => {
    const certain = sure?.exec(flat)?.[0];
    if (certain !== undefined) return [{ topic: topic as Topic, confidence: 'high', because: certain }];
    const hint = maybe?.exec(flat)?.[0];
    return hint === undefined ? [] : [{ topic: topic as Topic, confidence: 'low', because: hint }];
  });
  return all.sort((a, b) => Number(a.confidence === 'low') - Number(b.confidence === 'low'));
}
