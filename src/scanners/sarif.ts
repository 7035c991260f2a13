/**
 * SARIF 2.1: results of any static analyser or image scanner. Results are held back until their run ends, since the rule
 * table that gives level, title and score may stand after them.
 */
import { ABSENT, UserError } from '../contract/error.ts';
import { compareInstants, type InstantText } from '../contract/time.ts';
import type { ScanFile, Scanner, ScanReport } from './_scanner.ts';
import { decidingCvss } from './read/cvss.ts';
import { readJson } from './read/json.ts';
import { textAt, textsAt } from './read/json-any.ts';
import { jsonHead } from './read/json-head.ts';
import { each, object, text } from './read/json-shape.ts';
import { instantOf, leftReasons, ReportBuilder, unnumbered } from './read/report.ts';
import * as sarif from './read/sarif-shape.ts';

export default {
  id: 'sarif',
  label: 'SARIF 2.1',
  recognise({ head }) {
    const keys = jsonHead(head);
    if (keys.root !== 'object') return false;
    if (/sarif/i.test(keys.valueOf('$schema') ?? '')) return true;
    return (
      keys.has('runs') &&
      (keys.has('runs[].tool', 'runs[].results', 'runs[].invocations[].executionSuccessful') ||
        /^2\./.test(keys.valueOf('version') ?? ''))
    );
  },
  read,
} satisfies Scanner;

async function read(file: ScanFile): Promise<ScanReport> {
  const builder = new ReportBuilder();
  const tools: Tool[] = [];
  let results: sarif.Held[] = [];
  const run = object({
    ...sarif.runFields,
    results: each(sarif.result, (one) => {
      const reason = one === undefined ? leftReasons.noId : leftOf(one);
      if (reason !== undefined) builder.leave(reason);
      else if (one !== undefined) results.push(sarif.hold(one));
    }),
  });
  const root = await readJson(
    file,
    object({
      version: text,
      runs: each(run, (one) => {
        if (one !== undefined) tools.push(takeRun(one, one.results !== undefined, results, file, builder));
        results = [];
      }),
    }),
  );
  check(file, root?.version, root?.runs !== undefined);
  if (tools.length === 0) builder.note('SARIF 中没有任何一次运行，没有覆盖任何扫描对象');
  return builder.build(about(tools));
}

/** Why a result is no finding whatever its level, or undefined. */
function leftOf(one: sarif.Result): string | undefined {
  if (sarif.isSuppressed(one)) return leftReasons.suppressed;
  if (one.baselineState === 'absent') return leftReasons.gone;
  const byKind: Record<string, string> = {
    pass: leftReasons.passed,
    notApplicable: leftReasons.notApplicable,
    informational: leftReasons.informational,
    open: leftReasons.undecided,
    review: leftReasons.undecided,
  };
  return one.kind !== undefined && Object.hasOwn(byKind, one.kind) ? byKind[one.kind] : undefined;
}

interface Tool {
  name: string;
  version: string | undefined;
  /** Rule packs with their versions: what the tool knew. */
  packs: string[];
  startedAt: InstantText | undefined;
  finishedAt: InstantText | undefined;
}

function takeRun(
  run: sarif.Run,
  hasResults: boolean,
  results: readonly sarif.Held[],
  file: ScanFile,
  builder: ReportBuilder,
): Tool {
  const driver = run.tool?.driver;
  const name = driver?.name || '（未写明工具）';
  const address = coverRun(run, hasResults, results.length, file, builder);
  const rules = new sarif.RuleTable(run);
  const assumed = { count: 0 };
  for (const one of results) addResult(one, run, rules.ruleOf(one), { tool: name, address, assumed }, builder);
  if (assumed.count > 0)
    builder.note(`${address}：没有等级和分值的 ${assumed.count} 条，按 SARIF 的缺省等级 warning 计`);
  const times = (run.invocations ?? []).flatMap((one) => (one === undefined ? [] : [one]));
  return {
    name,
    version: driver?.version || driver?.semanticVersion,
    packs: (run.tool?.extensions ?? []).flatMap((one) => {
      const version = one?.version || one?.semanticVersion;
      return one?.name && version ? [`${one.name} ${version}`] : [];
    }),
    startedAt: extreme(
      times.map((one) => instantOf(one.startTimeUtc)),
      -1,
    ),
    finishedAt: extreme(
      times.map((one) => instantOf(one.endTimeUtc)),
      1,
    ),
  };
}

/** SARIF gives no results (instead of an empty list) for a tool that did not run to its end (3.14.23). */
function coverRun(run: sarif.Run, hasResults: boolean, count: number, file: ScanFile, builder: ReportBuilder): string {
  const named = addressOf(run);
  if (named === undefined) builder.note('SARIF 没有写明扫描对象，以报告文件名代替；各次扫描请用同一文件名');
  const address = named ?? file.name;
  const crashed = run.invocations?.some((one) => one?.executionSuccessful === 'false') === true;
  if (crashed) builder.note(`${address}：工具报告执行未成功，结果可能不全`);
  if (!hasResults) builder.note(`${address}：没有结果列表（results），按扫描失败登记，不据此认定漏洞已修复`);
  const names = [
    run.automationDetails?.id,
    ...(run.invocations ?? []).map((one) => one?.machine),
    ...textsAt(run.properties?.repoTags),
    ...textsAt(run.properties?.repoDigests),
    ...(run.versionControlProvenance ?? []).map((one) => one?.repositoryUri),
  ];
  builder.cover(address, names, !hasResults || (crashed && count === 0) ? 'failed' : 'scanned');
  return address;
}

