/** 合同履约正常吗: one sentence and its reasons. Pure. */

import { onTimeWord } from '../../assess/contract/on-time.ts';
import { stateWord } from '../../contract/calendar/occurrence.ts';
import { onTimeWords } from '../../contract/terms/due-rules.ts';
import { formatDateTime, type InstantText } from '../../contract/time.ts';
import { type Figure, type FigureInterval, figureOf } from '../../report/figure.ts';
import type { SiteModel } from '../../report/site-model.ts';
import type { JudgedBoard } from '../../sections/board/figures.ts';
import { CORRECTIONS_HREF } from '../../sections/parts/corrections.ts';
import type { ClauseVerdicts, ScoreSheet } from '../../sections/parts/facts.ts';
import { todayHref } from '../../sections/parts/inspection.ts';
import { type Gravity, gravities, rankOf, toneOf } from '../../states/gravity.ts';
import { stateWords } from '../../states/occurrence.ts';
import { type Outcome, outcomeWords } from '../../states/outcome.ts';
import { toldLook } from '../../states/told.ts';
import { inTime } from '../../subjects/deliveries/judge/deliveries.ts';
import { isClaimed } from '../../subjects/deliveries/judge/delivery-facts.ts';
import type { JudgedInstalment } from '../../subjects/payments/judge/instalments.ts';
import { CLAIMED, namesText } from '../../wording/words.ts';
import { type Doubt, doubtKinds, doubtText } from '../doubts.ts';
import { claimOf, TO_AMEND } from '../plan/due-items.ts';
import type { Plan } from '../plan/plan.ts';
import { isOwedAgain, type PlannedOccurrence, printedBlanks } from '../plan/planned.ts';
import type { ToldRecord } from '../verify/told-records.ts';
import { instalmentReason } from './instalment-reason.ts';
import { type NoInspection, OF_DAY } from './no-inspection.ts';
import { scoreReasons } from './score-reasons.ts';
import { breachReason, exceptionReason } from './stated-reasons.ts';
import { boardReasons, type Reason, unrestoredReason } from './verdict-board.ts';

type Verdict = SiteModel['verdict'];
type Tone = Verdict['tone'];
/** Of a reason that is neither good nor bad as well. */
type ReasonTone = Tone | 'muted';

interface VerdictAround {
  /** Files of the archive that are not as they were issued. */
  archive?: readonly { path: string }[];
  /** Records that were changed or deleted by hand. */
  edited?: readonly { path: string }[];
  /** Terms of the contract that one side alone changed. */
  altered?: readonly { path: string; message: string }[];
  /** Records of which something is told beside what is judged by them. */
  told?: readonly Pick<ToldRecord, 'id' | 'text' | 'claims'>[];
  /** What makes all of it doubtful. */
  doubts?: readonly Doubt[];
  /** What the newest statement says of the clauses and permits; null: none was issued. */
  stated?: ClauseVerdicts | null;
  /** What the penalty schemes make of the period that runs. */
  scores?: readonly ScoreSheet[];
  /** What the instalments ask for, and what of it is there. */
  instalments?: readonly JudgedInstalment[];
  /** Why it is open by which fact a document is in time, see `openOnTime`; null or absent: it is not. */
  onTime?: { unsettled: string | null; now: InstantText };
  /** false: nobody inspects, since the contract asks for no inspection or the service is over. */
  inspects?: boolean;
  /** What stands for the inspection of today where there is none. */
  none?: NoInspection;
}

/**
 * Absent is never passing: with nothing issued and nothing observed the answer is not 正常.
 * @param board figures of 首页
 * @param faults what else is known beside the plan
 */
