/** Before a log is confirmed or issued its engineer hears that nothing of the contract was observed. */
import { afterAll, describe, expect, it } from 'vitest';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import type { InspectionRecord } from '../../../src/subjects/inspections/kinds/inspection.ts';
import { inspect, starterSession } from '../../support/starter-session.ts';
import { inspectionDraft, makeWorkspace, open, reading, cleanUp as removeObserved } from '../_workspace.ts';

const DAY = '2026-11-24';
const log = { obligation: 'inspection-log', period: DAY, now: `${DAY}T10:00:00+08:00` };

afterAll(() => removeObserved());

async function blind() {
  const session = await starterSession('2026-11-01');
  await inspect(session, DAY);
  return session;
}

describe('a day on which nothing of the contract was observed', () => {
  it('is told once by `confirm`, before it is kept, with what was not observed; and it stays possible', async () => {
    const session = await blind();
    const kept = async () => (await session.workspace.records.list('signoff')).records.length;
    const told: { text: string; kept: Promise<number> }[] = [];
    const notice = (text: string) => told.push({ text, kept: kept() });
    const { issue: done } = await confirm(session, { ...log, person: '工程师', notice });
    const own = told.filter(({ text }) => text.includes('没有观测到合同内的任何一项'));
    expect(own).toHaveLength(1);
    expect(own[0]?.text).toMatch(/未配置 \d+ 项、待人工 \d+ 项/);
    expect(await own[0]?.kept).toBe(0);
    expect([done.issued.length, await kept()]).toEqual([1, 1]);
  });

  it('is told by `issue` of a person, not to what a person looked at by hand', async () => {
    const session = await blind();
    const told: string[] = [];
    const manual = [
      {
        check: 'device-appearance',
        target: 'attendance-1',
        result: 'normal' as const,
        by: '工程师',
        at: `${DAY}T09:20:00+08:00`,
      },
    ];
    await confirm(session, {
      ...log,
      person: '工程师',
      manual,
      now: `${DAY}T09:31:00+08:00`,
      notice: (t) => told.push(t),
    });
    expect(told.join()).not.toContain('没有观测到');
    const other = await blind();
    await issue(other, { ...log, notice: (text) => told.push(text) });
    expect(told.join()).toContain('没有观测到合同内的任何一项');
  });

  it('is not said of a day on which something was', async () => {
    const session = await open(await makeWorkspace());
    const at = `${DAY}T09:00:00+08:00`;
    const readings = [reading({ target: 'app-server-1', at })];
    const draft = inspectionDraft(at);
    const runs = draft.runs.map((run) => ({ ...run, target: 'app-server-1' }));
    await session.workspace.change(
      '巡检',
      (change) => change.addRecord<InspectionRecord>('inspection', { ...draft, runs, readings }),
      {
        at,
      },
    );
    const told: string[] = [];
    await confirm(session, { ...log, person: '工程师', notice: (text) => told.push(text) });
    expect(told.join()).not.toContain('没有观测到');
  });
});
