/**
 * 中断 that was planned maintenance, marked when it is over: the supplier says so of an outage that the samples show, and until the
 * purchaser's own account (or a paper of theirs) agrees it counts as every other.
 */

import { UserError } from '../../contract/error.ts';
import { sayIn, wordsOf } from '../../contract/party-words.ts';
import { at, compareInstants, dateOf, formatDateTime, type InstantText, toDate, toText } from '../../contract/time.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import { fieldsOf } from '../../records/fields.ts';
import { isPurchasers } from '../../records/purchaser.ts';
import type { AnyRecord, EnteredBy } from '../../records/record.ts';
import {
  availabilityOf,
  type PlannedSpan,
  plannedSpans,
  takesEffect,
} from '../../subjects/availability/judge/availability.ts';
import type { MaintenanceWindowRecord } from '../../subjects/availability/kinds/maintenance-window.ts';
import type { ProbeRecord } from '../../subjects/inspections/kinds/probe.ts';
import type { Draft } from '../../workspace/change/change.ts';
import type { Session } from '../session.ts';
import { loadKind } from '../units.ts';
import { draftOf } from './add.ts';
import { refuseStale } from './changed-meanwhile.ts';
import { entryProblems } from './check-entry.ts';
import { correctionOf } from './correct.ts';
import { refuseWithdrawn } from './not-for-people.ts';

/** Days back from today of which outages are listed: those of this month and the one before are still talked about. */
const LISTED_DAYS = 62;

/** What ceased to answer at one time, and came back at one time. */
export interface CountedOutage {
  from: InstantText;
  to: InstantText;
  seconds: number;
  /** Ids of assets. */
  targets: string[];
  /** As the probe gave it; null where it gave none. */
  reason: string | null;
}

/** One that somebody marked, and the purchaser has not agreed to. */
export interface MarkedOutage {
  window: MaintenanceWindowRecord;
  /** SHA-256 of the record's file: what the purchaser had before them. */
  version: string;
}

export interface Outages {
  /** First day that is listed. */
  since: string;
  /** false: nothing was probed in that time. */
  probed: boolean;
  /** Counted as down, and marked by nobody; the newest first. */
  counted: CountedOutage[];
  /** Counted as down until the purchaser agrees, whenever it was. */
  marked: MarkedOutage[];
  /** Left out of the availability: agreed maintenance in which something was down. */
  planned: PlannedSpan[];
}

/** The outages of the last two months as the availability counts them. @param now ISO instant */
export async function recentOutages(session: Session, now: InstantText): Promise<Outages> {
  const [{ probes, windows, since, span }, marked] = await Promise.all([seen(session, now), markedOutages(session)]);
  const rows = availabilityOf({ probes, windows, ...span }).flatMap(({ target, outages }) =>
    outages.map((outage) => ({ target, outage })),
  );
  const free = rows.filter(({ target, outage }) => !marked.some(({ window }) => isAbout(window, target, outage)));
  const groups = Map.groupBy(free, ({ outage: { from, to } }) => `${from} ${to}`);
  const counted = [...groups.values()].map((own): CountedOutage => {
    const { from, to, seconds } = (own[0] as (typeof own)[number]).outage;
    const reason = own.map(({ outage }) => outage.reason).find((one) => one !== null) ?? null;
    return { from, to, seconds, targets: own.map(({ target }) => target), reason };
  });
  return {
    ...{ since, probed: probes.length > 0, marked },
    counted: counted.toSorted((a, b) => compareInstants(b.from, a.from)),
    planned: plannedSpans({ probes, windows, ...span })
      .filter(({ down }) => down > 0)
      .reverse(),
  };
}

/** What waits for the purchaser: marked afterwards, not agreed to, not taken back; the oldest first. */
export async function markedOutages({ workspace: { records } }: Session): Promise<MarkedOutage[]> {
  const all = (await records.list<MaintenanceWindowRecord>('maintenance-window')).records;
  const waiting = all.filter((one) => one.afterwards === 'yes' && one.cancelled !== 'yes' && !takesEffect(one));
  const stored = await Promise.all(waiting.map(({ id }) => records.onFile<MaintenanceWindowRecord>(id)));
  return waiting.flatMap((window, n) => {
    const version = stored[n]?.sha256;
    return version === undefined ? [] : [{ window, version }];
  });
}

async function seen({ workspace: { records, contract } }: Session, now: InstantText) {
  const today = dateOf(now);
  const service = contract.contract.servicePeriod.from;
  const since = [toDate(today).subtract({ days: LISTED_DAYS }).toString(), service].sort()[1] as string;
  const [probes, windows] = await Promise.all([
    records.list<ProbeRecord>('probe', { from: since, to: today }),
    records.list<MaintenanceWindowRecord>('maintenance-window'),
  ]);
  const span = { from: toText(at(since, '00:00')), to: now };
  return { since, span, probes: probes.records, windows: windows.records };
}

const isAbout = (
  { assets, from, to }: MaintenanceWindowRecord,
  target: string,
  outage: Pick<CountedOutage, 'from' | 'to'>,
): boolean => assets.includes(target) && compareInstants(from, outage.to) < 0 && compareInstants(to, outage.from) > 0;