export function verdictOf(
  plan: Plan,
  inspection: SiteModel['inspection'],
  board: JudgedBoard,
  faults: VerdictAround = {},
): Verdict {
  const found = [
    archive(faults.archive ?? []),
    edited(faults.edited ?? []),
    ...(faults.altered ?? []).map(altered),
    unrestoredReason(board),
    ...boardReasons(board),
    breachReason(faults.stated ?? null),
    ...overdue(plan.items, board.within),
    ...undelivered(plan.items, board.within),
    returned(plan.items),
    annulled(plan.items),
    missing(plan.items, board.within),
    exceptionReason(faults.stated ?? null, board.within),
    ...scoreReasons(faults.scores ?? []),
    instalmentReason(faults.instalments ?? []),
    unfilled(plan.items),
    claimed(plan.items),
    unsettled(faults.told ?? []),
    ...(faults.doubts ?? []).map(doubtful),
    unreadable(plan.problems),
    ...(faults.inspects === false && inspection === null ? [] : todayReasons(inspection, faults.none)),
    ...submitted(plan.items, board.within, faults.onTime),
    changed(faults.told ?? []),
  ].filter((r) => r !== null);
  // Of two that are equally grave the order above stands.
  const reasons = found
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((reason) => ({ ...reason, tone: toneOfReason(reason) }));
  const tone = worst(reasons.map((r) => r.tone));
  return {
    tone,
    text: sentence(tone, reasons),
    reasons: reasons.map(({ tone, text, href, figure, also }) => ({
      ...{ tone, text, href },
      ...(figure === undefined ? {} : { figure }),
      ...(also === undefined ? {} : { also: [...also] }),
    })),
  };
}

/** What is as it should be comes last. */
const toneOfReason = ({ gravity, neutral }: Reason): ReasonTone =>
  gravity !== null ? toneOf(gravity) : neutral === true ? 'muted' : 'normal';

const placeOf = ({ gravity }: Reason): number => (gravity === null ? gravities.length : rankOf(gravity));

/** How many of the 应交项 are in a state: the same number in `status`, on 首页 and in the list of that state. */
export const stateFigure = (state: string, count: number, within: FigureInterval): Figure =>
  figureOf(`occurrences.${state}`, count, within);

const list = (items: PlannedOccurrence[]): string => {
  const names = [...new Set(items.map((i) => i.obligation.name))];
  return names.length > 3 ? `${names.slice(0, 3).join('、')}等` : names.join('、');
};

/** What was issued is never changed: where it was, nothing else can be relied on. */
function archive(faults: readonly { path: string }[]): Reason | null {
  if (faults.length === 0) return null;
  const first = faults[0]?.path ?? '';
  const text = `归档有 ${faults.length} 个文件缺失、多出或被改动，与签发时不一致（${first}${faults.length > 1 ? ' 等' : ''}）`;
  return { gravity: 'tampered', text, brief: `归档有 ${faults.length} 个文件与签发时不一致`, href: null };
}

/** Nothing is issued that holds it, and what was counted without it is not what was written down. */
function edited(faults: readonly { path: string }[]): Reason | null {
  if (faults.length === 0) return null;
  const first = faults[0]?.path ?? '';
  const brief = `${faults.length} 个文件被手工改动或删除`;
  const text = `${brief}，不予采用，依据它的文档不签发（${first}${faults.length > 1 ? ' 等' : ''}）`;
  return { gravity: 'tampered', text, brief, href: null };
}

/** What rests on a term is judged by one that nobody agreed on. */
const altered = ({ path, message }: { path: string; message: string }): Reason => ({
  ...{ gravity: 'tampered', text: `${message}（${path}）`, brief: `${path} 的合同约定被单方改动`, href: null },
});

const isReturned = ({ delivery: { returned, annulled } }: PlannedOccurrence): boolean =>
  returned !== null && annulled === null;

/** A document that the purchaser sent back is not handed in, however often it was issued. */
function returned(items: PlannedOccurrence[]): Reason | null {
  const back = items.filter(isReturned);
  if (back.length === 0) return null;
  const told = back.filter((i) => i.delivery.returned !== null && isClaimed(i.delivery.returned)).length;
  const brief = [
    ...(told < back.length ? [`⟦采购人⟧退回 ${back.length - told} 份`] : []),
    ...(told > 0 ? [`退回 ${told} 份（${CLAIMED}）`] : []),
  ].join('，');
  const numbers = back
    .slice(0, 3)
    .map((i) => i.issued?.manifest.number ?? `${i.obligation.name} ${i.occurrence.period}`);
  const text = `${brief}，尚未签发修订版：${numbers.join('、')}${back.length > 3 ? ' 等' : ''}`;
  return { gravity: 'returned', text, brief, href: '/deliverables/returned' };
}

