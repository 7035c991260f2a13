/** What the page of one incident shows: its clocks, one button for each step, its course, and what is still missing. */

import type { IncidentDetail } from '../../desk/incident-detail.ts';
import { openPause, type TimedStep, timedSteps } from '../../subjects/incidents/judge/steps.ts';
import { foundByChoices, pauseReasons } from '../../subjects/incidents/kinds/incident/choices.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { dueText, shortTime } from './running.ts';
import { confirmWays } from './steps.ts';

/** What the person at the page may do. */
export interface May {
  handle: boolean;
  /** Confirm in the purchaser's name. */
  vouch: boolean;
  /** See documents before they are issued. */
  drafts: boolean;
}

/** @param now ISO instant of the request @param fault why the step before was not taken */
export function detailData(detail: IncidentDetail, may: May, now: string, fault: object | null) {
  const { record, vouched } = detail;
  const who = (name: string | undefined): string => name ?? '';
  const time = (at: string | undefined): string => (at === undefined ? '' : shortTime(at, now));
  return {
    ...{ now, fault, id: record.id, mayHandle: may.handle, mayVouch: may.vouch, mayDrafts: may.drafts },
    levelName: detail.level.name,
    assetNames: detail.assets.map(({ name }) => name).join('、'),
    place: detail.place,
    symptom: record.symptom,
    foundBy: foundByChoices[record.foundBy],
    reporter: [who(record.reporter), record.reporterUnit, record.reporterPhone]
      .filter((one) => one !== undefined && one !== '')
      .join('，'),
    handler: who(record.handler),
    discovered: time(record.discoveredAt),
    reported: time(record.reportedAt),
    isClosed: record.closedAt !== undefined,
    closed: time(record.closedAt),
    notices: detail.notices,
    alerts: may.handle ? detail.alerts.map((one) => ({ ...one, fired: shortTime(one.firedAt, now) })) : [],
    clocks: detail.clocks.map((one) => ({ ...one, due: dueText(one.dueAt, now) })),
    measuredBy: detail.measured.discovered,
    measuredEnd: measuredEndOf(detail, time),
    steps: stepsOf(detail, time),
    canClose: detail.lacksToClose.length === 0,
    lacksToClose: detail.lacksToClose,
    lacksInPrint: detail.lacksInPrint,
    confirmation: confirmationOf(record, vouched, { time, who }),
    confirmWays,
    level: levelOf(detail, { time, who }),
    told: detail.asks.notice ? toldOf(record, { time, who }) : null,
    pause: showsPause(detail, may) ? pauseOf(record, vouched, { time, who }) : null,
    timeline: record.timeline.map((row) => ({ ...row, at: time(row.at), actor: who(row.actor) })),
    documents: detail.documents.map((one) => ({ ...one, due: one.dueAt === null ? null : shortTime(one.dueAt, now) })),
  };
}

/** Whoever may not pause sees the pauses that there are. */
const showsPause = ({ asks, record }: IncidentDetail, may: May): boolean =>
  asks.pause && ((may.handle && record.closedAt === undefined) || (record.pauses ?? []).length > 0);

interface Shown {
  time(at: string | undefined): string;
  who(name: string | undefined): string;
}

/** The steps with one button each, as far as the contract has them; 处理完成 stands apart. */
function stepsOf(
  { record, asks, clocks, measured: { restored: measuredRecord } }: IncidentDetail,
  time: Shown['time'],
) {
  const wanted: TimedStep[] = [
    'respond',
    ...(asks.remote ? (['remote'] as const) : []),
    ...(asks.arrival ? (['arrive'] as const) : []),
    'restore',
  ];
  return wanted.map((step) => {
    const { field, word } = timedSteps[step];
    const at = record[field];
    const measured = step === 'restore' ? measuredRecord : null;
    // As the diagnosis went, nobody need come: the button stays, and asks for nothing.
    const needless =
      step === 'arrive' && clocks.some(({ id, state }) => id === 'arrival' && state === 'not-applicable');
    return { step, word, needless, at: at === undefined ? null : time(at), measured, value: localTime(at) };
  });
}

