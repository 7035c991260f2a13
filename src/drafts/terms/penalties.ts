/** Schemes of deductions, as the clauses of a paper say them: rules that were read wholly; what was not is named beside them. Pure. */
import { toDate } from '../../contract/time.ts';
import { type Deduction, deductionsIn, FROM_FEE, type Measure, SHARE } from './deductions.ts';
import { type DraftLevel, LEVEL, type Source } from './levels.ts';
import { countOf, type DraftRow, freeId, N, sentencesOf, TO_FILL } from './rows.ts';

export interface DraftScheme {
  /** Keys of the scheme but for its rules. */
  data: Readonly<Record<string, unknown>>;
  rules: readonly DraftRow[];
  sharedCaps: readonly Readonly<Record<string, unknown>>[];
  /** Words with their clause's number that no row holds. */
  unread: readonly string[];
  papers: readonly string[];
  missing: readonly string[];
}

/** What else was drafted, of which rules may speak. */
export interface Known {
  levels: readonly DraftLevel[];
  posts: readonly DraftRow[];
  /** Schemes of clauses that are read by themselves. */
  credits: readonly DraftScheme[];
}

const STEP = '(月|季|半年|年)';
const PERIOD = new RegExp(
  `每个?${STEP}度?(?:进行一次|进行)?(?:考核|得分|评分|结算|(?:的?扣[分款](?:合计|累计)))|${STEP}度(?:考核|得分|评分)|按${STEP}度?(?:进行)?(?:考核|评分|结算)`,
  'g',
);
const PERIODS: Readonly<Record<string, [id: string, name: string]>> = {
  ...{ 月: ['month', '月度'], 季: ['quarter', '季度'], 半年: ['half-year', '半年'], 年: ['year', '年度'] },
};
const FULL = /满分(?:为)?(\d+)分|(?:得分|基础分)为?(\d+)分减/;
const BAND =
  /(?:(\d+)分(?:\(含\)|（含）)?以上(?:\(含\)|（含）)?[,，、]?)?(?:低于|不足|不满|小于)(\d+)分(?:的|时)?[,，]?(扣[除减]?(?:当[月季期]的?)?(?:服务费|维保费|运维费|保障费)?的?(\d+(?:\.\d+)?)%)/g;
const IN_FULL =
  /\d+分(?:\(含\)|（含）)?(?:及?以上)(?:\(含\)|（含）)?[,，]?的?(全额支付)(?:当[月季期]的?)?(?:服务费|维保费|运维费|保障费)?/;
const SUM = '(\\d[\\d,]*)(分(?!钟)|元)';
const MOST = new RegExp(
  `^每个?${STEP}度?的?(?:扣[分款]|违约金|扣减)(?:合计|累计|总[计额])?(?:不超过|不得超过|最多|至多)(?:扣)?${SUM}$`,
);
const SHARED = new RegExp(
  `^同一(?:起|次)?故障的?((?:响应|到场|恢复|[、和及])*)(?:各项)?(?:超时)?的?扣[分款](?:合计|累计)(?:不超过|不得超过|最多)(?:扣)?${SUM}$`,
);
const GRACE = new RegExp(`^(?:文档|文件|报告|资料)(?:逾期|迟交)不超过(${N})个?(分钟|小时)的?[,，]?不扣[分款]$`);
const FREE = /^(\d{4})年(\d{1,2})月(?:份)?(?:为|是)([^，,]{0,4}期)[,，]?只?(?:作?记录)?[,，]?不扣[分款]$/;
const WITHIN = new RegExp(`(${N})[日天]内(?:再次|重复)?(?:发生|出现)`);
const WORDS = { points: '考核', money: '扣款', percent: '扣减' } as const;

interface Said {
  sentence: string;
  clause: string;
  paper: string;
  /** The sentence, where it stands letter for letter in its clause. */
  said: string | undefined;
}

type Scheme = Pick<DraftScheme, 'data' | 'rules' | 'sharedCaps'>;

interface Read extends Said {
  deductions: readonly Deduction[];
}

/** @returns a scheme for each measure in which something is deducted by rules that could be read */
export function penaltiesIn(clauses: readonly Source[], known: Known): DraftScheme[] {
  const credited = new Set(known.credits.flatMap(({ papers }) => papers));
  const said = clauses
    .filter(({ paper, topics }) => !credited.has(paper) && (topics.includes('score') || topics.includes('penalty')))
    .flatMap(({ id: clause, paper, text }) =>
      sentencesOf(text).map((sentence) => ({
        ...{ sentence, clause, paper, said: text.includes(sentence) ? sentence : undefined },
      })),
    );
  const names = levelNames(known.levels);
  const read = said.map((one): Read => ({ ...one, deductions: deductionsIn(bare(one.sentence), names) ?? [] }));
  const measures = [...new Set(read.flatMap(({ deductions }) => deductions.map(({ measure }) => measure)))];
  const repeat = repeatIn(clauses);
  return measures.map((measure) => schemeOf(measure, { read, known, repeat }));
}

