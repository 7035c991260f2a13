/** Backup folders through `backup check` into records. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { checkBackups } from '../../../src/pipeline/backup/check-backups.ts';
import type { BackupRecord } from '../../../src/subjects/recovery/kinds/backup.ts';
import { type Place, place } from '../collect/_collect.ts';

let at: Place;
let folder: string;
beforeEach(async () => {
  at = await place();
  folder = join(at.root, '..', 'backups');
  mkdirSync(folder);
  await at.sources([source()]);
});

const source = (plan: object = {}) => ({
  ...{ name: 'mysql-backup', type: 'backup', target: 'mysql-primary' },
  plans: [{ name: '每日', id: 'nightly', folder, pattern: 'oa-*', type: 'mysqldump', ...plan }],
});
const HOUR = 3_600_000;
const dump = (rows: number) => `-- MariaDB dump\n${'INSERT INTO t VALUES (1);\n'.repeat(rows)}-- Dump completed on x\n`;
function put(name: string, text: string, hoursAgo: number): void {
  writeFileSync(join(folder, name), text);
  const then = new Date(Date.now() - hoursAgo * HOUR);
  utimesSync(join(folder, name), then, then);
}
const check = async () => checkBackups(await at.session(), { signal: new AbortController().signal });
const plan = async () => {
  const [only] = (await check()).plans;
  if (only === undefined) throw new Error('no plan');
  return { problems: only.problems, sets: Object.fromEntries(only.sets.map((one) => [one.set, one.problems])) };
};
const recorded = async () => (await (await at.session()).workspace.records.list<BackupRecord>('backup')).records;
const sum = (text: string) => createHash('sha256').update(text).digest('hex');

test('every set of the plan is looked into and recorded, and again nothing', async () => {
  for (const [name, hours] of [
    ['oa-1', 55],
    ['oa-2', 31],
    ['oa-3', 7],
  ] as const)
    put(name, dump(100), hours);
  expect((await check()).records).toHaveLength(3);
  expect(await plan()).toEqual({ problems: [], sets: { 'oa-1': [], 'oa-2': [], 'oa-3': [] } });
  expect((await check()).records).toEqual([]);
  expect((await recorded()).map((one) => [one.set, one.result, one.verified, one.sha256])).toEqual(
    ['oa-1', 'oa-2', 'oa-3'].map((set) => [set, 'success', 'passed', sum(dump(100))]),
  );
});

test('none, one too old, one cut off, one being written', async () => {
  expect((await plan()).problems).toEqual(['没有备份集']);
  put('oa-1', dump(100), 31);
  expect((await plan()).problems).toEqual([expect.stringMatching(/已有 .*，应在 26 小时内/)]);
  put('oa-2', dump(100).slice(0, -40), 2);
  expect(await plan()).toMatchObject({
    problems: [expect.stringMatching(/26 小时内/)],
    sets: { 'oa-2': [expect.stringMatching(/缺少转储结尾/)] },
  });
  put('oa-3', dump(100), 0);
  expect((await check()).plans[0]?.sets[0]).toMatchObject({ set: 'oa-3', state: 'writing', problems: [] });
  await at.sources([source({ maxAgeHours: '40' })]);
  expect((await plan()).problems).toEqual([]);
});

test('a folder that is not there is told in its place', async () => {
  rmSync(folder, { recursive: true });
  expect((await plan()).problems).toEqual(['备份目录不存在']);
});

test('size out of its trend, against what was recorded of sets that are no more', async () => {
  for (const [name, hours] of [
    ['oa-1', 79],
    ['oa-2', 55],
    ['oa-3', 31],
  ] as const)
    put(name, dump(100), hours);
  await check();
  for (const name of ['oa-1', 'oa-2', 'oa-3']) rmSync(join(folder, name));
  put('oa-4', dump(40), 7);
  expect((await plan()).sets['oa-4']).toEqual([expect.stringMatching(/比以往小 \d+\.\d\d %（允许 -30 % 至 50 %）/)]);
  put('oa-4', dump(100), 7);
  expect((await plan()).sets['oa-4']).toEqual([]);
});

test('a set that was cut off is no measure for the next', async () => {
  put('oa-1', dump(5).slice(0, -40), 31);
  put('oa-2', dump(100), 7);
  expect((await plan()).sets['oa-2']).toEqual([]);
});

test('a checksum kept beside the set at backup time', async () => {
  put('oa-1', dump(100), 7);
  put('oa-1.sha256', `${sum(dump(100))}  oa-1\n`, 7);
  expect((await check()).plans[0]?.sets[0]?.checksum).toBe('same');
  put('oa-1', dump(100).replace('(1)', '(2)'), 7);
  expect((await plan()).sets['oa-1']).toEqual(['校验值与备份时不一致：oa-1']);
  const [record] = await recorded();
  expect(record).toMatchObject({ verified: 'failed', sha256: sum(dump(100)) });
});

test('the one of an earlier record: a set that rots keeps the checksum of before, and stays failed', async () => {
  put('oa-1', dump(100), 7);
  await check();
  const { mtime } = statSync(join(folder, 'oa-1'));
  writeFileSync(join(folder, 'oa-1'), readFileSync(join(folder, 'oa-1'), 'utf8').replace('(1)', '(2)'));
  utimesSync(join(folder, 'oa-1'), mtime, mtime);
  expect(await plan()).toEqual({
    problems: ['没有一份完整的备份集'],
    sets: { 'oa-1': ['校验值与备份时不一致：oa-1'] },
  });
  expect(await recorded()).toMatchObject([{ verified: 'failed', sha256: sum(dump(100)), result: 'success' }]);
  // The daily inspection looks at completeness alone, and must not undo it.
  await at.run();
  expect(await recorded()).toMatchObject([{ verified: 'failed', sha256: sum(dump(100)) }]);
});

test('what was counted at backup time goes into the record; a broken count is told', async () => {
  put('oa-1', dump(100), 7);
  const baseline = {
    ...{ schema: 1, kind: 'backup-baseline', capturedAt: '2026-11-24T02:00:00+08:00', schemas: [], queries: [] },
    server: {
      version: '11.8',
      characterSet: 'utf8mb4',
      collation: 'x',
      sqlMode: '',
      timeZone: 'SYSTEM',
      lowerCaseTableNames: '0',
    },
    tables: [{ schema: 'oa', table: 't', engine: 'InnoDB', rows: 100, checksum: '11' }],
  };
  put('oa-1.tables.json', JSON.stringify(baseline), 7);
  await check();
  expect((await recorded())[0]?.tables).toEqual([{ schema: 'oa', table: 't', rows: 100, checksum: '11' }]);
  put('oa-1.tables.json', '{', 7);
  expect((await plan()).sets['oa-1']).toEqual(['基线文件无法使用']);
});

test('a set that its retention still covers may not be gone', async () => {
  put('oa-1', dump(100), 31);
  put('oa-2', dump(100), 7);
  await check();
  const session = await at.session();
  const [first] = await recorded();
  if (first === undefined) throw new Error('no record');
  const { id, ...rest } = { ...first, retainUntil: '2099-01-01T00:00:00+08:00' };
  await session.workspace.change('x', (change) => change.replaceRecord(id, rest, '登记保留期', '测试'), {
    at: first.enteredAt,
  });
  rmSync(join(folder, 'oa-1'));
  expect((await plan()).problems).toEqual([`保留期内的备份集 oa-1（${id}）已不在`]);
});
