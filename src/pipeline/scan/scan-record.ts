/** A scanner's report as the record of one scan: levels judged, addresses mapped, repeated entries joined. Pure. */
import {
  type FindingLevel,
  findingLevelIds,
  findingLevels,
  type LevelSource,
} from '../../contract/terms/finding-levels.ts';
import { compareInstants, dateOf } from '../../contract/time.ts';
import { type Finding, findingKey } from '../../records/finding.ts';
import type { HostState, ReportedFinding, ScanReport } from '../../scanners/_scanner.ts';
import type { ScanRecord } from '../../subjects/findings/kinds/scan.ts';
import type { Draft } from '../../workspace/change/change.ts';
import { boundedKey, boundedLine, boundedText, LONGEST_TEXT, textLimit } from './bounds.ts';
import type { FoundAsset } from './mapped-assets.ts';
import type { OfflineList } from './offline-lists.ts';

export interface ScanFacts {
  report: ScanReport;
  /** Id of the format. */
  format: string;
  /** Word for a level that nobody told. */
  unknownLevel: FindingLevel;
  levelOf(entry: Pick<ReportedFinding, 'severity' | 'cvss'>): { level: FindingLevel; by: LevelSource };
  assetOf(host: { address: string; names: string[] }): FoundAsset;
  kev: OfflineList<ReadonlySet<string>> | null;
  epss: OfflineList<ReadonlyMap<string, number>> | null;
  original: { sha256: string; name: string };
  /** What the person said on the command line. */
  said: { permit?: string; withoutPermit?: string; operator?: string; scope?: string; finishedAt?: string };
  /** First day of service. */
  serviceFrom: string;
  now: string;
}

export interface ScanCounts {
  /** Entries that are findings. */
  findings: number;
  /** Findings that they come to: one per asset, port or component, and id. */
  distinct: number;
  /** Of the entries. */
  byLevel: Record<FindingLevel, number>;
  /** Scanned addresses that belong to no known asset. */
  unmapped: string[];
  exposures: number;
  /** Entries that are no findings, by reason. */
  left: Record<string, number>;
  notes: string[];
}

export function scanRecord(facts: ScanFacts): { draft: Draft<ScanRecord>; counts: ScanCounts } {
  const { report, said } = facts;
  const notes = new Set(report.notes);
  const hosts = coveredHosts(facts, notes);
  const { findings, byLevel } = joined(facts, hosts, notes);
  const times = timesOf(facts, notes);
  const exposures = openPorts(report, hosts);
  const unmapped = [...hosts].flatMap(([address, one]) =>
    one.asset === undefined && one.state === 'scanned' ? [address] : [],
  );
  if (said.permit === undefined && said.withoutPermit === undefined) notes.add('导入时没有写明许可');
  const left = Object.fromEntries(Object.entries(report.left).filter(([, n]) => n > 0));
  const draft: Draft<ScanRecord> = {
    source: 'import',
    at: times.finishedAt,
    enteredAt: facts.now,
    scanner: boundedLine(report.scanner) ?? facts.format,
    ...present('scannerVersion', boundedLine(report.scannerVersion)),
    ...present('feed', boundedLine(report.feed)),
    format: facts.format,
    scope: said.scope ?? scopeOf(hosts),
    ...present('permit', said.permit),
    ...present('withoutPermit', said.withoutPermit),
    ...present('operator', said.operator),
    ...times,
    original: facts.original.sha256,
    originalName: facts.original.name,
    ...listsOf(facts),
    entries: report.findings.length,
    hosts: [...hosts].map(([address, one]) => ({ address, ...present('asset', one.asset), state: one.state })),
    findings,
    ...(exposures.length === 0 ? {} : { exposures }),
    ...(Object.keys(left).length === 0
      ? {}
      : { left: Object.entries(left).map(([reason, entries]) => ({ reason, entries })) }),
    ...present('note', noteOf(notes, unmapped.length)),
  };
  const counts = {
    ...{ findings: report.findings.length, distinct: findings.length, byLevel, unmapped, left },
    exposures: exposures.length,
    notes: [...notes],
  };
  return { draft, counts };
}

/** A field that is left away when there is nothing to say. */
function present<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}

interface Covered {
  state: HostState;
  asset?: string;
}

