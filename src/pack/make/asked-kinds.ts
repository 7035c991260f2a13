/** Which kind of document or record a request means, by its name or one that is near: 巡检记录 means 系统巡检日志. Pure. */
import { buildIndex, type SearchIndex, search } from '../../search/search.ts';
import { normalise } from '../../search/text/normalise.ts';

/** What can be asked for. */
export interface AskableKind {
  id: string;
  name: string;
  /** How often a document of it is made, as the contract has it; of records none. */
  every?: 'day' | 'week' | 'month' | 'quarter' | 'half-year' | 'term' | 'year' | 'service' | 'event' | undefined;
}

/** How sure it is that a name means a kind. */
export interface Meant {
  /** Those that are called just so, or the one that is but for words that say nothing; empty: none is for sure. */
  sure: string[];
  /** Ids of all that may be meant, the likeliest first; with a sure one, what else may be. */
  perhaps: string[];
}

export type KindFinder = (name: string) => Meant;

/** Words that say what form a paper has and not what it is about: who shares no other word is not meant. */
const FORM =
  /(?:记录表|登记表|登记簿|统计表|明细表|汇总表|情况表|记录|报告|台账|台帐|日志|清单|资料|文件|文档|材料|汇总|情况|复印件|扫描件|原件|表|单|书|簿|本)+$/;
/** Words that a request may bear and that narrow nothing. */
const EMPTY =
  /每[日天周月季年]|逐[日月]|(?:半年|月|季|年)度|的|全部|所有|历次|各期|各类|相关|有关|等|项目|本单位|我单位|提供|请/g;
/** A name in brackets is an explanation of the one before it. */
const BRACKETS = /[（(［[【][^）)］\]】]*[）)］\]】]/g;
/** Share of the words of a request below which the search's hits are none. */
const LIKELY = 0.25;
/** Hits of the search, and candidates, that are looked at. */
const [MANY, MOST] = [20, 8];

/** How near the likeliest one others have to come to be meant as well. */
const AS_NEAR = 0.3;

/** Words of one thing in the mouths of different trades: whoever says one may mean any other. Each is a guess, and told as one. */
const SAME_THING: readonly (readonly string[])[] = [
  ['巡检', '巡查', '巡视', '点检', '例行检查', '日常检查', '定期检查', '检查记录', '巡更', '体检'],
  ['故障', '事故', '宕机', '中断', '异常', '停机', '抢修', '报障', '障碍', '事件', '报修'],
  ['备份', '灾备', '容灾', '拷贝'],
  ['恢复', '还原', '复原', '回退'],
  ['演练', '演习', '拉练', '桌面推演'],
  ['漏洞', '漏扫', '弱点', '安全扫描', '脆弱性', '风险扫描', '渗透'],
  ['应急', '预案', '突发'],
  ['培训', '授课', '讲座', '宣贯', '带教'],
  ['值班', '值守', '排班', '轮值', '交接班', '当班'],
  ['考勤', '签到', '出勤', '打卡', '驻场', '驻点', '驻校', '到岗', '在岗', '出工'],
  ['满意度', '评价', '回访', '问卷', '测评', '评议', '考评', '考核', '评分', '打分', '绩效'],
  ['变更', '改动', '更改', '调整', '升级', '版本', '割接', '补丁', '需求', '缺陷', '优化'],
  ['资产', '设备', '盘点', '清册', '固定资产', '台账清单', '仪器', '装备'],
  ['账号', '帐号', '账户', '权限', '用户管理', '口令'],
  ['签收', '交接', '移交', '交付', '收条', '回执', '验收', '送达'],
  ['总结', '小结', '述职', '回顾', '年报'],
  ['费用', '备件', '耗材', '配件', '花费', '开支', '支出', '付款', '物料'],
  ['维修', '修理', '检修', '修复', '返修', '报修'],
  ['方案', '计划', '规划', '安排'],
  ['接口', '对账', '对接', '互联', '数据交换', '对数'],
  ['许可', '审批', '授权', '工作票', '操作票', '申请单', '批准'],
  ['安全', '防护', '等保', '防病毒', '入侵', '网安'],
  ['攻防', '护网', '红蓝'],
  ['来电', '电话', '热线', '受理', '接听', '咨询', '求助', '报修'],
  ['知识库', '咨询', '答疑', '经验'],
  ['到期', '续费', '年检', '证书', '域名', '续保'],
  ['监控', '告警', '报警', '预警', '监测', '监视'],
  ['可用率', '可用性', '在线率', '开机率', '完好率', '中断', '停服'],
  ['操作日志', '审计日志', '日志审计', '日志分析', '操作记录', '留痕'],
  ['人员', '花名册', '名册', '备案'],
  ['服务单', '工单', '报修', '派工', '现场服务', '上门'],
  ['整改', '纠正', '改进', '闭环'],
  ['维护', '保养', '运维', '维保', '养护'],
  ['履约', '合同执行', '对照', '合规'],
  ['抵扣', '扣款', '罚', '违约金', '核减'],
  ['口径', '解释', '释义', '确认函'],
  ['远程', '远控', '远端'],
  ['会议', '例会', '纪要'],
  ['耗材', '备件'],
  ['周报', '每周报告', '周度报告'],
  ['月报', '月度报告', '每月报告'],
  ['季报', '季度报告', '每季报告'],
  ['年报', '年度报告', '全年报告'],
  ['移动介质', '移动存储', 'U盘', 'USB', '外设'],
  ['补丁', '系统更新', '更新记录'],
];

