/** `status` is one screen of 24 lines by 80 columns, however much there is to say. */
import fc from 'fast-check';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onOneScreen, type Section } from '../../src/cli/screen.ts';
import { statusLines, statusScreen } from '../../src/cli/status-lines.ts';
import { issue } from '../../src/pipeline/issue/issue.ts';
import type { Session } from '../../src/pipeline/session.ts';
import { recordDelivery } from '../../src/pipeline/signoff/deliver.ts';
import { type Status, status } from '../../src/pipeline/status/status.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import type { Draft } from '../../src/workspace/change/change.ts';
import { cleanUp, DAY, inspect, makeWorkspace, open } from '../pipeline/_workspace.ts';

const rows = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(stringWidth(line) / 80)), 0);

describe('sections on one screen', () => {
  const line = fc.string({ unit: fc.constantFrom('一', 'a', '　', '·'), maxLength: 90 });
  const section = fc.record({ lines: fc.array(line, { maxLength: 12 }), keep: fc.constantFrom(0, 1) });

  it('fit it, keep what each must, and say what was left out', () => {
    fc.assert(
      fc.property(fc.array(section, { maxLength: 20 }), (given) => {
        const sections = given.map((one): Section => ({ ...one, more: (count) => `（另有 ${count} 项）` }));
        const { lines, isShort } = onOneScreen(sections, () => false);
        expect(rows(lines)).toBeLessThanOrEqual(23);
        for (const one of lines) expect(stringWidth(one)).toBeLessThanOrEqual(80);
        const told = lines.reduce((sum, one) => sum + Number(/（另有 (\d+) 项）$/.exec(one)?.[1] ?? 0), 0);
        const all = given.flatMap((one) => one.lines).length;
        const gone = given.filter(({ keep, lines: own }) => keep === 0 && own.length > 0).length;
        expect(isShort).toBe(lines.length < all);
        // Only of a section that is gone altogether nothing is left to say how many they were.
        if (gone === 0) expect(lines.length + told).toBe(all);
      }),
    );
  });

  it('cuts no line that is to be copied, and none that is to be read whole', () => {
    const command = `运行 opsledger confirm ${'x'.repeat(90)}`;
    const verdict = '合同履约'.repeat(30);
    const sections: Section[] = [
      { lines: [verdict], keep: 1, more: null, whole: true },
      { lines: [command], keep: 1, more: null },
    ];
    expect(onOneScreen(sections, (one) => one.includes('opsledger')).lines).toEqual([verdict, command]);
  });
});

describe('the screen of a workspace', () => {
  const at = (time: string): string => `${DAY}T${time}+08:00`;
  let session: Session;
  let found: Status;
  beforeAll(async () => {
    const root = await makeWorkspace();
    session = await open(root);
    await inspect(session, at('09:10:00'));
    await issue(session, { now: at('17:00:00') });
    const request = { action: 'deliver' as const, documents: [`inspection-log/${DAY}`], person: '甲' };
    await recordDelivery(session, { ...request, now: at('17:10:00') });
    const { id: _i, schema: _s, kind: _k, attachments: _a, ...example } = incident.example;
    const { restoredAt: _r, confirmedRestoredAt: _n, closedAt: _c, recordedAt: _d, ...running } = example;
    const changes = { timeline: [], pauses: undefined, measures: undefined, title: `测试${'很长的标题'.repeat(20)}` };
    const draft = { ...running, ...changes } as unknown as Draft<AnyRecord>;
    await session.workspace.change('测试', (change) => change.addRecord(incident.id, draft), { at: at('10:40:00') });
    found = await status(session, at('17:20:00'));
  });
  afterAll(cleanUp);

  it('has the verdict first, then what runs, what is due next, what awaits signature, and the scheduler', () => {
    const lines = statusScreen(found, (one) => one);
    expect(lines[0]).toBe(found.verdict.text);
    const order = ['进行中　GZ-', '接下来　', '待签收　1 份', '调度　　从未常驻运行'];
    const places = order.map((begin) => lines.findIndex((one) => one.startsWith(begin)));
    expect(places.filter((place) => place < 0)).toEqual([]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(lines.at(-1)).toMatch(/^下一步：opsledger due/);
  });

  it('stays one screen when everything goes wrong at once; --all has every line', () => {
    const many = <T>(one: T): T[] => Array.from({ length: 30 }, () => one);
    const path = { path: `records/incident/2026/11/${'x'.repeat(40)}.yaml`, message: '读不出'.repeat(30) };
    const bad: Status = {
      ...found,
      scheduler: {
        state: 'dead',
        text: '没有运行：最后一次活动 2026-11-24 10:00',
        remedy: '重新启动',
        livedAt: null,
        notes: [],
      },
      verdict: { ...found.verdict, reasons: many({ tone: 'abnormal', text: '逾期未交'.repeat(30), href: null }) },
      ...{ running: many(found.running[0] as never), next: many(found.next[0] as never) },
      ...{ archive: many(path), edited: many(path), problems: many(path), unproven: many(path) },
    };
    const lines = statusScreen(bad, (one) => one);
    expect(rows(lines)).toBeLessThanOrEqual(23);
    expect(lines[0]).toBe(found.verdict.text);
    for (const begin of ['调度　　没有运行', '进行中', '接下来', '归档异常', '手工改动', '不可读', '下一步']) {
      expect(
        lines.some((one) => one.startsWith(begin)),
        begin,
      ).toBe(true);
    }
    expect(lines.filter((one) => /（另有 29 项）$/.test(one)).length).toBeGreaterThan(3);
    expect(lines.at(-1)).toContain('status --all');
    expect(statusLines(bad).length).toBeGreaterThan(200);
  });
});
