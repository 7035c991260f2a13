import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { UserError } from '../../contract/error.ts';
import type { MadePack } from '../../pipeline/pack/pack.ts';
import { print, say, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { spanOf } from '../span.ts';
import { paint, progressBar } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'pack', group: '站点、检索、核验', order: 760, add: packCommand });

/** `pack --from D --to D -o X.zip [--requests list.xlsx] [--all]` */
function packCommand(program: Command): void {
  attention(
    sharedOptions(program.command('pack'))
      .description('查验包：一段日期的文档、签字件、原始材料、存证和离线查验页，合成一个 .zip 交审计或验收')
      .option('--from <日期>', '与 --to 一起：统计区间与其间有重叠、或在其间签发的文档')
      .option('--to <日期>', '截止日期，含当日')
      .option('--month <年月>', '同上，一个月')
      .option('--all', '整个服务期的全部文档、记录、原始材料、合同数据、方案和知识库（验收用）')
      .option('--requests <文件>', '审计的资料清单（.xlsx，每行一项）：逐项应答；不写日期的只装清单所要的')
      .requiredOption('-o, --output <文件>', '写到哪个 .zip 文件；已有的文件不改写')
      .addHelpText(
        'after',
        '\n示例：\n  opsledger pack --from 2026-03-01 --to 2026-03-31 -o 查验包.zip\n  opsledger pack --requests 审计资料清单.xlsx -o 查验包.zip\n  opsledger pack --all -o 验收包.zip',
      ),
    '查验包已写出，但有应在而不在包中、或与签发时不符的内容，其间有应交而没有签发的文档，或清单中有没有找到的资料',
    async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { pack } = await import('../../pipeline/pack/pack.ts');
      const requests = options.requests === undefined ? undefined : await listFile(String(options.requests));
      const bar = progressBar('查验包');
      const made = await withSession(
        common,
        (session) =>
          pack(session, {
            ...spanOf(options),
            ...(options.all === true ? { all: true } : {}),
            ...(requests === undefined ? {} : { requests }),
            file: typedPath(String(options.output)),
            now: common.now,
            progress: bar.update,
          }),
        // What was issued can be handed over whatever the settings are now.
        { settings: false },
      ).finally(bar.end);
      tell(made);
      print(common, made, [
        `查验包 ${made.from} 至 ${made.to}：文档 ${made.documents} 份 · 记录 ${made.records} 条 · 原始材料 ${made.evidence} 份`,
        ...(made.requests ?? []).map(({ row, asked, told, grade = 'unknown' }) =>
          paint(GRADES[grade], `清单第 ${row} 行 ${asked}：${told}`),
        ),
        `已写出 ${made.file}（${made.bytes} 字节）：解压后双击 verify.html 查验`,
      ]);
      const isShort = (made.requests ?? []).some(({ found }) => found.length === 0);
      return made.missing.length > 0 || made.notIssued.length > 0 || isShort ? 1 : 0;
    },
  );
}

const GRADES = { given: 'green', perhaps: 'yellow', none: 'red', unknown: 'red' } as const;

/** What needs attention that a message names. */
const TOLD = 20;

function tell({ missing, notIssued }: MadePack): void {
  for (const { what, why } of missing.slice(0, TOLD)) say(`未入包或不符：${what}（${why}）`);
  if (missing.length > TOLD) say(`……共 ${missing.length} 项，见包内目录的“未入包”`);
  if (notIssued.length > 0)
    say(`注意：其间应交而没有签发的 ${notIssued.length} 份：${notIssued.slice(0, TOLD).join('、')}`);
}

/** @throws UserError when there is no such file */
async function listFile(name: string): Promise<{ bytes: Uint8Array; shown: string }> {
  try {
    return { bytes: await readFile(typedPath(name)), shown: name };
  } catch {
    throw new UserError('资料清单打不开', {
      file: name,
      expected: '审计给出的 .xlsx 文件',
      hint: '核对文件名和所在文件夹',
    });
  }
}
