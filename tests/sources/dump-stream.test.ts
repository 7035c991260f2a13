/** Dumps on their way into a scratch server, cut into chunks of every size. */
import { describe, expect, test } from 'vitest';
import { readDump } from '../../src/sources/dump-stream.ts';

async function through(text: string, chunk = 1_000_000) {
  const schemas: string[] = [];
  const dump = readDump({
    onSchema: (name) => {
      schemas.push(name);
      return Promise.resolve();
    },
  });
  async function* source() {
    const bytes = Buffer.from(text, 'latin1');
    for (let at = 0; at < bytes.length; at += chunk) yield await Promise.resolve(bytes.subarray(at, at + chunk));
  }
  const out: Buffer[] = [];
  for await (const part of dump.transform(source())) out.push(part);
  return { dump, schemas, text: Buffer.concat(out).toString('latin1') };
}

const TWO = `-- MariaDB dump
-- Host: localhost    Database: oa
CREATE DATABASE /*!32312 IF NOT EXISTS*/ \`oa\`;
USE \`oa\`;
CREATE TABLE \`a\` (
  \`id\` int
);
INSERT INTO \`a\` VALUES
(1),
(2);
CREATE TABLE \`b\` (
  \`x\` varchar(9) DEFAULT 'USE'
);
INSERT INTO \`b\` VALUES ('\xff\x00;');
`;

describe('readDump', () => {
  test.each([1, 7, 64, 1_000_000])('hands on what belongs to people to the letter, in chunks of %i', async (chunk) => {
    const { text, schemas, dump } = await through(TWO, chunk);
    expect(text).toBe(TWO);
    expect([schemas, dump.tables()]).toEqual([['oa'], ['oa.a', 'oa.b']]);
    expect([1, 4, 5, 9, 10, 11, 12, 14, 99].map((line) => dump.tableAt(line))).toEqual([
      ...[null, null, 'oa.a', 'oa.a', 'oa.a', 'oa.b', 'oa.b', 'oa.b', 'oa.b'],
    ]);
    expect(dump.lastTable()).toBe('oa.b');
  });

  test('makes the schema that a dump of one database only mentions', async () => {
    const one = TWO.replace(/^(CREATE DATABASE|USE).*\n/gm, '');
    const { text, schemas } = await through(one);
    expect(schemas).toEqual(['oa']);
    expect(text).toBe(
      one.replace('CREATE TABLE `a`', 'CREATE DATABASE IF NOT EXISTS `oa`; USE `oa`;\nCREATE TABLE `a`'),
    );
    expect((await through(one.replace('Database: oa', 'Database: '))).schemas).toEqual([]);
  });

  test('leaves out system schemas up to the next schema', async () => {
    const all = `${TWO}CREATE DATABASE \`mysql\`;\nUSE \`mysql\`;\nDROP TABLE IF EXISTS \`user\`;\n(row);\nUSE \`casework\`;\nCREATE TABLE \`c\` (\n);\n`;
    const { text, schemas, dump } = await through(all, 11);
    expect(text).not.toMatch(/mysql|user|row/);
    expect(text).toContain('USE `casework`');
    expect(schemas).toEqual(['oa', 'casework']);
    expect(dump.tables()).toContain('casework.c');
    expect(dump.leftOut()).toEqual(['系统库 mysql']);
  });

  test.each([
    ["CHANGE MASTER TO MASTER_LOG_FILE='x',\n MASTER_LOG_POS=4;\n", '复制设置'],
    ["SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ 'a:1-5,\nb:1-7';\n", '全局变量'],
    ["GRANT ALL ON *.* TO x@'%';\n", '账号与权限'],
    ["INSTALL PLUGIN a SONAME 'b.so';\n", '插件'],
  ])('leaves out what would change the server: %s', async (statement, kind) => {
    const { text, dump } = await through(TWO.replace('INSERT INTO `b`', `${statement}INSERT INTO \`b\``));
    expect(text).toBe(TWO.replace('INSERT INTO `b`', 'INSERT INTO `b`'));
    expect(dump.leftOut()).toEqual([kind]);
  });

  test('a routine is kept whole, whatever its lines begin with', async () => {
    const routine =
      'DELIMITER ;;\nCREATE PROCEDURE p()\nBEGIN\nSET GLOBAL x = 1;\nGRANT SELECT ON a TO b;\nEND ;;\nDELIMITER ;\n';
    const { text, dump } = await through(TWO + routine);
    expect(text).toBe(TWO + routine);
    expect(dump.leftOut()).toEqual([]);
  });

  test('an end without a newline is handed on', async () => {
    expect((await through('USE `oa`;\nINSERT INTO `a` VALUES (1,')).text).toMatch(/VALUES \(1,$/);
  });
});
