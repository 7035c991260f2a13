/** Words by which a clause is about a topic: a proposal with its reason, never a decision. Pure. */
import type { Topic } from '../contract/terms/topics.ts';
import { clocksInTable } from './terms/levels.ts';

/** A number, in digits or words. */
const N = '(?:\\d[\\d,.]*|[一二两三四五六七八九十百]+)';
/** What is handed in, by the end of its name. */
const PAPER = '(?:周报|月报|季报|年报|日报|报告|报表|台账|统计|总结|小结|纪要|进度表|汇总表|考勤表|评估|汇总)';
const EVERY = `[每逐](?:${N})?个?(?:日|天|周|星期|旬|半?月|季度?|半?年|学期|班|次|(?:作业|运行|工作)?小时|服务年度)`;
const re = (...parts: string[]): RegExp => new RegExp(parts.join('|'));

/** Patterns that by themselves nearly always mean the topic, and those that only hint at it. */
const words: Partial<Record<Topic, { sure?: RegExp; maybe?: RegExp }>> = {
  response: {
    sure: re(
      '(?:内|时限?)(?:响应|应答)',
      `${N}个?(?:分钟|小时)(?:响应|应答)`,
      '响应时[间限](?!均?自|.{0,8}不(?:停|受|变|计))',
      '及时响应',
      '以电话方式响应',
    ),
    maybe: /响应|应答/,
  },
  arrival: {
    sure: re(
      `(?:内|时|${N}个?(?:分钟|小时)|次日)(?:到场|到达|抵达|到站)`,
      '到达(?:现场|机侧|车站)(?!的|时)',
      '到场时[间限](?!均?自|.{0,8}不(?:停|受|变|计))',
    ),
    maybe: /到场|到达|抵达/,
  },
  restoration: {
    sure: re(
      `(?<!漏洞[^。；]{0,20})(?:内|时限?|前|${N}个?(?:分钟|小时|工作日))(?:排除|恢复(?!验证|测试|至?的)|修复|解决)`,
      '(?:恢复|修复)时[间限](?!均?自|.{0,8}不(?:停|受|变|计))',
      '排除故障',
    ),
    maybe: /恢复正常|排除|修复|恢复/,
  },
  'remote-start': { sure: /远程.{0,8}(?:诊断|排除|处理|支持)/, maybe: /远程/ },
  remote: { sure: /远程.{0,6}(?:控制|接入|维护).{0,20}(?:限制|许可|同意|审批)/ },
  'incident-record': {
    sure: re(
      '故障.{0,8}(?:分析|处理).{0,4}(?:记录|报告)',
      '[内提交出具报送]故障(?:分析|调查)?报告',
      '(?:故障|事件|事故|[一二三四五A-EP][0-9]?[类级])[^。；]{0,40}(?:提交|出具|填报|报送|提供)[^。；]{0,14}(?:分析报告|调查报告|故障报告|分析单|处理单|事件报告|整改报告|原因分析)',
    ),
    maybe: /故障(?:记录|报告)|签字确认/,
  },
  notice: {
    sure: re(`每(?:隔)?${N}个?(?:分钟|小时)[^。；]{0,16}(?:通报|汇报|报告|反馈|告知)[^。；]{0,8}(?:进展|情况|进度)?`),
    maybe: /通报.{0,6}(?:进展|进度)|(?:进展|进度).{0,6}(?:通报|汇报)/,
  },
  quota: {
    sure: re(
      '(?:故障|事故|事件).{0,10}(?:不得?超过|不多于|少于).{0,4}[次起件]',
      `(?:故障|事故|事件)[^。；]{0,6}不得?(?:超过|多于)${N}[次起件]`,
    ),
  },
  availability: {
    sure: /(?:可用|完好|在线)[率性度](?:(?!低于|未达|，|。).){0,16}?(?:不低于|不少于|不小于|达到|≥|等于|为\d)|SLA(?!.{0,10}(?:抵扣|赔))/i,
    maybe: /可用[率性度]|完好率|在线率|停机/,
  },
  phone: {
    sure: /(?:服务|报修|值班|支持)热线|热线电话|服务台[^。；]{0,12}(?:受理(?!之?时)|接听|电话)|电话[^。；]{0,6}接听|全天候.{0,6}(?:电话|受理)|24\s*小时.{0,8}(?:电话|受理|在线)/,
    maybe: /7\s*[×xX*]\s*24|全天候|电话|热线/,
  },
  duty: {
    sure: /(?:实行|安排|设|提供|负责|保持|落实|进行).{0,14}(?:值[班守](?!长|室|台|主任|人员的)|调度岗)|^值[班守](?!长|人员)|值[班守](?:安排|制度|表|记录)|^交接班|[两四三]班[两三]?运?[转倒]|(?:双人|单人|昼夜|夜间)值[班守]/,
    maybe: /值[班守]|交接班/,
  },
  attendance: {
    sure: re(
      `(?:派[驻出]|安排|驻[点场]|常驻)[^。；，]{0,12}?(?:不少于)?(?<!提前|[年月周日]不少于)${N}(?:名|人(?!次|员))`,
      `驻[点场][^。；，]{0,8}(?:不少于|增加至|增至)${N}[名人]`,
      '考勤(?!机)|在岗|出勤|5[×xX*]8',
    ),
    maybe: /驻[点场]|常驻/,
  },
  staffing: {
    sure: re(
      '不少于.{0,6}[人名](?!次)',
      `不得少于${N}[人名]`,
      `(?:设|配[备置]|派驻|安排|增加至|增至)[^。；]{0,14}${N}[名人](?!次)`,
      '配[备置].{0,10}(?:人员|工程师|\\d[人名])',
      '[年经]以上[^。；]{0,16}(?:工作|从业|运维|维护|维修)?经[验历]',
    ),
    maybe: /团队|工程师/,
  },
  certificate: {
    sure: /持证|持[^。；，]{0,14}(?:证上岗|操作证|资格证|证书)|(?:资格|职业资格|上岗|作业|操作|从业)证|《[^》]{1,10}证》|资质证书|(?:持有|具有|取得)[^。；，]{0,20}证书?/,
    maybe: /证书/,
  },
  filing: { sure: /备案|政审/ },
  leave: {
    sure: /请假|替班|顶班|(?:更换|变动|撤换|调整|离岗|离港|离职|离场)[^。；，]{0,8}(?:人员|工程师|负责人|经理)(?!名)|(?:人员|工程师|负责人|经理)[^。；，]{0,6}的?(?:更换|变动|调整|离岗|离港|离场)|离岗/,
  },
  insurance: { sure: /保险(?!丝|柜|箱|杠)|(?:伤害|责任|一切|雇主|财产|意外)险/ },
  training: {
    sure: /(?:组织|进行|开展|参加|接受|提供|集中|举办|安排|一次)[^。；，]{0,16}培训(?!考试|记录)|培训[^。；，]{0,6}(?:次|学时|课时)/,
    maybe: /培训/,
  },
  'stock-taking': {
    sure: /盘点(?!表)|盘库|清点(?:一次|库存|备件|资产|设备)|(?:备件|资产|设备|库存)[^。；]{0,12}清点/,
    maybe: /清点|盘点/,
  },
  spare: {
    sure: /(?:备品|备件|备机|备品备件|易损件|耗材|配件|电池)[^。；]{0,14}(?:储备|库存|常备|备足|存放|免费更换|更换|不少于|不低于|不得低于|下限|采购|补足|由乙方|由供应商)|(?:储备|常备|存放|提供|更换|配备|设立)[^。；，]{0,12}(?:备品|备件库?|备机|耗材|易损件)(?!间|的时间)|备件下限/,
    maybe: /备品|备件|备机|耗材|易损件/,
  },
  inspection: { sure: /巡检|巡查|点检|例行检查|日检|巡视(?!员)/, maybe: /检查|核查/ },
  'daily-work': { sure: /日常(?:运维|维护|工作).{0,6}(?:记录|日志|日报)|填写[^。；，]{0,8}(?:记录|日志)/ },
  report: {
    sure: re(
      `(?:提交|提供|报送|出具|编制|发出)(?:(?!故障|证|初步|分析单|附|[。；]).){0,20}${PAPER}`,
      `^(?:[^。；]{0,20}[：:])?[^。；，：:（(]{1,16}(?:${PAPER}|报|记录|[统计表]表?)[：:，,（(].*(?:(?:日|时|:\\d\\d|上班|下班)[前内]|前\\d+日)`,
    ),
    maybe: /周报|月报|季报|报告|小结|总结|计划/,
  },
  maintenance: { sure: /系统?维护.{0,4}优化|优化记录/ },
  activity: {
    sure: re(`${EVERY}[^。；，]{0,14}(?:保养|校准|清洗|清洁|消毒|除尘|标定|校验|评审会|回访)`),
    maybe: /保养|校准|评审会/,
  },
  scan: {
    sure: /漏洞(?:扫描|检测|评估)|漏洞[^。；]{0,20}(?:修[补复]|整改|处置)|安全(?:扫描|评估)|渗透/,
    maybe: /漏洞/,
  },
  patch: { sure: /补丁/ },
  protection: {
    sure: /防病毒|杀毒|查杀[^。；，]{0,4}病毒|防攻击|防入侵|防篡改|白名单|(?:安全|病毒|入侵|攻击|边界)防护/,
    maybe: /防护/,
  },
  leak: {
    sure: /泄露|泄密|数据安全|不得[^。；]{0,16}(?:出境|带出|外传|传播|提供给第三|向第三[方人]提供)|向第三[方人]提供/,
    maybe: /个人信息|涉密|禁止使用/,
  },
  confidentiality: { sure: /保密(?!办|局|委|室)/ },
  permit: {
    sure: /(?:未经|未获|须经|应经|需经|[得报]).{0,14}(?:同意|许可|批准|授权).{0,14}(?:操作|拷贝|复制|导出|修改|改动|接入|删除|登录|旁路|切除|进入)|进入[^。；]{0,20}(?:须|应)经[^。；]{0,12}(?:许可|同意|批准)|不得擅自.{0,10}(?:操作|拷贝|复制|导出|修改|改动|接入|删除|登录)/,
    maybe: /(?:经|须|需).{0,10}(?:同意|许可|批准|授权)|擅自/,
  },
  change: {
    sure: /(?<!权限的?(?:开通和)?)变更[^。；]{0,10}(?:审批|申请|批准|窗口|管理|流程|只能)|(?:版本|系统|配置|参数)(?:变更|升级|调整)[^。；]{0,40}(?:审批|批准|同意|进行|实施)|违规变更|发布.{0,6}(?:审批|流程)|变更[单申][^。；]{0,10}(?:审|批|同意)/,
    maybe: /变更|升级/,
  },
  backup: {
    sure: /(?:(?:全量|增量|差异|定期|本地|异机|异地|离线|自动|逐?日|每[日周月季][^。；，]{0,12})备份|备份[^。；]{0,12}(?:一次|一份|保[留存]|每[日周月]|异地)|备份(?:配置|数据|程序|参数|系统)|[套种份]备份|数据备份)(?![^。；，]{0,6}(?:恢复|验证))/,
    maybe: /备份/,
  },
  'restore-test': { sure: /恢复测试|恢复验证|备份.{0,10}验证|可读性检测/ },
  drill: { sure: /(?<!攻防)演(?:练|习)(?!方案由)/, maybe: /应急/ },
  exercise: { sure: /攻防|护网|重保/ },
  'operation-log': {
    sure: /操作日志[^。；]{0,12}(?:记录|分析|统计|导出|审计|监控)|(?:记录|分析|统计|审计)[^。；，]{0,6}操作日志/,
    maybe: /日志/,
  },
  'log-retention': { sure: /日志.{0,12}(?:留存|保存|保留)/ },
  watch: { sure: /(?:实时|不间断|7\s*[×xX*]\s*24.{0,8})监[控测]/, maybe: /监控|监测/ },
  knowledge: { sure: /知识库/, maybe: /咨询/ },
  device: { sure: /设备.{0,10}(?:维护|维修|保养|运维)/, maybe: /设备|保养/ },
  'device-fault': { sure: /设备.{0,8}故障.{0,10}原因/, maybe: /设备.{0,8}故障/ },
  interface: { sure: /接口.{0,8}(?:运行|监控|维护|修复|对接)/, maybe: /接口/ },
  support: { sure: /技术支持|答疑|(?:使用|操作)指导/ },
  visit: { sure: /上门|现场(?:支持|服务|处理)/ },
  account: {
    sure: /(?:[账帐]号|权限)[^。；，]{0,8}(?:开通|申请|管理|注销|变更)|开[立通][^。；，]{0,8}[账帐]号/,
    maybe: /[账帐]号/,
  },
  operation: {
    sure: /(?:正常|稳定)运行.{0,6}(?:保障|服务)|保障[^。；，]{0,20}(?:正常|稳定|安全)运行|日常(?:运[行维]|维护)|(?:负责|承担|提供)[^。；]{0,80}(?:运行维护|维护保养|故障修|运维服务)/,
    maybe: /运维|运行维护/,
  },
  monitoring: { sure: /(?:资源|运行)监控|(?:CPU|内存|磁盘|带宽)[^。；]{0,24}监控/ },
  satisfaction: { sure: /满意度/ },
  score: {
    sure: /考核(?:评分|得分|办法|标准|一次|周期)|[每月季年].{0,3}考核|满分|百分制|扣\s*[\d.]+\s*分|每次\s*\d+\s*分|扣分(?:合计|标准)|当月扣分|得分\d/,
    maybe: /考核|评分/,
  },
  penalty: {
    sure: re(
      '扣[除减款罚]|违约金|滞纳金|罚款|解除合同|抵扣(?!汇总|表)|赔偿|服务信用(?![”"]?指)',
      `扣[^。；，分]{0,12}(?:${N}(?:元|万元|%|％)|百分之)`,
      `[每][次件台人起][\\d,]+元`,
    ),
  },
  payment: {
    sure: re(
      '(?<!逾期|应)付款(?!的[，,])|结算|发票|分.{1,3}期支付|支付.{0,12}(?:\\d\\s*%|合同)',
      `(?:总价|服务费|维[修保]费|费用|价款)[^。；]{0,16}(?:为|调整为)(?:每[月季年])?(?:人民币)?[\\d,.]+万?元`,
      '按(?:[月季年]|半年)度?支付|履约保证金|(?:签订|验收|终验|初验)[^。；]{0,8}后[^。；，]{0,8}支付',
    ),
    maybe: /支付|总价|限价/,
  },
  acceptance: {
    sure: /(?<!年|中)验收(?!单|后(?:支付|付)|合格后(?:支付|付|无息))|移交|迁出全部|抽检/,
    maybe: /验收|交接/,
  },
  term: {
    sure: re(
      `(?:服务|合同|协议|维保|运维|维护|维修|有效)期限?(?:${N}|自|为)`,
      `(?:期限|有效期|服务期)(?:(?!届|满|前)[^。；，]){0,8}${N}(?:年|个月)`,
      '自\\d{4}年.{2,12}起?至.{2,12}止',
      '期限?[^。；，]{0,6}[，,]?自?\\d{4}年\\d{1,2}月\\d{1,2}日起?至\\d{4}年',
      '有效期[为自]?\\d{4}年',
    ),
  },
  planning: { sure: /规划|建设建议|(?:更新|改造)[^。；，]{0,4}建议/, maybe: /建议/ },
  renewal: {
    sure: /(?:认证|证照?|资质|域名|小程序|许可)[^。；，]{0,4}年检|(?:域名|授权|许可证?|SSL证书|证书|软件)[^。；]{0,8}(?:到期|续[费期保])/,
    maybe: /到期|年检|续[费期保]/,
  },
};