/** What was made void is owed again, until the next revision takes its place. */
function annulled(items: PlannedOccurrence[]): Reason | null {
  const gone = items.filter(isOwedAgain);
  if (gone.length === 0) return null;
  const brief = `已作废 ${gone.length} 份`;
  return { gravity: 'incomplete', text: `${brief}，尚未重新签发：${list(gone)}`, brief, href: '/deliverables' };
}

/** It was handed in, and nobody can rely on what it leaves open. */
function unfilled(items: PlannedOccurrence[]): Reason | null {
  const open = items.filter((i) => i.delivery.returned === null && printedBlanks(i) > 0);
  if (open.length === 0) return null;
  const brief = `${TO_AMEND} ${open.length} 份`;
  return { gravity: 'incomplete', text: `${brief}：${list(open)}，签发时印有“待填写”`, brief, href: '/deliverables' };
}

/** What the supplier says the purchaser did is told, and counts as nothing done. */
function claimed(items: PlannedOccurrence[]): Reason | null {
  const told = items.filter((i) => i.delivery.returned === null && claimOf(i).claimed !== undefined);
  if (told.length === 0) return null;
  const brief = `签收或豁免 ${told.length} 项为${CLAIMED}`;
  return { gravity: 'undecided', text: `${brief}：${list(told)}，不计入`, brief, href: '/deliverables' };
}

/** It is judged by what was vouched for; the purchaser may yet say otherwise. */
function unsettled(told: readonly Pick<ToldRecord, 'id' | 'claims'>[]): Reason | null {
  const open = told.filter(({ claims }) => claims > 0);
  if (open.length === 0) return null;
  const brief = `⟦供应商⟧主张 ${open.reduce((sum, { claims }) => sum + claims, 0)} 处未经⟦采购人⟧确认`;
  const text = `${brief}，仍按确认过的值判定：${namesText(
    open.map(({ id }) => id),
    '条',
    3,
  )}`;
  return { gravity: 'undecided', text, brief, href: null };
}

/** Of as many records the words stand here; of more each page of a record has its own. */
export const TOLD_HERE = 3;

/**
 * What was made of records after the fact, in the words of `verify` and the tone of the reports: it moves nothing, and whoever reads
 * what they are judged by knows it.
 */
function changed(told: readonly Pick<ToldRecord, 'id' | 'text' | 'claims'>[]): Reason | null {
  if (told.length === 0) return null;
  const claims = told.reduce((sum, one) => sum + one.claims, 0);
  const named = told.slice(-TOLD_HERE).map(({ id, text }) => `${id}：${text}`);
  const brief = `${toldLook({ claims }).word} ${told.length} 条记录`;
  const text = `${brief}：${named.join('；')}${told.length > TOLD_HERE ? ' 等' : ''}`;
  if (toldLook({ claims }).tone === 'attention') return { gravity: 'undecided', text, brief, href: CORRECTIONS_HREF };
  return { gravity: null, neutral: true, text, href: CORRECTIONS_HREF };
}

function overdue(items: PlannedOccurrence[], within: FigureInterval): Reason[] {
  const late = items.filter((i) => i.state === 'overdue');
  if (late.length === 0) return [];
  const brief = `${stateWords.overdue} ${late.length} 项`;
  const figure = stateFigure('overdue', late.length, within);
  return [{ gravity: 'missing', text: `${brief}：${list(late)}`, brief, href: '/deliverables/state/overdue', figure }];
}