/** Each address once. What shows a finding was scanned, whatever the report says of its hosts. */
function coveredHosts(facts: ScanFacts, notes: Set<string>): Map<string, Covered> {
  const { report } = facts;
  const states = new Map<string, { state: HostState; names: Set<string> }>();
  for (const { address, names, state } of report.hosts) {
    const known = states.get(boundedKey(address));
    const merged = known === undefined || state === 'scanned' ? state : known.state;
    states.set(boundedKey(address), { state: merged, names: new Set([...(known?.names ?? []), ...names]) });
  }
  for (const address of new Set(report.findings.map((one) => one.address))) {
    const known = states.get(boundedKey(address));
    states.set(boundedKey(address), { state: 'scanned', names: known?.names ?? new Set() });
  }
  const hosts = new Map<string, Covered>();
  for (const [address, { state, names }] of states) {
    const { asset, several } = facts.assetOf({ address, names: [...names] });
    if (several !== undefined) notes.add(`有地址同时属于 ${several.join('、')}，未对应；在设置 scan.assets 中写明`);
    hosts.set(address, { state, ...present('asset', asset) });
  }
  return hosts;
}

interface Joined {
  findings: Finding[];
  byLevel: Record<FindingLevel, number>;
}

function joined(facts: ScanFacts, hosts: ReadonlyMap<string, Covered>, notes: Set<string>): Joined {
  const byLevel = { critical: 0, high: 0, medium: 0, low: 0 };
  const byKey = new Map<string, Finding>();
  const firsts: ReportedFinding[] = [];
  let [unknown, badScores] = [0, 0];
  for (const told of facts.report.findings) {
    const cvss = told.cvss !== undefined && told.cvss >= 0 && told.cvss <= 10 ? told.cvss : undefined;
    if (told.cvss !== undefined && cvss === undefined) badScores += 1;
    const { level, by } = facts.levelOf({ severity: told.severity, ...present('cvss', cvss) });
    byLevel[level] += 1;
    if (by === 'unknown') unknown += 1;
    const address = boundedKey(told.address);
    const own = { ...present('asset', hosts.get(address)?.asset), address, component: boundedKey(told.component) };
    const finding: Finding = { id: boundedKey(told.id), ...own, level, ...present('cvss', cvss) };
    const key = findingKey(finding);
    const known = byKey.get(key);
    if (known === undefined) {
      byKey.set(key, finding);
      firsts.push(told);
    } else worsen(known, finding, told);
  }
  if (unknown > 0) notes.add(`没有等级和分值的 ${unknown} 条按${findingLevels[facts.unknownLevel]}计`);
  if (badScores > 0) notes.add(`不在 0–10 之内的分值 ${badScores} 个未采用`);
  const limit = textLimit(byKey.size);
  if (limit < LONGEST_TEXT) notes.add(shortened(limit));
  const findings = [...byKey.values()];
  for (const [i, finding] of findings.entries()) complete(finding, firsts[i] as ReportedFinding, limit, facts);
  return { findings, byLevel };
}

const shortened = (limit: number): string =>
  limit === 0
    ? '漏洞很多，记录中不保存描述、证据和修复方案，全文见原始报告'
    : `漏洞很多，记录中的描述、证据和修复方案各节录 ${limit} 字，全文见原始报告`;

/** Entries for one finding: the most severe level and the highest score stand, the texts are those of the first. */
function worsen(known: Finding, again: Finding, told: ReportedFinding): void {
  if (findingLevelIds.indexOf(again.level) < findingLevelIds.indexOf(known.level)) known.level = again.level;
  if (again.cvss !== undefined && again.cvss > (known.cvss ?? -1)) {
    known.cvss = again.cvss;
    const vector = boundedLine(told.vector);
    if (vector === undefined) delete known.vector;
    else known.vector = vector;
  }
}

/** Fills in what is not needed to join entries: of a hundred thousand findings there is one object each, not two. */
function complete(finding: Finding, told: ReportedFinding, limit: number, { kev, epss }: ScanFacts): void {
  const number = finding.id.toUpperCase();
  if (kev?.entries.has(number) === true) finding.exploited = true;
  const vector = finding.vector ?? (finding.cvss === told.cvss ? boundedLine(told.vector) : undefined);
  set(finding, 'vector', vector);
  set(finding, 'epss', epss?.entries.get(number));
  for (const field of ['installed', 'fixed', 'title'] as const) set(finding, field, boundedLine(told[field]));
  for (const field of ['description', 'evidence', 'solution'] as const)
    set(finding, field, boundedText(told[field], limit));
}

