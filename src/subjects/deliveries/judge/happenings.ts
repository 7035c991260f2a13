/**
 * Which documents may truthfully be empty, and which may not. A register of faults without a fault is right; a document by which
 * a training, a stock-taking, a drill or a restore test is delivered needs the records that say so. It follows from the
 * contract's data:
 *
 * | obligation | asked for within its period |
 * | --- | --- |
 * | `atLeast` n of a frame | the first, second … n-th record of what it tells of; with `spread` one in each part |
 * | issued by fields of a record of its period (`issueFrom` fields, `eventKind`) | one |
 * | any other cadence | as many as `requirements.activities` ask for in the spans that lie within its period |
 *
 * What a document tells of are the records of the kind, and the filter, of a register's main table, or those that its
 * unit exists for; else, at least so often, those of its `eventKind` that `eventWhere` takes, unless it is owed ahead of them.
 * Without any, as a plan that people write, the document itself is the thing.
 * Pure.
 */
import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import { activityPeriods } from '../../../contract/calendar/activity-spans.ts';
import type { Happening, Occurrence } from '../../../contract/calendar/occurrence.ts';
import { wholeOf } from '../../../contract/precedence/held-views.ts';
import { isOfEvents } from '../../../contract/terms/cadence.ts';
import { anchors } from '../../../contract/terms/due-rules.ts';
import type { Obligation, Register } from '../../../contract/terms/obligations.ts';
import { type Activity, requirementsOf, takenIn } from '../../../contract/terms/requirements.ts';
import { unitOf } from '../../../contract/terms/units.ts';
import { compareInstants, dateOf, type InstantText, latest } from '../../../contract/time.ts';
import { dayOf } from '../../../records/counted.ts';
import type { AnyRecord } from '../../../records/record.ts';
import type { HandedIn } from './delivery-facts.ts';
import { isSelected, namesKinds, type Selection } from './selected.ts';

/** Whatever has the data that say what is asked for. */
export type Asking = Pick<ContractBundle, 'contract' | 'assets'>;

/** Records of a kind, as far as the filter takes them. */
interface Subject extends Selection {
  kind: string;
}

/** Units of `reports/` that tell of one kind of record alone. */
const SUBJECTS: Readonly<Record<string, string>> = {
  'backup-restore-test': 'restore-test',
  'recovery-drill': 'drill',
  'vulnerability-assessment': 'scan',
  'operation-log-analysis': 'operation-log',
};

/** Lines of a register that are no records: assets, and documents that were issued. */
const NO_RECORDS: readonly string[] = ['asset', 'manifest'];

/** What the documents of an obligation are there to tell of; undefined: of no one kind. */
function subjectOf(obligation: Obligation): Subject | undefined {
  if ('columns' in obligation) {
    const { kind, where = [], rows } = obligation as Register;
    return NO_RECORDS.includes(kind) ? undefined : { kind, where, rows };
  }
  const kind = SUBJECTS[unitOf(obligation)];
  if (kind === undefined) return undefined;
  return { kind, where: (kind === obligation.eventKind ? obligation.eventWhere : undefined) ?? [] };
}

/** A plan of a drill is owed before the drill: it tells nothing of it. */
const isAhead = ({ due }: Obligation): boolean =>
  due?.before !== undefined && (due.before === 'due' || !Object.hasOwn(anchors, due.before));

/** The records by whose fields its rules go; of a register of such records those that it lists. */
function eventSubject(obligation: Obligation): Subject | undefined {
  const { eventKind: kind, eventWhere = [] } = obligation;
  if (kind === undefined) return undefined;
  const { kind: own, where = [], rows } = obligation as Partial<Register>;
  return own === kind && rows === undefined ? { kind, where: [...where, ...eventWhere] } : { kind, where: eventWhere };
}

interface Asked {
  subject: Subject;
  from: string;
  to: string;
  times: number;
  after: number;
}

interface Rule {
  /** What any period of the obligation may ask for. */
  subjects: readonly Subject[];
  of(occurrence: Occurrence): Asked[];
}

/** Of several in one frame the how-many-th: `2026-n2`. */
const ORDINAL = /-n(\d+)$/;

/** What an obligation at least n a frame asks for; undefined: its document is itself the thing. */
function leastSubject(obligation: Obligation): Subject | undefined {
  return subjectOf(obligation) ?? (isAhead(obligation) ? undefined : eventSubject(obligation));
}

