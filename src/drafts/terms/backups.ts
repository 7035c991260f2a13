/** Which backups a paper asks for and how long they are kept, as clauses say it. Of which objects no paper says by id: each row waits for them. Pure. */
import { backupPeriods } from '../../contract/terms/backups.ts';
import type { Source } from './levels.ts';
import { countOf, type DraftRow, freeId, N, sentencesOf, TO_FILL } from './rows.ts';

const EVERY = new RegExp(
  `每(?:([日天])|(?:周|星期)([一二三四五六日天])?|月(${N})?[日号]?)[^，,、每抽查检验恢]{0,14}?(全量|增量|差异|完整|全)?备份(?![保留存检情结日记状验恢]|数据(?:进行)?(?:恢复|验证|检查))`,
  'g',
);
const KEPT = new RegExp(
  `([日周月])?(全量|增量|差异)?备份[^，,]{0,8}?(?:保[留存]|留存)(?:期限?为?|时间为?)?(?:不少于|不低于|不得少于|至少)?(${N})([日天])`,
  'g',
);
const WEEKDAYS = '一二三四五六日';
const PERIODS = { 日: 'day', 周: 'week', 月: 'month' } as const;
type Per = keyof typeof backupPeriods;

interface Asked {
  per: Per;
  on?: number | undefined;
  kind: string;
  clause: string;
  paper: string;
}

interface Kept {
  per: Per | undefined;
  kind: string;
  days: number;
  clause: string;
}

/** @returns a row for each step at which something is backed up, with the keeping where the words say it of that step alone */
export function backupsIn(clauses: readonly Source[]): DraftRow[] {
  const own = clauses.filter(({ topics }) => topics.includes('backup'));
  const asked = own.flatMap(askedIn);
  const kept = own.flatMap(keptIn);
  const taken = new Set<string>();
  return asked.map((one) => {
    const id = freeId({ day: 'daily-backup', week: 'weekly-backup', month: 'monthly-backup' }[one.per], taken);
    const keeping = keepingOf(one, asked, kept);
    const on = one.per === 'day' ? {} : { on: one.on ?? TO_FILL };
    const day = one.per === 'week' ? '每周星期几' : '每月几日';
    return {
      ...{ id, paper: one.paper },
      data: {
        ...{ id, name: `${backupPeriods[one.per]}${one.kind}备份`, assets: [TO_FILL], plans: [TO_FILL], per: one.per },
        ...{ ...on, ...keeping, clauses: [one.clause] },
      },
      missing: [
        'assets 备份对象和 plans 备份计划的编号',
        ...(one.per !== 'day' && one.on === undefined ? [`on ${day}`] : []),
      ],
    };
  });
}

function askedIn({ id: clause, paper, text }: Source): Asked[] {
  return sentencesOf(text).flatMap((sentence) =>
    [...sentence.matchAll(EVERY)].map(([whole, daily, weekday, monthday, kind = '']) => ({
      per: daily === undefined ? (/^每(?:周|星期)/.test(whole) ? 'week' : 'month') : 'day',
      on: weekday === undefined ? (monthday === undefined ? undefined : countOf(monthday)) : dayOf(weekday),
      ...{ kind, clause, paper },
    })),
  );
}

const dayOf = (weekday: string): number => WEEKDAYS.indexOf(weekday.replace('天', '日')) + 1;

function keptIn({ id: clause, text }: Source): Kept[] {
  return sentencesOf(text).flatMap((sentence) =>
    [...sentence.matchAll(KEPT)].map(([, step, kind = '', n]) => ({
      ...{
        per: step === undefined ? undefined : PERIODS[step as keyof typeof PERIODS],
        kind,
        days: countOf(n),
        clause,
      },
    })),
  );
}

/** 日备份保留30日, or 备份保留30日 where there is one step alone; what is said twice is said of none. */
function keepingOf(one: Asked, asked: readonly Asked[], kept: readonly Kept[]): Record<string, unknown> {
  const fits = kept.filter(({ per, kind, days }) => {
    const isNamed = per !== undefined || kind !== '';
    const isOwn = (per === undefined || per === one.per) && (kind === '' || kind === one.kind);
    return days > 0 && isOwn && (isNamed || asked.length === 1);
  });
  const [first] = fits;
  if (first === undefined || fits.length > 1) return {};
  return { keepDays: first.days, ...(first.clause === one.clause ? {} : { keepClauses: [first.clause] }) };
}
