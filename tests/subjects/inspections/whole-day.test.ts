/** A day as it was collected, with what people wrote down of it: nothing of theirs stands as measured. */
import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/contract/terms/checklist.ts';
import type { ManualResult } from '../../../src/records/reading.ts';
import { conclusionText } from '../../../src/subjects/inspections/conclusion.ts';
import { CARRIED, lastOfEachDay, wholeDay } from '../../../src/subjects/inspections/judge/day.ts';
import { judgeInspection } from '../../../src/subjects/inspections/judge/judge.ts';
import type { CheckResult } from '../../../src/subjects/inspections/judge/result.ts';
import inspectionKind, { type InspectionRecord } from '../../../src/subjects/inspections/kinds/inspection.ts';
import { everyDay } from '../../support/every-day.ts';
import { asset, check, reading, run } from './_checks.ts';

const t = (time: string) => `2026-11-24T${time}:00+08:00`;
const auto: InspectionRecord = { ...inspectionKind.example, id: 'XJ-20261124-001' };
const seen = (enteredAt: string): ManualResult => ({
  check: 'ops-room',
  target: 'ops-host',
  result: 'normal',
  by: '甲',
  at: t('09:20'),
  enteredAt,
});
const typed = (id: string, row: ManualResult): InspectionRecord => ({
  ...auto,
  id,
  source: 'manual',
  runs: [],
  readings: [],
  manual: [row],
});

const host = asset({ id: 'ops-host', kind: 'ops-host', contract: false });
const { metric: _metric, ...plain } = check({ id: 'ops-room', method: '现场查看', kinds: ['ops-host'], manual: true });
const room: Check = plain;
const disk = check({ id: 'ops-disk', kinds: ['ops-host'], method: '自动采集' });

const judge = (inspection: InspectionRecord, previous: InspectionRecord | null = null) =>
  judgeInspection({
    ...everyDay,
    checks: [room, disk],
    assets: [host],
    inspection,
    confirm: null,
    previous,
    asOf: t('18:00'),
  });
const methodOf = (rows: ReturnType<typeof judge>, check: string) => rows.find((row) => row.check === check);

describe('the inspection of a day', () => {
  it('is what was collected, whatever a person wrote down later', () => {
    const paper = typed('XJ-20261124-002', seen('2026-11-26T10:00:00+08:00'));
    const day = wholeDay([auto, paper]);
    expect(day).toMatchObject({ id: auto.id, source: 'auto', readings: auto.readings });
    expect(day?.manual).toEqual(paper.manual);
    expect(lastOfEachDay([paper, auto]).map(({ id }) => id)).toEqual([auto.id]);
    expect(wholeDay([auto])).toBe(auto);
  });

  it('says of a row that it was seen that day, or copied from paper later', () => {
    const own = wholeDay([auto, typed('XJ-20261124-002', seen(t('10:00')))]) as InspectionRecord;
    expect(methodOf(judge(own), 'ops-room')?.method).toBe('现场查看（09:20）');
    const paper = wholeDay([auto, typed('XJ-20261124-002', seen('2026-11-25T09:00:00+08:00'))]) as InspectionRecord;
    expect(methodOf(judge(paper), 'ops-room')).toMatchObject({
      outcome: 'normal',
      method: '纸质补录：现场查看（09:20）',
    });
  });

  it('of paper alone says of what is else measured that nothing was collected', () => {
    const paper = typed('XJ-20261124-001', seen('2026-11-25T09:00:00+08:00'));
    const row = methodOf(judge(paper, auto), 'ops-disk');
    expect(row).toMatchObject({ outcome: 'unreachable', reason: '当日没有采集（此前有）' });
  });

  it('says of a host report that a person brought it, unless the host signed it', () => {
    const run = (signed?: true) => ({
      ...auto,
      runs: auto.runs.map((one) => ({ ...one, type: 'host-report', ...(signed ? { signed } : {}) })),
    });
    expect(methodOf(judge(run()), 'ops-disk')?.method).toBe(CARRIED);
    expect(methodOf(judge(run(true)), 'ops-disk')?.method).toBe('自动采集');
  });

  it('names what failed in a collection that was withdrawn, and counts it nowhere', () => {
    const at = (time: string, read: number, id: string): InspectionRecord => {
      const own = {
        ...auto,
        id,
        finishedAt: t(time),
        runs: [run({ target: host.id, startedAt: t(time), finishedAt: t(time) })],
      };
      return { ...own, readings: [reading({ target: host.id, value: read, at: t(time) })] };
    };
    const [bad, good, again] = [
      at('09:00', 93, 'XJ-20261124-001'),
      at('09:01', 61, 'XJ-20261124-002'),
      at('09:02', 85, 'XJ-20261124-003'),
    ];
    const disks = (...[stand, gone]: InspectionRecord[][]) => {
      const [day] = lastOfEachDay(stand ?? [], gone);
      return judge(day as InspectionRecord).filter(({ check }) => check === 'ops-disk');
    };
    const [row, ...others] = disks([good], [bad, again]);
    expect([row?.outcome, row?.measured, others]).toEqual(['normal', '61.0 %', []]);
    expect(row?.reason).toBe('已作废的采集读到 09:00 93.0 %、09:02 85.0 %，标准 ≤ 80 %');
    expect(conclusionText([row as CheckResult], [], undefined)).toContain(
      '；已作废的采集中不合格 1 项：应用服务器 1 的磁盘使用率 09:00 93.0 %、09:02 85.0 %',
    );
    // What a later collection carries over is judged there, and what failed by itself is no second time told.
    expect(disks([bad], [{ ...bad, id: 'XJ-20261124-009' }])[0]?.takenBack).toBeUndefined();
    expect(disks([good], [{ ...bad, source: 'manual' }])[0]?.takenBack).toBeUndefined();
  });
});