/** true when an obligation at least n a frame counts the records of an activity of the requirements, and no others. */
export function asksFor(obligation: Obligation, activity: Activity): boolean {
  const subject = leastSubject(obligation);
  if (subject === undefined || subject.rows !== undefined || !tellsOf(subject, activity)) return false;
  const { where } = activity;
  return where === undefined || subject.where.some((one) => one.field === where.field && one.in?.every(isIn(where.in)));
}

const isIn = (values: readonly string[]) => (value: string) => values.includes(value);

/** How an obligation asks; undefined: its documents may be empty. */
function ruleOf(obligation: Obligation, asking: Asking): Rule | undefined {
  if (isOfEvents(obligation)) return undefined;
  const contents = subjectOf(obligation);
  const one = ({ from, to }: Occurrence, of: Subject, after = 0): Asked => ({ subject: of, from, to, times: 1, after });
  const { atLeast } = obligation;
  if (atLeast !== undefined) {
    const subject = leastSubject(obligation);
    if (subject === undefined) return undefined;
    const shared = atLeast.n > 1 && atLeast.spread !== true;
    const before = ({ period }: Occurrence): number => Number(ORDINAL.exec(period)?.[1] ?? 1) - 1;
    return { subjects: [subject], of: (occurrence) => [one(occurrence, subject, shared ? before(occurrence) : 0)] };
  }
  const rests = obligation.issueFrom.rule === 'fields' ? eventSubject(obligation) : undefined;
  const activities = contents === undefined ? [] : activitiesIn(contents, asking);
  if (rests === undefined && activities.length === 0) return undefined;
  return {
    subjects: [...(rests === undefined ? [] : [rests]), ...activities.map((own) => own.subject)],
    of: (occurrence) => [
      ...(rests === undefined ? [] : [one(occurrence, rests)]),
      ...activities.flatMap((own) => own.asked(occurrence)),
    ],
  };
}

/** The activities of the requirements whose records all stand in such a document. */
function activitiesIn(
  subject: Subject,
  { contract }: Asking,
): { subject: Subject; asked(occurrence: Occurrence): Asked[] }[] {
  if (subject.rows !== undefined) return [];
  const service = { ...contract.servicePeriod, terms: contract.terms };
  return requirementsOf(contract)
    .activities.filter((activity) => activity.timesADay === undefined && tellsOf(subject, activity))
    .map((activity) => {
      const { kind, where, times } = activity;
      const own: Subject = { kind, where: [...subject.where, ...(where === undefined ? [] : [where])] };
      const spans = activityPeriods(activity, service);
      const asked = ({ from, to }: Occurrence): Asked[] => {
        const within = spans
          .map((span, n) => ({ ...span, turn: { ...own, where: [...subject.where, ...takenIn(activity, n)] } }))
          .filter((span) => span.from >= from && span.to <= to);
        if (activity.rotate !== undefined)
          return within.map((span) => ({ subject: span.turn, from: span.from, to: span.to, times, after: 0 }));
        return within.length === 0 ? [] : [{ subject: own, from, to, times: times * within.length, after: 0 }];
      };
      return { subject: own, asked };
    });
}

/** Nothing that counts for the activity is left out by the filter. */
const tellsOf = ({ kind, where }: Subject, activity: Activity): boolean =>
  kind === activity.kind &&
  where.every(
    (one) =>
      !namesKinds(one) &&
      (one.in === undefined ||
        (one.field === activity.where?.field && activity.where.in.every((value) => one.in?.includes(value)))),
  );

/**
 * What has to be read beside an occurrence's own kinds: which records any document of these obligations has to tell of.
 * @returns record kinds, each with a test of its records
 */
export function askedRecords(
  obligations: readonly Obligation[],
  asking: Asking,
): ReadonlyMap<string, (record: AnyRecord) => boolean> {
  const assets = assetsOf(asking);
  const subjects = obligations.flatMap((one) => ruleOf(one, asking)?.subjects ?? []);
  return new Map(
    [...Map.groupBy(subjects, ({ kind }) => kind)].map(([kind, own]) => [
      kind,
      (record) => own.some((one) => isSelected(record, one, assets)),
    ]),
  );
}

/**
 * The occurrences, each with what its document has to tell of and what of it is known.
 * @param recordsOf records of a kind, withdrawn ones left out @param asOf ISO; what was written down later is not known
 */