/** Of what goes by its delivery or receipt: issued, and past its time. */
function undelivered(items: PlannedOccurrence[], within: FigureInterval): Reason[] {
  const late = items.filter((i) => i.state === 'undelivered');
  if (late.length === 0) return [];
  const brief = `${wordOf('undelivered', late)} ${late.length} 项`;
  const text = `${brief}：${list(late)}，已签发，期限已过`;
  const figure = stateFigure('undelivered', late.length, within);
  return [{ gravity: 'missing', text, brief, href: '/deliverables/state/undelivered', figure }];
}

/** The same before its time: what comes first is told with its deadline. */
function awaiting(items: PlannedOccurrence[], within: FigureInterval): Reason[] {
  const open = items.filter((i) => i.state === 'awaiting');
  const [first] = open;
  if (first === undefined) return [];
  const brief = `${wordOf('awaiting', open)} ${open.length} 项`;
  const until = formatDateTime(first.occurrence.dueAt ?? '');
  const text = `${brief}：${list(open)}，已签发，${open.length === 1 ? '期限' : '最近的期限'} ${until}`;
  const figure = stateFigure('awaiting', open.length, within);
  return [{ gravity: null, neutral: true, text, brief, href: '/deliverables/state/awaiting', figure }];
}

/** The word of a state that these are in. */
const wordOf = (state: PlannedOccurrence['state'], items: readonly PlannedOccurrence[]): string =>
  stateWord(
    state,
    items.map((one) => one.onTimeBy),
  );

function missing(items: PlannedOccurrence[], within: FigureInterval): Reason | null {
  const gone = items.filter((i) => i.state === 'missing');
  if (gone.length === 0) return null;
  const brief = `${stateWords.missing} ${gone.length} 项`;
  return {
    gravity: 'missing',
    text: `${brief}：${list(gone)}，当期没有观测，不补造数据`,
    brief,
    href: '/deliverables/state/missing',
    figure: stateFigure('missing', gone.length, within),
  };
}

/** It is told in the words of `verify`, pack and drafts. */
function doubtful(doubt: Doubt): Reason {
  const { gravity } = doubtKinds[doubt.kind];
  const text = doubtText(doubt);
  return { ...{ gravity, text, href: null }, ...(gravity === null ? { neutral: true } : { brief: text }) };
}

/** What cannot be read may hide anything. */
function unreadable(problems: Plan['problems']): Reason | null {
  if (problems.length === 0) return null;
  return { gravity: 'unmeasured', text: `${problems.length} 个文件不可读，结论不完整`, href: null };
}

function todayReasons(inspection: SiteModel['inspection'], none: NoInspection | undefined): Reason[] {
  if (inspection !== null) return [today(inspection)];
  const { text, owed } = none ?? OF_DAY;
  return owed ? [{ gravity: 'unmeasured', text, href: '/deliverables/state/due' }] : [];
}

function today(inspection: NonNullable<SiteModel['inspection']>): Reason {
  const { counts } = inspection;
  const count = (...outcomes: Outcome[]): number => outcomes.reduce((sum, one) => sum + (counts[one] ?? 0), 0);
  /** To the checks that are spoken of. */
  const seen = (gravity: Gravity, text: string, ...outcomes: Outcome[]): Reason => {
    const present = outcomes.filter((one) => count(one) > 0);
    return { gravity, text, href: todayHref(...present) };
  };
  if (count('abnormal') > 0)
    return seen('open-fault', `今日巡检${outcomeWords.abnormal} ${count('abnormal')} 项`, 'abnormal');
  const unread = count('unreachable', 'stale');
  if (unread > 0)
    return seen(
      'unmeasured',
      `今日巡检 ${unread} 项${outcomeWords.unreachable}或${outcomeWords.stale}`,
      'unreachable',
      'stale',
    );
  const blind = count('unconfigured', 'manual-pending');
  if (blind > 0) {
    const good = count('normal');
    const text = good === 0 ? '今日巡检没有观测到合同内的任何一项' : `今日巡检已观测的 ${good} 项正常`;
    return seen(
      'unmeasured',
      `${text}，${blind} 项未观测（${outcomeWords.unconfigured}或${outcomeWords['manual-pending']}）`,
      'unconfigured',
      'manual-pending',
    );
  }
  return { gravity: null, text: '今日巡检全部正常', href: todayHref() };
}