/** Without the words that only say over which time it is counted: 每季度结算违约金：… */
const bare = (sentence: string): string =>
  sentence.replace(/^[^，,:]{0,10}:/, (head) => (new RegExp(PERIOD.source).test(head) ? '' : head));

/** By the full name and the bare one, and any other word for a kind of fault: which it is, a person says. */
function levelNames(levels: readonly DraftLevel[]): string[] {
  const own = levels.flatMap(({ name }) => [name, name.replace(/(?:故障|事件)$/, '')]);
  const escaped = own.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).filter((one) => one.length > 1);
  return [...[...new Set(escaped)].sort((a, b) => b.length - a.length), LEVEL, '[\\u4e00-\\u9fff]{2}(?=故障)'];
}

/** Something is deducted or spared there in this measure, and nothing of the scheme says it. */
function isUnread({ sentence, deductions }: Read, measure: Measure, { data, rules, sharedCaps }: Scheme): boolean {
  const isMoney = /元|违约金|扣款/.test(sentence);
  const isPoints = /[扣得]分|\d分(?!钟)/.test(sentence);
  const isOther = measure === 'points' ? isMoney && !isPoints : isPoints && !isMoney;
  if (deductions.length > 0 || isOther || !/\d/.test(sentence)) return false;
  const held: readonly [isSaid: boolean, isHeld: boolean][] = [
    [MOST.test(sentence), data.cap !== undefined],
    [SHARED.test(sentence), sharedCaps.length > 0],
    [GRACE.test(sentence), rules.some((one) => one.data.graceMinutes !== undefined)],
    [FREE.test(sentence), data.free !== undefined],
    [bandsIn(sentence).length > 0, data.bands !== undefined],
    [FULL.test(sentence), data.full !== undefined],
    [IN_FULL.test(sentence), data.otherwise !== undefined],
  ];
  if (/解除|终止/.test(sentence)) return true;
  const said = held.filter(([isSaid]) => isSaid);
  return said.length === 0 ? /扣|罚|违约金|\d(?:元|分(?!钟))/.test(sentence) : !said.every(([, isHeld]) => isHeld);
}

interface Repeat {
  days: number;
  clause: string;
}

/** Within how many days a fault is a repeated one; undefined where clauses say several. */
function repeatIn(clauses: readonly Source[]): Repeat | undefined {
  const all = clauses.flatMap(({ id: clause, text }) =>
    sentencesOf(text).flatMap((one): Repeat[] => {
      const days = /重复/.test(one) ? countOf(WITHIN.exec(one)?.[1]) : 0;
      return days === 0 ? [] : [{ days, clause }];
    }),
  );
  return new Set(all.map(({ days }) => days)).size === 1 ? all[0] : undefined;
}

interface Facts {
  read: readonly Read[];
  known: Known;
  repeat: Repeat | undefined;
}

function schemeOf(measure: Measure, facts: Facts): DraftScheme {
  const { read } = facts;
  const own = read.filter(({ deductions }) => deductions.some((one) => one.measure === measure));
  const period = periodOf(measure, read);
  const [id, name] = period ?? [TO_FILL, ''];
  const rules = rulesOf(measure, own, facts);
  const heads = read.filter(({ sentence }) =>
    [PERIOD, FULL, BAND].some((one) => new RegExp(one.source).test(sentence)),
  );
  const basis = heads.length === 0 || measure !== 'points' ? own : heads;
  const scheme = {
    data: {
      ...{ id: period === undefined ? measure : `${id}-${measure}`, name: `${name}${WORDS[measure]}` },
      ...{ clauses: [...new Set(basis.map(({ clause }) => clause))], measure, ...fullOf(measure, read), period: id },
      ...{ ...capOf(measure, period?.[0], read), ...freeOf(read), ...bandsOf(measure, read) },
    },
    rules,
    sharedCaps: sharedOf(measure, rules, read),
  };
  const left = read
    .filter((one) => isUnread(one, measure, scheme))
    .map(({ sentence, paper }) => `${paper}“${sentence}”`);
  return {
    ...scheme,
    unread: [...new Set(left)],
    papers: [...new Set(own.map(({ paper }) => paper))],
    missing: period === undefined ? ['period 考核周期'] : [],
  };
}

