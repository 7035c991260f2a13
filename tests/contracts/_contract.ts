/** Workspaces of contracts of other shapes, their records, and what of the first contract nothing of theirs may say. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { statusLines } from '../../src/cli/status-lines.ts';
import { initialise } from '../../src/pipeline/init.ts';
import { type IssueRequest, issue } from '../../src/pipeline/issue/issue.ts';
import { siteContent } from '../../src/pipeline/publish/model.ts';
import { openSession, type Session } from '../../src/pipeline/session.ts';
import { status } from '../../src/pipeline/status/status.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { numbersIn } from '../contract/_clause-numbers.ts';
import { plainRenderer } from '../pipeline/_workspace.ts';
import { archivedDocument } from '../support/archived.ts';
import { tempFolder } from '../support/at-end.ts';
import { copyFolder, made } from '../support/made.ts';
import { drawnArticles } from '../support/new-workspace.ts';

const root = join(import.meta.dirname, '../..');
interface Making {
  like: string;
  /** First day of service. */
  from: string;
  /** Folder below `tests/fixtures/contracts` that replaces the starter's data. */
  fixture?: string;
}

/** Folder of a workspace of a starter, its 待填写 filled in, or of a fixture. */
export async function makeWorkspace({ like, from, fixture }: Making): Promise<string> {
  const folder = await tempFolder('contract');
  const workspace = join(folder, 'w');
  const now = `${from}T00:00:00+08:00`;
  const starter = async (empty: string): Promise<void> => {
    await initialise(empty, { now, from, like });
    await copyFolder(await drawnArticles(), join(empty, '.opsledger'));
  };
  await copyFolder(await made(`new-${like}-${from}`, starter), workspace);
  if (fixture !== undefined) await cp(join(root, 'tests/fixtures/contracts', fixture), workspace, { recursive: true });
  const file = join(workspace, 'contract/contract.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll(/(?<!“)待填写(?!”)/g, '某单位'));
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];
  execFileSync('git', ['-C', workspace, 'add', '--all']);
  execFileSync('git', ['-C', workspace, ...who, 'commit', '--quiet', `--date=${now}`, '--message=合同数据']);
  return workspace;
}

export const open = (workspace: string): Promise<Session> =>
  openSession(workspace, { renderer: () => Promise.resolve(plainRenderer()) });

type Row = { at: string } & Record<string, unknown>;

/** Saves records of one kind, each when it was entered: when it happened unless it says otherwise. @returns their ids */
export async function record(session: Session, kind: string, rows: readonly Row[]): Promise<string[]> {
  const ids: string[] = [];
  const drafts = rows.map((row) => ({ source: 'manual', enteredAt: row.at, ...row }));
  for (const [at, own] of Map.groupBy(drafts, ({ enteredAt }) => enteredAt))
    await session.workspace.change(
      '登记',
      async (change) => {
        for (const draft of own) ids.push((await change.addRecord(kind, draft as never)).record.id);
      },
      { at },
    );
  return ids;
}

/** Issues by name, or all that is due; anything that could not be made fails the test. @returns the documents, by number */
export async function issued(session: Session, request: IssueRequest): Promise<Map<string, ReportDocument>> {
  const result = await issue(session, { notice: () => undefined, seen: undefined, ...request });
  if (result.failed.length > 0) throw new Error(JSON.stringify(result.failed));
  return new Map(
    result.issued.map(({ number, files }) => {
      return [number, archivedDocument(join(session.workspace.root, files.html))];
    }),
  );
}

/** Rows of a table as texts, by the id of its section. */
export function rowsOf(document: ReportDocument, section: string): string[] {
  const found = document.sections.find(({ id }) => id === section);
  return (found?.blocks ?? []).flatMap((block) =>
    block.type === 'table' ? block.rows.map(({ cells }) => Object.values(cells).map(textOf).join(' | ')) : [],
  );
}