/** The end that monitoring measured, to be taken as the restoration by one button. */
function measuredEndOf({ measuredEnd }: IncidentDetail, time: Shown['time']) {
  if (measuredEnd === null) return null;
  const { record, at } = measuredEnd;
  return { record, at: time(at), value: localTime(at), why: `监控所测的恢复时间（${record}）` };
}

/** As an input of a browser takes it. */
const localTime = (at: string | undefined): string => at?.slice(0, 'yyyy-mm-ddThh:mm:ss'.length) ?? '';

/** What of the restoration is confirmed, and which times the purchaser can agree to. */
function confirmationOf(record: IncidentRecord, vouched: readonly string[], { time, who }: Shown) {
  const { confirmedRestoredAt, confirmer, restoredAt, closedAt } = record;
  const isVouched = vouched.includes('confirmedRestoredAt');
  const offered = [
    ...(confirmedRestoredAt === undefined
      ? []
      : [{ at: confirmedRestoredAt, label: `认可登记的确认时间 ${time(confirmedRestoredAt)}` }]),
    ...(restoredAt === undefined || restoredAt === confirmedRestoredAt
      ? []
      : [{ at: restoredAt, label: `认可登记的恢复时间 ${time(restoredAt)}` }]),
  ].map((one) => ({ value: localTime(one.at), label: one.label }));
  // What is closed cannot have been restored later.
  const choices = [...offered, ...(closedAt === undefined ? [{ value: 'now', label: '现在' }] : [])];
  return {
    isRestored: restoredAt !== undefined,
    at: confirmedRestoredAt === undefined ? null : time(confirmedRestoredAt),
    confirmer: who(confirmer),
    isVouched,
    isClaimed: confirmedRestoredAt !== undefined && !isVouched,
    choices: choices.map((one, n) => ({ ...one, checked: n === 0 })),
  };
}

function levelOf({ record, levels, vouched }: IncidentDetail, { time, who }: Shown) {
  const nameOf = (id: string): string => levels.find((one) => one.id === id)?.name ?? id;
  const last = record.levels.at(-1);
  const isVouched = vouched.includes(`levels.${last?.id ?? ''}`);
  return {
    row: last?.id ?? '',
    name: nameOf(last?.level ?? ''),
    isVouched,
    isClaimed: last?.confirmedAt !== undefined && !isVouched,
    rows: record.levels.map((row) => ({
      name: nameOf(row.level),
      at: time(row.at),
      reason: row.reason,
      setBy: who(row.setBy),
      confirmed: row.confirmedAt === undefined ? '' : `${time(row.confirmedAt)} ${who(row.confirmedBy)}`,
      isClaimed: row.confirmedAt !== undefined && !vouched.includes(`levels.${row.id ?? ''}`),
    })),
    choices: levels.map((one) => ({ ...one, checked: one.id === last?.level })),
  };
}

/** Reports of progress, where the contract asks for them. */
const toldOf = ({ notices = [] }: IncidentRecord, { time, who }: Shown) => ({
  ways: confirmWays,
  rows: notices.map(({ at, to, by, text }) => ({ at: time(at), to: who(to), by: by ?? '', text: text ?? '' })),
});

function pauseOf(record: IncidentRecord, vouched: readonly string[], { time, who }: Shown) {
  return {
    isOpen: openPause(record) !== undefined,
    reasons: Object.entries(pauseReasons).map(([code, word]) => ({ code, word })),
    rows: (record.pauses ?? []).map((row) => {
      const isVouched = vouched.includes(`pauses.${row.id ?? ''}`);
      return {
        id: row.id ?? '',
        from: time(row.from),
        to: time(row.to),
        word: pauseReasons[row.reason],
        detail: row.detail ?? '',
        evidence: row.evidence ?? '',
        confirmed: row.confirmedAt === undefined ? '' : `${time(row.confirmedAt)} ${who(row.confirmedBy)}`,
        // Without evidence a confirmation stops no clock; what goes on may yet become longer than what they saw.
        mayConfirm: !isVouched && row.evidence !== undefined && row.to !== undefined,
        isClaimed: row.confirmedAt !== undefined && !isVouched,
      };
    }),
  };
}