export interface MarkRequest {
  /** The outage as it was listed. */
  from: InstantText;
  to: InstantText;
  targets: readonly string[];
  /** What was done in it. */
  purpose: string;
  /** Whether users had been told before. */
  announced: boolean;
  entered: EnteredBy;
  /** ISO instant. */
  now: InstantText;
}

const SHOWN = '登记台';

/**
 * Marks an outage as planned maintenance: a claim, until the purchaser agrees.
 * @returns id of the record that tells of it
 * @throws UserError when there is no such outage any more, it was marked already, or nobody says what was done
 */
export async function markPlanned(session: Session, request: MarkRequest): Promise<string> {
  const { workspace } = session;
  const { from, to, targets, purpose, announced, entered, now } = request;
  if (purpose.trim() === '') {
    const expected = '一句话，例如 更换核心交换机电源';
    throw new UserError('计划维护须写明做了什么', { at: '目的', found: '（缺少）', expected });
  }
  const kind = await loadKind('maintenance-window');
  await requireCleanEntry(workspace.root, {
    shown: SHOWN,
    value: { purpose },
    fields: fieldsOf(kind.schema),
    of: { kind: kind.id },
  });
  const given = {
    ...{ at: now, assets: [...targets], from, to, purpose, announced: announced ? 'yes' : 'no', afterwards: 'yes' },
  };
  const saved = await workspace.change(
    `登记${kind.label}`,
    async (change) => {
      // Read under the lock: two clicks at once are one mark.
      const { counted } = await recentOutages(session, now);
      const known = counted.find((one) => one.from === from && one.to === to);
      if (targets.length === 0 || !targets.every((target) => known?.targets.includes(target) === true)) {
        throw new UserError('没有这次未登记的中断', {
          found: `${formatDateTime(from)} 至 ${formatDateTime(to)}`,
          expected: '计入可用率、尚未登记为计划维护的中断',
          hint: '刷新页面，按现在的中断登记',
        });
      }
      const wrong = (record: AnyRecord) => entryProblems(workspace, kind, record, now);
      return change.addRecord(kind.id, draftOf(kind, given, now, entered.name, entered), SHOWN, wrong);
    },
    { at: now },
  );
  return saved.id;
}

export interface AgreeRequest {
  /** Id of the record that tells of it. */
  record: string;
  /** SHA-256 of its file as the purchaser saw it. */
  version: string;
  /** false: they do not agree, and the outage counts. */
  agreed: boolean;
  /** Why not; empty where they agree. */
  reason: string;
  entered: EnteredBy;
  now: InstantText;
}

/**
 * The purchaser's word on an outage that was marked: by an account of theirs alone.
 * @throws UserError when somebody else would say it, nothing of the kind waits, or it reads differently by now
 */
export async function agreePlanned({ workspace }: Session, request: AgreeRequest): Promise<MaintenanceWindowRecord> {
  const { record: id, version, agreed, reason, entered, now } = request;
  if (!isPurchasers(entered)) {
    throw new UserError('只有⟦采购人⟧的账号能代⟦采购人⟧确认', {
      found: entered.account === undefined ? '没有账号' : `账号 ${entered.account}`,
      expected: '⟦采购人⟧一方的账号',
      hint: '⟦采购人⟧在纸面同意的，在记录中写明同意人和时间，并附签字的扫描件',
    });
  }
  if (!agreed && reason.trim() === '') {
    throw new UserError('不同意须写明原因', { at: '原因', found: '（缺少）', expected: '一句话，例如 没有事先商定' });
  }
  await requireCleanEntry(workspace.root, { shown: SHOWN, value: { reason } });
  const kind = await loadKind('maintenance-window');
  const by = entered.name ?? entered.account ?? '';
  const saved = await workspace.change(
    `${agreed ? '同意' : '不同意'}计划维护 ${id}`,
    async (change) => {
      const stored = await workspace.records.onFile<MaintenanceWindowRecord>(id);
      const before = stored?.record;
      if (stored === undefined || before?.kind !== kind.id || before.afterwards !== 'yes') throw nothingWaits(id);
      refuseWithdrawn(before);
      if (before.cancelled === 'yes' || takesEffect(before)) throw nothingWaits(id);
      refuseStale(stored, version);
      const after = agreed ? { ...before, approvedBy: by, approvedAt: now } : { ...before, cancelled: 'yes' as const };
      // What is kept in the record is said in the words of its contract.
      const words = wordsOf(workspace.contract.contract);
      const why = sayIn(words, agreed ? '⟦采购人⟧同意事后认定' : `⟦采购人⟧不同意：${reason.trim()}`);
      const said = { at: now, by, reason: why, entered };
      const correction = correctionOf(kind, before, after, said, workspace.contract);
      const corrections = [...(before.corrections ?? []), ...(correction === undefined ? [] : [correction])];
      const wrong = (record: AnyRecord) => entryProblems(workspace, kind, record, now);
      return change.replaceRecord(id, { ...after, corrections } as unknown as Draft<AnyRecord>, why, by, wrong);
    },
    { at: now },
  );
  return saved.record as unknown as MaintenanceWindowRecord;
}

const nothingWaits = (id: string): UserError =>
  new UserError('没有待确认的这次计划维护', {
    found: id,
    expected: '⟦供应商⟧登记为计划维护、尚未确认的中断',
    hint: '回到计划维护页查看',
  });
