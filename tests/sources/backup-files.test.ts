/** What stands beside a backup set, and the files of a physical one. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changedFiles, keptChecksums } from '../../src/sources/backup-kept-checksums.ts';
import { findSets } from '../../src/sources/backup-sets.ts';
import { copySet, readPhysicalSet, tableOfFile } from '../../src/sources/physical-copy.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opsledger-sets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const signal = new AbortController().signal;
const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
const sum = (text: string) => createHash('sha256').update(text).digest('hex');
const setNamed = async (name: string) => {
  const set = (await findSets(folder, '*', signal)).find((one) => one.name === name);
  if (set === undefined) throw new Error(`no set ${name}`);
  return set;
};

describe('checksums kept at backup time', () => {
  const check = async (name: string) => changedFiles(await keptChecksums(await setNamed(name)), signal);

  test.each([
    ['a.sql.sha256', `${sum('data')}  a.sql\n`],
    ['a.sql.sha256', `${sum('data')} */elsewhere/then/a.sql\n`],
    ['a.sql.sha256', `${sum('data').toUpperCase()}\n`],
    ['SHA256SUMS', `${sum('other')}  b.sql\n${sum('data')}  a.sql\r\n`],
  ])('%s: %j', async (file, text) => {
    put('a.sql', 'data');
    put(file, text);
    expect(await keptChecksums(await setNamed('a.sql'))).toEqual([
      { path: join(folder, 'a.sql'), sha256: sum('data') },
    ]);
    expect(await check('a.sql')).toEqual([]);
    put('a.sql', 'datA');
    expect(await check('a.sql')).toEqual(['a.sql']);
  });

  test('nothing kept, or a list of other sets', async () => {
    put('a.sql', 'data');
    expect(await keptChecksums(await setNamed('a.sql'))).toEqual([]);
    put('SHA256SUMS', `${sum('other')}  b.sql\nnonsense\n`);
    expect(await keptChecksums(await setNamed('a.sql'))).toEqual([]);
  });

  test('every file of a folder, one changed and one gone; nothing outside of it', async () => {
    mkdirSync(join(folder, 'full', 'oa'), { recursive: true });
    put('full/oa/t.ibd', 'data');
    put('full/ibdata1', 'space');
    put('secret', 'x');
    put(
      'full/SHA256SUMS',
      `${sum('data')}  oa/t.ibd\n${sum('spacE')}  ./ibdata1\n${sum('x')}  gone\n${sum('y')}  ../secret\n`,
    );
    expect(await keptChecksums(await setNamed('full'))).toHaveLength(3);
    expect(await check('full')).toEqual(['ibdata1', 'gone']);
  });

  test('they are no sets themselves', async () => {
    for (const name of ['a.sql', 'a.sql.sha256', 'a.sql.tables.json', 'SHA256SUMS']) put(name, 'x');
    expect((await findSets(folder, '*', signal)).map(({ name }) => name)).toEqual(['a.sql']);
  });
});

describe('a physical set', () => {
  test.each([
    ['oa/leave_request.ibd', 'oa.leave_request'],
    ['oa/part#P#p0.ibd', 'oa.part'],
    ['oa/@8bf7@5047.frm', 'oa.请假'],
    ['oa/young.new', 'oa.young'],
    ['[ERROR] InnoDB: Cannot open ./casework/transcript.ibd: OS error 2', 'casework.transcript'],
    ['ibdata1', null],
    ['undo001', null],
  ])('%s belongs to %s', (name, table) => expect(tableOfFile(name)).toBe(table));

  test('what made it, what it needs, and where it leads out', async () => {
    mkdirSync(join(folder, 'oa'));
    put('xtrabackup_info', 'tool_name = xtrabackup\n');
    put('xtrabackup_checkpoints', 'backup_type = incremental\n');
    put(
      'backup-my.cnf',
      'innodb_page_size=8192\ninnodb_data_file_path=ibdata1:12M:autoextend\ninnodb_undo_directory=/elsewhere\ninnodb_checksum_algorithm=../x\n',
    );
    put('oa/t.isl', '/elsewhere/t.ibd');
    symlinkSync('/elsewhere', join(folder, 'oa', 'link'));
    const set = await readPhysicalSet(folder);
    expect(set).toMatchObject({ family: 'MySQL', incremental: true });
    expect(set.leadingOut.toSorted()).toEqual(['oa/link', 'oa/t.isl']);
    expect(set.options).toEqual([
      '--loose-innodb-data-file-path=ibdata1:12M:autoextend',
      '--loose-innodb-page-size=8192',
    ]);
  });

  test('is copied whole, and stops when told to', async () => {
    mkdirSync(join(folder, 'from', 'oa'), { recursive: true });
    put('from/oa/t.ibd', 'data');
    mkdirSync(join(folder, 'to'));
    await copySet(join(folder, 'from'), join(folder, 'to'), signal);
    expect(readFileSync(join(folder, 'to', 'oa', 't.ibd'), 'utf8')).toBe('data');
    await expect(
      copySet(join(folder, 'from'), join(folder, 'to'), AbortSignal.abort(new Error('stop'))),
    ).rejects.toThrow('stop');
  });
});
