import type { Command } from 'commander';
import { heldLine, notIssuedLine } from '../../pipeline/issue/not-issued.ts';
import type { IssueResult } from '../../pipeline/issue/result.ts';
import { print, say, shared, sharedOptions, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { issueLines, notice, OBLIGATION, PERIOD, SEEN, sayReasons, seenBy } from '../issuing.ts';
import { progressBar } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'issue', group: '交付', order: 530, add: issueCommand });

/** `issue [OBLIGATION] [PERIOD]` */
function issueCommand(program: Command): void {
  attention(
    sharedOptions(program.command('issue').argument('[交付物]', OBLIGATION).argument('[期次]', PERIOD))
      .description('签发并归档到期的文档，或写明的那一份；已签发的不变')
      .option('--reason <原因>', '补报或修订的原因；补报时没有写的，以后可以补记')
      .option('--seen', SEEN)
      .addHelpText(
        'after',
        '\n示例：\n  opsledger issue\n  opsledger issue inspection-log 2026-11-24\n  opsledger issue inspection-log 2026-11-24 --reason 更正处理措施',
      ),
    '有文档没能签发、因待填写而暂缓或带着待填写签发，或补报没有写原因',
    async (obligation: string | undefined, period: string | undefined, options: Record<string, unknown>) => {
      const common = shared(options);
      const { issue } = await import('../../pipeline/issue/issue.ts');
      const bar = progressBar('签发');
      const seen = seenBy(options);
      const result = await withSession(common, (session) =>
        issue(session, {
          ...(obligation === undefined ? {} : { obligation }),
          ...(period === undefined ? {} : { period }),
          ...(options.reason === undefined ? {} : { reason: String(options.reason) }),
          now: common.now,
          byPerson: true,
          seen: () => {
            bar.end();
            return seen();
          },
          notice: (text) => {
            bar.end();
            notice(text);
          },
          progress: bar.update,
        }),
      ).finally(bar.end);
      for (const f of result.failed) say(notIssuedLine(f));
      for (const h of result.held) say(`注意：${heldLine(h)}`);
      const owed = sayReasons(result, options);
      sayUnconfirmed(result);
      if (result.unfilled.length > 0) say(`注意：带着“待填写”签发：${result.unfilled.join('、')}`);
      const lines = issueLines(result);
      const stopped = result.failed.length + result.held.length > 0;
      const none = stopped ? '没有签发任何文档，原因见上' : '没有到期待签发的文档；opsledger due 查看应交项';
      print(common, result, lines.length > 0 ? lines : [none]);
      return stopped || result.unfilled.length > 0 || owed ? 1 : 0;
    },
  );
}

/** The document says so, too; looked at later, it is confirmed as the next revision. */
function sayUnconfirmed({ issued }: IssueResult): void {
  const numbers = issued.filter(({ confirmedAt }) => confirmedAt === null).map(({ number }) => number);
  if (numbers.length === 0) return;
  notice(`未经人工确认即签发：${numbers.join('、')}；事后确认的成为下一版：opsledger confirm … --reason 原因`);
}
