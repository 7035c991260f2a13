/**
 * `npm run samples -- DIR`: reads every file of a folder of real samples and prints what its INDEX expects against what
 * the program got. Ends with the line `N passed, N failed`, a row of the INDEX being one; exit code 1 when any failed,
 * 2 when the folder or its INDEX cannot be read.
 */
import { resolve } from 'node:path';
import { UserError } from '../../src/contract/error.ts';
import { closingLine } from '../setup/tally.ts';
import { checkSamples, type Outcome, passed, type Row } from './samples.ts';

const print = (text: string): boolean => process.stdout.write(`${text}\n`);

function told(row: Row): string {
  const facts = row.facts.map(
    ({ name, expected, got, holds }) =>
      `${holds ? '    ' : '  ✗ '}${name}：应为 ${expected || '无'}，实为 ${got || '无'}`,
  );
  return [
    `${passed(row) ? '通过' : '失败'}  ${row.file}`,
    ...facts,
    ...row.notCompared.map((part) => `    未比对：${part}（程序不记这个数）`),
    ...(row.unread === null ? [] : [`  ✗ INDEX 中读不懂的计数：${row.unread}`]),
    ...(row.problem === null ? [] : [`  ✗ ${row.problem.replaceAll('\n', '\n    ')}`]),
  ].join('\n');
}

function tell({ rows, notInIndex }: Outcome): void {
  for (const row of rows) print(told(row));
  for (const file of notInIndex) print(`未计  ${file}：INDEX 没有列出`);
  const good = rows.filter(passed).length;
  print(`\n${closingLine({ passed: good, failed: rows.length - good })}`);
  process.exitCode = good === rows.length ? 0 : 1;
}

const [typed = ''] = process.argv.slice(2);
try {
  if (typed === '') throw new UserError('没有写明样例文件夹', { hint: 'npm run samples -- 文件夹' });
  tell(await checkSamples(resolve(process.env['INIT_CWD'] ?? '.', typed), typed));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