/** Cadences by the words that name them. */
const CADENCES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/每日|日报|逐日|每天/, ['day']],
  [/每周|周报/, ['week']],
  [/月度|月报|每月|逐月/, ['month']],
  [/季度|季报|每季/, ['quarter']],
  [/半年/, ['half-year']],
  [/学期/, ['term']],
  [/年度|年报|全年/, ['year', 'service']],
];

export function openKinds(kinds: readonly AskableKind[]): KindFinder {
  const index = buildIndex(kinds.map(({ id, name }) => ({ url: id, title: name, kind: 'document', text: name })));
  const byName = Map.groupBy(kinds, ({ name }) => normalise(name));
  const all = kinds.map((one) => ({ ...one, core: coreOf(one.name), things: thingsIn(one.name) }));
  return (name) => {
    const query = normalise(name).trim();
    const exact = byName.get(query)?.map(({ id }) => id);
    const core = coreOf(query);
    const like = all.filter((one) => isSame(one.core, core));
    // One that is called so and is part of the names of others is one of many that may be meant.
    const isAlone = core.length > 1 && all.every((one) => like.includes(one) || !one.core.includes(core));
    const isSure = like.length === 1 && isAlone && like.every(({ every }) => fitsCadence(query, every));
    const sure = exact ?? (isSure ? like.map(({ id }) => id) : []);
    const perhaps = candidates(index, all, query, core).filter((id) => !sure.includes(id));
    return { sure, perhaps: perhaps.slice(0, MOST) };
  };
}

type Known = AskableKind & { core: string; things: ReadonlySet<number> };

/** All that may be meant: by the same letters, by words of the same thing, by what the search finds. */
function candidates(index: SearchIndex, all: readonly Known[], query: string, core: string): string[] {
  const things = thingsIn(query);
  const hits = new Map<string, number>();
  // Words for the form of a paper are in every other name.
  for (const { url, share } of core.length > 1 ? search(index, core, MANY) : [])
    if (share >= LIKELY) hits.set(url, share);
  const scored = all.map((one) => {
    const shared = [...things].filter((thing) => one.things.has(thing)).length;
    const isPart = core.length > 1 && one.core.length > 1 && (one.core.includes(core) || core.includes(one.core));
    const letters = isSame(one.core, core) ? 3 : isPart ? 2 : 0;
    const score = letters + shared + (hits.get(one.id) ?? 0);
    return { id: one.id, shared, score: fitsCadence(query, one.every) ? score : score / 2 };
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return scored
    .filter(({ score, shared }) => score > 0 && (shared > 0 || score >= best * AS_NEAR))
    .sort((a, b) => b.score - a.score)
    .map(({ id }) => id);
}

/** What a name is about: without brackets, empty words and the word for its form at the end. */
function coreOf(name: string): string {
  const plain = normalise(name).replace(BRACKETS, '').replace(EMPTY, '').replace(/\s+/g, '');
  const core = plain.replace(FORM, '');
  return core === '' ? plain : core;
}

/** The same letters, whatever joins them and in whatever order its parts stand: 变更及升级 is 升级与变更. */
const isSame = (one: string, other: string): boolean =>
  one !== '' && (one === other || partsOf(one) === partsOf(other));
const partsOf = (core: string): string =>
  core
    .split(/[及与和、，,/·-]/)
    .filter(Boolean)
    .sort()
    .join('、');

/** Which things are spoken of, by their places in the list. */
function thingsIn(name: string): Set<number> {
  const text = normalise(name);
  return new Set(SAME_THING.flatMap((words, n) => (words.some((word) => text.includes(normalise(word))) ? [n] : [])));
}

function fitsCadence(query: string, every: AskableKind['every']): boolean {
  const said = CADENCES.filter(([pattern]) => pattern.test(query)).flatMap(([, units]) => units);
  return said.length === 0 || every === undefined || every === 'event' || said.includes(every);
}
