/** The rows of a round that people answer, with what is on record of them, grouped by place and kind of asset. */
import { createHash } from 'node:crypto';
import type { Check } from '../../contract/terms/checklist.ts';
import { dateOf, formatDateTime, formatTime } from '../../contract/time.ts';
import { confirmationOf, judgedDay, judgingOf } from '../../pipeline/collect/judged-day.ts';
import type { Session } from '../../pipeline/session.ts';
import type { ManualResult } from '../../records/reading.ts';
import { outcomeWords } from '../../states/outcome.ts';
import { judgeDay } from '../../subjects/inspections/judge/days.ts';
import type { CheckResult } from '../../subjects/inspections/judge/result.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import { daysOf, type Round } from './rounds.ts';

export type CheckAnswer = 'normal' | 'abnormal' | 'not-applicable';

export interface ManualRow {
  /** `check~target`. */
  key: string;
  check: string;
  target: string;
  targetName: string;
  place: string;
  kindName: string;
  label: string;
  method: string;
  standard: string;
  unit: string | null;
  saved: SavedRow | null;
}

export interface SavedRow {
  word: string;
  measured: string;
  timeText: string;
  abnormal: boolean;
  /** Record that holds it, and which of its rows, from 0; null where it is none that people correct, such as a confirmation. */
  record: { id: string; row: number } | null;
}

export interface ManualGroup {
  id: string;
  place: string;
  kind: string;
  rows: ManualRow[];
}

export const resultWords: Readonly<Record<ManualResult['result'], string>> = {
  normal: outcomeWords.normal,
  abnormal: outcomeWords.abnormal,
  'not-applicable': outcomeWords['not-applicable'],
};

/** Of a row over a kind whose assets are at several places. */
const SEVERAL_PLACES = '各处';

/** Places in the order of the assets; in each the kinds, and their rows in the order of the checklist. */
export async function manualGroups(session: Session, round: Round, now: string): Promise<ManualGroup[]> {
  const { checks } = session.workspace.contract;
  const byId = new Map(checks.filter(({ manual }) => manual).map((check) => [check.id, check]));
  if (byId.size === 0) return [];
  const results = (await judged(session, round, now)).filter((row) => row.manual && byId.has(row.check));
  const records = await recordsOf(session, round);
  const rows = results.map((row) => manualRow(row, byId.get(row.check) as Check, round, records));
  const unique = [...new Map(rows.map((row) => [row.key, row])).values()];
  const places = Map.groupBy(unique, ({ place }) => place);
  return [...places].flatMap(([place, ofPlace]) =>
    [...Map.groupBy(ofPlace, ({ kindName }) => kindName)].flatMap(([kind, own]) => partsOf(place, kind, own)),
  );
}

/** As the draft of the inspection log has them; of a round of which nothing was collected all of them are open. */
async function judged(session: Session, round: Round, now: string): Promise<CheckResult[]> {
  const confirm = await confirmationOf(session, round.period);
  const day = await judgedDay(session, round.days, confirm);
  if (day !== null) return day.results;
  const last = daysOf(round.days, now).at(-1) ?? dateOf(now);
  const inspection = { date: last, runs: [], readings: [], manual: [], finishedAt: now };
  return judgeDay(judgingOf(session), { inspection, among: [], confirm, asOf: now });
}

/** Where each answer stands on record: the one that the page shows by its time, else the last. */
async function recordsOf(
  { workspace: { records } }: Session,
  { days }: Round,
): Promise<Map<string, SavedRow['record']>> {
  const span = days.span === undefined ? days : { from: dateOf(days.span.from), to: dateOf(days.span.to) };
  const found = (await records.list<InspectionRecord>('inspection', { from: span.from, to: span.to })).records;
  return new Map(
    found.flatMap(({ id, manual }) =>
      manual.flatMap(({ check, target, at }, row) =>
        [`${check}~${target}`, `${check}~${target} ${at}`].map((key) => [key, { id, row }] as const),
      ),
    ),
  );
}

function manualRow(
  row: CheckResult,
  check: Check,
  round: Round,
  records: ReadonlyMap<string, SavedRow['record']>,
): ManualRow {
  const { asset: target, assetName: targetName, kindName, label, method, standard, outcome } = row;
  const open = outcome === 'manual-pending' || row.at === null;
  const key = `${row.check}~${target}`;
  return {
    ...{ key, check: row.check, target, targetName, kindName, label, standard },
    method: open ? method : check.method,
    place: placeOf(row),
    unit: check.op === 'observed' ? null : (check.unit ?? ''),
    saved: open
      ? null
      : {
          word: outcomeWords[outcome],
          measured: row.measured === outcomeWords[outcome] ? '' : row.measured,
          timeText: timeText(row.at as string, round),
          abnormal: outcome === 'abnormal',
          record: records.get(`${key} ${row.at}`) ?? records.get(key) ?? null,
        },
  };
}

function placeOf({ place, members }: CheckResult): string {
  if (members === undefined) return place;
  const [first, ...others] = new Set(members.map((one) => one.place));
  return first !== undefined && others.length === 0 ? first : SEVERAL_PLACES;
}

/** `09:20`, with its day where the round has several. */
export function timeText(instant: string, { days }: Round): string {
  const several = days.span === undefined ? days.from !== days.to : dateOf(days.span.from) !== dateOf(days.span.to);
  return several ? formatDateTime(instant).slice(0, 16) : formatTime(instant).slice(0, 5);
}

/** Most rows that people look through and a page shows at once. */
const MOST_ROWS = 30;

/** Of many like assets, as many groups as it takes. */
function partsOf(place: string, kind: string, rows: ManualRow[]): ManualGroup[] {
  if (rows.length <= MOST_ROWS) return [{ id: idOf(place, kind), place, kind, rows }];
  const parts = Math.ceil(rows.length / MOST_ROWS);
  const size = Math.ceil(rows.length / parts);
  return Array.from({ length: parts }, (_, n) => {
    const own = rows.slice(n * size, (n + 1) * size);
    const name = `${kind}（第 ${n * size + 1}–${n * size + own.length} 项）`;
    return { id: idOf(place, name), place, kind: name, rows: own };
  });
}

const DIGITS = 8;

/** Names of places are Chinese, and addresses short. */
const idOf = (place: string, kind: string): string =>
  `g${createHash('sha256').update(`${place}\n${kind}`).digest('hex').slice(0, DIGITS)}`;
