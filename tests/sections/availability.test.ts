/** 可用率 of twelve months: bars that show the difference, each interruption, and no 没有中断 without its interval. */
import { describe, expect, it } from 'vitest';
import { encodeProbe } from '../../src/records/probe-samples.ts';
import { cellText } from '../../src/report/cell.ts';
import { axisFrom } from '../../src/sections/availability/months.ts';
import availability from '../../src/sections/availability.ts';
import incidentKind, { type IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import probeKind, { type ProbeRecord } from '../../src/subjects/inspections/kinds/probe.ts';
import { pagesOf, siteFacts } from '../support/site-parts.ts';

const [series] = probeKind.example.series;
/** Slots of a day: all up, but for so many down at the begin. */
const dayOf = (date: string, target: string, down = 0): ProbeRecord => ({
  ...probeKind.example,
  id: `TC-${date.replaceAll('-', '')}-001`,
  date,
  interval: 300,
  failures: [],
  series: [{ ...(series as ProbeRecord['series'][number]), target, states: statesOf(down) }],
});
const statesOf = (down: number): string =>
  encodeProbe(Array.from({ length: 288 }, (_, n) => (n < down ? 'down' : 'up')));

const page = (probes: ProbeRecord[], incident: IncidentRecord[] = []) => {
  const facts = siteFacts({ records: { probe: probes, 'maintenance-window': [], incident, 'alert-proposal': [] } });
  facts.contract.contract.requirements = {
    ...facts.contract.contract.requirements,
    availability: [
      {
        ...{ id: 'core', name: '核心系统', percent: 99.9, per: 'month', of: 'each' },
        ...{ maintenance: 'excluded', clauses: ['5.5.1'] },
      },
    ],
  } as never;
  return pagesOf(availability, facts)[0];
};

describe('the page', () => {
  it('has a bar a month, the year, the target and each interruption with its interval', () => {
    const made = page([
      dayOf('2026-09-30', 'subsystem-hr'),
      dayOf('2026-10-01', 'subsystem-hr', 108),
      dayOf('2026-11-02', 'subsystem-hr'),
    ]);
    const own = made?.sections.find(({ id }) => id === 'a-subsystem-hr');
    expect(own?.note).toMatch(/^87\.50 %，中断 1 次，共 9 小时；合同要求 每月 ≥ 99\.9 %（条款 ⟦条款:5\.5\.1⟧）$/);
    const [bars, outages] = own?.blocks ?? [];
    if (bars?.type !== 'chart' || outages?.type !== 'table') throw new Error('no chart');
    expect(bars.x).toEqual(['2026-09', '2026-10', '2026-11']);
    expect(bars.series[0]?.values).toEqual([100, 62.5, 100]);
    expect(bars.summary).toContain('纵轴从 50.0 % 起，不从 0 起');
    const texts = Object.values(outages.rows[0]?.cells ?? {}).map(cellText);
    expect(texts.slice(0, 4)).toEqual(['2026-10-01 00:00', '2026-10-01 09:00', '9 小时', '探测没有给出原因']);
    expect(JSON.stringify(made?.sections[0])).toContain('2026 年 10 月，62.50 %');
  });

  it('leads from an interruption to the faults that name the object and last into it, and says where there is none', () => {
    const { confirmedRestoredAt: _, ...example } = incidentKind.example;
    const fault = (id: string, assets: string[], occurredAt: string, restoredAt: string): IncidentRecord => ({
      ...example,
      ...{ id, title: id, assets, occurredAt, discoveredAt: occurredAt, restoredAt },
    });
    const faults = [
      fault('GZ-20261001-001', ['subsystem-hr'], '2026-10-01T00:10:00+08:00', '2026-10-01T03:00:00+08:00'),
      fault('GZ-20261001-002', ['app-server-1'], '2026-10-01T00:10:00+08:00', '2026-10-01T03:00:00+08:00'),
      fault('GZ-20261001-003', ['subsystem-hr'], '2026-10-01T09:30:00+08:00', '2026-10-01T10:00:00+08:00'),
    ];
    const [level] = example.levels;
    if (level === undefined) throw new Error('no level');
    faults.push({
      ...fault('GZ-20260901-001', ['subsystem-hr'], '2026-09-01T00:10:00+08:00', '2026-10-20T03:00:00+08:00'),
      levels: [{ ...level, level: 'P5' }],
    });
    const cells = (given: IncidentRecord[]) => {
      const made = page([dayOf('2026-10-01', 'subsystem-hr', 108)], given);
      const table = made?.sections.find(({ id }) => id === 'a-subsystem-hr')?.blocks[1];
      return table?.type === 'table' ? table.rows.map((row) => row.cells['fault']) : [];
    };
    expect(cells(faults)).toEqual([
      { text: 'GZ-20261001-001', href: '/faults/GZ-20261001-001', sub: 'GZ-20261001-001' },
    ]);
    expect(cells(faults.slice(1))).toMatchObject([{ text: '没有登记涉及此对象的故障' }]);
  });

  it('says of what was not interrupted from when to when', () => {
    const made = page([dayOf('2026-11-02', 'subsystem-hr')]);
    expect(JSON.stringify(made)).toContain('2026-11-02 至 2026-11-02，观测到的时间内没有中断');
    expect(made?.sections[0]?.note).toBe('2026-11-02 至 2026-11-02；逐月按自然月，月报按其统计区间的整日');
  });

  it('is not there where nothing was probed', () => expect(page([])).toBeUndefined());
});

it.each([
  [100, 99.9],
  [99.95, 99.9],
  [99.93, 99.9],
  [99.4, 99],
  [97.2, 95],
  [62.5, 50],
  [3, 0],
])('the axis of months down to %s begins at %s', (worst, from) => expect(axisFrom(worst)).toBe(from));
