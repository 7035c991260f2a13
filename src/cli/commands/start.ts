import type { Command } from 'commander';
import { EnvironmentError } from '../../contract/error.ts';
import { heldLine, notIssuedLine } from '../../pipeline/issue/not-issued.ts';
import type { Holder } from '../../pipeline/run/one-scheduler.ts';
import type { StartResult } from '../../pipeline/run/start.ts';
import type { Level } from '../../wording/log-line.ts';
import { print, type Shared, say, shared, sharedOptions } from '../context.ts';
import { attention, type ExitCode } from '../exit-codes.ts';
import { type Heart, withHeart } from '../heart.ts';
import { beginLog } from '../log.ts';
import { sayInWordsOf } from '../said.ts';
import { portOf, stopSignal } from '../serving.ts';
import { startAttention } from '../start-attention.ts';
import { busy, columns } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'start', group: '建立与运行', order: 120, add: startCommand });

/** `start [--once [--every 10m]] [--port N]` */
function startCommand(program: Command): void {
  attention(
    sharedOptions(program.command('start'))
      .description('没有工作区则建立；执行到期的工作，生成站点，然后打开站点并按计划运行')
      .option('--once', '执行一遍后结束，不打开站点')
      .option(
        '--every <间隔>',
        '与 --once 同用：由定时器每隔多久执行一遍，例如 10m；超过三遍没有执行，status、due、doctor 与站点会指出',
      )
      .option('--port <端口>', '站点与登记台的端口', '8080')
      .option('--host <地址>', '监听地址，默认只限本机；另有主机名的写入设置 site.hosts')
      .addHelpText('after', '\n示例：\n  opsledger start\n  opsledger start --once --workspace workspace'),
    '本轮有判为异常的检查、读不到的数据源、没能签发或因待填写而暂缓的文档，有逾期未交、缺失、退回待修订、待补正或确认已失效，或有读不出的文件；结尾写明是哪几样',
    async (options: Record<string, unknown>) => {
      const common = shared(options);
      const once = options.once === true;
      const { every } = options;
      // Whoever runs one round by hand is answered; what goes on, or comes again by a timer, writes a log.
      const goesOn = !once || every !== undefined;
      if (goesOn) beginLog();
      const running = { once, port: portOf(options.port), host: options.host };
      const seat = goesOn ? await seatIn(common) : null;
      if (seat?.held !== undefined) return beside(common, seat.held, running);
      try {
        return await withHeart({ workspace: common.workspace, once, every }, (heart) =>
          run(common, running, heart, seat),
        );
      } finally {
        seat?.leave();
      }
    },
  );
}

interface Held {
  holder: Holder;
  /** There is a workspace to be shown. */
  made: boolean;
}

/** The one place of a workspace's scheduler. */
interface Seat {
  /** Who has it already. */
  held?: Held;
  /** Takes it where there was no workspace before. */
  sit(): Promise<void>;
  leave(): void;
}

async function seatIn({ workspace, now }: Shared): Promise<Seat> {
  const { heldText, takePlace } = await import('../../pipeline/run/one-scheduler.ts');
  const place = await takePlace(workspace, now);
  if ('holder' in place) return { held: place, sit: () => Promise.resolve(), leave: () => undefined };
  return {
    async sit() {
      const taken = await place.sit();
      if ('holder' in taken) throw new EnvironmentError(heldText(taken.holder, false));
    },
    leave: place.release,
  };
}

/** Where another keeps the schedule there is nothing to be done but to open the site; of a timer not even that. */
async function beside(common: Shared, { holder, made }: Held, { once, port, host }: Running): Promise<ExitCode> {
  const { heldText } = await import('../../pipeline/run/one-scheduler.ts');
  // Where it is only being made there is no site to open.
  if (once || !made) throw new EnvironmentError(heldText(holder, false));
  say(heldText(holder, true), 'warn');
  const { serveApart } = await import('../../serve/http-process.ts');
  const server = await serveApart(common.workspace, { port, ...hostOf(host) }, say);
  print(common, { scheduler: holder, url: server.url }, addresses(server.url));
  await stopSignal();
  await server.close();
  return 0;
}

