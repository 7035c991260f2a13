/** Why a day's document is missing: what people wrote of just that day, and else that nobody wrote it. */
import { describe, expect, it } from 'vitest';
import { fromOwed } from '../../../src/knowledge/search-site.ts';
import { causeOf } from '../../../src/pipeline/publish/occurrence.ts';
import { entriesOf } from '../../../src/site/lib/deliverables.ts';
import { entryRow, timeOf } from '../../../src/site/lib/entry-rows.ts';
import { CAUSE_PLACE, missedBy, missedNotes, NO_CAUSE } from '../../../src/subjects/deliveries/judge/missed.ts';
import noteKind, { type NoteRecord } from '../../../src/subjects/work/kinds/note.ts';
import { siteModel } from '../../support/site-fixture.ts';
import { exampleRecords, siteFacts } from '../../support/site-parts.ts';

const note = (more: Partial<NoteRecord>): NoteRecord => ({
  ...noteKind.example,
  ...{ id: 'JS-20261121-001', date: '2026-11-20', topic: 'missed', text: '运维工作站断电' },
  ...more,
});
const day = { from: '2026-11-20', to: '2026-11-20' };

describe('the cause of a missing day', () => {
  it('is the newest note on it, of that day and of that sort alone', () => {
    const by = (...notes: NoteRecord[]) => missedBy(missedNotes(notes), day)?.text ?? null;
    expect(by(note({}), note({ id: 'JS-20261121-002', text: '电源模块故障' }))).toBe('电源模块故障');
    expect(by(note({ topic: 'other' }), note({ date: '2026-11-19' }))).toBeNull();
    expect(missedBy(missedNotes([note({})]), { from: '2026-11-01', to: '2026-11-30' })).toBeNull();
  });

  it('leads to where it stands, or to where it is to be written down', () => {
    const cause = (...notes: NoteRecord[]) =>
      causeOf(siteFacts({ records: { ...exampleRecords(), note: notes } }))(day);
    expect(cause(note({}))).toEqual({ text: '运维工作站断电', href: '/records/note/2026-11#JS-20261121-001' });
    expect(cause(noteKind.example)).toEqual({ text: NO_CAUSE, href: '/records/note', sub: CAUSE_PLACE });
    expect(cause()).toEqual({ text: NO_CAUSE, sub: CAUSE_PLACE });
    expect(causeOf(siteFacts())({ from: '2020-01-01', to: '2020-01-01' })).toBeUndefined();
  });

  it('stands in the row of the day and is found by the search', () => {
    const model = siteModel();
    const [owed] = model.occurrences;
    if (owed === undefined) throw new Error('nothing is owed');
    const cause = { text: '运维工作站断电', href: '/records/note/2026-11#JS-20261121-001' };
    const missing = { ...owed, state: 'missing' as const, period: '2026-11-20', cause };
    const [entry] = entriesOf({ occurrences: [missing], documents: [] });
    if (entry === undefined) throw new Error('no row');
    const row = entryRow(entry, { withName: true, common: [], time: timeOf([], model.today) });
    expect(row).toMatch(/<a href="?\/records\/note\/2026-11#JS-20261121-001"?>运维工作站断电<\/a>/);
    expect(fromOwed([missing], new Set())[0]?.text).toContain('运维工作站断电');
  });
});