export function withHappenings(
  occurrences: readonly Occurrence[],
  obligations: readonly Obligation[],
  asking: Asking,
  { recordsOf, asOf }: { recordsOf(kind: string): readonly AnyRecord[]; asOf: InstantText },
): Occurrence[] {
  const assets = assetsOf(asking);
  const rules = new Map(obligations.map((one) => [one.id, ruleOf(one, asking)]));
  return occurrences.map((occurrence) => {
    const asked = mostOf(rules.get(occurrence.obligation)?.of(occurrence) ?? []);
    if (asked.length === 0) return occurrence;
    const happenings = asked.map(({ subject, ...rest }): Happening => {
      const own = recordsOf(subject.kind).filter((one) => isSelected(one, subject, assets));
      const only = subject.where.flatMap((one) => (one.in === undefined ? [] : [{ field: one.field, in: one.in }]));
      return { ...rest, kind: subject.kind, only, known: knownOf(own, rest, asOf) };
    });
    return { ...occurrence, happenings };
  });
}

/** Of several numbers of the same records the highest. */
const mostOf = (asked: readonly Asked[]): Asked[] =>
  [...Map.groupBy(asked, ({ subject, from, to }) => JSON.stringify([subject, from, to])).values()].map((own) =>
    own.reduce((a, b) => (b.after + b.times > a.after + a.times ? b : a)),
  );

const assetsOf = ({ assets }: Asking) => new Map(wholeOf(assets).map((asset) => [asset.id, asset]));

function knownOf(records: readonly AnyRecord[], { from, to }: Omit<Asked, 'subject'>, asOf: InstantText) {
  return records
    .map((one) => ({ id: one.id, day: dayOf(one), since: later(one.at, one.enteredAt) }))
    .filter(({ day, since }) => day >= from && day <= to && compareInstants(since, asOf) <= 0)
    .sort((a, b) => compareInstants(a.since, b.since) || (a.id < b.id ? -1 : 1));
}

const later = (a: InstantText, b: InstantText): InstantText => (compareInstants(a, b) >= 0 ? a : b);

type Told = Pick<Occurrence, 'happenings'>;

/** How many records of it are still lacking. */
export const lackingOf = ({ times, after, known }: Happening): number =>
  Math.max(0, times - Math.max(0, known.length - after));

/** true when nothing is lacking that the document has to tell of: only then can it be made. */
export const isTold = ({ happenings = [] }: Told): boolean => happenings.every((one) => lackingOf(one) === 0);

/** true when something of what it has to tell of is known, or it has to tell of nothing: 逾期未交 and not 缺失. */
export const isTellable = ({ happenings = [] }: Told): boolean =>
  happenings.length === 0 || happenings.some((one) => lackingOf(one) < one.times);

/** Since when all of it can be told; undefined: nothing has to be, null: something is lacking. */
export function toldSince({ happenings = [] }: Told): InstantText | null | undefined {
  const last = happenings.map(({ known, after, times }) => known[after + times - 1]?.since ?? null);
  if (last.includes(null)) return null;
  return latest(last.filter((one) => one !== null));
}

/**
 * Since when something was handed in that tells of all that had to happen.
 * @param time when the document was issued, or handed over; null: it was not
 */
export function heldSince(occurrence: Told, time: InstantText | null): InstantText | null {
  const since = toldSince(occurrence);
  if (time === null || since === null) return null;
  return since === undefined ? time : later(time, since);
}

/**
 * The day on which the last of it happened, where that was after the due time: such a document is late, whatever made it so.
 * @param dueAt ISO; null: no due time
 * @returns contract date; null: in time, not known, or nothing has to have happened
 */
export function happenedLate(occurrence: Told, dueAt: InstantText | null): string | null {
  if (dueAt === null || toldSince(occurrence) == null) return null;
  const days = (occurrence.happenings ?? []).map(({ known, after, times }) => {
    const sorted = known.map(({ day }) => day).sort();
    return sorted[after + times - 1] ?? '';
  });
  const last = days.sort().at(-1) ?? '';
  return last > dateOf(dueAt) ? last : null;
}

/** Each time at which a document was handed in, since it could tell of all that had to happen. */
export const heldTimes = (occurrence: Told, times: HandedIn): HandedIn => ({
  issued: heldSince(occurrence, times.issued),
  delivered: heldSince(occurrence, times.delivered),
  received: heldSince(occurrence, times.received),
  ...(times.said === undefined
    ? {}
    : {
        said: {
          delivered: heldSince(occurrence, times.said.delivered),
          received: heldSince(occurrence, times.said.received),
        },
      }),
});
