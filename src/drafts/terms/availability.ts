/** How available what has to be, as clauses say it. Whole only where objects, way of counting and maintenance are all said. Pure. */
import type { DraftLevel, Source } from './levels.ts';
import { type DraftRow, freeId, sentencesOf, TO_FILL } from './rows.ts';

const PERCENT = '(\\d{1,3}(?:\\.\\d+)?)%';
const LEAST = `(均|各|分别)?(?:应|须|需|应当)?(均|各|分别)?(?:不低于|不得低于|不少于|不小于|达到|≥)${PERCENT}`;
const FIRST = new RegExp(
  `^(.*?)的?(?:(月度?|季度?|半年度?|年度?|每月|每季度?|每年)的?)?(?:平均)?(?:系统|服务)?可用[率性度](每(?:个?月|季度?|半年|年))?${LEAST}`,
);
const NEXT = new RegExp(`^([^\\d]{2,24}?)${LEAST}(?:以上)?$`);
const ALL = /^(?:(?:各|每个|全部|所有|某一?|任一|单个)个?(?:应用|业务|信息|监控)*(?:系统|对象|服务)|)$/;
const PERIODS: readonly [word: RegExp, per: string][] = [
  [/半年/, 'half-year'],
  [/月/, 'month'],
  [/季/, 'quarter'],
  [/年/, 'year'],
];

/** @param all every clause: how availability is counted may stand in another one */
export function availabilityIn(all: readonly Source[], levels: readonly DraftLevel[]): DraftRow[] {
  const taken = new Set<string>();
  const counting = countingOf(all, levels);
  return all
    .filter(({ topics }) => topics.includes('availability'))
    .flatMap(({ id: clause, paper, text }) =>
      sentencesOf(text)
        .flatMap(targetsIn)
        .map((target) => ({ ...rowOf(target, counting, { clause, id: freeId('availability', taken) }), paper })),
    );
}

function rowOf(
  { what, per, percent, isEach }: Target,
  counting: Counting,
  { clause, id }: { clause: string; id: string },
): Omit<DraftRow, 'paper'> {
  const { assets, missing, ...keys } = countedOf(what, isEach, counting);
  return {
    id,
    data: {
      id,
      name: `${what}可用率`,
      ...(assets === undefined ? {} : { assets }),
      percent,
      per,
      ...keys,
      clauses: [clause],
    },
    missing,
  };
}

/** Of which objects and how an availability is counted, with what of it a person has to say. @param what the words for the objects */
export function countedOf(
  what: string,
  isEach: boolean,
  { maintenance, incidents, isByUnread }: Counting,
): { assets?: string[]; of: string; maintenance: string; incidents?: string[]; missing: string[] } {
  const isAll = ALL.test(what);
  // By faults it is counted of objects that are named one by one.
  const isNamed = !isAll || incidents !== undefined;
  const isBoth = !isEach && !/^[各每某任单]/.test(what) && (isAll || /[、和及]/.test(what));
  return {
    ...(isNamed ? { assets: [TO_FILL] } : {}),
    ...{ of: isBoth ? TO_FILL : 'each', maintenance: maintenance ?? TO_FILL },
    ...(incidents === undefined ? {} : { incidents: [...incidents] }),
    missing: [
      ...(isNamed ? ['assets 监控对象的编号'] : []),
      ...(isBoth ? ['of 逐个计（each）还是合计（together）'] : []),
      ...(maintenance === undefined ? ['maintenance 计划维护怎样计'] : []),
      ...(isByUnread ? ['incidents 按哪些级别的故障计中断'] : []),
    ],
  };
}

interface Target {
  what: string;
  per: string;
  percent: number;
  isEach: boolean;
}

/** 甲系统、乙系统的月度可用率均不低于99.9%，丙系统不低于99% are two. */
function targetsIn(sentence: string): Target[] {
  // What stands before the first percentage belongs to it.
  const [, head = '', tail = ''] = /^([^%]*%[^，,]*)(.*)$/.exec(sentence) ?? [];
  const rest = tail.split(/[，,]/).slice(1);
  const [, before = '', ahead, behind, a, b, percent] = FIRST.exec(head) ?? [];
  const step = ahead ?? behind;
  if (
    percent === undefined ||
    step === undefined ||
    /个$|连续/.test(before) ||
    /低于档|抵扣|扣|期间|各月|情形/.test(head)
  )
    return [];
  const per = PERIODS.find(([word]) => word.test(step))?.[1] ?? 'month';
  const first = { what: nameOf(before), per, percent: Number(percent), isEach: (a ?? b) !== undefined };
  const others = rest.flatMap((one): Target[] => {
    const [, what = '', c, d, own] = NEXT.exec(one) ?? [];
    return own === undefined || /可用|其中|扣/.test(what)
      ? []
      : [{ what: nameOf(what), per, percent: Number(own), isEach: (c ?? d) !== undefined }];
  });
  return [first, ...others].filter((one) => one.percent > 0 && one.percent <= 100);
}

const nameOf = (words: string): string =>
  (words.split(/[，,:]/).at(-1) ?? '').replace(/^(?:乙方|供应商|服务商)?(?:应|须)?(?:确保|保证|保障)?/, '');

export interface Counting {
  maintenance: string | undefined;
  incidents?: string[] | undefined;
  /** It counts faults, and of which levels was not read. */
  isByUnread: boolean;
}

/** What all clauses together say of how it is counted; nothing said of maintenance means that what is down then is down. */
export function countingOf(all: readonly Source[], levels: readonly DraftLevel[]): Counting {
  const sentences = all.flatMap(({ text }) => sentencesOf(text));
  const spoken = sentences.filter((one) => /可用[率性度]|中断|停机/.test(one));
  const by = spoken.find((one) => /中断[^，。]{0,8}(?:为|指|按)[^。]*故障/.test(one));
  const named = by === undefined ? [] : levels.filter(({ name }) => by.includes(name)).map(({ id }) => id);
  return {
    maintenance: maintenanceIn(sentences),
    incidents: by === undefined ? undefined : named.length === 0 ? [TO_FILL] : named,
    isByUnread: by !== undefined && named.length === 0,
  };
}

/** @returns undefined where maintenance is spoken of and how it counts is not clear */
function maintenanceIn(sentences: readonly string[]): string | undefined {
  const about = sentences.filter((one) => /可用[率性度]|中断|停机/.test(one));
  const left = sentences.filter((one) => /不计|不算|不视为|剔除|扣除|除外/.test(one) && PLANNED.test(one));
  const total = '总(?:分钟|小时|时长|时间)';
  if (left.length === 0) return about.some((one) => PLANNED.test(one)) ? undefined : 'included';
  if (left.some((one) => !about.includes(one))) return undefined;
  if (left.some((one) => new RegExp(`${total}[^，]{0,6}(?:剔除|扣除)|(?:剔除|扣除)[^，]{0,10}总`).test(one)))
    return 'excluded';
  return about.some((one) => new RegExp(total).test(one)) ? 'available' : undefined;
}

const PLANNED = /计划(?:内|性)?(?:停机|停运|中断|维护|检修|升级)|维护|检修|割接|窗口|经批准/;
