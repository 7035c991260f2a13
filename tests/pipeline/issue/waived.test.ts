/** The report of a waived day is not made: what it would have told stands in the next one, also when that one is made again. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArchive } from '../../../src/archive/store.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { addRecord } from '../../../src/pipeline/record/add.ts';
import { waive } from '../../../src/pipeline/signoff/waive.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import type { NoteRecord } from '../../../src/subjects/work/kinds/note.ts';
import { archivedDocument } from '../../support/archived.ts';
import { pdfSaying } from '../../support/scans.ts';
import { makeWorkspace, newFolder, noteDraft, open } from '../_workspace.ts';

const DAILY = 'daily-maintenance';
const at = (day: number, clock: string): string => `2026-11-${day}T${clock}:00+08:00`;

const root = await makeWorkspace();
const session = await open(root);
const scans = await Promise.all(
  ['甲', '乙'].map(async (name) => {
    const path = join(await newFolder(), `工作联系单-${name}.pdf`);
    await writeFile(path, pdfSaying(name));
    return path;
  }),
);

async function note(text: string, time: string): Promise<string> {
  const { record } = await session.workspace.change(
    '登记',
    (change) => change.addRecord('note', noteDraft(time, text)),
    {
      at: time,
    },
  );
  return record.id;
}

/** Corrects what a note says. */
async function correct(id: string, text: string, time: string): Promise<void> {
  const stored = await session.workspace.records.onFile<NoteRecord>(id);
  const given = { ...(stored?.record as NoteRecord), text };
  await addRecord(session, given, '文件.yaml', { kind: 'note', now: time, reason: '写错', by: '工程师' });
}

function waiveDay(day: number, now: string, scan: string) {
  return waive(session, {
    ...{ obligation: DAILY, periods: [`2026-11-${day}`], reason: '停电检修', person: '采购人项目负责人', now },
    ...{ side: 'purchaser', document: '工作联系单', scans: [scan] },
  });
}

/** The report of a day at 17:30 of it, and what it rests on. */
async function report(day: number): Promise<{ text: (section: string) => string; inputs: string[] }> {
  const period = `2026-11-${day}`;
  await note(`${day} 日的记事`, at(day, '16:00'));
  const { issued, failed } = await issue(session, { obligation: DAILY, period, now: at(day, '17:30') });
  expect(failed).toEqual([]);
  const { sections } = archivedDocument(join(root, issued[0]?.files.html ?? ''));
  const { documents } = await readArchive(root);
  const own = documents.find(({ manifest }) => manifest.obligation === DAILY && manifest.period === period);
  return {
    text: (section) => JSON.stringify(sections.filter(({ id }) => id === section)),
    inputs: (own?.manifest.inputs ?? []).map((one) => one.path),
  };
}

const isWaiver = (path: string): boolean => path.startsWith('records/waiver/');

describe('a day that was waived', () => {
  it('is told by the next report that goes out, with what was corrected of the days before, and by no other', async () => {
    const first = await note('巡查机房', at(24, '10:00'));
    await report(24);
    await waiveDay(25, at(25, '09:00'), scans[0] as string);
    const dark = await note('停电期间留守', at(25, '11:00'));
    await correct(first, '巡查机房两次', at(26, '09:00'));
    const next = await report(26);
    expect(next.text('corrections')).toContain(`更正　工作记事 ${first}`);
    expect(next.text('supplement')).toContain(dark);
    expect(next.text('supplement')).toContain('已豁免的 2026-11-25 不另编制，其内容列入本期');
    expect(next.inputs.filter(isWaiver)).toHaveLength(1);
    await correct(first, '巡查机房三次', at(27, '09:00'));
    const after = await report(27);
    expect(after.text('corrections')).toContain('三次');
    expect(after.text('corrections').split('更正　')).toHaveLength(2);
    expect(after.text('supplement')).not.toContain(dark);
    expect(after.inputs.filter(isWaiver)).toEqual([]);
  });

  it('that is waived only afterwards changes nothing of what went out, when it is made again', async () => {
    await waiveDay(23, at(27, '19:00'), scans[1] as string);
    const result = await verify(session, { rerender: true });
    expect(result.problems).toEqual([]);
    expect(result.notes.join()).toContain('逐字节重现：3 份');
    expect((await report(28)).inputs.filter(isWaiver)).toHaveLength(1);
    expect((await verify(session, { rerender: true })).problems).toEqual([]);
  });
});
