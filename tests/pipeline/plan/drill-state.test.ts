/** Past due, the yearly drill report is 缺失 without a drill and 逾期未交 with one: in the plan and in what documents print. */
import { describe, expect, it } from 'vitest';
import type { Deliverable } from '../../../reports/_deliverable.ts';
import { deliveryPart } from '../../../reports/deliveries/due.ts';
import { periodView } from '../../../reports/period/period.ts';
import { composeDocument } from '../../../src/pipeline/compose/compose.ts';
import { wholeDeliverable } from '../../../src/pipeline/deliverable-facts.ts';
import { dueAt, issue } from '../../../src/pipeline/issue/issue.ts';
import { type Plan, planAt } from '../../../src/pipeline/plan/plan.ts';
import { composeSource, planSource } from '../../../src/pipeline/session.ts';
import drill, { type DrillRecord } from '../../../src/subjects/recovery/kinds/drill.ts';
import { draftOf } from '../../support/draft-of.ts';
import { makeWorkspace, open } from '../_workspace.ts';

const NOW = '2027-08-31T16:30:00+08:00';
const DRILL = 'recovery-drill';

const session = await open(await makeWorkspace());

const itemOf = (plan: Plan, id: string) => plan.items.find((one) => one.obligation.id === id);

/** State of the drill in the plan, and as the 月报 of August counts it. */
async function states(): Promise<[string | undefined, string | undefined]> {
  const plan = await planAt(planSource(session), NOW);
  const month = plan.items.find(
    (one) => one.obligation.id === 'monthly-maintenance' && one.occurrence.to === '2027-08-31',
  );
  if (month === undefined) throw new Error('no month');
  const { obligation, occurrence } = month;
  let printed: string | undefined;
  const deliverable: Deliverable = {
    ...(await wholeDeliverable(session.deliverables, obligation.id)),
    compose(input) {
      const view = periodView(input);
      printed = deliveryPart(view).list.find((one) => one.obligation.id === DRILL)?.state;
      return { sections: [] };
    },
  };
  const moment = { issuedAt: NOW, readAt: NOW, late: null, revises: null, firstIssuedAt: null, revision: 1 };
  await composeDocument(composeSource(session), { deliverable, obligation, occurrence, ...moment });
  return [itemOf(plan, DRILL)?.state, printed];
}

describe('recovery-drill past its due time', () => {
  it('is 缺失 without a drill, waits for one, and is not made before', async () => {
    expect(await states()).toEqual(['missing', 'missing']);
    const plan = await planAt(planSource(session), NOW);
    expect(itemOf(plan, DRILL)?.lacks).toEqual(['证据']);
    expect(dueAt(plan, NOW).map((one) => one.obligation.id)).not.toContain(DRILL);
    const named = issue(session, { obligation: DRILL, period: itemOf(plan, DRILL)?.occurrence.period ?? '', now: NOW });
    await expect(named).rejects.toThrow(/没有证据，不能签发/);
  });

  it('is 逾期未交 with one that is not reported, and 补报 once it is', async () => {
    const draft = { ...draftOf(drill.example as DrillRecord), enteredAt: NOW };
    await session.workspace.change('演练', (change) => change.addRecord('drill', draft), { at: NOW });
    expect(await states()).toEqual(['overdue', 'overdue']);
    await issue(session, { obligation: DRILL, now: NOW });
    expect(await states()).toEqual(['late', 'late']);
  });
});

describe('backup-restore-test of a quarter in which nothing was restored', () => {
  it('is not made, since the contract asks for a restore test each quarter', async () => {
    const plan = await planAt(planSource(session), NOW);
    const first = itemOf(plan, 'backup-restore-test');
    expect(first).toMatchObject({ state: 'missing', lacks: ['证据'] });
    expect(dueAt(plan, NOW).map((one) => one.obligation.id)).not.toContain('backup-restore-test');
    const period = first?.occurrence.period ?? '';
    const named = issue(session, { obligation: 'backup-restore-test', period, now: NOW });
    await expect(named).rejects.toThrow(/缺 恢复测试.*1 条：2026-11-23 至 2027-02-22 要求 1 条，已登记 0 条/);
  });

  it('may list faults, changes and calls that did not happen as none', async () => {
    const plan = await planAt(planSource(session), NOW);
    const empty = dueAt(plan, NOW).map((one) => one.obligation.id);
    expect(empty).toEqual(expect.arrayContaining(['change-register', 'call-register', 'satisfaction-register']));
  });
});
