/** One sentence of a list of deductions, read wholly or not at all: what is deducted for what, by which count, and how much. Pure. */
import { countOf, N } from './rows.ts';

export type Measure = 'points' | 'money' | 'percent';

/** What a sentence deducts for. */
export interface Ground {
  on: string;
  label: string;
  topics?: readonly string[];
  kinds?: readonly string[];
}

/** A deduction as the words say it. */
export interface Deduction {
  grounds: readonly Ground[];
  /** Names of levels, as the levels of the draft are called, or as the words call them. */
  levels: readonly string[];
  per: string;
  stepMinutes?: number;
  measure: Measure;
  amount: number;
  capEach?: number;
}

const LATE = '(?:超时|逾期|超限|延误)';
/** How papers call what they deduct for; the words take in the whole of what they mean. */
const GROUNDS: readonly (Ground & { words: string })[] = [
  { on: 'over-limit', topics: ['response'], label: '响应超时', words: `响应${LATE}|超时响应|未按时响应` },
  {
    ...{ on: 'over-limit', topics: ['arrival'], label: '到场超时' },
    words: `(?:到场|(?:到达|抵达)(?:现场)?)${LATE}|未按时(?:到场|到达现场)`,
  },
  {
    ...{ on: 'over-limit', topics: ['restoration'], label: '恢复超时' },
    words: `(?:恢复|修复|排除)${LATE}|未按时(?:恢复|修复|排除)`,
  },
  {
    ...{ on: 'document', kinds: ['late'], label: '文档迟交' },
    words: '(?:(?:各[类项]|交付|应交)?(?:文档|文件|资料)|各[类项](?:报告|报表))(?:逾期|迟交|迟报|超期)(?:提交|报送)?',
  },
  { on: 'attendance', kinds: ['absent'], label: '缺岗', words: '缺[岗勤]' },
  { on: 'attendance', kinds: ['late', 'left-early'], label: '迟到、早退', words: '迟到[、和或及]早退' },
  { on: 'attendance', kinds: ['late'], label: '迟到', words: '迟到' },
  { on: 'attendance', kinds: ['left-early'], label: '早退', words: '早退' },
  { on: 'repeat', label: '重复故障', words: '(?:发生)?重复(?:发生的?)?故障' },
  {
    on: 'quota',
    label: '故障次数超限',
    words: '(?:故障)?次数超(?:过|出)(?:限额|第[^条]{1,6}条(?:的?(?:规定|约定)(?:次数)?)?)',
  },
  { on: 'permit', label: '违规变更', words: '违规变更|未经(?:批准|许可|审批|同意)的?(?:变更|操作)' },
  { on: 'backup', label: '漏做备份', words: '漏做备份|漏备份|备份漏做|未按(?:时|计划)备份' },
  { on: 'kept', label: '提前删除备份', words: '提前删除备份|备份提前删除' },
];
/** How papers count, as the data call it. */
const COUNTS: readonly [per: string, words: string, grounds?: readonly string[]][] = [
  ['person-day', '每人每?(?:班次?|日|天)', ['attendance']],
  ['late-day', '每(?:逾期|迟交?|超期|延误|晚)?(?:1|一)?(?:日|天)', ['document']],
  ['step', `每(?:超过?|逾期|延误|超时)(${N})个?(分钟|小时)`, ['over-limit']],
  ['incident', '每起', ['over-limit']],
  ['occurrence', '每起|每库每次|每超(?:过|出)?[1一]次|每发生[1一]次|每次|[1一]次'],
];
const UNITS: Readonly<Record<string, Measure>> = { 分: 'points', 元: 'money', 万元: 'money' };
const SUM = '(\\d[\\d,]*(?:\\.\\d+)?)(分(?!钟)|万元|元)';

const FEE = '(?:服务费|维保费|运维费|费用)';
/** 从当月服务费中扣除: says of which fee, and over which time it is settled. */
export const FROM_FEE = `[,，]?从当(月|季)度?的?${FEE}中?扣[除减]`;
export const SHARE = `扣[除减]?当(月|季)度?的?${FEE}的?(\\d+(?:\\.\\d+)?)%`;
const AMOUNT = `(?:各|加)?(?:扣(?:除|减|罚|款)?|罚款?|支付违约金|违约金)?(?:当[月季期]的?)?${FEE}?(?:人民币)?${SUM}`;
const STARTED = new RegExp(
  `[,，（(]?不足${N}?个?(?:日|天|分钟|小时)?的?[,，]?(?:也|均)?按${N}?个?(?:日|天|分钟|小时)计算?[）)]?`,
);
const MOST = new RegExp(
  `[,，]?每(?:份(?:文档|文件|报告)?|起(?:故障)?)(?:合计|累计)?(?:最多|至多|最高|不超过)扣?${SUM}`,
);
/** Words that add nothing to what was read. */
const FILLER = /[,，:、（）()的]|按|应|予以|(?:乙方|供应商)|发生|时|者/g;

/**
 * @param levels patterns of how papers call levels, those of this paper first, the longest before the shorter
 * @returns undefined for a sentence of which one word stays unread: its condition would be lost
 */
