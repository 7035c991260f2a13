/** A report in a year whose holidays are not published says that it counted Monday to Friday. */
import { describe, expect, it } from 'vitest';
import type { Deliverable } from '../../../reports/_deliverable.ts';
import { type WorkdayCalendar, workdayCalendar } from '../../../src/contract/calendar/working-days.ts';
import { composeDocument } from '../../../src/pipeline/compose/compose.ts';
import type { ComposeRequest } from '../../../src/pipeline/compose/document.ts';
import { wholeDeliverable } from '../../../src/pipeline/deliverable-facts.ts';
import { planAt } from '../../../src/pipeline/plan/plan.ts';
import { composeSource, planSource } from '../../../src/pipeline/session.ts';
import { makeWorkspace, open } from '../_workspace.ts';

const NOW = '2026-12-31T16:30:00+08:00';
/** Of the days of the report alone, though obligations of the whole year lie over it. */
const MARK = /^2026 年节假日安排尚未公布，.*暂按周一至周五计算$/;
const unknown = workdayCalendar([]);
const notice = (year: number) => ({ year, off: [], work: [] });
const known = workdayCalendar([notice(2026), notice(2027)]);

const session = await open(await makeWorkspace());

async function marksOf(id: string, workdays: WorkdayCalendar, change: Partial<ComposeRequest & Deliverable> = {}) {
  const source = { ...planSource(session), workdays };
  const item = (await planAt(source, NOW)).items.find(
    (one) => one.obligation.id === id && one.occurrence.from <= '2026-12-30' && one.occurrence.to >= '2026-12-30',
  );
  if (item === undefined) throw new Error(`no ${id}`);
  const { obligation, occurrence } = item;
  const deliverable = { ...(await wholeDeliverable(session.deliverables, id)), ...change };
  const moment = { issuedAt: NOW, readAt: NOW, late: null, revises: null, firstIssuedAt: null, revision: 1 };
  const request = { deliverable, obligation, occurrence, ...moment, ...change };
  const { document } = await composeDocument({ ...composeSource(session), workdays }, request);
  return document.marks.map((mark) => mark.text);
}

describe('holidays that are not published', () => {
  it('are named by what counts attendance', async () => {
    expect(await marksOf('monthly-maintenance', unknown)).toContainEqual(expect.stringMatching(MARK));
    expect((await marksOf('monthly-maintenance', known)).join()).not.toContain('节假日安排');
  });

  it('are named by what lists due times that rest on them, and by what is late against one', async () => {
    const compose = () => ({ sections: [] });
    expect(await marksOf('monthly-maintenance', unknown, { compose })).toContainEqual(expect.stringMatching(MARK));
    const alone = { compose, occurrences: false };
    const late = { dueAt: '2026-12-31T16:00:00+08:00', reason: '停电' };
    expect(await marksOf('monthly-maintenance', unknown, { ...alone, late })).toContainEqual(
      expect.stringMatching(MARK),
    );
  });

  it('of the next year are no matter of a report of this one, whatever is due or looked for then', async () => {
    const next = workdayCalendar([notice(2026)]);
    expect((await marksOf('monthly-maintenance', next)).join()).not.toContain('节假日安排');
    const compose: Deliverable['compose'] = ({ isWorkingDay }) => {
      isWorkingDay('2027-01-04');
      return { sections: [] };
    };
    expect((await marksOf('monthly-maintenance', next, { compose })).join()).not.toContain('节假日安排');
  });

  it('are no matter of a document that rests on no working day', async () => {
    const compose = () => ({ sections: [] });
    const alone = { compose, occurrences: false };
    expect((await marksOf('monthly-maintenance', unknown, alone)).join()).not.toContain('节假日安排');
  });
});