/** Image, repository, analysis or machine: the first that the run names and that the next run will name again. */
function addressOf(run: sarif.Run): string | undefined {
  const repository = run.versionControlProvenance?.find((one) => one?.repositoryUri)?.repositoryUri;
  // What follows the last slash tells one run from the next (3.17.3).
  const analysis = run.automationDetails?.id?.replace(/\/[^/]*$/, '');
  const machine = run.invocations?.find((one) => one?.machine)?.machine;
  return textAt(run.properties?.imageName) || repository || analysis || machine || undefined;
}

/** Level of a result that tells neither level nor score. */
const ASSUMED_LEVEL = 'warning';

function addResult(
  one: sarif.Held,
  run: sarif.Run,
  rule: sarif.Rule | undefined,
  { tool, address, assumed }: { tool: string; address: string; assumed: { count: number } },
  builder: ReportBuilder,
): void {
  const told = sarif.levelOf(one, rule, run);
  const scores = one.scores.length > 0 ? one.scores : sarif.scoresOf(rule?.properties);
  const isScored = decidingCvss(scores).cvss !== undefined;
  const message = sarif.messageOf(one, rule);
  const place = sarif.placeOf(one, run.artifacts);
  const { id, rest } = idOf(
    tool,
    sarif.ruleIdOf(one) || rule?.id || rule?.name,
    message || place.replace(/^host$/, ''),
  );
  if (told === 'none' && !isScored) builder.leave(leftReasons.informational);
  else if (id === undefined) builder.leave(leftReasons.noId);
  else {
    // `none` and silence are no levels: then the score decides, and without one what the standard takes for granted (3.27.10).
    const level = told === 'none' ? undefined : told;
    if (level === undefined && !isScored) assumed.count += 1;
    builder.add({
      id,
      address,
      component: [place, rest].filter(Boolean).join(' '),
      scores,
      severity: level ?? (isScored ? null : ASSUMED_LEVEL),
      title: rule?.shortDescription?.text || rule?.name || message,
      description: rule?.fullDescription?.text,
      evidence: message,
      solution: rule?.help?.text || rule?.helpUri,
    });
  }
}

/** A result without a rule is a finding all the same; see `unnumbered`. @param words what the result says */
function idOf(tool: string, rule: string | undefined, words: string): { id: string | undefined; rest?: string } {
  if (!rule) return { id: unnumbered(tool, words) };
  const { id, ...rest } = knownAs(rule);
  return { id: id ?? `${tool}:${rule}`, ...rest };
}

/**
 * The number that all scanners share, where the rule is named by exactly one: `CVE-2024-0001`,
 * `BDSA-2024-0002 (CVE-2024-0001)`, or `CVE-2024-0001-openssl`, whose package then belongs to the component.
 */
function knownAs(rule: string): { id?: string; rest?: string } {
  if (/^(GHSA|CNVD|CNNVD)-[\w-]+$/i.test(rule)) return { id: rule };
  const numbers = new Set(rule.match(/CVE-\d{4}-\d{4,}/gi) ?? []);
  const [id] = numbers;
  if (id === undefined || numbers.size > 1) return {};
  return rule.startsWith(id) ? { id: id.toUpperCase(), rest: rule.slice(id.length + 1) } : { id: id.toUpperCase() };
}

function extreme(instants: readonly (InstantText | undefined)[], sign: 1 | -1): InstantText | undefined {
  const known = instants.filter((one) => one !== undefined);
  return known.toSorted((a, b) => sign * compareInstants(a, b)).at(-1);
}

/** Several runs in one file may be of several tools. */
function about(tools: readonly Tool[]) {
  const join = (texts: readonly (string | undefined)[]) => [...new Set(texts.filter(Boolean))].join('、') || undefined;
  return {
    scanner: join(tools.map((one) => one.name)) ?? '（未写明工具）',
    scannerVersion: join(tools.map((one) => one.version)),
    feed: join(tools.flatMap((one) => one.packs)),
    startedAt: extreme(
      tools.map((one) => one.startedAt),
      -1,
    ),
    finishedAt: extreme(
      tools.map((one) => one.finishedAt),
      1,
    ),
  };
}

function check(file: ScanFile, version: string | undefined, hasRuns: boolean): void {
  if (version !== undefined && !/^2\.1\./.test(version)) {
    throw new UserError('不支持这个版本的 SARIF，没有导入任何内容', {
      file: file.name,
      at: 'version',
      found: version.slice(0, 80),
      expected: '2.1.0',
      hint: '用扫描工具导出 SARIF 2.1.0',
    });
  }
  if (hasRuns) return;
  throw new UserError('不是 SARIF 的扫描结果，没有导入任何内容', {
    file: file.name,
    at: 'runs',
    found: ABSENT,
    expected: '运行的列表；没有问题时 results 为空列表',
    hint: '用扫描工具重新导出',
  });
}
