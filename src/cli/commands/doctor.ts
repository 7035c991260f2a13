import type { Command } from 'commander';
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
      .addHelpText('after', '\n示例：\n  opsledger doctor'),
    '有“缺少”或“有误”的项；“受限”为 0',
    async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { doctor } = await import('../../pipeline/doctor/doctor.ts');
      const report = await doctor({ root: common.workspace });
      const lines = columns(report.checks.map((c) => [words[c.state], c.label, c.detail]));
      const remedies = report.checks.filter((c) => c.state !== 'ok' && c.remedy !== null && c.remedy !== '');
      print(common, report, [...lines, ...remedies.map((c) => `处理 ${c.label}：${c.remedy}`)]);
      return report.checks.some((c) => c.state === 'missing' || c.state === 'wrong') ? 1 : 0;
    },
  );
}
