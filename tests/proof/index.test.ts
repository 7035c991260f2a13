import { describe, expect, it } from 'vitest';
import {
  checkDigest,
  claimedNumber,
  findNumber,
  numberShard,
  type ProofDocument,
  proofFiles,
  tidyNumber,
} from '../../src/proof/index.ts';

const document = (number: string, changes: Partial<ProofDocument> = {}): ProofDocument => ({
  number,
  title: '系统巡检日志',
  periodText: '2026-11-24',
  revisionText: '第1版',
  fingerprint: 'a33a·d10f·da1a',
  issuedAt: '2026-11-24T17:00:00+08:00',
  late: false,
  simulated: false,
  marks: [],
  clauses: ['5.3.5'],
  records: { inspection: { count: 1, ids: ['XJ-20261124-001'] } },
  supersededBy: null,
  reason: null,
  files: [
    {
      kind: 'pdf',
      sha256: number.endsWith('r1') ? 'a1'.repeat(32) : 'a2'.repeat(32),
      size: 1,
      url: '/x.pdf',
      name: 'x.pdf',
    },
  ],
  ...changes,
});
const first = document('HQSF-XJ-20261124-r1', { supersededBy: 'HQSF-XJ-20261124-r2' });
const second = document('HQSF-XJ-20261124-r2');
const files = new Map(
  proofFiles([first, second, document('HQSF-FA-service-r1', { files: [] })]).map(({ path, body }) => [path, body]),
);
const read = async (path: string) => files.get(path) ?? null;

describe('a digest', () => {
  it('of the current revision is genuine', async () => {
    expect(await checkDigest(read, 'a2'.repeat(32), null)).toEqual({ state: 'genuine', document: second, kind: 'pdf' });
  });

  it('of an earlier revision is genuine but superseded', async () => {
    expect(await checkDigest(read, 'a1'.repeat(32), null)).toMatchObject({ state: 'superseded', document: first });
  });

  it('that is not in the archive is altered when the file names a document of it', async () => {
    expect(await checkDigest(read, 'a3'.repeat(32), second.number)).toEqual({ state: 'altered', document: second });
    expect(await checkDigest(read, 'ff'.repeat(32), second.number)).toMatchObject({ state: 'altered' });
  });

  it('is unknown when the file names nothing, or nothing that was issued', async () => {
    expect(await checkDigest(read, 'ff'.repeat(32), null)).toEqual({ state: 'unknown', claimed: null });
    expect(await checkDigest(read, 'ff'.repeat(32), 'HQSF-XJ-20261125-r1')).toMatchObject({ state: 'unknown' });
  });

  it('named like a property of every object finds nothing', async () => {
    expect(await checkDigest(async () => '{}', 'constructor', 'HQSF-XJ-constructor-r1')).toMatchObject({
      state: 'unknown',
    });
  });

  it('passes on that the index could not be read', async () => {
    await expect(checkDigest(() => Promise.reject(new Error('offline')), 'a1'.repeat(32), null)).rejects.toThrow(
      'offline',
    );
  });
});

describe('a number', () => {
  const numbers = async (typed: string) => (await findNumber(read, typed)).map(({ number }) => number);

  it('finds its revision, and without one all, the newest first', async () => {
    expect(await numbers('HQSF-XJ-20261124-r1')).toEqual([first.number]);
    expect(await numbers('HQSF-XJ-20261124')).toEqual([second.number, first.number]);
  });

  it.each([
    'hqsf-xj-20261124-R1',
    ' ＨＱＳＦ－ＸＪ－20261124－r1 ',
    'HQSF–XJ–20261124–r1',
    '文档编号 HQSF-XJ-20261124-r1 第 2 页',
  ])('is found as %s', async (typed) => expect(await numbers(typed)).toEqual([first.number]));

  it('finds a document of the whole service period whatever the case', async () => {
    expect(await numbers('hqsf-fa-SERVICE-r1')).toEqual(['HQSF-FA-service-r1']);
  });

  it('that is none finds nothing', async () => {
    for (const typed of ['', '月报', '../../etc/passwd', 'HQSF-XJ-', 'HQSF-XJ-20261124-r9'])
      expect(await numbers(typed)).toEqual([]);
    expect(numberShard('HQSF-XJ-../../x')).toBeNull();
  });

  it('is read from what a file says of itself', () => {
    expect(claimedNumber('<dc:title>驻点考勤签到表 HQSF-KQ-202607-r1</dc:title>')).toBe('HQSF-KQ-202607-r1');
    expect(claimedNumber('HQSF-ZD-20261103-001-x2-r1')).toBe('HQSF-ZD-20261103-001-x2-r1');
    expect(claimedNumber('%PDF-1.7')).toBeNull();
    expect(tidyNumber('hqsf-gz-20261103-001-c-r1')).toBe('HQSF-GZ-20261103-001-C-R1');
  });
});

it('the index has one file for a code and month, so that no answer grows with the years', () => {
  const many = Array.from({ length: 365 }, (_, n) => {
    const day = new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10).replaceAll('-', '');
    return document(`HQSF-XJ-${day}-r1`);
  });
  const paths = proofFiles(many)
    .map(({ path }) => path)
    .filter((path) => path.startsWith('n/'));
  expect(paths).toHaveLength(12);
  expect(paths[0]).toBe('n/XJ-202601.json');
});
