/**
 * What a question asks for, found by likeness: which of the trade's phrases (src/search/ask/tasks/) the question resembles
 * most, and under which words the answer to it is written. Nobody types a phrase exactly; sharing most of its
 * characters, the rare ones above all, is enough.
 */
import { normalise, runs } from '../text/normalise.ts';
import { type Field, tasks } from './tasks/all.ts';

/** Words that mean the same in a question; both the phrases and the question are folded before they are compared. */
const SAME: readonly (readonly [to: string, from: string])[] = [
  ['磁盘', '硬盘'],
  ['账号', '帐号|账户|帐户|用户|账户名'],
  ['密码', '口令'],
  ['目录', '文件夹|资料夹'],
  ['登录', '登录|登陆|登入|登'],
  ['服务器', '伺服器|主机|机器|电脑|计算机|这台|那台'],
  ['进程', '程序|程式'],
  ['看', '查看|看看|看下|看一看|显示|列出|查询|查下|查一查|瞧瞧|查'],
  ['找', '查找|搜索|寻找|搜|检索|挑出来|筛选|筛|捞'],
  ['建', '新建|创建|建立|新增|添加|增加'],
  ['删', '删除|删掉|移除|清除|去掉|去除'],
  ['改', '修改|更改|变更|改成|调整'],
  ['复制', '拷贝|拷'],
  ['重启', '重新启动'],
  ['停', '停止|停掉|终止|结束|关闭|关掉|杀死|杀掉|干掉|杀'],
  ['不能', '无法|没法|不了|不上|不可以'],
  ['慢', '卡顿|很卡|太卡|缓慢'],
  ['定时', '定期|周期性|每天|每隔'],
  ['统计', '数一数|数一下'],
  ['到期', '过期|失效'],
  ['执行', '运行|跑'],
  ['自动', '自己'],
  ['相同', '一样|一致'],
  ['报错', '错误|出错|异常'],
  ['过去', '昨天|前天|上周|前几天|历史'],
  ['夜里', '凌晨|半夜|夜间|晚上'],
  ['禁用', '停用|冻结|封禁|封掉|封'],
  ['磁盘空间', '硬盘空间'],
  ['同时', '一起|一块'],
  ['谁', '哪个用户|哪些用户|哪些人|哪个人|什么人|哪位'],
  ['还原', '恢复|找回|复原'],
  ['许可证', '授权码|license'],
  // What the same things are called in Taiwan, in simplified characters.
  ['内存', '记忆体'],
  ['数据库', '资料库'],
  ['计划任务', '排程工作|工作排程'],
  ['文件', '档案'],
  ['网络', '网路'],
  ['软件', '软体'],
  ['硬件', '硬体'],
  ['打印', '列印'],
  ['端口', '连接埠'],
  ['邮箱', '信箱'],
  ['崩溃', '当掉|当机'],
];
const FOLD = new Map(SAME.flatMap(([to, from]) => from.split('|').map((word) => [word, to] as const)));
const FOLDABLE = new RegExp([...FOLD.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');

/** How many of something: the phrase says 前几行, the question 前20行 or 前二十行. */
const COUNTED = /(?:\d+|[一二两三四五六七八九十百]+)(?=行|列|天|秒|分钟|小时|台|条|份|块|层|级|跳)/g;

const fold = (text: string): string => text.replace(FOLDABLE, (word) => FOLD.get(word) ?? word).replace(COUNTED, '几');

const SINGLE = 0.35;
const PAIR = 1;
const LATIN = 1.6;
/** Two characters of a phrase that stand apart in the question, in their order (停…进程), against together. */
const GAP = 0.5;
/** Characters that say how one asks, not what for; a pair with one of them says less, a pair of them little. */
const EMPTY = new Set(
  '还多少怎么几哪什个的了是有在谁能可以不没一要把给被到从用上下里为和与或我你他它这那就都也很太再又',
);
const HALF_EMPTY_WEIGHT = 0.6;
const EMPTY_WEIGHT = 0.25;
/** How much of a phrase must stand in the question. */
const LEAST_COVER = 0.5;
/** How strongly a phrase that is only half there counts less. */
const COVER_POWER = 2;
/** What a task of the other field counts when the question says which field it is about. */
const OTHER_FIELD = 0.4;
/** Words of one field only; what both speak of (密码, 日历, 打印) is in neither list. */
const FIELD_WORDS: Record<Field, RegExp> = {
  server:
    /linux|centos|ubuntu|debian|shell|root|ssh|mysql|nginx|redis|服务器|命令|终端|脚本|进程|端口|内核|磁盘|分区|网卡|防火墙/,
  office:
    /outlook|teams|onedrive|sharepoint|onenote|office|word|excel|ppt|windows|win1[01]|intune|365|邮箱|邮件|微软|员工|同事|秘书|会议|开会|订阅|手机|苹果|网页版|网盘|云盘|信用卡|通讯录|联系人|学生/,
};
/** Tasks that one question may ask for. */
const MOST = 6;
/** A task this much weaker than the best one is chance. */
const LEAST_OF_BEST = 0.3;
/** How much less a task counts that is weaker than the best one. */
const STRENGTH_POWER = 1.5;
/** How much less a task counts of whose phrase only a part stands in the question. */
const STRENGTH_COVER_POWER = 0.5;

interface Phrase {
  task: number;
  /** What the question must be when it must be nothing else (`=端口`). */
  whole: string | null;
  units: Map<string, number>;
  /** Total weight of its units, rare ones counting more. */
  weight: number;
}

interface Phrases {
  list: Phrase[];
  byUnit: Map<string, number[]>;
  rarity: Map<string, number>;
}

export interface Intent {
  /** Words under which the answer is written, the likeliest first. */
  words: readonly string[];
  /** Likeness to the best task of the question, 0 to 1. */
  strength: number;
  /** Share of the question that it explains, 0 to 1. */
  share: number;
}

/** Characters, pairs and Latin words of a folded text, with their weight. */
function unitsOf(text: string): Map<string, number> {
  const units = new Map<string, number>();
  for (const { text: run, han } of runs(text)) {
    if (!han) {
      units.set(run, LATIN);
      continue;
    }
    for (let i = 0; i < run.length; i++) {
      units.set(run.slice(i, i + 1), SINGLE * meaning(run.slice(i, i + 1)));
      if (i + 1 < run.length) units.set(run.slice(i, i + 2), PAIR * meaning(run.slice(i, i + 2)));
    }
  }
  return units;
}

function meaning(unit: string): number {
  const empty = [...unit].filter((character) => EMPTY.has(character)).length;
  if (empty === 0) return 1;
  return empty === unit.length ? EMPTY_WEIGHT : HALF_EMPTY_WEIGHT;
}

let known: Phrases | undefined;

/** Built at the first question; some milliseconds. */
function phrases(): Phrases {
  if (known !== undefined) return known;
  const list = tasks.flatMap(({ when }, task) =>
    when.map((phrase) => {
      const folded = fold(normalise(phrase.replace(/^=/, '')));
      return { task, whole: phrase.startsWith('=') ? folded : null, units: unitsOf(folded), weight: 0 };
    }),
  );
  const holders = new Map<string, Set<number>>();
  const byUnit = new Map<string, number[]>();
  for (const [number, { task, units }] of list.entries()) {
    for (const unit of units.keys()) {
      holders.set(unit, (holders.get(unit) ?? new Set()).add(task));
      const at = byUnit.get(unit);
      if (at === undefined) byUnit.set(unit, [number]);
      else at.push(number);
    }
  }
  const rarity = new Map<string, number>();
  for (const [unit, tasksWithIt] of holders) rarity.set(unit, Math.log(1 + tasks.length / tasksWithIt.size));
  for (const phrase of list) phrase.weight = total(phrase.units, rarity);
  known = { list, byUnit, rarity };
  return known;
}

function total(units: ReadonlyMap<string, number>, rarity: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [unit, weight] of units) sum += weight * (rarity.get(unit) ?? 0);
  return sum;
}

/**
 * The tasks that a question asks for, best first.
 * @param question normalised, without question words
 */
export function intentsOf(question: string): Intent[] {
  const { list, byUnit, rarity } = phrases();
  const folded = fold(question);
  const units = unitsOf(folded);
  const candidates = new Set<number>();
  for (const unit of units.keys()) for (const number of byUnit.get(unit) ?? []) candidates.add(number);
  const whole = total(units, rarity);
  const foreign = otherField(question);
  const trust = (task: number): number => (tasks[task]?.field === foreign ? OTHER_FIELD : 1);
  const best = new Map<number, { score: number; share: number; cover: number }>();
  for (const number of candidates) {
    const { task, whole: only, units: wanted, weight } = list[number] as Phrase;
    if (only !== null && only !== folded) continue;
    const found = sharedWeight(wanted, units, folded, rarity);
    const cover = found / weight;
    if (cover < LEAST_COVER) continue;
    const score = found * cover ** COVER_POWER * trust(task);
    if (score > (best.get(task)?.score ?? 0)) best.set(task, { score, cover, share: Math.min(1, found / whole) });
  }
  const sorted = [...best].sort(([a, one], [b, other]) => other.score - one.score || a - b).slice(0, MOST);
  const top = sorted[0]?.[1].score ?? 1;
  return sorted
    .filter(([, { score }]) => score >= top * LEAST_OF_BEST)
    .map(([task, { score, share, cover }]) => ({
      words: tasks[task]?.add ?? [],
      // Also when it is the only one found: nothing else may explain an office question than a command of a server.
      strength: (score / top) ** STRENGTH_POWER * cover ** STRENGTH_COVER_POWER * trust(task),
      share,
    }));
}

/** The field that a question is plainly not about. */
function otherField(question: string): Field | undefined {
  const [server, office] = [FIELD_WORDS.server.test(question), FIELD_WORDS.office.test(question)];
  if (server === office) return undefined;
  return server ? 'office' : 'server';
}

function sharedWeight(
  wanted: ReadonlyMap<string, number>,
  units: ReadonlyMap<string, number>,
  question: string,
  rarity: ReadonlyMap<string, number>,
): number {
  let sum = 0;
  for (const [unit, weight] of wanted) {
    if (units.has(unit)) sum += weight * (rarity.get(unit) ?? 0);
    else if (unit.length === 2 && inOrder(unit, question)) sum += GAP * weight * (rarity.get(unit) ?? 0);
  }
  return sum;
}

/** Whether the second character comes somewhere after the first. */
function inOrder(pair: string, question: string): boolean {
  const first = question.indexOf(pair.slice(0, 1));
  return first >= 0 && question.indexOf(pair.slice(1), first + 1) >= 0;
}