/** The one step that all clauses say; of money and shares it has to be said beside them. */
function periodOf(measure: Measure, read: readonly Read[]): [string, string] | undefined {
  const [words, where] = {
    points: [PERIOD, /^(?!.*(?:违约金|扣款|结算))/],
    money: [new RegExp(`${PERIOD.source}|${FROM_FEE}`, 'g'), /结算|扣款|从当/],
    percent: [new RegExp(SHARE, 'g'), /%/],
  }[measure] as [RegExp, RegExp];
  const spoken = read.filter(
    ({ sentence, deductions }) => where.test(sentence) && (measure !== 'percent' || deductions.length > 0),
  );
  const steps = new Set(
    spoken.flatMap(({ sentence }) =>
      [...sentence.matchAll(words)].map((found) => found.slice(1).find((one) => /^[月季半年]/.test(one ?? '')) ?? ''),
    ),
  );
  const [step, ...others] = steps;
  return step === undefined || others.length > 0 ? undefined : PERIODS[step];
}

function fullOf(measure: Measure, read: readonly Read[]): { full?: number } {
  const found = new Set(
    read.flatMap(
      ({ sentence }) =>
        FULL.exec(sentence)
          ?.slice(1)
          .find((one) => one !== undefined) ?? [],
    ),
  );
  return measure === 'points' && found.size === 1 ? { full: Number([...found][0]) } : {};
}

/** A sum of so many 分 or 元, where it is of this measure. */
const sumOf = (measure: Measure, digits = '', unit = ''): number | undefined =>
  digits !== '' && (unit === '分') === (measure === 'points') && measure !== 'percent'
    ? Number(digits.replaceAll(',', ''))
    : undefined;

function capOf(measure: Measure, period: string | undefined, read: readonly Read[]): { cap?: number } {
  for (const { sentence } of read) {
    const [, step = '', digits, unit] = MOST.exec(sentence) ?? [];
    const cap = sumOf(measure, digits, unit);
    if (cap !== undefined && period !== undefined && PERIODS[step]?.[0] === period) return { cap };
  }
  return {};
}

function freeOf(read: readonly Read[]): { free?: object[] } {
  const free = read.flatMap(({ sentence, clause }) => {
    const [, year, month = '', name] = FREE.exec(sentence) ?? [];
    if (year === undefined) return [];
    const from = `${year}-${month.padStart(2, '0')}-01`;
    return [{ clauses: [clause], name, from, to: `${from.slice(0, 8)}${toDate(from).daysInMonth}` }];
  });
  return free.length === 0 ? {} : { free };
}

const bandsIn = (sentence: string): { below: number; percent: number; text: string }[] =>
  [...sentence.matchAll(BAND)].map(([, , below, text = '', percent]) => ({
    ...{ below: Number(below), percent: Number(percent), text },
  }));

/** Of points of a full score: the deepest band last, and what holds above all of them. */
function bandsOf(measure: Measure, read: readonly Read[]): { bands?: object[]; otherwise?: string } {
  if (measure !== 'points' || fullOf(measure, read).full === undefined) return {};
  const bands = read.flatMap(({ sentence }) => bandsIn(sentence)).sort((a, b) => b.below - a.below);
  const isClear = new Set(bands.map(({ below }) => below)).size === bands.length;
  const otherwise = read.map(({ sentence }) => IN_FULL.exec(sentence)?.[1]).find((one) => one !== undefined);
  return bands.length === 0 || !isClear ? {} : { bands, ...(otherwise === undefined ? {} : { otherwise }) };
}

function rulesOf(measure: Measure, own: readonly Read[], facts: Facts): DraftRow[] {
  const taken = new Set<string>();
  const all = own.flatMap(({ deductions, clause, paper, said }) =>
    deductions.filter((one) => one.measure === measure).map((one) => ({ one, clause, paper, said })),
  );
  return all.map(({ one, clause, paper, said }) => {
    const row = { ...ruleOf(one, { clause, facts, taken, said }), paper };
    const same = all.filter((other) => other.one !== one && areBothHit(one, other.one)).map((other) => other.paper);
    const doubled = same.length === 0 ? [] : [`与 ${[...new Set(same)].join('、')} 所写重叠的部分以哪条为准`];
    return { ...row, missing: [...row.missing, ...doubled] };
  });
}

/** One breach would be deducted by both: what is later in the paper may take the place of the other, or come on top of it. */
function areBothHit(a: Deduction, b: Deduction): boolean {
  const partsOf = ({ grounds }: Deduction): string[] =>
    grounds.flatMap(({ on, topics = [], kinds = [] }) => [
      ...topics,
      ...kinds,
      on === 'over-limit' || kinds.length > 0 ? '' : on,
    ]);
  const isOne = a.grounds[0]?.on === b.grounds[0]?.on;
  const shares = partsOf(a).some((one) => one !== '' && partsOf(b).includes(one));
  const isSame = (name: string): boolean => b.levels.some((other) => isCalled(other, name) || isCalled(name, other));
  return isOne && shares && (a.levels.length === 0 || b.levels.length === 0 || a.levels.some(isSame));
}

