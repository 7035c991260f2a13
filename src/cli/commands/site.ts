import { access } from 'node:fs/promises';
import type { Command } from 'commander';
import { UserError } from '../../contract/error.ts';
import { numberText } from '../../wording/figures.ts';
import { viewNames } from '../../wording/views.ts';
import { print, say, shared, sharedOptions, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { oneLineOfFaults } from '../log.ts';
import { logError, portOf, stopSignal } from '../serving.ts';
import { busy } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'site', group: '站点、检索、核验', order: 710, add: siteCommand });

/** `site build` and `site serve` */
function siteCommand(program: Command): void {
  const site = program.command('site').description('生成或打开内网站点');
  attention(
    sharedOptions(site.command('build'))
      .description('由工作区生成站点，及设置中写明或登记台上有账号的⟦采购人⟧、审计的视图')
      .addHelpText('after', '\n示例：\n  opsledger site build'),
    '站点已生成，但有未能发布的内容或读不出的文件',
    async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { publish } = await import('../../pipeline/publish/publish.ts');
      let step = '';
      const built = await busy(
        () => `生成站点${step}`,
        withSession(common, (session) =>
          publish(session, common.now, (view, n, count) => {
            if (count > 1) step = `（${n}/${count} ${viewNames[view]}视图）`;
          }),
        ),
      );
      for (const problem of built.problems) say(`问题 ${problem.file}：${problem.message}`);
      print(common, built, [
        `已生成站点 ${built.pages} 页，用时 ${numberText(built.ms / 1000, { decimals: 1, unit: '秒' })}：${built.folder}`,
        ...built.views.map((one) => `已生成${viewNames[one.view]}视图 ${one.pages} 页：${one.folder}`),
      ]);
      if (built.problems.length > 0) say(leftOutLine(built.problems));
      return built.problems.length > 0 ? 1 : 0;
    },
  );

  sharedOptions(site.command('serve'))
    .description('打开已生成的站点，按 Ctrl+C 结束；登录的规则与 start 相同，有了账号本机也须登录')
    .option('--port <端口>', '端口', '8080')
    .option('--host <地址>', '监听地址，默认只限本机；另有主机名的写入设置 site.hosts', '127.0.0.1')
    .option('--view <视图>', 'supplier ⟦供应商⟧内部，purchaser ⟦采购人⟧，audit 审计', 'supplier')
    .addHelpText('after', '\n示例：\n  opsledger site serve --port 8080')
    .action(async (options: Record<string, unknown>) => {
      oneLineOfFaults();
      const common = shared(options);
      const [{ publish }, { serveBuiltSite }] = await Promise.all([
        import('../../pipeline/publish/publish.ts'),
        import('../../serve/built-site.ts'),
      ]);
      const view = viewOf(options.view, Object.keys(viewNames));
      const root = await withSession(common, async (session) => {
        const { othersViews } = await import('../../pipeline/desk-accounts.ts');
        const { root, settings } = session.workspace;
        requireView(view, await othersViews(root, settings));
        if (!(await built(root, view))) await busy('生成站点', publish(session, common.now));
        return root;
      });
      const server = await serveBuiltSite(root, {
        port: portOf(options.port),
        host: String(options.host),
        view,
        onError: logError,
      });
      print(common, { url: server.url }, [`站点地址：${server.url}`]);
      if (server.refusesOthers) say(othersRefused(options.host));
      await stopSignal();
      await server.close();
    });
}

/** How many names the last line has room for. */
const NAMED = 5;

/** The last word of a build: what a reader of the site does not get, however well the rest went. */
function leftOutLine(problems: readonly { file: string }[]): string {
  const files = [...new Set(problems.map(({ file }) => file))];
  const more = files.length > NAMED ? ` 等 ${files.length} 处` : '';
  return `未完整发布（退出码 1）：${files.slice(0, NAMED).join('、')}${more}；怎样处理见上面各条，也列在站点的“待处理问题”`;
}

type View = keyof typeof viewNames;

/** @throws UserError when it is no view */
function viewOf(value: unknown, views: readonly string[]): View {
  if (typeof value === 'string' && views.includes(value)) return value as View;
  throw new UserError('没有这种视图', {
    at: '--view',
    found: String(value),
    expected: views.join('、'),
  });
}

/** @param built views that are built. @throws UserError when neither a setting nor an account asks for it */
function requireView(view: View, built: readonly string[]): void {
  if (view === 'supplier' || built.includes(view)) return;
  throw new UserError('没有生成这个视图：设置中没有写明，这一方在登记台也没有账号', {
    file: 'opsledger.yaml',
    at: 'site.views（另外生成的视图）',
    found: built.length === 0 ? '（没有）' : built.join('、'),
    expected: `含 ${view}`,
    hint: `在 opsledger.yaml 的 site 下写 views: [${[...built, view].join(', ')}]，再运行 opsledger site build`,
  });
}

async function built(root: string, view: View): Promise<boolean> {
  const { siteFolder } = await import('../../pipeline/publish/site-folder.ts');
  return access(siteFolder(root, view)).then(
    () => true,
    () => false,
  );
}

const othersRefused = (host: unknown): string =>
  `监听 ${host}，但设置中没有写明别人以什么名称或地址打开：只有本机能打开，其余一律拒绝。在 opsledger.yaml 的 site 下写 hosts: [主机名或地址]，再重新运行`;
