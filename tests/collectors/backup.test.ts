import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import backup from '../../src/collectors/backup.ts';
import { fits } from '../../src/sources/backup-sets.ts';
import { measured, readingOf, runCollector } from '../support/collect.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opsledger-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-24T09:00:00+08:00');
/** Writes a file that was last changed so many hours ago. */
const put = (name: string, content: string | Buffer, hoursAgo: number) => {
  writeFileSync(join(folder, name), content);
  const at = new Date(NOW - hoursAgo * HOUR);
  utimesSync(join(folder, name), at, at);
};
const dump = (rows: number) =>
  `-- MariaDB dump\n${'INSERT INTO t VALUES (1);\n'.repeat(rows)}-- Dump completed on 2026-11-24  2:00:00\n`;
const collect = (over: object = {}) =>
  runCollector(
    backup,
    { plans: [{ name: '每日', folder, pattern: '*.sql.gz', type: 'mysqldump', ...over }] },
    { clock: () => '2026-11-24T09:00:00+08:00' },
  );

describe('dumps', () => {
  test('age, size against the trend, completeness, copies, checksum', async () => {
    for (const [n, hours] of [79, 55, 31].entries()) put(`oa-${n}.sql.gz`, gzipSync(dump(1000)), hours);
    put('oa-9.sql.gz', gzipSync(dump(1000)), 7);
    put('other.txt', 'x', 1);
    const outcome = await collect();
    expect(measured(outcome, 'backup.last', '每日')).toBe('2026-11-24T02:00:00+08:00');
    expect(measured(outcome, 'backup.complete')).toBe('complete');
    expect(measured(outcome, 'backup.copies')).toBe(4);
    expect(measured(outcome, 'backup.size-change')).toBe(0);
    expect(measured(outcome, 'backup.checksum')).toBe(
      createHash('sha256')
        .update(readFileSync(join(folder, 'oa-9.sql.gz')))
        .digest('hex'),
    );
  });

  test('an incomplete newest set: the last whole one decides the age', async () => {
    put('a.sql.gz', gzipSync(dump(10)), 31);
    put('b.sql.gz', gzipSync('-- MariaDB dump\nINSERT'), 7);
    const outcome = await collect();
    expect(measured(outcome, 'backup.complete')).toBe('缺少转储结尾，备份中断');
    expect(measured(outcome, 'backup.last')).toBe('2026-11-23T02:00:00+08:00');
  });

  test.each([
    ['cut off', gzipSync(dump(1000)).subarray(0, -12), '压缩包不完整'],
    ['damaged', Buffer.concat([gzipSync(dump(9)).subarray(0, 20), Buffer.alloc(40, 7)]), '压缩包损坏'],
    ['empty', '', '备份为空'],
  ])('%s', async (_, content, reason) => {
    put('a.sql.gz', content, 7);
    const outcome = await collect();
    expect([measured(outcome, 'backup.complete'), measured(outcome, 'backup.last')]).toEqual([reason, 'none']);
    expect(readingOf(outcome, 'backup.size-change').problem).toMatch('只有一份备份');
  });

  test('zstd and plain text', async () => {
    put('a.sql.zst', zstdCompressSync(dump(5)), 7);
    expect(measured(await collect({ pattern: '*.zst' }), 'backup.complete')).toBe('complete');
    put('a.sql', dump(5), 7);
    expect(measured(await collect({ pattern: '*.sql' }), 'backup.complete')).toBe('complete');
  });

  test('no set, one still being written, no folder', async () => {
    expect([measured(await collect(), 'backup.last'), measured(await collect(), 'backup.complete')]).toEqual([
      'none',
      'none',
    ]);
    put('a.sql.gz', gzipSync(dump(1)), 0);
    expect(measured(await collect(), 'backup.complete')).toBe('首份备份正在写入');
    const missing = await collect({ folder: join(folder, 'nowhere') });
    expect(readingOf(missing, 'backup.last', '每日')).toMatchObject({ value: null, problem: '备份目录不存在' });
  });

  test('one plan that cannot be read costs only itself', async () => {
    put('a.sql.gz', gzipSync(dump(1)), 7);
    const plans = [
      { name: '甲', folder, pattern: '*.gz', type: 'mysqldump' },
      { name: '乙', folder: join(folder, 'nowhere'), pattern: '*', type: 'archive' },
    ];
    const outcome = await runCollector(backup, { plans }, { clock: () => '2026-11-24T09:00:00+08:00' });
    expect(measured(outcome, 'backup.complete', '甲')).toBe('complete');
    expect(readingOf(outcome, 'backup.complete', '乙').value).toBeNull();
    expect(backup.options.safeParse({ plans: [plans[0], plans[0]] }).success).toBe(false);
  });
});

