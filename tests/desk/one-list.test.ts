/** One list: whoever opens 今日, the site's 待决定, `due` or `status` sees the same; and what happened while somebody was away. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import { issue } from '../../src/pipeline/issue/issue.ts';
import { planAt } from '../../src/pipeline/plan/plan.ts';
import { planSource } from '../../src/pipeline/session.ts';
import { waive } from '../../src/pipeline/signoff/waive.ts';
import { boardFacts } from '../../src/pipeline/status/board-facts.ts';
import { due } from '../../src/pipeline/status/due.ts';
import { status } from '../../src/pipeline/status/status.ts';
import { askedKinds, askedOf } from '../../src/sections/board/asked.ts';
import deviceRepair from '../../src/subjects/devices/kinds/device-repair.ts';
import expense from '../../src/subjects/expenses/kinds/expense.ts';
import { DAY, inspect, makeWorkspace, open } from '../pipeline/_workspace.ts';
import { draftOf } from '../support/draft-of.ts';
import { openTestDesk, type Person, type TestDesk } from './_desk.ts';

const at = (time: string, day = DAY): string => `${day}T${time}:00+08:00`;
const NEXT = '2026-11-25';
let root: string;
let desk: TestDesk;
beforeEach(async () => {
  root = await makeWorkspace();
  desk = await openTestDesk(root, at('08:55'));
});
afterEach(() => desk.close());

const today = async (person: Person): Promise<string> => (await person.get('/desk/')).text();

/** What 今日 says waits for the purchaser: kind in words, and how many. */
const askedOn = (html: string): string[] =>
  [...html.matchAll(/<li><a href="[^"]*">((?:口径|故障|许可|设备|支出|续期|豁免)[^<]*?) (\d+) 项<\/a><\/li>/g)].map(
    ([, label, n]) => `${label} ${n}`,
  );

it('shows the same to whoever opens any of them', async () => {
  const session = await open(root);
  const now = at('16:30');
  const broken = {
    ...draftOf(deviceRepair.example),
    irreparable: true,
    irreparableAt: at('15:00'),
    repairedAt: undefined,
    closedAt: undefined,
    decision: undefined,
    decidedBy: undefined,
    decidedAt: undefined,
  };
  const paid = {
    ...draftOf(expense.example),
    repair: undefined,
    agreedBy: undefined,
    agreedAt: undefined,
    bearer: undefined,
  };
  await session.workspace.change(
    '登记',
    async (change) => {
      await change.addRecord('device-repair', JSON.parse(JSON.stringify(broken)));
      await change.addRecord('expense', JSON.parse(JSON.stringify(paid)));
    },
    { at: now },
  );
  await waive(session, {
    ...{ obligation: 'inspection-log', periods: [NEXT], reason: '停电检修', person: '乙', side: 'purchaser', now },
  });
  const plan = await planAt(planSource(session), now);
  const rows = askedOf((await boardFacts(session, plan, now)).facts);
  const counted = Object.entries(askedKinds).flatMap(([kind, label]) => {
    const n = rows.filter((one) => one.kind === kind).length;
    return n === 0 ? [] : [`${label} ${n}`];
  });
  expect(counted.length).toBeGreaterThan(2);
  const toldIn = (asked: readonly { label: string; count: number }[]): string[] =>
    asked.map(({ label, count }) => `${label} ${count}`);
  expect(toldIn((await status(session, now)).asked)).toEqual(counted);
  expect(toldIn((await due(session, now, at('23:00'))).waits.asked)).toEqual(counted);
  desk.setClock(now);
  for (const role of ['engineer', 'manager', 'purchaser', 'auditor'])
    expect([role, askedOn(await today(await desk.person(role)))]).toEqual([role, counted]);
  await session.close();
});

it('a log that went out by itself stands on the engineer’s list until paper made it whole, and leads to version 2', async () => {
  const session = await open(root);
  await inspect(session, at('09:10'));
  await issue(session, { now: at('17:00'), runningSince: at('17:00') });
  const [log] = (await planAt(planSource(session), at('18:40'))).items.filter(
    ({ obligation, occurrence }) => obligation.id === 'inspection-log' && occurrence.period === DAY,
  );
  expect([log?.issued?.manifest.revision, log?.issued?.manifest.times.confirmed]).toEqual([1, null]);
  const missing = '无人确认即签发：缺人工检查 31 项';
  desk.setClock(at('09:00', NEXT));
  const engineer = await desk.person('engineer');
  const html = await today(engineer);
  expect(html).toContain(missing);
  expect(html).toContain(`<a href="/desk/checks?period&#x3D;${DAY}">纸质补录</a>`);
  expect((await due(session, at('09:00', NEXT), at('23:00', NEXT))).waits.unchecked.map(({ text }) => text)).toEqual([
    expect.stringContaining(missing),
  ]);
  expect((await status(session, at('09:00', NEXT))).unchecked).toMatchObject([{ period: DAY, missing: 31, added: 0 }]);
  // Nobody who may not check is told of it.
  expect(await today(await desk.person('purchaser'))).not.toContain('缺人工检查');
  await session.close();
});

it('今日 says what happened since the sign-in before, and nothing to whoever comes for the first time', async () => {
  const session = await open(root);
  await inspect(session, at('09:10'));
  await issue(session, { now: at('17:00'), runningSince: at('17:00') });
  desk.setClock(at('09:00', NEXT));
  expect(await today(await desk.person('engineer'))).not.toContain('自上次登录');
  const before = (since: string): Promise<Person> => desk.returning('engineer', since);
  const html = await today(await before(at('12:00')));
  expect(html).toContain(`自上次登录（${DAY} 12:00）以来`);
  expect(html).toMatch(/巡检日志[^<]*<\/a><span class="desk-line-more">签发，无人确认　2026-11-24 17:00/);
  expect(await today(await before(at('08:00', NEXT)))).not.toContain('自上次登录');
  await session.close();
});
