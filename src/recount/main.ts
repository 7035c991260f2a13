/** `npm run recount -- --workspace DIR [--json]`: exit 0 when all figures agree, 1 when one differs, 2 for unusable input. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { reasonOf } from './compare/uncounted.ts';
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

/** By reason, what begins alike counted: `操作日志…：logs 7 种`; what has none first. */
const groupsOf = (ids: readonly string[]): string[] =>
  [...Map.groupBy(ids.toSorted(), (id) => reasonOf(id) ?? '')]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, own]) => {
      const heads = [...Map.groupBy(own, (id) => id.split('.')[0] ?? id)].map(
        ([head, all]) => `${head} ${all.length} 种`,
      );
      return `${reason === '' ? '没有复核算法，也没有写明理由' : `不另算（${reason}）`}：${heads.join('、')}`;
    });

function textOf({ documents, compared, months, others, differences }: Recounted): string {
  const fewest = Math.min(...Object.values(months));
  const rest = Object.keys(others).length;
  return [
    ...differences.map((one) => `${one.number}  ${one.figure}  印出 ${one.printed}  复核 ${one.recounted}`),
    `复核文档 ${documents} 份、数字 ${compared} 个（每月不同的数字至少 ${Number.isFinite(fewest) ? fewest : 0} 项）；不一致 ${differences.length} 个。`,
    ...(rest === 0 ? [] : [`另有 ${rest} 种数字没有复核算法：`, ...groupsOf(Object.keys(others))]),
    '',
  ].join('\n');
}

try {
  process.exitCode = run();
} catch (error) {
  process.stderr.write(`不能复核：${(error as Error).message}\n${USAGE}\n`);
  process.exitCode = 2;
}
