/** `collect --from`: what a person carries in from a host or a cloud console becomes part of the day's inspection. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../contract/error.ts';
import type { Asset } from '../../contract/terms/assets.ts';
import { dateOf, toText } from '../../contract/time.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import { SourceError } from '../../sources/error.ts';
import { parseHostReport } from '../../sources/host-report.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import { readLimited } from '../../workspace/disk/decode.ts';
import type { SourceSettings } from '../../workspace/settings/settings.ts';
import { sha256Of } from '../../workspace/store/evidence.ts';
import { toolRoot } from '../program.ts';
import type { Session } from '../session.ts';
import {
  type CollectResult,
  checkedCollectors,
  countsOf,
  finish,
  refuseOtherTime,
  runContext,
  sourceNamed,
} from './collect.ts';
import { readPrevious } from './previous.ts';
import { runSource } from './run-source.ts';

export interface FileRequest {
  /** Absolute path. */
  file: string;
  /** As the person typed it, for messages. */
  shown: string;
  /** Source of the settings that the file belongs to; found by its content without it. */
  source?: string;
  /** Asset that a host report is about; found by the host's name without it. */
  target?: string;
  /** `--at`; the machine's clock without it. */
  at?: string;
  /** Why the same source is read again that day. */
  why?: string;
}

/** Source types that read a file which people bring. */
const FILE_TYPES = ['host-report', 'cloud-csv'];
const MAX_BYTES = 50 * 1024 * 1024;

/** The script for the engineer to run on a host; it reads only. */
export const hostReportScript = (): Promise<string> =>
  readFile(join(toolRoot, 'src/collectors/parts/host-report.sh'), 'utf8');

/**
 * Saves a new inspection record of the day: the readings of the file, with its hash as their evidence, and what the
 * day's earlier inspections read of other sources. The same file again changes nothing.
 * @throws UserError when the file cannot be used, or belongs to no asset
 */
export async function collectFile(
  session: Session,
  request: FileRequest,
): Promise<CollectResult & { unchanged: boolean }> {
  const { workspace } = session;
  const startedAt = toText(Temporal.Now.instant());
  refuseOtherTime(request.at, startedAt);
  await requireCleanEntry(workspace.root, { shown: '再次采集的原因', value: { why: request.why } });
  const bytes = await readLimited(request.file, request.shown, MAX_BYTES);
  const source = sourceOf(session, request, bytes);
  await checkedCollectors(session, [source]);
  const previous = await readPrevious(workspace.records, startedAt, []);
  const known = alreadySaved(previous.inspections, dateOf(startedAt), source.name, sha256Of(bytes));
  if (known !== undefined) {
    const path = `records/inspection/${known.date.slice(0, 4)}/${known.date.slice(5, 7)}/${known.id}.json`;
    const counts = countsOf(session, { record: known }, previous);
    const none = { unexplained: false, failed: [], records: [], problems: [] };
    return { record: path, id: known.id, ...counts, ...none, unchanged: true };
  }
  refuseOtherDay(previous.inspections, dateOf(startedAt), sha256Of(bytes), request);
  const result = await runSource(source, runContext(session, previous));
  if (result.reason !== null) throw unusable(request, result.reason);
  if (Buffer.compare(bytes, await readLimited(request.file, request.shown, MAX_BYTES)) !== 0)
    throw unusable(request, '读取时文件有改动');
  const why = request.why === undefined ? {} : { why: request.why };
  const what = { results: [result], trigger: 'file' as const, remembering: [], original: bytes };
  const given = { startedAt, previous, ...what, ...why };
  return { ...(await finish(session, given)), unchanged: false };
}

const unusable = (request: FileRequest, found: string): UserError =>
  new UserError('文件不能作为采集结果', {
    file: request.shown,
    found,
    expected: '主机巡检报告（opsledger collect --script 给出的脚本的输出），或设置中 cloud-csv 数据源的导出文件',
  });

