import { describe, expect, test } from 'vitest';
import { readOnlyProblem } from '../../src/sources/read-only-sql.ts';

describe('readOnlyProblem', () => {
  test.each([
    'SELECT sn AS device, MAX(t) AS last FROM p GROUP BY sn',
    "select * from t where note = 'please delete; drop' ;",
    'WITH x AS (SELECT 1) SELECT * FROM x -- update nothing\n',
    'SELECT `update` FROM t /* insert */',
  ])('reads: %s', (sql) => expect(readOnlyProblem(sql)).toBeNull());

  test.each([
    'UPDATE t SET a = 1',
    'SELECT 1; DROP TABLE t',
    "SELECT * FROM t INTO OUTFILE 'x'",
    'SELECT * FROM t FOR UPDATE',
    'SELECT /*!50000 SLEEP(9) */ 1',
    'SELECT sleep(9)',
    "SELECT LOAD_FILE('/etc/passwd')",
    'WITH x AS (SELECT 1) DELETE FROM t',
    "SELECT 'a' -- '\n; DELETE FROM t",
    'CALL p()',
    '',
  ])('refused: %s', (sql) => expect(readOnlyProblem(sql)).toMatch(/只能|不能/));
});