const addresses = (url: string): string[] => [`站点地址：${url}`, `登记台：${url}/desk/`];

interface Running {
  once: boolean;
  port: number;
  host: unknown;
}

async function run(common: Shared, running: Running, heart: Heart, seat: Seat | null): Promise<ExitCode> {
  const { once, port, host } = running;
  const round = once ? roundHere(common) : roundApart(common);
  const result = await busy(ROUND, heart.during(ROUND, round));
  await seat?.sit();
  const needed = startAttention(result);
  for (const [text, level] of troubles(result)) say(text, level);
  if (once) {
    print(common, result, await lines(result, common.workspace));
    if (needed.length > 0) say(`需要处理（退出码 1）：${needed.join('，')}`, 'warn');
    return needed.length > 0 ? 1 : 0;
  }
  const [{ serveApart }, { keepSchedule }] = await Promise.all([
    import('../../serve/http-process.ts'),
    import('../../pipeline/run/schedule.ts'),
  ]);
  const server = await serveApart(common.workspace, { port, ...hostOf(host) }, say);
  print(common, { ...result, url: server.url }, [...(await lines(result, common.workspace)), ...addresses(server.url)]);
  if (needed.length > 0) say(`需要处理：${needed.join('，')}`, 'warn');
  const schedule = await keepSchedule(common.workspace, heart.say, undefined, heart);
  await heart.ready();
  await stopSignal();
  await schedule.stop();
  await server.close();
  return 0;
}

/** What the first round is called. */
const ROUND = '巡检、签发与生成站点';

/** `--once` ends with the round, and needs no second process for it. */
async function roundHere({ workspace: dir, now }: Shared): Promise<StartResult> {
  const { round } = await import('../../pipeline/run/start.ts');
  const done = await round({ dir, now, note: (notes) => say(notes.join('\n'), 'warn'), opened: sayInWordsOf }, true);
  const { remindSafely } = await import('../../pipeline/remind/once.ts');
  await remindSafely(dir, now, say);
  return done;
}

async function roundApart({ workspace: dir, now }: Shared): Promise<StartResult> {
  const { inOwnProcess } = await import('../../pipeline/run/own-process.ts');
  return inOwnProcess<StartResult>({ work: 'round', dir, now }, say, sayInWordsOf);
}

const hostOf = (host: unknown): { host?: string } => (typeof host === 'string' ? { host } : {});

/** What did not go well, a line each. */
function troubles({ tick, site }: StartResult): [text: string, level: Level][] {
  const errors = [...tick.issued.failed.map(notIssuedLine), ...(tick.collected?.failed ?? []).map(noReading)];
  const warnings = [
    ...tick.problems.map((p) => `问题 ${p.path}：${p.message}`),
    ...tick.issued.held.map(heldLine),
    ...site.problems.map((p) => `问题 ${p.file}：${p.message}`),
  ];
  return [
    ...errors.map((one): [string, Level] => [one, 'error']),
    ...warnings.map((one): [string, Level] => [one, 'warn']),
  ];
}

const noReading = ({ source, reason }: { source: string; reason: string }): string => `无法采集 ${source}：${reason}`;

async function lines(result: StartResult, workspace: string): Promise<string[]> {
  const [{ dueLines }, { outcomeLines }] = await Promise.all([
    import('../due-lines.ts'),
    import('../outcome-lines.ts'),
  ]);
  const { tick, site } = result;
  return [
    ...(result.made ? [`已建立工作区 ${workspace}`] : []),
    ...tick.recovered.map((path) => `已恢复 ${path}`),
    ...(tick.collected === null
      ? tick.inspects
        ? [tick.early ? '未到今日巡检的时刻，到时自动采集' : '今日已有巡检记录，未重复采集']
        : []
      : [`已采集 ${tick.collected.record}`, ...outcomeLines(tick.collected).map((line) => `  ${line}`)]),
    ...tick.issued.issued.map((d) => `已签发 ${d.number}`),
    `已生成站点 ${site.pages} 页`,
    ...columns(dueLines(site.due)),
  ];
}
