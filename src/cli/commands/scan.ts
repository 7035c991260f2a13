import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import { UserError } from '../../contract/error.ts';
import { parseAt } from '../../pipeline/clock.ts';
import type { ImportedFile, ScanImportRequest } from '../../pipeline/scan/import.ts';
import { print, type Shared, say, shared, sharedOptions, typedPath, withSession } from '../context.ts';
import { attention, type ExitCode } from '../exit-codes.ts';
import { busy } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'scan', group: '漏洞扫描', order: 310, add: scanCommand });

const HELP = `
示例：
  opsledger scan import 202611.nessus --permit XK-20261120-002 --operator ⟦现场⟧运维工程师
  opsledger scan import trivy/*.json --finished-at "2026-11-24 02:40"
  opsledger scan import 漏洞清单.xlsx --without-permit 未取得许可，事后已向⟦采购人⟧报告 --kev known_exploited_vulnerabilities.json

报告格式按内容识别；原件存为证据，每份报告成为一条漏洞扫描记录。不写许可时照实登记为“许可 未登记”，以后用
opsledger record scan --from 文件 --reason 原因 补登。同一份报告再次导入不会重复。`;

/** `scan import FILE…` */
function scanCommand(program: Command): void {
  const scan = program.command('scan').description('导入漏洞扫描报告');
  attention(
    sharedOptions(scan.command('import').argument('<文件...>', '扫描工具导出的报告'))
      .description('读取漏洞扫描报告（格式自动识别），保存原件，更新漏洞')
      .option('--permit <编号>', '扫描所依据的许可编号')
      .option('--without-permit <说明>', '没有取得许可时的说明')
      .option('--operator <姓名>', '执行扫描的人')
      .option('--scope <文字>', '扫描范围；不写时按报告列出的对象数')
      .option('--finished-at <时间>', '扫描结束时间，用于没有写明时间的报告')
      .option('--kev <文件>', '已知被利用清单（CISA KEV，JSON 或 CSV）；默认设置中的 scan.kev')
      .option('--epss <文件>', 'EPSS 清单（CSV，可为 .gz）；默认设置中的 scan.epss')
      .addHelpText('after', HELP),
    '有的文件被拒绝（全部被拒绝为 2）',
    async (files: string[], options: Record<string, unknown>) => {
      return importFiles(shared(options), files, options);
    },
  );
}

async function importFiles(common: Shared, files: string[], options: Record<string, unknown>): Promise<ExitCode> {
  // A report of 200 MB comes to some 100 MB that are needed and three times as much that is not: the collector shall not
  // wait until the heap has tripled.
  setFlagsFromString('--heap-growing-percent=50');
  const { importScans } = await import('../../pipeline/scan/import.ts');
  const request: ScanImportRequest = {
    files: files.map((file) => ({ path: typedPath(file), shown: file })),
    said: saidOf(options),
    ...(options.kev === undefined ? {} : { kev: typedPath(String(options.kev)) }),
    ...(options.epss === undefined ? {} : { epss: typedPath(String(options.epss)) }),
    now: common.now,
  };
  const done = await busy(
    '导入扫描报告',
    withSession(common, (session) => importScans(session, request)),
  );
  for (const { refused } of done.files) if (refused !== null) say(refused);
  print(common, { files: done.files }, done.files.flatMap(linesOf));
  return done.exitCode;
}

function saidOf(options: Record<string, unknown>): ScanImportRequest['said'] {
  const { permit, withoutPermit, operator, scope, finishedAt } = options;
  if (permit !== undefined && withoutPermit !== undefined) {
    throw new UserError('--permit 与 --without-permit 只写一个', {
      at: '--without-permit',
      found: String(withoutPermit),
    });
  }
  const texts = Object.entries({ permit, withoutPermit, operator, scope }).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(texts.map(([key, value]) => [key, String(value)])),
    ...(finishedAt === undefined ? {} : { finishedAt: parseAt(String(finishedAt), '--finished-at') }),
  };
}

/** What the import left out, so that nobody takes the entries for all that stand in the report. */
function leftLine({ left }: ImportedFile): string[] {
  const reasons = Object.entries(left).map(([reason, n]) => `${reason} ${n} 条`);
  return reasons.length === 0 ? [] : [`  未计为漏洞：${reasons.join('、')}`];
}

/** Addresses that a person is told on the terminal; `--json` and the record have them all. */
const ADDRESSES = 5;

function linesOf(file: ImportedFile): string[] {
  if (file.refused !== null) return [`未导入 ${file.file}：${file.refused.split('\n')[0]}`];
  const { critical, high, medium, low } = file.byLevel;
  const rest = file.unmapped.length - ADDRESSES;
  const addresses = `${file.unmapped.slice(0, ADDRESSES).join('、')}${rest > 0 ? ` 等 ${file.unmapped.length} 个` : ''}`;
  return [
    file.unchanged ? `已经导入过 ${file.file}：${file.record}，没有改动` : `已导入 ${file.file}：${file.record}`,
    `  条目 ${file.findings} 条（超危 ${critical}、高危 ${high}、中危 ${medium}、低危 ${low}），合为漏洞 ${file.distinct} 个`,
    ...leftLine(file),
    ...(file.exposures === 0 ? [] : [`  开放端口 ${file.exposures} 个`]),
    ...(file.unmapped.length === 0
      ? []
      : [`  未对应资产的地址：${addresses}（在 opsledger.yaml 的 scan.assets 中写明）`]),
    ...file.notes.map((note) => `  ${note}`),
  ];
}