function textOf(cell: unknown): string {
  if (cell === null || typeof cell !== 'object') return String(cell ?? '');
  const { text, value } = cell as { text?: unknown; value?: unknown };
  return String(text ?? value ?? '');
}

/** All texts of a value. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value === null || typeof value !== 'object' ? [] : Object.values(value).flatMap(textsOf);
}

/** Everything that people read of a workspace, by where it stands: documents, pages of the site, the status on a terminal. */
export async function everything(session: Session, now: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const archive = join(session.workspace.root, 'archive');
  const files = existsSync(archive) ? readdirSync(archive, { recursive: true, encoding: 'utf8' }) : [];
  for (const file of files.filter((one) => one.endsWith('document.json.gz')))
    found.set(file, textsOf(archivedDocument(join(archive, file))));
  const { model } = await siteContent(session, now);
  // The manual is the program's, of all contracts, with what it shows.
  const { manual: _, shown: __, sections, ...rest } = model;
  found.set('site', textsOf(rest));
  for (const section of sections)
    for (const page of section.pages) found.set(`site ${section.id} ${page.path}`, textsOf(page));
  found.set('status', statusLines(await status(session, now)));
  return found;
}

const yaml = (path: string): Record<string, Record<string, string>[]> =>
  parse(readFileSync(join(root, 'data/starters/bureau/contract', path), 'utf8'), { schema: 'failsafe' });

/** Names that the first contract's data give to its things, and the codes of its levels. */
function bureauWords(): string[] {
  const { levels = [], classes = [], quotas = [], people = [] } = yaml('contract.yaml');
  const own = [
    ...[...levels, ...classes, ...quotas].flatMap(({ name = '', ordinal = '' }) => [name, ordinal]),
    ...people.map(({ role = '' }) => role),
    ...(yaml('obligations.yaml')['obligations'] ?? []).map(({ name = '' }) => name),
    ...(yaml('registers.yaml')['registers'] ?? []).map(({ name = '' }) => name),
    ...(yaml('written.yaml')['documents'] ?? []).map(({ name = '' }) => name),
    ...(yaml('assets.yaml')['assets'] ?? []).map(({ name = '' }) => name),
    ...(yaml('kinds.yaml')['kinds'] ?? []).map(({ name = '' }) => name),
    ...(yaml('interpretations.yaml')['interpretations'] ?? []).map(({ question = '' }) => question),
  ];
  return [...new Set(own)].filter((word) => word.length > 1);
}

/**
 * What the first contract's things, places and people are called by, word by word: of `人事管理子系统` 人事, of `驻点运维工程师` 驻点.
 */
function bureauTerms(): string[] {
  const { people = [], requirements = {} } = yaml('contract.yaml');
  const { posts = [], duties = {} } = requirements as unknown as {
    posts?: { name: string }[];
    duties?: Record<string, string>;
  };
  const names = [
    ...people.map(({ role = '' }) => role),
    ...[...posts.map(({ name }) => name), ...Object.values(duties)],
    ...(yaml('assets.yaml')['assets'] ?? []).flatMap(({ name = '', place = '' }) => [name, place]),
    ...(yaml('kinds.yaml')['kinds'] ?? []).map(({ name = '' }) => name),
    ...(yaml('registers.yaml')['registers'] ?? []).map(({ name = '' }) => name),
    ...(yaml('obligations.yaml')['obligations'] ?? []).map(({ name = '' }) => name),
  ];
  const words = new Intl.Segmenter('zh', { granularity: 'word' });
  const said = names.flatMap((name) => [...words.segment(name)].map(({ segment }) => segment));
  const terms = said.filter((word) => /^\p{Script=Han}{2,}$/u.test(word) || /^[A-Z]{3,}$/.test(word));
  return [...new Set([...terms, ...Object.values(duties)])];
}

/**
 * Words of the trade that every contract for operation and maintenance reads without wondering, although the first contract has
 * them in its names: what is done, what is kept, what it is about.
 */