/** The source as settings would name it, reading this file. */
function sourceOf({ workspace }: Session, request: FileRequest, bytes: Uint8Array): SourceSettings {
  const { sources, deadlineSeconds } = workspace.settings;
  const withFile = (one: SourceSettings) => ({ ...one, options: { ...one.options, file: request.file } });
  if (request.source !== undefined) {
    const named = sourceNamed(sources, request.source);
    if (FILE_TYPES.includes(named.type)) return withFile(named);
    throw unusable(request, `数据源 ${named.name} 的类型 ${named.type} 不由文件读取`);
  }
  const host = hostOf(bytes);
  if (host === null) return withFile(onlyCsvSource(sources, request));
  const target = request.target === undefined ? assetOfHost(workspace.contract.assets, host, request) : request.target;
  if (!workspace.contract.assets.some((one) => one.id === target)) {
    const expected = 'contract/assets.yaml 中的资产编号';
    throw new UserError('没有这个资产', { at: '--target', found: target, expected });
  }
  const configured = sources.find((one) => one.type === 'host-report' && one.target === target);
  if (configured !== undefined) return withFile(configured);
  const options = { file: request.file };
  return { name: `host-report-${target}`, type: 'host-report', target, deadlineSeconds, options };
}

/** Name of the host that a report is about; null when the file is no host report. */
function hostOf(bytes: Uint8Array): string | null {
  try {
    return parseHostReport(new TextDecoder().decode(bytes)).host;
  } catch (error) {
    // One that is a report but damaged is named by its collector, with the reason.
    if (error instanceof SourceError) return new TextDecoder().decode(bytes.subarray(0, 64)).includes(MARK) ? '' : null;
    throw error;
  }
}

const MARK = '== opsledger-host-report';

function assetOfHost(assets: readonly Asset[], host: string, request: FileRequest): string {
  const names = [host, host.split('.')[0] ?? host].map((name) => name.toLowerCase()).filter((name) => name !== '');
  const known = (asset: Asset) => [asset.id, asset.name, ...(asset.addresses ?? [])].map((one) => one.toLowerCase());
  const found = assets.filter((asset) => known(asset).some((one) => names.includes(one)));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.id;
  throw new UserError('不知道报告属于哪个资产', {
    file: request.shown,
    found: `主机名 ${host || '（无法读出）'}`,
    expected: 'contract/assets.yaml 中一个资产的编号、名称或地址（addresses）',
    hint: '加上 --target 资产编号，或在资产的 addresses 中写上主机名',
  });
}

function onlyCsvSource(sources: readonly SourceSettings[], request: FileRequest): SourceSettings {
  const csv = sources.filter((one) => one.type === 'cloud-csv');
  const [only] = csv;
  if (only !== undefined && csv.length === 1) return only;
  if (csv.length === 0) throw unusable(request, '不是主机巡检报告，设置中也没有 cloud-csv 数据源');
  throw new UserError('不知道文件属于哪个数据源', {
    file: request.shown,
    found: '不是主机巡检报告',
    expected: csv.map((one) => one.name).join('、'),
    hint: '写明数据源：opsledger collect 数据源 --from 文件',
  });
}

/** What was read on one day says nothing of another. @throws UserError when the same bytes were brought on a day before */
function refuseOtherDay(
  inspections: readonly InspectionRecord[],
  date: string,
  sha256: string,
  { shown }: FileRequest,
): void {
  const known = inspections.find(
    (one) => one.date !== date && one.readings.some(({ evidence }) => evidence === sha256),
  );
  if (known === undefined) return;
  throw new UserError('这个文件别的日子已经导入过，不能当作今天的采集', {
    file: shown,
    found: `与 ${known.date} 的 ${known.id} 是同一文件`,
    expected: '今天在主机上重新运行脚本、或从控制台重新导出的文件',
    hint: 'opsledger collect --script 得到脚本；没有保存',
  });
}

/** The day's newest inspection, when it already holds this very file. */
function alreadySaved(inspections: readonly InspectionRecord[], date: string, source: string, sha256: string) {
  const last = inspections.findLast((one) => one.date === date);
  return last?.readings.some((one) => one.source === source && one.evidence === sha256) ? last : undefined;
}
