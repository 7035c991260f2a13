/**
 * 上期更正: what a daily report did not know when it was issued and the next one has to say: a log that was confirmed
 * later, and a fault that was entered later. An issued report is never changed.
 */

import { at, formatDateTime, toText } from '../../src/contract/time.ts';
import type { Row, Section } from '../../src/report/block.ts';
import incident, { type IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import { inspectionsOf } from '../../src/subjects/inspections/judge/day.ts';
import { judgeDay } from '../../src/subjects/inspections/judge/days.ts';
import { inspectionContext } from '../../src/subjects/inspections/judge/judge.ts';
import { type CheckResult, checkName, rowKey } from '../../src/subjects/inspections/judge/result.ts';
import type { InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { namesText } from '../../src/wording/words.ts';
import type { Composed, ComposeInput } from '../_deliverable.ts';
import { table } from '../cells/figures.ts';
import { belongsHere, lateOf, periodView } from '../period/period.ts';

interface Correction {
  of: string;
  text: string;
}

/** What the cuts of the reports before leave to this one. @param input with inspections of the days before, and what was confirmed since */
export function corrections(input: ComposeInput): Correction[] {
  const view = periodView(input);
  const signoffs = (input.records.signoff ?? []) as SignoffRecord[];
  const confirmed = signoffs.filter(
    ({ period, enteredAt: entered }) =>
      period < input.occurrence.from && belongsHere(view, { event: toText(at(period, NOON)), entered }),
  );
  const last = new Map(confirmed.map((one) => [one.period, one]));
  return [
    ...[...last.values()].map((one) => laterConfirmed(input, one)),
    ...lateOf(view, incident).map((one) => laterEntered(one)),
  ];
}

/** Lies in the interval of its day's report, wherever that begins. */
const NOON = '12:00';

function laterConfirmed(input: ComposeInput, confirm: SignoffRecord): Correction {
  const seen = abnormalRows(input, confirm);
  const told = new Set(abnormalRows(input, { ...confirm, at: '' }).map(rowKey));
  const fresh = seen.filter((row) => !told.has(rowKey(row)));
  const found =
    fresh.length === 0
      ? '确认后的判定没有新增异常'
      : `确认后新增异常 ${fresh.length} 项：${namesText(
          fresh.map((row) => `${row.assetName} ${checkName(row)}`),
          '项',
        )}`;
  return {
    of: `系统巡检日志 ${confirm.period}`,
    text: `${formatDateTime(confirm.at)} 由 ${confirm.person} 确认，晚于当日日常维护报告签发；${found}`,
  };
}

/** @param confirm with an empty time: as the report of the day saw it, unconfirmed */
function abnormalRows(input: ComposeInput, confirm: SignoffRecord): CheckResult[] {
  const among = (input.records.inspection ?? []) as InspectionRecord[];
  const inspection = inspectionsOf(among, confirm.period).today;
  if (inspection === undefined) return [];
  const said = confirm.at === '' ? null : confirm;
  const rows = judgeDay(inspectionContext(input), { inspection, among, confirm: said, asOf: input.asOf });
  return rows.filter((row) => row.outcome === 'abnormal');
}

const laterEntered = (one: IncidentRecord): Correction => ({
  of: one.id,
  text: `${one.title}：${formatDateTime(one.at)} 发生，${formatDateTime(one.enteredAt)} 登记，此前签发的日常维护报告没有列入`,
});

/** Nothing when nothing is to be corrected. */
export function correctionSection(found: readonly Correction[]): Section[] {
  if (found.length === 0) return [];
  return [
    {
      id: 'correction',
      title: '上期更正',
      blocks: [
        table(
          '上期更正',
          [
            { key: 'of', label: '对象', type: 'text', weight: 1.2 },
            { key: 'text', label: '更正', type: 'text', weight: 4 },
          ],
          found.map((one): Row => ({ tone: 'attention', cells: { of: one.of, text: one.text } })),
          '没有更正。',
        ),
      ],
    },
  ];
}

/** What stands on top: that something is corrected, and that nobody has confirmed the log which the report rests on. */
export function correctionMarks(
  found: readonly Correction[],
  log: { exists: boolean; confirm: SignoffRecord | null },
): NonNullable<Composed['marks']> {
  return [
    ...(found.length === 0 ? [] : [{ text: `更正上期 ${found.length} 项，见“上期更正”`, tone: 'attention' as const }]),
    ...(log.exists && log.confirm === null
      ? [{ text: '当日系统巡检日志在编制时尚未确认，确认后有不同的由下一期更正', tone: 'attention' as const }]
      : []),
  ];
}
