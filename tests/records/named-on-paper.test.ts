/** What a signed page says it is of, held against what rests on it: by every two numbers, and at door, page and document. */
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { papersOfOthers } from '../../src/assess/precheck/other-paper.ts';
import { numbersIn } from '../../src/contract/numbers-in-text.ts';
import { formatRecordId } from '../../src/contract/record-id.ts';
import { lookAtEvidence } from '../../src/evidence/look.ts';
import { issue } from '../../src/pipeline/issue/issue.ts';
import { attach } from '../../src/pipeline/record/attach.ts';
import { recordDelivery } from '../../src/pipeline/signoff/deliver.ts';
import { insteadText, namedInstead } from '../../src/records/named-on-paper.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { cleanUp, DAY, inspect, makeWorkspace, newFolder, note, noteDraft, open } from '../pipeline/_workspace.ts';
import { runs } from '../support/runs.ts';

afterAll(cleanUp);

const at = (time: string, day = DAY): string => `${day}T${time}:00+08:00`;

/** A page whose words can be read: its font is one that every reader has. */
async function pageOf(line: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage().drawText(line, { x: 60, y: 700, size: 12 });
  return pdf.save();
}

const signed = { proof: 'purchaser' } as const;

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-11-${String(n).padStart(2, '0')}`);
const serial = fc.integer({ min: 1, max: 1200 });
const document = fc
  .tuple(day, fc.constantFrom('XJ', 'RZ', 'BF'), fc.integer({ min: 1, max: 9 }))
  .map(([of, code, n]) => `HQSF-${code}-${of.replaceAll('-', '')}-r${n}`);
const record = fc
  .tuple(fc.constantFrom('GZ', 'JS', 'XK'), day, serial)
  .map(([prefix, of, n]) => formatRecordId(prefix, of, n));

it('tells of a page exactly where it names some of the kind and not this one', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(document, record), { maxLength: 6 }), document, record, (named, number, id) => {
      const names = numbersIn(`签收单：${named.join('、')}。本页 A4-210。`, 9);
      expect(names).toEqual([...new Set(named)]);
      const documents = names.filter((one) => one.startsWith('HQSF-'));
      expect(namedInstead({ names, ...signed }, { document: number })).toEqual(
        documents.includes(number) ? [] : documents,
      );
      const prefix = id.slice(0, 2);
      const own = names.filter((one) => one.startsWith(`${prefix}-`));
      expect(namedInstead({ names, ...signed }, { record: { prefix, id } })).toEqual(own.includes(id) ? [] : own);
      // A photo that bears a number proves no act of anybody's.
      expect(namedInstead({ names }, { document: number })).toEqual([]);
    }),
    { numRuns: runs(300) },
  );
});

it('keeps with a page what its words name, and nothing of a plain scan', async () => {
  const shows = async (line: string) => (await lookAtEvidence(await pageOf(line), 'application/pdf')).shows;
  expect(await shows('Received HQSF-XJ-20261124-r1, GZ-20261120-001-z and HQSF-XJ-20261124-r1')).toMatchObject({
    names: ['HQSF-XJ-20261124-r1', 'GZ-20261120-001-z'],
  });
  expect(await shows('Received with thanks')).not.toHaveProperty('names');
});

it('says at the door and in the document that the page is of something else', async () => {
  const session = await open(await makeWorkspace());
  await inspect(session, at('09:00'));
  await issue(session, { obligation: 'inspection-log', period: DAY, now: at('17:30') });
  const folder = await newFolder();
  const page = async (name: string, line: string): Promise<string> => {
    await writeFile(join(folder, name), await pageOf(line));
    return join(folder, name);
  };
  const hand = async (action: 'deliver' | 'receive', scans: string[]) =>
    recordDelivery(session, { action, documents: [`inspection-log/${DAY}`], person: '甲', now: at('18:00'), scans });
  await hand('deliver', []);
  const other = await hand('receive', [await page('签收单.pdf', 'HQSF-XJ-20261123-r1 received')]);
  expect(other.notices).toContain(
    '签收单.pdf：文字写的是 HQSF-XJ-20261123-r1，没有 HQSF-XJ-20261124-r1；请核对它证明的是这一项',
  );
  const id = basename(await note(session, noteDraft(at('10:00'), '清理临时文件')), '.yaml');
  const given = async (name: string, line: string) =>
    attach(session, { record: id, files: [await page(name, line)], ...signed, now: at('18:10') });
  expect((await given('own.pdf', `${id} agreed`)).notices.join()).not.toContain('文字写的是');
  const told = `文字写的是 JS-20261101-009，没有 ${id}`;
  expect((await given('other.pdf', 'JS-20261101-009 agreed')).notices.join()).toContain(`other.pdf：${told}`);
  const kept = (await session.workspace.records.get(id))?.record as AnyRecord;
  expect(papersOfOthers([kept])).toEqual([{ rule: 'other-paper', records: [id], text: `“other”${told}` }]);
  await session.close();
});

it('names no more than a line holds', () => {
  const names = Array.from({ length: 9 }, (_, n) => formatRecordId('GZ', '2026-11-20', n + 1));
  const text = insteadText({ names, ...signed }, { record: { prefix: 'GZ' } });
  expect(text).toBe('文字写的是 GZ-20261120-001、GZ-20261120-002、GZ-20261120-003 等 9 个编号');
});
