import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { print, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { paint, progressBar } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'verify', group: '站点、检索、核验', order: 730, add: verifyCommand });

/** `verify [--rerender] [--checkpoint FILE|TEXT…]` */
function verifyCommand(program: Command): void {
  attention(
    sharedOptions(program.command('verify'))
      .description('核验记录与归档：按真实性、完整性、可用性、安全性报告')
      .option('--rerender', '并由依据重新编制每份文档，逐字节比对')
      .option('--checkpoint <校验点...>', '核对存证日志与从前的校验点连续：文件，或文档上所印的“条数 根”')
      .addHelpText(
        'after',
        '\n示例：\n  opsledger verify --rerender\n  opsledger verify --checkpoint "10773 条 a33a·d10f·da1a·1742"',
      ),
    '发现任何问题',
    async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { verify } = await import('../../pipeline/verify/verify.ts');
      const claims = await claimsOf((options.checkpoint as string[] | undefined) ?? []);
      const bar = progressBar('核验');
      const result = await withSession(
        common,
        (session) => verify(session, { rerender: options.rerender === true, claims, progress: bar.update }),
        // What was issued can be checked whatever the settings are now.
        { settings: false, saysNotes: true },
      ).finally(bar.end);
      const { checked, problems } = result;
      print(common, result, [
        `已核验 文档 ${checked.documents} 份 · 记录 ${checked.records} 条 · 存证条目 ${checked.entries} 条`,
        ...result.notes,
        ...problems.map((p) => paint('red', `${p.property}  ${p.path}：${p.message}`)),
        result.ok ? paint('green', '没有发现问题') : `发现 ${problems.length} 个问题`,
      ]);
      return result.ok ? 0 : 1;
    },
  );
}

/** Each is a file, where there is one of that name, or the text itself. */
async function claimsOf(given: readonly string[]) {
  if (given.length === 0) return [];
  const { parseClaim } = await import('../../pipeline/log/check-heads.ts');
  const read = given.map(async (one) => {
    const text = await readFile(typedPath(one), 'utf8').catch(() => undefined);
    return parseClaim(text ?? one, text === undefined ? '--checkpoint' : one);
  });
  return Promise.all(read);
}
