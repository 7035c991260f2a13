import type { Command } from 'commander';
import type { Mend } from '../../pipeline/doctor/mend.ts';
import { print, shared, sharedOptions } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { columns } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'doctor', group: '建立与运行', order: 140, add: doctorCommand });

const words = { ok: '正常', missing: '缺少', limited: '受限', wrong: '有误' } as const;

/** `doctor` */
function doctorCommand(program: Command): void {
  attention(
    sharedOptions(program.command('doctor'))
      .description('检查本机缺少什么、怎样补上')
      .option(
        '--fix',
        '把可以安全改正的改正：文件的所有者与权限、缺少的文件夹、不能用的缓存、中断留下的锁；每一项都说明',
      )
      .addHelpText('after', '\n示例：\n  opsledger doctor\n  opsledger doctor --fix'),
    '有“缺少”或“有误”的项；“受限”为 0',
    async (options: Record<string, unknown>) => {
      const common = shared(options);
      const [{ doctor }, { mend, putRight }] = await Promise.all([
        import('../../pipeline/doctor/doctor.ts'),
        import('../../pipeline/doctor/mend.ts'),
      ]);
      const fix = options.fix === true;
      // First: what was mended is in order when it is looked at.
      const mends = await mend(common.workspace, { fix, uid: process.getuid?.() });
      const notes = await putRight(common.workspace);
      const report = await doctor({ root: common.workspace });
      const lines = columns(report.checks.map((c) => [words[c.state], c.label, c.detail]));
      const remedies = report.checks.filter((c) => c.state !== 'ok' && c.remedy !== null && c.remedy !== '');
      const told = [...lines, ...remedies.map((c) => `处理 ${c.label}：${c.remedy}`), ...mends.map(mendLine), ...notes];
      print(common, { ...report, mends, notes }, told);
      return report.checks.some((c) => c.state === 'missing' || c.state === 'wrong') ? 1 : 0;
    },
  );
}

function mendLine({ found, act, state, remedy }: Mend): string {
  if (state === 'done') return `已改正：${found}；${act}`;
  if (state === 'possible') return `可由 doctor --fix 改正：${found}；${act}`;
  return `未能改正：${found}；${remedy}`;
}
