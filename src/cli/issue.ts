import type { Command } from 'commander';
import type { IssueResult } from '../pipeline/issue/issue.ts';
import { heldLine, notIssuedLine } from '../pipeline/issue/not-issued.ts';
import { askMeasures, askSeen } from './ask.ts';
import { print, say, shared, sharedOptions, typedPath, withSession } from './context.ts';
import { attention } from './exit-codes.ts';
import { reasonNotes } from './reason-notes.ts';
import { progressBar } from './terminal.ts';

/** `confirm`, `issue` and `preview`. */
export function issueCommands(program: Command): void {
  confirmCommand(program);
  issueCommand(program);
  previewCommand(program);
}

const OBLIGATION = '交付物编号，如 inspection-log';
const PERIOD = '期次，如 2026-11-24';
const SEEN = '待核实的记录已逐条看过；不写时列出清单，在终端询问，不能询问的不办理';

function confirmCommand(program: Command): void {
  attention(
    sharedOptions(
      program
        .command('confirm')
        .argument('[交付物]', OBLIGATION, 'inspection-log')
        .argument('[期次]', `${PERIOD}；每日交付的不写为今日`),
    )
      .description('确认草稿：写明处理措施与许可；已到签发时间的随即签发')
      .requiredOption('--by <姓名>', '确认人（巡检人）')
      .option('--reviewer <姓名>', '复核人')
      .option('--remark <文字>', '意见')
      .option('--reason <原因>', '过了期限才确认的，写明补报原因；已签发的要更正，写明修订原因')
      .option('--seen', SEEN)
      .option('--from <文件>', 'YAML 或 JSON 文件：measures 处理措施，manual 人工检查结果；- 为标准输入')
      .addHelpText(
        'after',
        '\n示例：\n  opsledger confirm inspection-log 2026-11-24 --by 姓名 --from 处理措施.yaml\n  opsledger confirm inspection-log 2026-11-23 --by 姓名 --reason 采集服务器断电\n  opsledger confirm compliance-statement --by 姓名 --seen',
      ),
    '有文档没能签发或因待填写而暂缓，或补报没有写原因',
    async (obligation: string, period: string | undefined, options: Record<string, unknown>) => {
      const [{ confirmFile }, { confirm }] = await Promise.all([
        import('../pipeline/record/answers-file.ts'),
        import('../pipeline/signoff/confirm.ts'),
      ]);
      const common = shared(options);
      const extra = options.from === undefined ? {} : await confirmFile(inputPath(String(options.from)), common.now);
      const result = await withSession(common, (session) =>
        confirm(session, {
          obligation,
          ...(period === undefined ? {} : { period }),
          person: String(options.by),
          ...(options.reviewer === undefined ? {} : { reviewer: String(options.reviewer) }),
          ...(options.remark === undefined ? {} : { remark: String(options.remark) }),
          ...(options.reason === undefined ? {} : { reason: String(options.reason) }),
          ...extra,
          ...(options.from === undefined ? {} : { shown: shownPath(String(options.from)) }),
          // On a terminal, and without a file, the engineer is asked about each row that is not normal.
          ...(options.from === undefined && process.stdin.isTTY ? { askMeasures } : {}),
          now: common.now,
          notice,
          seen: seenBy(options),
        }),
      );
      for (const f of result.issue.failed) say(notIssuedLine(f));
      for (const h of result.issue.held) say(`注意：${heldLine(h)}`);
      const owed = sayReasons(result.issue, options);
      const stopped = result.issue.failed.length + result.issue.held.length > 0;
      const later = stopped ? '确认已保存，但没有签发，原因见上' : '尚未到签发时间，到时自动签发';
      const lines = issueLines(result.issue);
      print(common, result, [
        `已确认 ${result.obligation} ${result.period}（${result.id}）`,
        ...(lines.length > 0 ? lines : [later]),
      ]);
      return stopped || owed ? 1 : 0;
    },
  );
}

const notice = (text: string): void => say(`提示：${text}`);

/** Who cannot be asked has to say it on the command line: what was issued stays. */
function seenBy(options: Record<string, unknown>): () => Promise<boolean> {
  if (options.seen === true) return () => Promise.resolve(true);
  return process.stdin.isTTY ? () => askSeen() : () => Promise.resolve(false);
}

/** @returns true when a document went out late and nobody said why */
function sayReasons(result: IssueResult, options: Record<string, unknown>): boolean {
  const { owed, unused } = reasonNotes(result, options.reason === undefined ? undefined : String(options.reason));
  for (const text of owed) say(`注意：${text}`);
  for (const text of unused) notice(text);
  return owed.length > 0;
}

/** The document says so, too; looked at later, it is confirmed as the next revision. */
function sayUnconfirmed({ issued }: IssueResult): void {
  const numbers = issued.filter(({ confirmedAt }) => confirmedAt === null).map(({ number }) => number);
  if (numbers.length === 0) return;
  notice(`未经人工确认即签发：${numbers.join('、')}；事后确认的成为下一版：opsledger confirm … --reason 原因`);
}

const shownPath = (path: string): string => (path === '-' ? '标准输入.yaml' : path);
const inputPath = (path: string): string => (path === '-' ? path : typedPath(path));

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
      const { issue } = await import('../pipeline/issue/issue.ts');
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

function issueLines(result: IssueResult): string[] {
  return [
    ...result.issued.map((d) => `已签发 ${d.number}\n  ${Object.values(d.files).join('\n  ')}`),
    ...result.unchanged.map((d) => `未变化 ${d.number}（第 ${d.revision} 版）`),
  ];
}

function previewCommand(program: Command): void {
  attention(
    sharedOptions(program.command('preview').argument('<交付物>', OBLIGATION).argument('[期次]', PERIOD))
      .description('生成预览而不签发，每页有“草稿”水印')
      .option('-o, --output <文件夹>', '写到哪里，没有则建立', '预览')
      .addHelpText(
        'after',
        '\n示例：\n  opsledger preview inspection-log 2026-11-24\n  opsledger preview inspection-log 2026-11-24 -o 送审稿',
      ),
    '草稿已生成，但有读不出的证据',
    async (obligation: string, period: string | undefined, options: Record<string, unknown>) => {
      const common = shared(options);
      const { preview } = await import('../pipeline/issue/preview.ts');
      const result = await withSession(common, (session) =>
        preview(session, {
          obligation,
          ...(period === undefined ? {} : { period }),
          out: typedPath(String(options.output)),
          now: common.now,
        }),
      );
      for (const { path, message } of result.problems) say(`证据不可读，改正前不能签发：${path}：${message}`);
      print(common, result, [`草稿 ${result.number}`, ...result.files.map((f) => `  ${f}`)]);
      return result.problems.length > 0 ? 1 : 0;
    },
  );
}
