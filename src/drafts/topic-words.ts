/** Words by which a clause is about a topic: a proposal with its reason, never a decision. Pure. */
import type { Topic } from '../contract/terms/topics.ts';

/** Patterns that by themselves nearly always mean the topic, and those that only hint at it. */
const words: Partial<Record<Topic, { sure?: RegExp; maybe?: RegExp }>> = {
  response: { sure: /(?:内|时限?)响应|响应时[间限](?!均?自|.{0,8}不(?:停|受|变|计))|及时响应/, maybe: /响应/ },
  arrival: {
    sure: /(?:内|时)(?:到场|到达|抵达)|到达现场|到场时[间限](?!均?自|.{0,8}不(?:停|受|变|计))/,
    maybe: /到场|到达/,
  },
  restoration: {
    sure: /(?<!漏洞[^。；]{0,20})(?:内|时限?)(?:排除|恢复|修复|解决)|(?:恢复|修复)时[间限](?!均?自|.{0,8}不(?:停|受|变|计))|排除故障/,
    maybe: /恢复正常|排除|修复/,
  },
  'remote-start': { sure: /远程.{0,8}(?:诊断|排除|处理|支持)/, maybe: /远程/ },
  remote: { sure: /远程.{0,6}(?:控制|接入|维护).{0,20}(?:限制|许可|同意|审批)/ },
  'incident-record': {
    sure: /故障.{0,8}(?:分析|处理).{0,4}(?:记录|报告)|[内提交出具报送]故障报告/,
    maybe: /故障(?:记录|报告)/,
  },
  quota: { sure: /(?:故障|事故).{0,10}(?:不得?超过|不多于|少于).{0,4}次/ },
  availability: { sure: /可用[率性].{0,16}(?:不低于|不少于|不小于|达到|低于|≥|等于)|SLA/i, maybe: /可用[率性]/ },
  phone: {
    sure: /(?:服务|报修|值班|支持)热线|热线电话|全天候.{0,6}(?:电话|受理)|24\s*小时.{0,8}(?:电话|受理|在线)/,
    maybe: /7\s*[×xX*]\s*24|全天候|电话|热线/,
  },
  duty: {
    sure: /(?:实行|安排|设|提供|负责|保持|落实|进行).{0,14}值[班守](?!长|室|台|主任)|^值[班守](?!长|人员)|值[班守](?:安排|制度|表|记录)/,
    maybe: /值[班守]/,
  },
  attendance: {
    sure: /驻[点场].{0,12}(?:不少于|不低于|\d|[一二两三四五六七八九十]名)|考勤|在岗|出勤|5[×xX*]8/,
    maybe: /驻[点场]|常驻/,
  },
  staffing: { sure: /不少于.{0,6}[人名]|配[备置].{0,10}(?:人员|工程师|\d[人名])/, maybe: /团队|工程师/ },
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
    sure: /(?:提交|提供|报送|出具)(?:(?!故障|证|[。；]).){0,16}(?:周报|月报|季报|年报|报告|报表|台账|统计|总结)|^[^。；，：:]{1,16}(?:报|报告|总结|台账|记录|[统计表]表?)[：:].*(?:(?:日|时|:\d\d)[前内]|前\d+日)/,
    maybe: /周报|月报|季报|报告/,
  },
  maintenance: { sure: /系统?维护.{0,4}优化|优化记录/ },
  scan: { sure: /漏洞|安全扫描|渗透/ },
  patch: { sure: /补丁/ },
  protection: { sure: /防病毒|杀毒|防攻击|防入侵|(?:安全|病毒|入侵|攻击|边界)防护/, maybe: /防护/ },
  leak: { sure: /泄露|泄密|数据安全/ },
  confidentiality: { sure: /保密/ },
  permit: {
    sure: /(?:未经|须经|应经|需经|[得报]).{0,14}(?:同意|许可|批准|授权).{0,14}(?:操作|拷贝|复制|导出|修改|改动|接入|删除|登录)|不得擅自.{0,10}(?:操作|拷贝|复制|导出|修改|改动|接入|删除|登录)/,
    maybe: /(?:经|须|需).{0,10}(?:同意|许可|批准|授权)|擅自/,
  },
  change: {
    sure: /变更.{0,10}(?:审批|申请|批准|窗口|管理|流程|只能)|(?:版本|系统|配置)变更|违规变更|发布.{0,6}(?:审批|流程)/,
    maybe: /变更/,
  },
  backup: { sure: /备份/ },
  'restore-test': { sure: /恢复测试|备份.{0,10}验证/ },
  drill: { sure: /(?<!攻防)演练/, maybe: /应急/ },
  exercise: { sure: /攻防|护网|重保/ },
  'operation-log': { sure: /操作日志|审计日志/, maybe: /日志/ },
  'log-retention': { sure: /日志.{0,12}(?:留存|保存|保留)/ },
  watch: { sure: /(?:实时|不间断|7\s*[×xX*]\s*24.{0,8})监控/, maybe: /监控|监测/ },
  knowledge: { sure: /知识库/, maybe: /咨询/ },
  device: { sure: /设备.{0,10}(?:维护|维修|保养|运维)/, maybe: /设备/ },
  'device-fault': { sure: /设备.{0,8}故障.{0,10}原因/, maybe: /设备.{0,8}故障/ },
  interface: { sure: /接口.{0,8}(?:运行|监控|维护|修复|对接)/, maybe: /接口/ },
  support: { sure: /技术支持|答疑|使用指导/ },
  visit: { sure: /上门|现场(?:支持|服务|处理)/ },
  account: { sure: /[账帐]号.{0,8}(?:开通|申请|管理|注销|变更)|权限管理/, maybe: /[账帐]号/ },
  operation: { sure: /(?:正常|稳定)运行.{0,6}(?:保障|服务)|日常(?:运[行维]|维护)/, maybe: /运维|运行维护/ },
  monitoring: { sure: /(?:资源|运行)监控/ },
  satisfaction: { sure: /满意度/ },
  score: {
    sure: /考核(?:评分|得分|办法|标准|一次|结果|周期)|[每月季年].{0,3}考核|满分|扣\s*[\d.]+\s*分|每次\s*\d+\s*分|扣分(?:合计|标准)|当月扣分/,
    maybe: /考核|评分/,
  },
  penalty: { sure: /扣[除减款]|违约金|罚款|解除合同|抵扣(?!汇总|表)|赔偿/ },
  payment: { sure: /付款|结算|发票|分.{1,3}期支付|支付.{0,12}(?:\d\s*%|合同)/, maybe: /支付/ },
  acceptance: { sure: /验收|移交/ },
  term: {
    sure: /服务期限?(?:[一二三四五\d]|自|为[一二三四五\d])|合同期限?(?:[一二三四五\d]|自|为[一二三四五\d])|期限.{0,6}[一二两三四五\d]年|自.{4,12}起至.{4,12}止/,
  },
  planning: { sure: /规划|建设建议/ },
  renewal: { sure: /年检|续[费期保]|(?:域名|授权|许可证?|SSL证书)[^。；]{0,8}到期/, maybe: /到期/ },
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
  // A clause that says what words mean asks for nothing that these words name.
  const defines = /^(?:术语|定义|名词解释)/.test(flat) || (flat.match(/[”"』]是?指/g) ?? []).length > 1;
  const all = Object.entries(words).flatMap(([topic, { sure, maybe }]): TopicProposal[] => {
    const certain = sure?.exec(flat);
    if (certain !== null && certain !== undefined) {
      const isAsked = !defines && (CONSEQUENCES.has(topic) || isAskedFor(flat, certain.index));
      return [{ topic: topic as Topic, confidence: isAsked ? 'high' : 'low', because: certain[0] }];
    }
    const hint = maybe?.exec(flat)?.[0];
    return hint === undefined ? [] : [{ topic: topic as Topic, confidence: 'low', because: hint }];
  });
  return all.sort((a, b) => Number(a.confidence === 'low') - Number(b.confidence === 'low'));
}

/** Topics of what follows from a breach, or of money. */
const CONSEQUENCES: ReadonlySet<string> = new Set(['score', 'penalty', 'payment']);

/** false for a word in a sentence that only says what a breach of another clause costs, or what a payment needs. */
function isAskedFor(flat: string, at: number): boolean {
  const from = Math.max(...['。', '；', ';'].map((end) => flat.lastIndexOf(end, at))) + 1;
  const sentence = flat.slice(from).split(/[。；;]/)[0] ?? '';
  const costs = /扣\s*[\d.]+\s*分|每次\s*[\d.]+\s*分|扣[除减款]|违约金|发票|付款/.test(sentence);
  return !costs || /应|须|不少于|不低于|[内前](?:到|响应|提交|排除|恢复)/.test(sentence);
}
