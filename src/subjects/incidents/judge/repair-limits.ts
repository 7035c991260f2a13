/** Times of a device repair against the clauses about devices and the response commitments they refer to. Pure; what is open is judged at `asOf`. */

import { contractOn } from '../../../contract/precedence/held-views.ts';
import { clauseIds } from '../../../contract/terms/clauses.ts';
import type { Contract } from '../../../contract/terms/contract.ts';
import {
  compareInstants,
  dateOf,
  formatDateTimeSeconds,
  HOUR_SECONDS,
  type InstantText,
  toInstant,
  toText,
} from '../../../contract/time.ts';
import type { ClockState } from '../../../states/clock.ts';
import { limitText } from '../../../wording/durations.ts';
import type { DeviceRepairRecord } from '../../devices/kinds/device-repair.ts';
import { clockText, judgeClock } from './clock.ts';
import { judgeLimit } from './judge-limit.ts';
import { type LimitSource, limitsFor, travelMinutes, withTravel } from './limits.ts';

export interface DeviceClock {
  id: 'response' | 'arrival' | 'solution' | 'written-report' | 'before-decision';
  label: string;
  clause: string;
  start: InstantText | null;
  end: InstantText | null;
  seconds: number | null;
  limitSeconds: number | null;
  /** As printed, where it says more than the seconds. */
  limit?: string | null;
  /** When the limit passes; null: no time of day decides. */
  deadline: InstantText | null;
  state: ClockState;
  text: string;
}

export interface DeviceRepairContext {
  contract: Pick<Contract, 'clauses' | 'papers' | 'levels' | 'limits' | 'calendars' | 'places'>;
  /** For limits that run in a calendar of the contract alone, and for the way to the device. */
  assets: LimitSource['assets'];
  isWorkingDay(date: string): boolean;
  asOf: InstantText;
  /** 双方约定: hours for 原因及方案 after the call, and for the written report after 无法维修 was found; null: none agreed. */
  solutionHours: number | null;
  reportHours: number | null;
  /** When the written report was issued, where the document knows; else the time that the record gives. */
  reportIssuedAt?: InstantText | undefined;
}

/** A repair has no level: only the limits that all levels share hold for it. */
const ANY = '';

/** The clocks that apply: response and arrival as for any fault, 原因及方案, and of one beyond repair the written report. */
export function deviceClocks(record: DeviceRepairRecord, context: DeviceRepairContext): DeviceClock[] {
  const fault = clauseIds(context.contract, 'device-fault').join('、');
  const reporting = clauseIds(context.contract, 'device-report').join('、');
  const known = (time: InstantText | undefined): InstantText | null =>
    time !== undefined && compareInstants(time, context.asOf) <= 0 ? time : null;
  const finished = known(record.repairedAt) !== null || known(record.closedAt) !== null;
  const clock = (
    id: DeviceClock['id'],
    label: string,
    clause: string,
    start: InstantText,
    end: InstantText | null,
    limitSeconds: number,
  ): DeviceClock => {
    const judged = judgeClock(start, end, limitSeconds, context.asOf, finished);
    const deadline = toText(toInstant(start).add({ seconds: limitSeconds }));
    const text = clockText(judged, limitText(limitSeconds));
    return { id, label, clause, start, end, ...judged, limitSeconds, deadline, text };
  };
  const committed = (id: 'response' | 'arrival', label: string, end: InstantText | null): DeviceClock[] => {
    const start = record.reportedAt;
    const then = { ...context, contract: contractOn(context.contract, dateOf(start)) };
    const found = limitsFor(then, id, { level: ANY, start, calendar: null, assets: [record.asset] }).find(
      (one) => one.class === null,
    );
    if (found === undefined || fault === '') return [];
    const limit = id === 'arrival' ? withTravel(found, travelMinutes(context, { assets: [record.asset] })) : found;
    const { limitKey: _key, ...judged } = judgeLimit(limit, start, end, context.asOf, finished);
    return [{ id, label, clause: `${fault}、${limit.clause}`, start, end, ...judged }];
  };
  const solution =
    context.solutionHours === null || fault === ''
      ? []
      : [
          clock(
            'solution',
            '原因及方案',
            fault,
            record.reportedAt,
            known(record.diagnosedAt),
            context.solutionHours * HOUR_SECONDS,
          ),
        ];
  const found = known(record.irreparableAt);
  const report = context.reportIssuedAt ?? known(record.writtenReportAt);
  const written =
    found === null || reporting === ''
      ? []
      : [
          ...(context.reportHours === null
            ? []
            : [clock('written-report', '书面报告', reporting, found, report, context.reportHours * HOUR_SECONDS)]),
          beforeDecision(report, known(record.decidedAt), reporting),
        ];
  return [
    ...committed('response', '响应', known(record.respondedAt)),
    ...committed('arrival', '到场', known(record.arrivedAt)),
    ...solution,
    ...written,
  ];
}

/** The written report is for the purchaser to decide by: one that comes after the decision has missed its purpose. */
function beforeDecision(report: InstantText | null, decided: InstantText | null, clause: string): DeviceClock {
  const state = decisionState(report, decided);
  const texts: Partial<Record<ClockState, string>> = {
    met: `书面报告先于⟦采购人⟧决定（${decided === null ? '尚未决定' : formatDateTimeSeconds(decided)}）`,
    missed: `⟦采购人⟧已于 ${decided === null ? '' : formatDateTimeSeconds(decided)} 决定，此前没有提交书面报告`,
    running: '书面报告尚未提交，⟦采购人⟧尚未决定',
  };
  return {
    id: 'before-decision',
    label: '书面报告先于⟦采购人⟧决定',
    clause,
    start: report,
    end: decided,
    seconds: null,
    limitSeconds: null,
    deadline: null,
    state,
    text: texts[state] ?? '',
  };
}

function decisionState(report: InstantText | null, decided: InstantText | null): 'met' | 'missed' | 'running' {
  if (decided === null) return report === null ? 'running' : 'met';
  return report !== null && compareInstants(report, decided) <= 0 ? 'met' : 'missed';
}
