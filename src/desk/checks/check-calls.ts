/**
 * The day's manual checks as the desk has them: answers are kept while people go round, and become one record of the inspection
 * by the same call as `opsledger record inspection`.
 */

import { UserError } from '../../contract/error.ts';
import { dateOf } from '../../contract/time.ts';
import { addRecord } from '../../pipeline/record/add.ts';
import type { Session } from '../../pipeline/session.ts';
import { isFromPaper } from '../../subjects/inspections/judge/day.ts';
import type { Actor } from '../actor.ts';
import type { DeskSession } from '../desk-session.ts';
import { inTurn } from '../in-turn.ts';
import { type KeptAnswer, type KeptPhoto, withDrafts } from './drafts.ts';
import { type CheckFill, fill } from './fill.ts';
import {
  type CheckAnswer,
  type ManualGroup,
  manualGroups,
  resultWords,
  type SavedRow,
  timeText,
} from './manual-rows.ts';
import { type CheckFile, dropFiles, handedIn } from './photos.ts';
import { daysOf, findRound, type Round, roundOf, runsAt } from './rounds.ts';

/** One answer that somebody gave and nobody saved yet. */
export interface CheckDraft {
  result: CheckAnswer;
  /** 正常, 异常, 不适用. */
  resultText: string;
  /** What was measured; empty where nothing was. */
  value: string;
  /** What was seen; empty where nothing was. */
  note: string;
  by: string;
  /** `09:20`, on another day than the round's first `2026-11-24 09:20`. */
  timeText: string;
}

export interface CheckPhoto {
  id: number;
  name: string;
}

export interface CheckRow {
  /** `check~target`: name of its fields. */
  key: string;
  target: string;
  label: string;
  method: string;
  standard: string;
  /** A value is measured, with this unit (or none); null: it is looked at alone. */
  unit: string | null;
  /** null: nobody answered it yet, or the answer is saved. */
  draft: CheckDraft | null;
  photos: CheckPhoto[];
  /** 处理措施 that goes into the confirmation of the day's document; empty: none. */
  measure: string;
  /** What is on record, as a document prints it; null while nothing is. */
  saved: SavedRow | null;
}

/** Checks of one kind of asset at one place. */
export interface CheckGroup {
  id: string;
  place: string;
  kind: string;
  rows: CheckRow[];
  /** This person was shown its rows in this round. */
  opened: boolean;
  /** Rows that nobody answered. */
  open: number;
  /** Rows with an answer that is not saved yet. */
  drafted: number;
  abnormal: number;
}

/** The manual checks of one inspection: of a day, of a shift where the contract asks by shifts. */
export interface CheckRound {
  /** Period of the inspection's document, or the day. */
  period: string;
  /** As people read it. */
  text: string;
  /** Its time is over: what is written down now comes from paper. */
  late: boolean;
  /** Its days; one for most. */
  days: string[];
  /** The day that a time without one means; null: it is to be given. */
  day: string | null;
  groups: CheckGroup[];
  total: number;
  open: number;
  drafted: number;
  abnormal: number;
  /** Some answers were written down on a later day than they were seen: the sheet is to be attached. */
  needsSheet: boolean;
  /** Revision in which the document of the round was issued already; null: not yet. */
  issued: number | null;
}

export interface CheckSaved {
  ids: string[];
  rows: number;
  abnormal: number;
  notices: string[];
}

export function checksCalls(desk: DeskSession) {
  const saving = inTurn();
  return {
    /**
     * @param period null: the round that runs now
     * @param show id of the group whose rows the person is about to be shown; `next`: the first one with rows to answer
     * @throws UserError when there is no such round
     */
    round: (actor: Actor, now: string, period: string | null, show: string | null) =>
      desk.use(async (session) => {
        const round = await roundOf(session, now, period);
        const groups = await manualGroups(session, round, now);
        const shown = shownGroup(desk.root, round, groups, show);
        if (shown !== null) {
          const keys = shown.rows.map(({ key }) => key);
          withDrafts(desk.root, (drafts) => drafts.open(round.period, actor.account, keys, now));
        }
        return { ...viewOf(desk.root, round, groups, actor, now), shown: shown?.id ?? null };
      }),
    /** Keeps answers of one group. @throws UserError naming the field that is wrong; nothing is kept then */
    fill: (actor: Actor, now: string, given: CheckFill): Promise<void> =>
      desk.use((session) => fill(session, actor, now, given)),
    /** Makes a record of all kept answers of the round. @throws UserError as the command does; the answers stay kept then */
    save: (actor: Actor, now: string, period: string, sheets: readonly CheckFile[]) =>
      saving(() => desk.use((session) => save(session, actor, now, { period, sheets }))),
    /** Rounds with answers that nobody saved, but for the given one. */
    unsaved: (now: string, except: string) =>
      desk.use(async (session) => {
        const others = withDrafts(desk.root, (drafts) => drafts.periods()).filter(({ period }) => period !== except);
        const rounds = await Promise.all(others.map(({ period }) => findRound(session, now, period)));
        return others.map(({ period, rows }, n) => ({ period, rows, text: rounds[n]?.text ?? period }));
      }),
  };
}

/** The group asked for, or the first one with a row that nobody answered. */
function shownGroup(
  root: string,
  { period }: Round,
  groups: readonly ManualGroup[],
  show: string | null,
): ManualGroup | null {
  if (show !== 'next') return groups.find(({ id }) => id === show) ?? null;
  const answered = new Set(withDrafts(root, (drafts) => drafts.answers(period)).map(({ row }) => row));
  return groups.find(({ rows }) => rows.some((row) => row.saved === null && !answered.has(row.key))) ?? null;
}