function set<K extends keyof Finding>(finding: Finding, key: K, value: Finding[K] | undefined): void {
  if (value !== undefined) finding[key] = value;
}

function openPorts(
  { exposures }: ScanReport,
  hosts: ReadonlyMap<string, Covered>,
): NonNullable<ScanRecord['exposures']> {
  const byPort = new Map<string, NonNullable<ScanRecord['exposures']>[number]>();
  for (const one of exposures) {
    const address = boundedKey(one.address);
    const row = { ...present('asset', hosts.get(address)?.asset), address, port: boundedKey(one.port) };
    const key = `${address} ${row.port}`;
    if (!byPort.has(key)) byPort.set(key, { ...row, ...present('service', boundedLine(one.service)) });
  }
  return [...byPort.values()];
}

/** The report's own times go before what was said on the command line, and that before the time of the import. */
function timesOf(
  { report, said, now, serviceFrom }: ScanFacts,
  notes: Set<string>,
): { startedAt: string; finishedAt: string } {
  const finishedAt = report.finishedAt ?? said.finishedAt ?? report.startedAt ?? now;
  if (
    report.finishedAt !== undefined &&
    said.finishedAt !== undefined &&
    compareInstants(report.finishedAt, said.finishedAt) !== 0
  )
    notes.add('报告写有扫描结束时间，--finished-at 未采用');
  if (report.finishedAt === undefined && said.finishedAt !== undefined)
    notes.add('报告没有扫描结束时间，按导入时写明的时间登记');
  else if (report.finishedAt === undefined && report.startedAt !== undefined)
    notes.add('报告没有扫描结束时间，按开始时间登记');
  else if (report.finishedAt === undefined) notes.add('报告没有扫描时间，登记的是导入时间');
  if (dateOf(finishedAt) < serviceFrom) notes.add('扫描早于服务期，不进入服务期的评估报告');
  const inOrder = report.startedAt !== undefined && compareInstants(report.startedAt, finishedAt) <= 0;
  if (report.startedAt !== undefined && !inOrder) notes.add('报告的开始时间晚于结束时间，开始时间按结束时间登记');
  return { startedAt: inOrder ? (report.startedAt as string) : finishedAt, finishedAt };
}

/** Counts, not addresses: a scope is public, and the addresses stand in the rows below it. */
function scopeOf(hosts: ReadonlyMap<string, Covered>): string {
  const scanned = [...hosts.values()].filter((one) => one.state === 'scanned');
  const assets = new Set(scanned.flatMap((one) => (one.asset === undefined ? [] : [one.asset])));
  const unmapped = scanned.filter((one) => one.asset === undefined).length;
  const parts = [`报告列出 ${hosts.size} 个对象`, `已扫描 ${scanned.length} 个`];
  if (assets.size > 0) parts.push(`属于 ${assets.size} 项资产`);
  if (unmapped > 0) parts.push(`未对应资产 ${unmapped} 个`);
  return hosts.size === 0 ? '报告没有列出扫描对象' : parts.join('，');
}

function listsOf({ kev, epss }: ScanFacts): Pick<Draft<ScanRecord>, 'kevList' | 'kevDate' | 'epssList' | 'epssDate'> {
  return {
    ...present('kevList', kev?.sha256),
    ...present('kevDate', kev?.date ?? undefined),
    ...present('epssList', epss?.sha256),
    ...present('epssDate', epss?.date ?? undefined),
  };
}

/** Longest remark of a record. */
const LONGEST_NOTE = 2000;

function noteOf(notes: ReadonlySet<string>, unmapped: number): string | undefined {
  const parts = [...notes, ...(unmapped === 0 ? [] : [`未对应到资产的地址 ${unmapped} 个，见覆盖范围`])];
  return parts.length === 0 ? undefined : boundedText(`${parts.join('；')}。`, LONGEST_NOTE);
}