describe('physical backups', () => {
  const physical = (kind: string, more = 'to_lsn = 200\nlast_lsn = 210\n', name = 'xtrabackup_checkpoints') => {
    mkdirSync(join(folder, 'full'));
    put('full/ibdata1', 'data', 7);
    put(`full/${name}`, `backup_type = ${kind}\nfrom_lsn = 0\n${more}`, 7);
    utimesSync(join(folder, 'full'), new Date(NOW - 7 * HOUR), new Date(NOW - 7 * HOUR));
    return collect({ pattern: 'full*', type: 'mariadb-backup', prepared: 'true' });
  };
  test.each([
    ['full-prepared', undefined, undefined, 'complete'],
    ['log-applied', undefined, 'mariadb_backup_checkpoints', 'complete'],
    ['full-backuped', undefined, undefined, '尚未准备（prepare）'],
    ['full-prepared', 'to_lsn = 200\nlast_lsn = 199\n', undefined, '日志未拷贝到检查点'],
    ['full-prepared', '', undefined, '检查点文件不完整'],
    ['full-prepared', undefined, 'something_else', '缺少检查点文件，备份中断'],
  ])('%s %j %s: %s', async (kind, more, name, expected) => {
    expect(measured(await physical(kind, more, name), 'backup.complete')).toBe(expected);
  });
});

describe('archives', () => {
  const archive = (name: string) => collect({ pattern: name, type: 'archive' });
  test('tar.gz, whole and cut off', async () => {
    writeFileSync(join(folder, 'a.txt'), 'hello'.repeat(20_000));
    execFileSync('tar', ['-czf', join(folder, 'x.tar.gz'), '-C', folder, 'a.txt']);
    const whole = readFileSync(join(folder, 'x.tar.gz'));
    put('x.tar.gz', whole, 7);
    expect(measured(await archive('x.tar.gz'), 'backup.complete')).toBe('complete');
    put('x.tar.gz', whole.subarray(0, whole.length - 20), 7);
    expect(measured(await archive('x.tar.gz'), 'backup.complete')).toBe('压缩包不完整');
    put('y.tar', 'this is no tar archive at all'.repeat(100), 7);
    expect(measured(await archive('y.tar'), 'backup.complete')).toBe('归档损坏或不完整');
  });

  test('zip, whole and cut off; a format that cannot be checked is no 正常', async () => {
    const { zipSync } = await import('fflate');
    const whole = Buffer.from(zipSync({ 'a.txt': new Uint8Array(5000) }));
    put('x.zip', whole, 7);
    expect(measured(await archive('x.zip'), 'backup.complete')).toBe('complete');
    put('x.zip', whole.subarray(0, 60), 7);
    expect(measured(await archive('x.zip'), 'backup.complete')).toBe('压缩包不完整');
    put('x.xz', 'x', 7);
    expect(readingOf(await archive('x.xz'), 'backup.complete').problem).toMatch('不能校验');
  });

  test('a Redis snapshot', async () => {
    put('a.rdb', Buffer.concat([Buffer.from('REDIS0011'), Buffer.alloc(30), Buffer.from([0xff]), Buffer.alloc(8)]), 7);
    const rdb = () => collect({ pattern: '*.rdb', type: 'redis-rdb' });
    expect(measured(await rdb(), 'backup.complete')).toBe('complete');
    put('a.rdb', Buffer.concat([Buffer.from('REDIS0011'), Buffer.alloc(30)]), 7);
    expect(measured(await rdb(), 'backup.complete')).toBe('快照不完整');
  });
});

test('patterns: only * and ? are special', () => {
  expect(fits('oa-2026.sql.gz', 'oa-*.sql.gz')).toBe(true);
  expect(fits('oa-2026xsql.gz', 'oa-*.sql.gz')).toBe(false);
  expect(fits('a+b(1).tar', 'a+b(?).tar')).toBe(true);
});
