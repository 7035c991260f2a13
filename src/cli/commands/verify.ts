import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { UserError } from '../../contract/error.ts';
import type { VerifyChoice } from '../../pipeline/verify/narrowed.ts';
import type { VerifyResult } from '../../pipeline/verify/verify.ts';
import { print, type Shared, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { spanOf } from '../span.ts';
import { paint, progressBar } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'verify', group: '站点、检索、核验', order: 730, add: verifyCommand });

/** `verify [FILE…] [--rerender] [--deep] [--sm3] [--checkpoint FILE|TEXT…]` */
function verifyCommand(program: Command): void {
  attention(
    sharedOptions(program.command('verify'))
      .argument('[文件...]', '只查验这些文件：是不是当时签发的，有没有改动，有没有追加签章；不写则核验整个工作区')
      .description('核验记录与归档：按真实性、完整性、可用性、安全性报告')
      .option('--rerender', '并由依据重新编制每份文档，逐字节比对')
      .option('--deep', '并自检版本库中的每个对象，不沿用以前的结论')
      .option('--sm3', '并核对 SM3 校验值（约为 SHA-256 四倍的时间）')
      .option('--checkpoint <校验点...>', '核对存证日志与从前的校验点连续：文件，或文档上所印的“条数 根”')
      .option('--month <年月>', '只列出统计区间在该月结束的文档及其依据')
      .option('--from <日期>', '与 --to 一起：只列出统计区间在其间结束的文档及其依据')
      .option('--to <日期>', '截止日期，含当日')
      .option('--document <编号...>', '只列出这些文档及其依据')
      .addHelpText(
        'after',
        '\n示例：\n  opsledger verify --rerender\n  opsledger verify 收到的巡检日志.pdf\n  opsledger verify --checkpoint "10773 条 a33a·d10f·da1a·1742"',
      ),
    '发现任何问题',
    async (files: string[], options: Record<string, unknown>) => {
      const common = shared(options);
      if (files.length > 0) return verifyFiles(files, common, options.rerender === true);
      const result = await verified(common, options);
      const { checked, problems } = result;
      print(common, result, [
        `已核验 文档 ${checked.documents} 份 · 记录 ${checked.records} 条 · 存证条目 ${checked.entries} 条`,
        ...result.notes,
        ...problems.map((p) => paint('red', `${p.property}  ${p.path}：${p.message}`)),
        result.ok ? paint('green', '没有发现问题') : `发现 ${problems.length} 个问题：${tally(result.properties)}`,
      ]);
      return result.ok ? 0 : 1;
    },
  );
}

async function verified(common: Shared, options: Record<string, unknown>): Promise<VerifyResult> {
  const claims = await claimsOf((options.checkpoint as string[] | undefined) ?? []);
  const choice = choiceOf(options);
  const given = { rerender: options.rerender === true, deep: options.deep === true, sm3: options.sm3 === true };
  const { howToRead, readAhead } = await import('../../pipeline/verify/reading.ts');
  // Reading a year takes about as long as loading the program and opening the workspace.
  const ahead = readAhead(common.workspace, howToRead(given));
  const bar = progressBar('核验');
  try {
    const { verify } = await import('../../pipeline/verify/verify.ts');
    return await withSession(
      common,
      (session) => verify(session, { ...given, ...choice, claims, ahead, progress: bar.update }),
      // What was issued can be checked whatever the settings are now.
      { settings: false, saysNotes: true, keptUnits: !given.rerender, goesOn: true },
    );
  } finally {
    bar.end();
    ahead?.stop();
  }
}

/** `真实性 2、完整性 1` and so on, all four. */
const tally = (properties: Readonly<Record<string, number>>): string =>
  Object.entries(properties)
    .map(([name, count]) => `${name} ${count}`)
    .join('、');

/** @throws UserError for a date that is none */
function choiceOf(options: Record<string, unknown>): { choice?: VerifyChoice } {
  const numbers = options.document as string[] | undefined;
  if (numbers !== undefined) return { choice: { numbers } };
  const span = spanOf(options);
  return span.from === undefined && span.to === undefined ? {} : { choice: span };
}

const COLOURS = { normal: 'green', attention: 'yellow', abnormal: 'red' } as const;

/** @returns exit code */
async function verifyFiles(files: readonly string[], common: Shared, rerender: boolean): Promise<0 | 1> {
  if (rerender)
    throw new UserError('查验文件时不能同时重新编制', {
      found: '--rerender',
      hint: '去掉 --rerender；要重新编制全部文档的，不写文件',
    });
  const { checkNamedFiles } = await import('../../pipeline/verify/named-file.ts');
  const result = await withSession(common, (session) => checkNamedFiles(session, files.map(typedPath)), {
    settings: false,
    goesOn: true,
  });
  print(
    common,
    result,
    result.files.flatMap(({ sentence: { tone, mark, text }, sha256, printed }) => [
      paint(COLOURS[tone], `${mark} ${text}`),
      ...(printed === null ? [] : [paint(printed.continues ? 'green' : 'red', `  ${printed.text}`)]),
      `  SHA-256 ${sha256}`,
    ]),
  );
  return result.ok ? 0 : 1;
}

/** Each is a file, where there is one of that name, or the text itself. */
async function claimsOf(given: readonly string[]) {
  const read = given.map(async (one) => {
    const text = await readFile(typedPath(one), 'utf8').catch(() => undefined);
    return { text: text ?? one, shown: text === undefined ? '--checkpoint' : one };
  });
  return Promise.all(read);
}
