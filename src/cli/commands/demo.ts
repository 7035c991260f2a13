import type { Command } from 'commander';
import { formatDateTime } from '../../contract/time.ts';
import type { DemoResult } from '../../demo/demo.ts';
import { notIssuedLine } from '../../pipeline/issue/not-issued.ts';
import { print, say, typedPath } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { logError, portOf, stopSignal } from '../serving.ts';
import { progressBar } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'demo', group: '演示', order: 810, add: demoCommand });

/** The demo never goes into the folder of real work. */
const DEFAULT_WORKSPACE = 'workspace-demo';

/** `demo [--once] [--port N] [--workspace DIR]` */
function demoCommand(program: Command): void {
  attention(
    program
      .command('demo')
      .description('生成一整年的演示数据与文档，然后打开站点；全部标明“演示数据”')
      .option('--workspace <文件夹>', `演示工作区，默认 ./${DEFAULT_WORKSPACE}；已生成过的直接打开，中断过的接着生成`)
      .option('--once', '生成后结束，不打开站点')
      .option('--port <端口>', '站点端口', '8080')
      .option('--json', '在标准输出给出一个 JSON 文档，说明写到标准错误')
      .addHelpText('after', '\n示例：\n  opsledger demo\n  opsledger demo --once --workspace 演示'),
    '有文档没能签发',
    async (options: Record<string, unknown>) => {
      const dir = typedPath(options.workspace === undefined ? DEFAULT_WORKSPACE : String(options.workspace));
      const port = portOf(options.port);
      const json = { json: options.json === true };
      const [{ demo }, { serveBuiltSite }] = await Promise.all([
        import('../../demo/demo.ts'),
        import('../../serve/built-site.ts'),
      ]);
      const bar = progressBar('演示年度');
      const started = performance.now();
      const result = await demo({ dir, progress: bar.update }).finally(bar.end);
      for (const f of result.failed) say(notIssuedLine(f));
      const seconds = Math.round((performance.now() - started) / 1000);
      const code = result.failed.length > 0 ? 1 : 0;
      if (options.once === true) {
        print(json, result, lines(result, dir, seconds));
        return code;
      }
      const server = await serveBuiltSite(dir, { port, onError: logError });
      print(json, { ...result, url: server.url }, [...lines(result, dir, seconds), `站点地址：${server.url}`]);
      await stopSignal();
      await server.close();
      return code;
    },
  );
}

function lines(result: DemoResult, dir: string, seconds: number): string[] {
  const today = formatDateTime(result.today);
  return [
    `演示工作区：${dir}`,
    `服务期 ${result.servicePeriod.from} 至 ${result.servicePeriod.to}，故事停在 ${today}`,
    result.records === 0 && result.issued === 0
      ? '此前已生成，未改动'
      : `登记 ${result.records} 条记录，签发 ${result.issued} 份文档，用时 ${seconds} 秒`,
    ...(result.site === null ? [] : [`站点 ${result.site.pages} 页`]),
    `查看命令须带故事的时间，例如：opsledger due --workspace ${dir} --at "${today}"`,
  ];
}