const TRADE = new Set(
  [
    '系统 平台 设备 资产 数据 应用 服务 接口 运行 维护 维修 运维 管理 操作 处理 处置 恢复 备份 测试 验证 演练 扫描 漏洞 补丁 安全 防护',
    '故障 缺陷 需求 变更 版本 程序 日志 记录 登记 登记簿 台账 清单 报告 月报 总结 方案 建议 规划 分析 评估 统计 分布 情况 事项 说明 对照',
    '许可 批准 审核 确认 书面 证书 证明 认证 备案 交付 移交 到期 费用 备件 清除 覆盖 告警 监控 咨询 知识 满意 满意度 用户 部门 人员 负责 配合 协助',
    '合同 口径 项目 工程 工程师 现场 值班 远程 电话 受理 技术 日常 小时 年度 履约 条款 其他 无法 信息 业务 主机 数据库 网络 服务器 存储 中间 电子',
    '考勤 签到 办公 工作 工作站 实施 建设 攻防 重大 应急 经理 采购 购买 人事 短信 视频 地图 对象',
  ].flatMap((line) => line.split(' ')),
);

/** Things that the field at large calls so, too. */
const COMMON = new Set(['对象存储', '项目经理', '采购人经办人']);

/** @param ownText all that the contract itself says. @returns `where: word` of what only the first contract says */
export function firstContracts(texts: Map<string, string[]>, ownText: string): string[] {
  const named = bureauWords().filter((word) => !COMMON.has(word) && !ownText.includes(word));
  const terms = bureauTerms().filter((word) => !TRADE.has(word) && !ownText.includes(word));
  const words = [...new Set([...named, ...terms])];
  const ids = (yaml('contract.yaml')['clauses'] ?? []).map(({ id = '' }) => id).filter((id) => id.includes('.'));
  const foreign = ids.filter((id) => !ownText.includes(`"${id}"`));
  return [...texts].flatMap(([place, all]) =>
    all.flatMap((text) => [
      ...words.filter((word) => text.includes(word)).map((word) => `${place}: ${word} in ${text.slice(0, 80)}`),
      ...[...(text.match(/\bP[1-5]\b/g) ?? []), ...numbersIn(text, foreign)].map(
        (one) => `${place}: ${one} in ${text.slice(0, 80)}`,
      ),
    ]),
  );
}

/** All texts of the contract's files of a workspace. */
export const contractText = (workspace: string): string =>
  readdirSync(join(workspace, 'contract'), { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((one) => one.isFile())
    .map((one) => readFileSync(join(one.parentPath, one.name), 'utf8'))
    .join('\n');

/** A fault as it is written down afterwards. @param times local times of 2026, `11-05 02:00` */
export function fault(
  level: string,
  times: { reported: string; responded?: string; arrived?: string; restored: string },
  more: Record<string, unknown> = {},
): Row {
  const moment = (text: string): string => `2026-${text.replace(' ', 'T')}:00+08:00`;
  const { reported, responded, arrived, restored } = times;
  const at = moment(reported);
  return {
    at,
    enteredAt: moment(restored),
    foundBy: 'user',
    discoveredAt: at,
    reportedAt: at,
    ...(responded === undefined ? {} : { respondedAt: moment(responded) }),
    ...(arrived === undefined ? {} : { arrivedAt: moment(arrived) }),
    restoredAt: moment(restored),
    confirmedRestoredAt: moment(restored),
    confirmer: '乙主任',
    reporter: '当班操作工',
    handler: '甲班长',
    levels: [{ level, at, reason: '按合同分级', setBy: '甲班长' }],
    outage: 'partial',
    diagnosis: 'onsite',
    residentOnSpot: false,
    impact: '生产受影响',
    symptom: '报警停机',
    causeCategory: 'hardware',
    directCause: '模块故障',
    responsibility: 'supplier',
    timeline: [{ at: moment(restored), action: '更换模块，恢复' }],
    verification: '试运行正常',
    flagged: false,
    ...more,
  };
}
