import { access } from 'node:fs/promises';
import type { Command } from 'commander';
import { UserError } from '../contract/error.ts';
import { numberText } from '../wording/figures.ts';
import { viewNames } from '../wording/views.ts';
import { print, say, shared, sharedOptions, withSession } from './context.ts';
import { attention } from './exit-codes.ts';
import { busy } from './terminal.ts';

/** `site build`, `site serve`, `search`. */
export function siteCommands(program: Command): void {
  const site = program.command('site').description('生成或打开内网站点');
  attention(
    sharedOptions(site.command('build'))
      .description('由工作区生成站点，及设置中写明的采购人、审计视图')
      .addHelpText('after', '\n示例：\n  opsledger site build'),
    '站点已生成，但有未能发布的内容或读不出的文件',
    async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { publish } = await import('../pipeline/publish/publish.ts');
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
      return built.problems.length > 0 ? 1 : 0;
    },
  );

  sharedOptions(site.command('serve'))
    .description('在本机打开已生成的站点，按 Ctrl+C 结束')
    .option('--port <端口>', '端口', '8080')
    .option('--host <地址>', '监听地址，默认只限本机；另有主机名的写入设置 site.hosts', '127.0.0.1')
    .option('--view <视图>', 'supplier 供应商内部，purchaser 采购人，audit 审计', 'supplier')
    .addHelpText('after', '\n示例：\n  opsledger site serve --port 8080')
    .action(async (options: Record<string, unknown>) => {
      const common = shared(options);
      const { publish, serve } = await import('../pipeline/publish/publish.ts');
      const view = viewOf(options.view, Object.keys(viewNames));
      const root = await withSession(common, async (session) => {
        requireView(view, session.workspace.settings.site.views);
        if (!(await built(session.workspace.root, view))) await busy('生成站点', publish(session, common.now));
        return session.workspace.root;
      });
      const server = await serve(root, {
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

  sharedOptions(program.command('search').argument('<问题...>', '要查的话，不必加空格'))
    .description('查知识库与文档，与站点的搜索相同')
    .option('--limit <条数>', '最多几条', '10')
    .addHelpText('after', '\n示例：\n  opsledger search 服务器负载过高')
    .action(async (words: string[], options: Record<string, unknown>) => {
      const common = shared(options);
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1) {
        throw new UserError('条数不对', { at: '--limit', found: String(options.limit), expected: '1 以上的整数' });
      }
      const { searchWorkspace } = await import('../pipeline/publish/publish.ts');
      const { results, farOff } = await withSession(common, (session) =>
        searchWorkspace(session, words.join(' '), common.now, limit),
      );
      const answer = { results: results.map(({ url, title, kind, score }) => ({ url, title, kind, score })), farOff };
      print(common, answer, [...adviceOf(results, farOff), ...reviewedFirst(results).flatMap(linesOf)]);
    });
}

function adviceOf(results: readonly unknown[], farOff: boolean): string[] {
  if (results.length === 0) return ['没有找到；换一种说法，或少写几个字'];
  return farOff ? ['没有直接说到这件事的内容，以下只有个别字词相符；换一种说法，或只写关键的词', ''] : [];
}

const linesOf = (found: Found & { url: string; snippet: readonly { text: string }[] }): string[] => [
  titleOf(found),
  `  ${found.snippet.map(({ text }) => text).join('')}`,
  `  ${found.url}`,
];

type Found = { title: string; kind: string };
const isDraft = ({ kind }: Found): boolean => kind === 'consultation';
/** Answers that nobody has written up yet stand below what was reviewed, as on the site. */
const reviewedFirst = <T extends Found>(results: readonly T[]): T[] =>
  results.toSorted((a, b) => Number(isDraft(a)) - Number(isDraft(b)));
const titleOf = (found: Found): string => `${found.title}${isDraft(found) ? '（待整理）' : ''}`;

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

/** @throws UserError when the settings do not ask for the view: nobody builds it */
function requireView(view: View, built: readonly string[]): void {
  if (view === 'supplier' || built.includes(view)) return;
  throw new UserError('设置中没有要求生成这个视图', {
    file: 'opsledger.yaml',
    at: 'site.views（另外生成的视图）',
    found: built.length === 0 ? '（没有）' : built.join('、'),
    expected: `含 ${view}`,
    hint: `在 opsledger.yaml 的 site 下写 views: [${[...built, view].join(', ')}]，再运行 opsledger site build`,
  });
}

async function built(root: string, view: View): Promise<boolean> {
  const { siteFolder } = await import('../pipeline/publish/publish.ts');
  return access(siteFolder(root, view)).then(
    () => true,
    () => false,
  );
}

const othersRefused = (host: unknown): string =>
  `监听 ${host}，但设置中没有写明别人以什么名称或地址打开：只有本机能打开，其余一律拒绝。在 opsledger.yaml 的 site 下写 hosts: [主机名或地址]，再重新运行`;

/** @throws UserError when it is no port */
export function portOf(value: unknown): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UserError('端口不对', { at: '--port', found: String(value), expected: '0–65535 的整数，0 为任意空闲端口' });
}

export const logError = (error: unknown, path: string): void => {
  say(`站点 ${path} 出错：${error instanceof Error ? error.message : String(error)}`);
};

/** Resolves when the person or the system asks to stop. */
export function stopSignal(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });
}