function viewOf(root: string, round: Round, groups: readonly ManualGroup[], actor: Actor, now: string): CheckRound {
  const kept = withDrafts(root, (drafts) => ({
    answers: new Map(drafts.answers(round.period).map((one) => [one.row, one])),
    photos: Map.groupBy(drafts.photos(round.period), ({ row }) => row),
    opened: drafts.opened(round.period, actor.account),
    measures: new Map(drafts.measures(round.period).map(({ row, measure }) => [row, measure])),
  }));
  const views = groups.map((group) => groupView(group, round, kept));
  const sum = (of: (group: CheckGroup) => number): number => views.reduce((all, one) => all + of(one), 0);
  const days = daysOf(round.days, now);
  const runs = runsAt(round.days, now);
  const needsSheet = [...kept.answers.values()].some(({ at, keptAt }) => isFromPaper({ at, enteredAt: keptAt }));
  return {
    needsSheet,
    ...{ period: round.period, text: round.text, issued: round.issued, late: !runs, days, groups: views },
    day: runs ? dateOf(now) : days.length === 1 ? (days[0] as string) : null,
    total: sum(({ rows }) => rows.length),
    open: sum(({ open }) => open),
    drafted: sum(({ drafted }) => drafted),
    abnormal: sum(({ abnormal }) => abnormal),
  };
}

interface KeptOfRound {
  answers: ReadonlyMap<string, KeptAnswer>;
  photos: ReadonlyMap<string, readonly KeptPhoto[]>;
  opened: ReadonlySet<string>;
  measures: ReadonlyMap<string, string>;
}

function groupView(
  { id, place, kind, rows: all }: ManualGroup,
  round: Round,
  { answers, photos, opened, measures }: KeptOfRound,
): CheckGroup {
  const rows = all.map((row) => {
    const draft = row.saved === null ? answers.get(row.key) : undefined;
    return {
      ...{ key: row.key, target: row.targetName, label: row.label, method: row.method, standard: row.standard },
      ...{ unit: row.unit, saved: row.saved },
      measure: measures.get(row.key) ?? '',
      draft: draft === undefined ? null : draftView(draft, round),
      photos: (photos.get(row.key) ?? []).map((one) => ({ id: one.id, name: one.name })),
    };
  });
  return {
    ...{ id, place, kind, rows },
    opened: all.every(({ key }) => opened.has(key)),
    open: rows.filter(({ draft, saved }) => draft === null && saved === null).length,
    drafted: rows.filter(({ draft }) => draft !== null).length,
    abnormal: rows.filter(({ draft, saved }) => draft?.result === 'abnormal' || saved?.abnormal === true).length,
  };
}

const draftView = (draft: KeptAnswer, round: Round) => ({
  ...{ result: draft.result, value: draft.value, note: draft.note, by: draft.person },
  resultText: resultWords[draft.result],
  timeText: timeText(draft.at, round),
});

async function save(
  session: Session,
  actor: Actor,
  now: string,
  { period, sheets }: { period: string; sheets: readonly CheckFile[] },
): Promise<CheckSaved> {
  const { root } = session.workspace;
  const round = await roundOf(session, now, period);
  const rows = new Map(
    (await manualGroups(session, round, now)).flatMap((one) => one.rows.map((row) => [row.key, row])),
  );
  const { answers, photos } = withDrafts(root, (drafts) => ({
    answers: drafts.answers(period).filter(({ row }) => rows.get(row)?.saved === null),
    photos: drafts.photos(period),
  }));
  if (answers.length === 0) {
    throw new UserError('没有要登记的检查结果', {
      ...{ found: `${round.text} 未登记的结果 0 项`, expected: '至少填写一项' },
      hint: '刚才可能已经登记过；回到人工检查查看',
    });
  }
  const saved: CheckSaved = { ids: [], rows: 0, abnormal: 0, notices: [] };
  // A record is of one day; a shift over midnight has two.
  const days = [...Map.groupBy(answers, ({ at }) => dateOf(at))].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [date, own] of days) {
    const pictures = photos.filter(({ row }) => own.some((one) => one.row === row));
    const added = await addRecord(session, { date, manual: own.map(manualOf) }, '人工检查', {
      ...{ kind: 'inspection', now, entered: { ...actor }, sheets: sheets.map(({ path }) => path) },
      keptAt: own.map(({ keptAt }) => keptAt),
      files: pictures.map((one) => handedIn(root, one)),
    });
    const ids = pictures.map(({ id }) => id);
    withDrafts(root, (drafts) => drafts.saved(period, own, ids));
    await dropFiles(root, pictures);
    saved.ids.push(added.id);
    saved.rows += own.length;
    saved.abnormal += own.filter(({ result }) => result === 'abnormal').length;
    saved.notices.push(...added.notices);
  }
  return saved;
}

/** As a person would type it into the file of `opsledger record inspection`. */
function manualOf({ row, result, value, note, person, at }: KeptAnswer): Record<string, string> {
  const [check = '', target = ''] = row.split('~');
  const seen = [value, note].filter((one) => one !== '').join('；');
  return { check, target, result, ...(seen === '' ? {} : { value: seen }), by: person, at };
}