function ruleOf(
  { grounds, levels: names, per, stepMinutes, amount, capEach }: Deduction,
  { clause, facts, taken, said }: Pick<Said, 'clause' | 'said'> & { facts: Facts; taken: Set<string> },
): Omit<DraftRow, 'paper'> {
  const on = grounds[0]?.on ?? '';
  const levels = names.map((name) => facts.known.levels.find((known) => isCalled(known.name, name))?.id);
  const known = levels.filter((one) => one !== undefined);
  const topics = grounds.flatMap((ground) => ground.topics ?? []);
  const repeat = on === 'repeat' ? facts.repeat : undefined;
  const id = freeId([topics[0] ?? on, ...known].join('-').toLowerCase(), taken);
  const isByLevel = levels.length > 0 && on !== 'quota';
  const all: Record<string, unknown> = {
    ...{ id, label: `${names.join('、')}${grounds.map(({ label }) => label).join('、')}`, on },
    clauses: [...new Set([clause, ...(repeat === undefined ? [] : [repeat.clause])])],
    topics: topics.length === 0 ? undefined : topics,
    levels: isByLevel ? levels.map((one) => one ?? TO_FILL) : undefined,
    kinds: grounds.flatMap((ground) => ground.kinds ?? []),
    quotas: on === 'quota' ? [TO_FILL] : undefined,
    withinDays: on === 'repeat' ? (repeat?.days ?? TO_FILL) : undefined,
    graceMinutes: on === 'document' ? graceIn(facts.read) : undefined,
    ...{ per, stepMinutes, amount, capEach },
    // 每人每日, 每逾期1日 are words of the count that no number of the row says.
    says: /day/.test(per) && said !== undefined ? [said] : undefined,
  };
  const isSaid = ([, value]: [string, unknown]): boolean =>
    value !== undefined && !(Array.isArray(value) && value.length === 0);
  return {
    ...{ id, data: Object.fromEntries(Object.entries(all).filter(isSaid)) },
    missing: [...(isByLevel && known.length < levels.length ? ['levels 故障级别的编号'] : []), ...lackingOf(on, facts)],
  };
}

function graceIn(read: readonly Read[]): number | undefined {
  const [, n, unit] = read.map(({ sentence }) => GRACE.exec(sentence)).find((one) => one !== null) ?? [];
  return n === undefined ? undefined : countOf(n) * (unit === '小时' ? 60 : 1);
}

const isCalled = (level: string, name: string): boolean =>
  level === name || level.replace(/(?:故障|事件)$/, '') === name;

/** What a rule of this ground needs that was not drafted. */
function lackingOf(on: string, { known, repeat }: Facts): string[] {
  const needs: Readonly<Record<string, [lacks: boolean, what: string]>> = {
    attendance: [known.posts.length === 0, 'requirements.posts 岗位'],
    repeat: [repeat === undefined, 'withinDays 几日内再次发生'],
    quota: [true, 'quotas 故障次数的限额'],
    permit: [true, 'permits 须经许可的操作'],
    backup: [true, 'requirements.backups 备份'],
    kept: [true, 'requirements.backups 的 keepDays'],
  };
  const [lacks, what] = needs[on] ?? [false, ''];
  return lacks ? [what] : [];
}

/** 同一故障的响应、到场、恢复扣分合计不超过10分, over the rules of these clocks. */
function sharedOf(measure: Measure, rules: readonly DraftRow[], read: readonly Read[]): Record<string, unknown>[] {
  const clocks = { 响应: 'response', 到场: 'arrival', 恢复: 'restoration' };
  return read.flatMap(({ sentence, clause }) => {
    const [, words = '', digits, unit] = SHARED.exec(sentence) ?? [];
    const cap = sumOf(measure, digits, unit);
    const named = Object.entries(clocks).flatMap(([word, topic]) => (words.includes(word) ? [topic] : []));
    const topics = named.length === 0 ? Object.values(clocks) : named;
    const about = rules.filter(({ data }) =>
      topics.some((one) => (data.topics as string[] | undefined)?.includes(one)),
    );
    // Over rules that a person has still to write, the person writes the cap, too.
    const over = about.every(({ missing }) => missing.length === 0) ? about.map(({ id }) => id) : [];
    return cap === undefined || over.length === 0 ? [] : [{ clauses: [clause], per: 'incident', over, cap }];
  });
}
