/** `npm run recount -- --workspace DIR [--json]`: exit 0 when all figures agree, 1 when one differs, 2 for unusable input. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Recounted, recount } from './recount.ts';

const USAGE = '用法：npm run recount -- --workspace 工作区文件夹 [--json]';

function run(): number {
  const { values } = parseArgs({ options: { workspace: { type: 'string' }, json: { type: 'boolean' } } });
  const folder = values.workspace ?? process.env['OPSLEDGER_WORKSPACE'] ?? '';
  const root = resolve(process.env['INIT_CWD'] ?? process.cwd(), folder === '' ? 'workspace' : folder);
  if (!existsSync(join(root, '.git'))) {
    process.stderr.write(`不是工作区：${root}\n${USAGE}\n`);
    return 2;
  }
  const result = recount(root);
  process.stdout.write(values.json === true ? `${JSON.stringify(result)}\n` : textOf(result));
  return result.differences.length === 0 ? 0 : 1;
}

/** `coverage 27 种`: what begins alike is counted, what stands alone is named. */
const groupsOf = (ids: readonly string[]): string[] =>
  [...Map.groupBy(ids.toSorted(), (id) => id.split('.')[0] ?? id)].map(([head, own]) =>
    own.length === 1 ? (own[0] ?? head) : `${head} ${own.length} 种`,
  );

function textOf({ documents, compared, months, others, differences }: Recounted): string {
  const fewest = Math.min(...Object.values(months));
  const rest = Object.keys(others).length;
  return [
    ...differences.map((one) => `${one.number}  ${one.figure}  印出 ${one.printed}  复核 ${one.recounted}`),
    `复核文档 ${documents} 份、数字 ${compared} 个（每月不同的数字至少 ${Number.isFinite(fewest) ? fewest : 0} 项）；不一致 ${differences.length} 个。`,
    ...(rest === 0 ? [] : [`另有 ${rest} 种数字没有复核算法：${groupsOf(Object.keys(others)).join('、')}`]),
    '',
  ].join('\n');
}

try {
  process.exitCode = run();
} catch (error) {
  process.stderr.write(`不能复核：${(error as Error).message}\n${USAGE}\n`);
  process.exitCode = 2;
}