/** What was issued, by how it stands: each number opens the list that it counts. */
function submitted(items: PlannedOccurrence[], within: FigureInterval, onTime: VerdictAround['onTime']): Reason[] {
  const of = (state: PlannedOccurrence['state']) => items.filter((i) => i.state === state);
  const late = (['late', 'delivered-late'] as const).flatMap((state): Reason[] => {
    const own = of(state);
    if (own.length === 0) return [];
    const figure = stateFigure(state, own.length, within);
    const text = `${wordOf(state, own)} ${own.length} 项`;
    return [{ gravity: 'late', text, brief: text, href: `/deliverables/state/${state}`, figure }];
  });
  const kept = of('on-time');
  const open = [...awaiting(items, within), ...late];
  if (kept.length === 0) {
    const none = open.length === 0 && of('undelivered').length === 0;
    return none ? [{ gravity: null, neutral: true, text: '尚无已签发的文档', href: '/deliverables' }] : open;
  }
  const figure = stateFigure('on-time', kept.length, within);
  const own = { href: '/deliverables/state/on-time', figure };
  const others = onTime === undefined ? '' : byOtherFacts(kept, onTime);
  if (others === '') return [...open, { gravity: null, text: `按期 ${kept.length} 项`, ...own }];
  const brief = `是否按期口径${onTime?.unsettled}`;
  const by = onTimeWord([...new Set(kept.map(({ onTimeBy }) => onTimeBy))]);
  const text = `按期 ${kept.length} 项（暂按${by}计）；${others}，口径${onTime?.unsettled}，不下结论`;
  return [...open, { gravity: 'undecided', text, brief, ...own }];
}

/** `按送达按期 106 项、未按期 926 项`: how many of them are in time by each fact that a 口径 leaves open; empty where none would be late by any. */
function byOtherFacts(
  kept: readonly PlannedOccurrence[],
  { unsettled, now }: NonNullable<VerdictAround['onTime']>,
): string {
  if (unsettled === null) return '';
  const facts = [...new Set(kept.flatMap(({ openBy = [] }) => openBy))].map((by) => {
    const asked = kept.filter(({ openBy = [] }) => openBy.includes(by));
    const results = asked.map(({ handedIn, occurrence }) => inTime(handedIn[by], occurrence.dueAt, now));
    const of = (wanted: boolean): number => results.filter((one) => one === wanted).length;
    return { late: of(false), text: `按${onTimeWords[by]}按期 ${of(true)} 项、未按期 ${of(false)} 项` };
  });
  return facts.some(({ late }) => late > 0) ? facts.map(({ text }) => text).join('，') : '';
}

function worst(tones: readonly ReasonTone[]): Tone {
  if (tones.includes('abnormal')) return 'abnormal';
  return tones.includes('attention') ? 'attention' : 'normal';
}

/** Most reasons that one sentence names, and characters that they take: it is a line of 首页, and the list below it has all. */
const NAMED = 3;
const LONGEST = 44;

/** What is wrong, each in a few words; what only needs attention beside it is counted. */
function sentence(tone: Tone, reasons: readonly (Reason & { tone: ReasonTone })[]): string {
  if (tone === 'normal') return '合同履约正常。';
  const worst = reasons.filter((reason) => reason.tone === tone);
  const briefs = worst.slice(0, NAMED).map(({ text, brief }) => brief ?? text);
  const named = briefs.filter((_, n) => n === 0 || briefs.slice(0, n + 1).join('，').length <= LONGEST);
  const lead = tone === 'abnormal' ? '合同履约存在问题' : '合同履约没有逾期，需关注';
  const rest = reasons.filter(({ tone: one }) => one !== 'normal' && one !== 'muted').length - named.length;
  return `${lead}：${named.join('，')}${rest > 0 ? `；另有 ${rest} 方面需关注` : ''}。`;
}