export function deductionsIn(sentence: string, levels: readonly string[]): Deduction[] | undefined {
  const started = STARTED.exec(sentence)?.[0];
  const most = MOST.exec(sentence.replace(started ?? '', ''));
  const own = sentence
    .replace(started ?? '', '')
    .replace(most?.[0] ?? '', '')
    .replace(new RegExp(FROM_FEE), '');
  const tokens = tokensOf(own, levels);
  const rest = tokens.reduceRight((text, { at, whole }) => text.slice(0, at) + text.slice(at + whole.length), own);
  if (rest.replace(FILLER, '') !== '') return undefined;
  const all = walk(tokens, started !== undefined);
  if (all === undefined || all.length === 0 || most === null) return all?.length === 0 ? undefined : all;
  const [, cap = '', unit = ''] = most;
  const { measure, amount: capEach } = sumOf(cap, unit);
  return all.every((one) => one.measure === measure) ? all.map((one) => ({ ...one, capEach })) : undefined;
}

type Token = { at: number; whole: string } & (
  | { kind: 'level'; name: string }
  | { kind: 'ground'; ground: Ground }
  | { kind: 'count'; words: string }
  | { kind: 'amount'; measure: Measure; amount: number }
);

function tokensOf(sentence: string, levels: readonly string[]): Token[] {
  const parts = [
    `(?<ground>${GROUNDS.map(({ words }) => words).join('|')})`,
    `(?<count>${COUNTS.map(([, words]) => words.replace(/\((?!\?)/g, '(?:')).join('|')})`,
    `(?<share>${SHARE})`,
    `(?<amount>${AMOUNT})`,
    `(?<level>${levels.join('|')})(?:的|级)?(?:故障|事件)?`,
  ];
  return [...sentence.matchAll(new RegExp(parts.join('|'), 'g'))].flatMap((found): Token[] => {
    const { ground, count, amount, share, level } = found.groups ?? {};
    const place = { at: found.index, whole: found[0] };
    if (level !== undefined) return [{ ...place, kind: 'level', name: level }];
    if (count !== undefined) return [{ ...place, kind: 'count', words: count }];
    if (share !== undefined)
      return [{ ...place, kind: 'amount', measure: 'percent', amount: Number(new RegExp(SHARE).exec(share)?.[2]) }];
    if (amount !== undefined) {
      const [, sum = '', unit = ''] = new RegExp(SUM).exec(amount) ?? [];
      return [{ ...place, kind: 'amount', ...sumOf(sum, unit) }];
    }
    const own = GROUNDS.find(({ words }) => new RegExp(`^(?:${words})$`).test(ground ?? ''));
    if (own === undefined) return [];
    const { words: _, ...known } = own;
    return [{ ...place, kind: 'ground', ground: known }];
  });
}

const sumOf = (digits: string, unit: string): { measure: Measure; amount: number } => ({
  measure: UNITS[unit] ?? 'points',
  amount: Number(digits.replaceAll(',', '')) * (unit === '万元' ? 10_000 : 1),
});

interface Spoken {
  grounds: readonly Ground[];
  levels: readonly string[];
  count?: string;
}

/** Level, ground and count hold until another one is said after an amount. */
function walk(tokens: readonly Token[], isStarted: boolean): Deduction[] | undefined {
  const all: Deduction[] = [];
  let spoken: Spoken = { grounds: [], levels: [] };
  /** What was said since the last amount. */
  let fresh = new Set<Token['kind']>();
  for (const token of tokens) {
    // 每次每人: which of the two counts is not said.
    if (token.kind === 'count' && fresh.has('count')) return undefined;
    if (token.kind !== 'amount') {
      spoken = heard(spoken, token, fresh.has(token.kind));
      fresh.add(token.kind);
      continue;
    }
    const one = counted(spoken, token, isStarted);
    if (one === undefined) return undefined;
    all.push(one);
    fresh = new Set();
  }
  return fresh.size > 0 ? undefined : all;
}

function heard(before: Spoken, token: Exclude<Token, { kind: 'amount' }>, isMore: boolean): Spoken {
  if (token.kind === 'count') return { ...before, count: token.words };
  if (token.kind === 'level') return { ...before, levels: [...(isMore ? before.levels : []), token.name] };
  return { ...before, grounds: [...(isMore ? before.grounds : []), token.ground] };
}

function counted(
  { grounds, levels, count }: Spoken,
  { measure, amount }: { measure: Measure; amount: number },
  isStarted: boolean,
): Deduction | undefined {
  const [on, ...others] = new Set(grounds.map((one) => one.on));
  if (on === undefined || others.length > 0 || count === undefined || !(amount > 0)) return undefined;
  if (levels.length > 0 && !['over-limit', 'repeat', 'quota'].includes(on)) return undefined;
  const found = COUNTS.find(
    ([, words, only]) => (only?.includes(on) ?? true) && new RegExp(`^(?:${words})$`).test(count),
  );
  // 每人次 of who is late, 每次 of who is absent: by days or by shifts is not said.
  if (found === undefined || (on === 'attendance' && found[0] !== 'person-day')) return undefined;
  if (on === 'document' && found[0] === 'occurrence' && isStarted) return undefined;
  const base = { grounds, levels, measure, amount };
  if (found[0] === 'late-day') return { ...base, per: isStarted ? 'day-begun' : 'late-day' };
  if (found[0] !== 'step') return isStarted ? undefined : { ...base, per: found[0] };
  const [, n, unit] = new RegExp(found[1]).exec(count) ?? [];
  // Whether an hour that was begun counts is said, or the count is nobody's to make.
  return isStarted ? { ...base, per: 'step', stepMinutes: countOf(n) * (unit === '小时' ? 60 : 1) } : undefined;
}
