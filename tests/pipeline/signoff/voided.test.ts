/** What was confirmed is kept as its fingerprint: a later change voids the confirmation, and everybody who shows it says so. */
import { beforeEach, describe, expect, it } from 'vitest';
import { dueLines } from '../../../src/cli/due-lines.ts';
import { statusLines } from '../../../src/cli/status-lines.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { needsAttention } from '../../../src/pipeline/plan/due-items.ts';
import { planAt } from '../../../src/pipeline/plan/plan.ts';
import { voidedBy } from '../../../src/pipeline/plan/voided-by.ts';
import { addRecordText } from '../../../src/pipeline/record/add.ts';
import { withdraw } from '../../../src/pipeline/record/withdraw.ts';
import { planSource, type Session } from '../../../src/pipeline/session.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { due } from '../../../src/pipeline/status/due.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import { rerender } from '../../../src/pipeline/verify/again/rerender.ts';
import { committedFiles } from '../../../src/pipeline/verify/committed-files.ts';
import type { Problem } from '../../../src/pipeline/verify/problem.ts';
import duty from '../../../src/subjects/attendance/kinds/duty.ts';
import type { SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import { draftOf } from '../../support/draft-of.ts';
import { DAY, inspect, makeWorkspace, note, noteDraft, open, signoff } from '../_workspace.ts';

const REPORT = 'daily-maintenance';
const at = (time: string, day = DAY): string => `${day}T${time}:00+08:00`;
let session: Session;
beforeEach(async () => {
  session = await open(await makeWorkspace());
  await inspect(session, at('09:00'));
});

const confirmAt = (time: string, more: object = {}) =>
  confirm(session, { obligation: REPORT, period: DAY, person: '甲', now: at(time), ...more });
const addNote = (time: string): Promise<string> => note(session, noteDraft(at(time), '更换交换机电源。'));
const itemAt = async (now: string) =>
  (await planAt(planSource(session), now)).items.find(
    (one) => one.obligation.id === REPORT && one.occurrence.period === DAY,
  );
const dueAt = async (now: string) =>
  (await due(session, now, now)).items.find((one) => one.obligation === REPORT && one.period === DAY);

describe('confirmed before its time has come', () => {
  it('keeps what was seen, says what becomes of it, and goes out as confirmed when nothing changed', async () => {
    const told: string[] = [];
    const { id } = await confirmAt('16:00', { notice: (text: string) => told.push(text) });
    const { records } = await session.workspace.records.list<SignoffRecord>('signoff');
    expect(records.find((one) => one.id === id)?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(told).toContainEqual(expect.stringContaining('本次确认失效，须重新确认'));
    const { issued } = await issue(session, { now: at('17:00') });
    expect(issued.find((one) => one.obligation === REPORT)?.confirmedAt).toBe(at('16:00'));
  });

  it('is void once something was added: the plan, due and status say it, and nothing goes out before it is due', async () => {
    await confirmAt('16:00');
    await addNote('16:30');
    expect(await itemAt(at('17:01'))).toMatchObject({
      confirmed: false,
      lacks: ['重新确认'],
      voided: { at: at('16:00'), person: '甲', changed: [{ kind: 'note', id: 'JS-20261124-001' }] },
    });
    const item = await dueAt(at('17:01'));
    expect(item && [needsAttention(item), dueLines([item])[0]?.join(' ')]).toEqual([
      true,
      expect.stringMatching(
        /缺 重新确认（2026-11-24 16:00 的确认已失效（其后登记或更正了 JS-20261124-001））.*confirm/,
      ),
    ]);
    expect(statusLines(await status(session, at('17:01'))).join('\n')).toContain(`确认失效　${REPORT} ${DAY}`);
    const early = await issue(session, { now: at('17:01') });
    expect(early.issued.map((one) => one.obligation)).not.toContain(REPORT);
  });

  it('unconfirmed when due, the document says why, and verifies', async () => {
    await confirmAt('16:00');
    await addNote('16:30');
    const due = at('10:00', '2026-11-25');
    const { issued } = await issue(session, { now: due });
    const own = issued.find((one) => one.obligation === REPORT);
    const { documents } = await planAt(planSource(session), due);
    const archived = documents.find(({ manifest }) => manifest.number === own?.number);
    expect([own?.confirmedAt, archived?.manifest.marks]).toEqual([
      null,
      expect.arrayContaining(['自动生成，未经人工确认（2026-11-24 16:00 确认后数据有变化，确认失效）']),
    ]);
    const problems: Problem[] = [];
    const files = committedFiles(session.workspace.git);
    const again = archived === undefined ? [] : [archived];
    const lines = await rerender(session, again, files, problems).finally(() => files.close());
    expect([lines.join(), problems]).toEqual([expect.stringContaining('逐字节重现'), []]);
  });

  it('is told at once to whoever writes, corrects or withdraws what it rests on', async () => {
    await confirmAt('16:00');
    const text = 'date: 2026-11-24\ntopic: operation\ntext: 更换交换机电源。\n';
    const { id, notices } = await addRecordText(session, text, { kind: 'note', now: at('16:30'), by: '甲' });
    const told = new RegExp(
      `2026-11-24 16:00 的确认已失效（其后登记或更正了 ${id}）.*opsledger confirm ${REPORT} ${DAY}`,
    );
    expect(notices.join()).toMatch(told);
    expect((await voidedBy(session, id, at('16:35'))).join()).toMatch(told);
    expect(await voidedBy(session, 'JS-20261124-999', at('16:35'))).toEqual([]);
    await confirmAt('16:40');
    expect((await withdraw(session, { record: id, reason: '误登', by: '甲', now: at('16:45') })).voided.join()).toMatch(
      /16:40 的确认已失效/,
    );
    const of = { kind: 'note', now: at('17:10'), by: '甲' };
    expect((await addRecordText(session, text.replaceAll('24', '23'), of)).notices).toEqual([]);
  });

  it('confirmed anew, it stands again', async () => {
    await confirmAt('16:00');
    await addNote('16:30');
    const again = await confirmAt('17:05');
    expect(again.issue.issued[0]?.confirmedAt).toBe(at('17:05'));
  });

  it('is not void because another document went out or was confirmed meanwhile', async () => {
    await confirmAt('16:00');
    await confirm(session, { obligation: 'inspection-log', period: DAY, person: '甲', now: at('16:10') });
    expect(await itemAt(at('17:01'))).toMatchObject({ confirmed: true });
  });

  it('stands as before where no fingerprint was kept', async () => {
    await signoff(session, { obligation: REPORT, at: at('16:00') });
    await addNote('16:30');
    expect(await itemAt(at('17:01'))).toMatchObject({ confirmed: true });
  });
});

it('refuses to confirm what is not what the person was shown, and saves nothing', async () => {
  const head = await session.workspace.git.head();
  await expect(confirmAt('17:05', { shownDraft: 'f'.repeat(64) })).rejects.toThrow('在您查看之后有变化，没有确认');
  expect(await session.workspace.git.head()).toBe(head);
});

it('a report of a period is what was seen while the documents of its days go out', async () => {
  const report = 'monthly-maintenance';
  // Read until the report of its day is issued, and counted when the day is over: nothing else wants it in between.
  const example = draftOf(duty.example);
  const onDuty = { ...example, at: at('09:00'), enteredAt: at('09:00'), date: DAY };
  await session.workspace.change('值班', (change) => change.addRecord('duty', onDuty), { at: at('09:00') });
  const { items } = await planAt(planSource(session), at('16:00'));
  const period = items.find((one) => one.obligation.id === report)?.occurrence.period ?? '';
  await confirm(session, { obligation: report, period, person: '甲', now: at('16:00') });
  await confirm(session, { obligation: 'inspection-log', period: DAY, person: '甲', now: at('16:10') });
  await issue(session, { obligation: REPORT, period: DAY, now: at('16:15'), byPerson: true });
  const own = async (now: string) =>
    (await planAt(planSource(session), now)).items.find(
      ({ obligation, occurrence }) => obligation.id === report && occurrence.period === period,
    );
  expect(await own(at('16:20'))).toMatchObject({ confirmed: true });
  await addNote('16:30');
  expect((await own(at('16:40')))?.voided?.changed).toEqual([{ kind: 'note', id: 'JS-20261124-001' }]);
});
