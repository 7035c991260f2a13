import type { Command } from 'commander';
import { print, say, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { OBLIGATION, PERIOD } from '../issuing.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'preview', group: '交付', order: 540, add: previewCommand });

/** `preview OBLIGATION [PERIOD]` */
function previewCommand(program: Command): void {
  attention(
    sharedOptions(program.command('preview').argument('<交付物>', OBLIGATION).argument('[期次]', PERIOD))
      .description('生成预览而不签发，每页有“草稿”水印')
      .option('-o, --output <文件夹>', '写到哪里，没有则建立', '预览')
      .option('--from <文件>', '照将要确认的样子：confirm --from 所用的处理措施和人工检查结果文件，不保存')
      .option('--by <姓名>', '与 --from 一起：将要确认的人')
      .addHelpText(
        'after',
        '\n示例：\n  opsledger preview inspection-log 2026-11-24\n  opsledger preview inspection-log 2026-11-24 -o 送审稿\n  opsledger preview inspection-log 2026-11-24 --from 处理措施.yaml --by 姓名',
      ),
    '草稿已生成，但有读不出的证据',
    async (obligation: string, period: string | undefined, options: Record<string, unknown>) => {
      const common = shared(options);
      const { preview } = await import('../../pipeline/issue/preview.ts');
      const confirmation = await confirmationOf(options, common.now);
      const result = await withSession(common, (session) =>
        preview(session, {
          obligation,
          ...(period === undefined ? {} : { period }),
          out: typedPath(String(options.output)),
          now: common.now,
          ...(confirmation === undefined ? {} : { confirmation }),
        }),
      );
      for (const { path, message } of result.problems) say(`证据不可读，改正前不能签发：${path}：${message}`);
      print(common, result, [`草稿 ${result.number}`, ...result.files.map((f) => `  ${f}`)]);
      return result.problems.length > 0 ? 1 : 0;
    },
  );
}

/** What is about to be confirmed by the answers of a file; undefined: nothing is. */
async function confirmationOf({ from, by }: Record<string, unknown>, now: string) {
  if (from === undefined) return undefined;
  const [{ confirmFile }, { aboutToSign }, { measuresBeside }] = await Promise.all([
    import('../../pipeline/record/answers-file.ts'),
    import('../../pipeline/signoff/about-to-sign.ts'),
    import('../../desk/checks/measures.ts'),
  ]);
  const shown = String(from);
  const answers = await confirmFile(shown === '-' ? shown : typedPath(shown), now);
  const signing = { ...answers, shown, now, ...(by === undefined ? {} : { person: String(by) }) };
  const sign: ReturnType<typeof aboutToSign> = (session, item) =>
    aboutToSign({ ...signing, beside: measuresBeside(session.workspace.root, say) })(session, item);
  return sign;
}
