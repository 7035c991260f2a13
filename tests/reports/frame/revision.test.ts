import { expect, test } from 'vitest';
import { revisionSection } from '../../../reports/frame/revision.ts';
import { printed } from '../_printed.ts';

const note = {
  previousNumber: 'HQSF-YB-202602-r1',
  previousIssuedAt: '2026-02-28T16:30:00+08:00',
  reason: '采购人退回：请补充',
  added: ['QS-20260303-001', 'archive/2026/call-register/2026-02/r1/manifest.json'],
  changed: [] as string[],
  removed: ['contract/contract.yaml'],
};
const names = [
  { id: 'QS-20260303-001', label: '签收记录' },
  { id: 'call-register/2026-02/r1/', label: '已签发文档', name: 'HQSF-DH-202602-r1' },
];
const silent = { previousUnseen: false, answers: [] };
const linesOf = (changes: Partial<typeof note> = {}) => {
  const list = revisionSection({ ...note, ...changes }, names, silent)[0]?.blocks.at(-1);
  return list?.type === 'list' ? list.items.map(({ text }) => text) : [];
};

test('a first revision has no such section', () => expect(revisionSection(null, names, silent)).toEqual([]));

test('names the earlier revision, the reason, and inputs by what they are', () => {
  const section = revisionSection(note, names, silent)[0];
  expect(section === undefined ? '' : printed(section)).toContain('2026-02-28 16:30');
  expect(linesOf()).toEqual([
    '新增依据：签收记录 QS-20260303-001',
    '新增依据：已签发文档 HQSF-DH-202602-r1',
    '移除依据：contract/contract.yaml',
  ]);
});

test('says of an earlier revision that nobody had confirmed that it went out unseen', () => {
  const text = (previousUnseen: boolean) => {
    const section = revisionSection(note, names, { ...silent, previousUnseen })[0];
    return section === undefined ? '' : printed(section);
  };
  expect(text(true)).toContain('2026-02-28 16:30，未经人工确认');
  expect(text(false)).not.toContain('未经人工确认');
});

test('a few inputs of one kind are one line with all their names', () => {
  const names = ['QS-20260602-118', 'QS-20260603-001'].map((id) => ({ id, label: '签收记录' }));
  const added = names.map(({ id }) => id);
  const list = revisionSection({ ...note, added, removed: [] }, names, silent)[0]?.blocks.at(-1);
  expect(list).toMatchObject({ items: [{ text: '新增依据：签收记录 QS-20260602-118、QS-20260603-001' }] });
});

test('many inputs of one kind are one line', () => {
  const added = Array.from({ length: 7 }, (_, i) => `BF-20260523-00${i + 1}`);
  const backups = added.map((id) => ({ id, label: '备份记录' }));
  const list = revisionSection({ ...note, added, removed: [] }, backups, silent)[0]?.blocks.at(-1);
  expect(list).toMatchObject({ items: [{ text: '新增依据：备份记录 7 份（BF-20260523-001 … BF-20260523-007）' }] });
  expect(linesOf({ added, removed: [] })).toHaveLength(7); // of nobody knows what kind, each is named
});