/**
 * Clauses that ask for nothing, in the forms in which they are always written, and why nothing there can be judged. They are one
 * only where nothing else is asked for.
 */
const DECLARATIONS: readonly [pattern: RegExp, reason: string][] = [
  [/[“"『][^”"』]{1,16}[”"』]是?指/, '只写明用语的含义，由引用它的各条判定'],
  [/(?:不一致|矛盾|抵触|冲突)[^。]{0,20}(?:为准|顺序)|(?:优先|解释)(?:次|顺)序/, '只写明各份文件的优先次序'],
  [/(?:争议|纠纷)[^。；]{0,30}(?:协商|仲裁|诉讼|法院)/, '只约定争议的解决'],
  [/不可抗力[^。；]{0,20}(?:免除|不承担|免责)/, '只约定不可抗力的免责'],
  [/未尽事宜/, '只约定未尽事宜另行商定'],
  [/一式.{1,3}份|[正副]本.{1,3}份|(?:自|经)双方[^。；]{0,10}(?:签字|盖章)[^。；]{0,10}生效/, '只写明合同的份数和生效'],
];

/** A proposed topic with its reason. */
export interface TopicProposal {
  topic: Topic;
  /** `high`: the words nearly always mean it; `low`: they may. */
  confidence: 'high' | 'low';
  /** The words in the clause. */
  because: string;
  /** Of a declaration: why nothing there can be judged. */
  reason?: string;
}

/** What the clause may be about, the surest first. @param text its own, with the words that lead over to it */
export function proposeTopics(text: string): TopicProposal[] {
  const flat = text.replace(/\s+/g, '');
  // A clause that says what words mean asks for nothing that these words name.
  const defines = /^(?:术语|定义|名词解释)/.test(flat) || DEFINES.test(flat);
  const all = Object.entries(words).flatMap(([topic, { sure, maybe }]): TopicProposal[] => {
    const certain = askedFor(topic as Topic, sure, flat, defines);
    if (certain !== undefined) return [{ topic: topic as Topic, ...certain }];
    const hint = maybe?.exec(flat)?.[0];
    return hint === undefined ? [] : [{ topic: topic as Topic, confidence: 'low', because: hint }];
  });
  const tabled = clocksInTable(text).map(
    (topic): TopicProposal => ({ topic, confidence: 'high', because: '表中各级的时限' }),
  );
  const others = all.filter(({ topic }) => !tabled.some((one) => one.topic === topic));
  return settled([...tabled, ...others, ...declarationIn(flat)]).sort(
    (a, b) => Number(a.confidence === 'low') - Number(b.confidence === 'low'),
  );
}

const DEFINES = /^[“"『][^”"』]{1,16}[”"』]是?指|(?:[”"』]是?指.*){2}/;

/** The first place that is asked for; else the first at all, as a hint. */
function askedFor(
  topic: Topic,
  sure: RegExp | undefined,
  flat: string,
  defines: boolean,
): Omit<TopicProposal, 'topic'> | undefined {
  if (sure === undefined) return undefined;
  const places = [...flat.matchAll(new RegExp(sure.source, `${sure.flags}g`))];
  const asked = places.find(
    ({ 0: said, index }) => !defines && (CONSEQUENCES.has(topic) || isAskedFor(flat, index, said)),
  );
  const shown = (asked ?? places[0])?.[0];
  return shown === undefined ? undefined : { confidence: asked === undefined ? 'low' : 'high', because: shown };
}

function declarationIn(flat: string): TopicProposal[] {
  for (const [pattern, reason] of DECLARATIONS) {
    const because = pattern.exec(flat)?.[0];
    if (because !== undefined) return [{ topic: 'declaration', confidence: 'high', because, reason }];
  }
  return [];
}

/** Topics that are no more than spoken of where another one is sure. */
const GIVE_WAY: Partial<Record<Topic, readonly Topic[]>> = {
  report: ['incident-record'],
  restoration: ['restore-test', 'drill'],
  acceptance: ['payment'],
  activity: ['report'],
  availability: ['acceptance'],
  operation: ['report', 'backup', 'inspection'],
  'daily-work': ['inspection', 'duty', 'report'],
};

/** Nothing is sure beside a declaration, and a declaration not beside something that is. */
function settled(all: TopicProposal[]): TopicProposal[] {
  const sure = new Set(all.flatMap(({ topic, confidence }) => (confidence === 'high' ? [topic] : [])));
  const giving = (topic: Topic): boolean =>
    topic === 'declaration' ? sure.size > 1 : (GIVE_WAY[topic] ?? []).some((one) => sure.has(one));
  return all.map((one) => (one.confidence === 'high' && giving(one.topic) ? { ...one, confidence: 'low' } : one));
}

/** Topics of what follows from a breach, or of money. */
const CONSEQUENCES: ReadonlySet<string> = new Set(['score', 'penalty', 'payment']);

const LEAST = /不低于|不少于|不小于|≥/;

/** false for a word in a sentence that only says what a breach of another clause costs, what a payment needs, or when a clock stands still. */
function isAskedFor(flat: string, at: number, said: string): boolean {
  const from = Math.max(...['。', '；', ';'].map((end) => flat.lastIndexOf(end, at))) + 1;
  const sentence = flat.slice(from).split(/[。；;]/)[0] ?? '';
  // 可用率不低于99%，计划维护不计入: what is left out says how it is counted.
  if (/不计入|不计为|不视为/.test(sentence) && !LEAST.test(said)) return false;
  const costs =
    /扣\s*[\d.]+\s*分|每次\s*[\d.]+\s*[分元]|扣[除减款]|扣[^，]{0,12}[\d.]+[%％元]|违约金|发票|付款|支付|服务信用|赔偿/.test(
      sentence,
    );
  return !costs || /应(?!付)|须|不少于|不低于|[内前](?:到|响应|提交|排除|恢复)/.test(sentence);
}
