/** 可用率 on the first page: each subsystem once, and of the rest only what was interrupted or hardly seen. */

import { describe, expect, it } from 'vitest';
import { availabilityFigures } from '../../../src/sections/board/availability.ts';
import type { MaintenanceWindowRecord } from '../../../src/subjects/availability/kinds/maintenance-window.ts';
import type { ProbeRecord } from '../../../src/subjects/inspections/kinds/probe.ts';
import { exampleRecords, siteFacts } from '../../support/site-parts.ts';

const UP = 'u1440';
const WITH_OUTAGE = 'u540 d3 u897';
const FIRST = Temporal.PlainDate.from('2026-10-25');
const DAYS = 31;

/** @param states by target, of the last day; before it all were there */
function figures(states: Record<string, string>, daysBefore = DAYS - 1, windows?: MaintenanceWindowRecord[]) {
  const [example] = exampleRecords().probe as [ProbeRecord];
  const probe = Array.from({ length: DAYS }, (_, n) => n)
    .filter((n) => n >= DAYS - 1 - daysBefore)
    .map((n): ProbeRecord => {
      const date = FIRST.add({ days: n }).toString();
      const series = Object.entries(states).map(([target, last]) => ({
        target,
        probe: 'http' as const,
        states: n === DAYS - 1 ? last : UP,
      }));
      return { ...example, id: `TC-${date.replaceAll('-', '')}-001`, date, series, failures: [] };
    });
  const planned = windows === undefined ? {} : { 'maintenance-window': windows };
  return availabilityFigures(siteFacts({ records: { ...exampleRecords(), ...planned, probe } }));
}

describe('可用率', () => {
  it('names every subsystem, the worst first, and counts the others that nothing interrupted', () => {
    const { span, subsystems, others, quiet } = figures({
      'subsystem-hr': UP,
      'subsystem-administration': WITH_OUTAGE,
      'mysql-primary': UP,
      'nginx-1': UP,
    });
    expect(span).toBe('2026-10-25 至 2026-11-24');
    expect(subsystems).toMatchObject([
      {
        href: '/assets/subsystem-administration#availability',
        availability: '99.99 %',
        note: '中断 1 次，共 3 分',
        tone: 'attention',
      },
      { href: '/assets/subsystem-hr#availability', availability: '100.00 %', note: '31\u00a0天无中断', tone: 'normal' },
    ]);
    expect([others, quiet]).toEqual([[], 2]);
  });

  it('tells the figure with planned maintenance beside that without it, where something was down in it', () => {
    const [example] = exampleRecords()['maintenance-window'] as [MaintenanceWindowRecord];
    const marked: MaintenanceWindowRecord = {
      ...{ ...example, assets: ['subsystem-hr'], afterwards: 'yes', change: undefined, permit: undefined },
      ...{ from: '2026-11-24T09:00:00+08:00', to: '2026-11-24T09:03:00+08:00', at: '2026-11-24T10:00:00+08:00' },
      ...{ approvedAt: '2026-11-24T11:00:00+08:00', enteredAt: '2026-11-24T12:00:00+08:00' },
      attachments: example.attachments?.map((one) => ({ ...one, takenAt: '2026-11-24T11:30:00+08:00' })),
    };
    const noteOf = (windows: MaintenanceWindowRecord[]) =>
      figures({ 'subsystem-hr': WITH_OUTAGE }, DAYS - 1, windows).subsystems.map((one) => [one.availability, one.note]);
    expect(noteOf([marked])).toEqual([['100.00 %', '31\u00a0天无中断，计入计划维护为 99.99 %']]);
    expect(noteOf([{ ...marked, attachments: undefined }])).toEqual([['99.99 %', '中断 1 次，共 3 分']]);
  });

  it('names what else was interrupted or hardly observed', () => {
    const interrupted = figures({ 'subsystem-hr': UP, 'mysql-primary': WITH_OUTAGE, 'nginx-1': UP });
    expect(interrupted.others.map(({ href }) => href)).toEqual(['/assets/mysql-primary#availability']);
    expect(interrupted.quiet).toBe(1);
    const hardly = figures({ 'subsystem-hr': UP, 'nginx-1': UP }, 0);
    expect(hardly.quiet).toBe(0);
    expect(hardly.others[0]?.note).toBe('31\u00a0天无中断，观测到的时间只有 3.23 %');
  });

  it('is 未观测 where nothing was seen', () => {
    expect(figures({ 'subsystem-hr': 'n1440' }, 0).subsystems[0]).toMatchObject({
      availability: '未观测',
      tone: 'muted',
      note: '这段时间没有观测到',
    });
  });
});
