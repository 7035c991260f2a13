/** What machines measured, people cannot write: an inspection holds what they looked at, on the day or from paper. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgedDay } from '../../../src/pipeline/collect/judged-day.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { type AddRequest, addRecord } from '../../../src/pipeline/record/add.ts';
import type { InspectionRecord } from '../../../src/subjects/inspections/kinds/inspection.ts';
import { tempFolder } from '../../support/at-end.ts';
import { pdfSaying } from '../../support/scans.ts';
import { DAY, inspect, makeWorkspace, open } from '../_workspace.ts';

const session = await open(await makeWorkspace());
const folder = await tempFolder('sheet');
const { checks, assets } = session.workspace.contract;
const manual = checks.find((one) => one.manual && one.aggregate === undefined);
const check = manual?.id ?? '';
const target = assets.find((one) => manual?.kinds?.includes(one.kind) || manual?.assets?.includes(one.id))?.id ?? '';

const write = (given: object, now: string, more: Partial<AddRequest> = {}) =>
  addRecord(session, given, 'XJ.yaml', { kind: 'inspection', now, by: '甲', ...more });
const row = (at: string) => ({ check, target, result: 'normal', by: '甲', at });
const sheet = async () => {
  const file = join(folder, '巡检表.pdf');
  await writeFile(file, pdfSaying('sheet'));
  return [file];
};
const refused = async (work: Promise<unknown>, ...says: string[]) => {
  for (const text of says) await expect(work).rejects.toThrow(text);
};

describe('an inspection that a person writes', () => {
  it('holds no readings, whoever is said to have taken them', async () => {
    const readings = [
      { source: 'x', target: 'app-server-1', metric: 'cpu.used', value: 8, unit: '%', at: `${DAY} 09:00` },
    ];
    const given = { date: DAY, readings, manual: [row(`${DAY} 09:00`)] };
    await refused(
      write(given, `${DAY}T10:00:00+08:00`),
      '由程序写入，不能人工登记采集值',
      'readings（采集值）',
      'collect',
    );
    await refused(write({ ...given, source: 'auto' }, `${DAY}T10:00:00+08:00`), '不能标为自动采集');
    for (const kind of ['probe', 'scan', 'alert-proposal'])
      await refused(write({}, `${DAY}T10:00:00+08:00`, { kind }), '由程序写入，不能人工登记');
  });

  it('holds no answer to a check that a machine makes, with a value or without', async () => {
    const { checks } = session.workspace.contract;
    const automatic = checks.filter(({ manual }) => !manual);
    expect(automatic.length).toBeGreaterThan(30);
    for (const one of automatic) {
      const own = { ...row(`${DAY} 09:00`), check: one.id, target: 'app-server-1', value: '8 %' };
      await refused(
        write({ date: DAY, manual: [own] }, `${DAY}T10:00:00+08:00`),
        one.id,
        '自动采集的检查项只由采集写入',
      );
    }
  });

  it('on the day is 人工检查, of a day that is over 纸质补录 with the sheet', async () => {
    await inspect(session, `${DAY}T09:00:00+08:00`);
    const own = await write({ date: DAY, manual: [row(`${DAY} 09:20`)] }, `${DAY}T10:00:00+08:00`);
    const saved = (await session.workspace.records.get<InspectionRecord>(own.id))?.record;
    expect(saved).toMatchObject({ source: 'manual', trigger: 'hand', runs: [], readings: [] });
    const late = { date: '2026-11-23', manual: [row('2026-11-23 09:20')] };
    await refused(write(late, `${DAY}T10:00:00+08:00`), '纸质巡检表的扫描件');
    await refused(write({ ...late, manual: [row(`${DAY} 09:20`)] }, `${DAY}T10:00:00+08:00`), '当天的检查时间');
    await write(late, `${DAY}T10:00:00+08:00`, { sheets: await sheet() });
    const method = async (day: string) =>
      (await judgedDay(session, day, null))?.results.find((one) => one.check === check && one.asset === target);
    expect(await method('2026-11-23')).toMatchObject({
      outcome: 'normal',
      method: expect.stringMatching(/^纸质补录：.+（09:20）$/),
    });
    expect((await method(DAY))?.method).not.toContain('纸质补录');
    // What was collected still stands for the day.
    expect((await judgedDay(session, DAY, null))?.inspection.source).toBe('auto');
  });

  it('from paper is said on the first page, and in each row', async () => {
    const now = `${DAY}T17:00:00+08:00`;
    const result = await issue(session, { obligation: 'inspection-log', period: '2026-11-23', now, reason: '补报' });
    const path = result.issued[0]?.files.html ?? '';
    const text = (await import('node:fs')).readFileSync(join(session.workspace.root, path), 'utf8');
    expect(text).toContain('含纸质补录 1 项，依据纸质巡检表扫描件');
    expect(text).toContain('当日没有自动采集，纸质补录 1 项');
    expect(text).toContain('"method":{"text":"纸质补录：');
  });

  it('corrects nothing that a machine measured', async () => {
    const id = 'XJ-20261124-001';
    const stored = (await session.workspace.records.get<InspectionRecord>(id))?.record as InspectionRecord;
    const readings = stored.readings.map((one) => ({ ...one, value: 8 }));
    const edit = { now: `${DAY}T18:00:00+08:00`, reason: '更正' };
    await refused(write({ id, readings }, edit.now, edit), '程序采集或导入的内容不能修改', `opsledger withdraw ${id}`);
  });
});
