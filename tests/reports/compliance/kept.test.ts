/** 文档的留存 in the statement: asked for in months, held up by the archive, or an exception of the clause that asks. */
import { expect, test } from 'vitest';
import deliverable from '../../../reports/compliance-statement.ts';
import { keptNotes } from '../../../src/pipeline/verify/kept-documents.ts';
import { bundle } from '../_documents.ts';
import { AS_OF, issuedUntil, records } from '../_month.ts';
import { periodicDocument } from '../_periodic.ts';
import { printed, rowsOf } from '../_printed.ts';

const CLAUSE = '5.7(1)';
const asking = (months: number) => ({
  ...bundle,
  contract: {
    ...bundle.contract,
    requirements: {
      ...bundle.contract.requirements,
      retention: [{ of: 'documents' as const, months, clauses: [CLAUSE] }],
    },
  },
});
const quarter = { deliverable, records, period: '2026-Q3', asOf: AS_OF };
const made = (contract: typeof bundle, issued = issuedUntil(AS_OF)) =>
  periodicDocument({ ...quarter, issued, contract });
const text = (contract: typeof bundle, issued?: ReturnType<typeof issuedUntil>) =>
  made(contract, issued).sections.map(printed).join('\n');

test('nothing is printed where the contract asks for none', () => expect(text(bundle)).not.toContain('内签发的文档'));

test('every revision known is there, or the clause has an exception', () => {
  const all = issuedUntil(AS_OF);
  const whole = made(asking(36));
  const own = whole.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.type === 'table'
        ? rowsOf(block).filter(({ wanted }) => wanted === '留存期（36 个月，自服务期起，未满）内签发的文档')
        : [],
    ),
  );
  expect(own).toMatchObject([{ expected: own[0]?.['found'], missing: '无' }]);
  expect(whole.sections.map(printed).join('\n')).not.toMatch(/内签发的文档缺/);
  const last = all.at(-1);
  if (last === undefined) throw new Error('no document');
  const again = { ...last, revision: 3, number: last.number.replace(/r1$/, 'r3') };
  expect(text(asking(36), [...all, again])).toMatch(/内签发的文档缺 1 份：.* 第 2 版/);
});

test('verify tells what of them it looked at', () => {
  const document = (n: number) =>
    ({ folder: `archive/${n}`, manifest: { times: { issued: `2026-11-0${n}T10:00:00+08:00` } } }) as never;
  const { contract } = asking(12);
  expect(keptNotes(bundle.contract, [document(1)], [])).toEqual([]);
  expect(keptNotes(contract, [], [])).toEqual([expect.stringContaining('还没有签发文档')]);
  expect(keptNotes(contract, [document(1), document(2)], [])).toEqual([
    expect.stringMatching(/^条款 ⟦条款:5\.7\(1\)⟧ 要求文档留存 12 个月：2025-11-02 以来.*2 份，文件都在，与清单一致/),
  ]);
  const problem = { path: 'archive/1/document.pdf', property: '完整性' as const, message: '' };
  expect(keptNotes(contract, [document(1), document(2)], [problem])[0]).toContain('其中 1 份有问题');
});
