/**
 * Trivy JSON: schema 1 (an array of results), schema 2 (image, file system, repository), and the reports of `trivy k8s`.
 * Vulnerabilities, failed misconfiguration checks and secrets are findings. Packages are an inventory; licences are, by
 * Trivy's own words, an opinionated view on a risk in law: nothing that a patch closes.
 */
import { UserError } from '../contract/error.ts';
import type { ScanFile, Scanner, ScanReport } from './_scanner.ts';
import { readJson } from './read/json.ts';
import { type JsonHead, jsonHead } from './read/json-head.ts';
import { each, either, type Filled, list, object, text } from './read/json-shape.ts';
import { instantOf, ReportBuilder } from './read/report.ts';
import {
  type Metadata,
  metadata,
  namesOf,
  resultShape,
  type TrivyFinding,
  type TrivyResult,
} from './read/trivy-shape.ts';

/** An image, file system or cluster object, with what was found on it. */
interface Artifact {
  address: string;
  names: (string | undefined)[];
  results: TrivyResult[];
  error?: string | undefined;
}

const NOTHING_CHECKED =
  'Trivy 在部分对象上没有给出漏洞、配置或密钥的检查结果（Results），按扫描失败登记，不据此认定漏洞已修复';

export default {
  id: 'trivy',
  label: 'Trivy JSON',
  recognise: ({ head }) => isTrivy(jsonHead(head)),
  read,
} satisfies Scanner;

function isTrivy(head: JsonHead): boolean {
  if (head.root === 'array') return isResult(head, '[]');
  if (head.root === 'other' || head.has('apiVersion', 'kind')) return false;
  return (
    head.has('ArtifactName', 'ArtifactType') ||
    isResult(head, 'Results[]') ||
    // Metadata of a large image may fill the head.
    head.has('Metadata.ImageConfig', 'Metadata.ImageID', 'Metadata.DiffIDs', 'Metadata.RepoTags') ||
    (head.has('SchemaVersion') && head.has('Results', 'Trivy', 'ReportID', 'Metadata')) ||
    (head.has('ClusterName') && head.has('Resources', 'Findings', 'Vulnerabilities', 'Misconfigurations')) ||
    ['Resources[]', 'Findings[]', 'Vulnerabilities[]', 'Misconfigurations[]'].some((at) => isResource(head, at))
  );
}

const isResult = (head: JsonHead, at: string): boolean =>
  head.has(
    `${at}.Vulnerabilities[].VulnerabilityID`,
    `${at}.Misconfigurations[].AVDID`,
    `${at}.Packages[].Identifier`,
  ) ||
  (head.has(`${at}.Target`) &&
    head.has(`${at}.Class`, `${at}.Type`, `${at}.Vulnerabilities`, `${at}.Misconfigurations`, `${at}.Secrets`));

const isResource = (head: JsonHead, at: string): boolean =>
  head.has(`${at}.Kind`) && (isResult(head, `${at}.Results[]`) || head.has(`${at}.Error`, `${at}.Metadata`));

async function read(file: ScanFile): Promise<ScanReport> {
  const builder = new ReportBuilder();
  const results: TrivyResult[] = [];
  const resources: Resource[] = [];
  const leave = builder.leave.bind(builder);
  const ofResults = resultShape((result) => results.push(result), leave);
  const ofResources = resourcesShape((resource) => resources.push(resource), leave);
  const root = await readJson(file, either(rootShape(ofResults, ofResources), ofResults));
  if (root === undefined || (typeof root === 'number' && root === 0)) throw notTrivy(file);
  if (typeof root === 'number') return finish(builder, legacyArtifacts(results), {});
  checkVersion(file, root.SchemaVersion);
  const about = { scannerVersion: root.Trivy?.Version, finishedAt: instantOf(root.CreatedAt) };
  const isCluster =
    root.ClusterName !== undefined ||
    [root.Resources, root.Findings, root.Vulnerabilities, root.Misconfigurations].some((count) => count !== undefined);
  if (isCluster) return finish(builder, clusterArtifacts(root.ClusterName, resources), about);
  if (root.ArtifactName === undefined && root.Results === undefined) throw notTrivy(file);
  noteSystem(builder, root.Metadata);
  return finish(builder, [artifactOf(file, builder, root, results)], about);
}

function rootShape(ofResults: ReturnType<typeof resultShape>, ofResources: ReturnType<typeof resourcesShape>) {
  return object({
    SchemaVersion: text,
    Trivy: object({ Version: text }),
    CreatedAt: text,
    ArtifactID: text,
    ArtifactName: text,
    ArtifactType: text,
    Metadata: metadata,
    Results: ofResults,
    ClusterName: text,
    // Older versions of `trivy k8s` list each kind of fault on its own; `--report summary` calls the list Findings.
    Resources: ofResources,
    Findings: ofResources,
    Vulnerabilities: ofResources,
    Misconfigurations: ofResources,
  });
}
type Root = NonNullable<Filled<ReturnType<typeof rootShape>>>;

interface Resource {
  parts: (string | undefined)[];
  kind: string | undefined;
  names: (string | undefined)[];
  results: TrivyResult[];
  error: string | undefined;
}

function resourcesShape(take: (resource: Resource) => void, leave: (reason: string, count?: number) => void) {
  let results: TrivyResult[] = [];
  const shape = object({
    Namespace: text,
    Kind: text,
    Name: text,
    Error: text,
    Metadata: either(metadata, list(metadata)),
    Results: resultShape((result) => results.push(result), leave),
  });
  return each(shape, (resource) => {
    const { Namespace, Kind, Name, Error: error, Metadata: about } = resource ?? {};
    const names = (Array.isArray(about) ? about : [about]).flatMap(namesOf);
    // A node's object is the host itself; the name of any other object says nothing outside the cluster.
    if (Kind === 'Node' || Kind === 'NodeInfo') names.push(Name);
    take({ parts: [Namespace, Kind, Name], kind: Kind, names, results, error });
    results = [];
  });
}

function clusterArtifacts(cluster: string | undefined, resources: readonly Resource[]): Artifact[] {
  return resources.map(({ parts, names, results, error }) => {
    const object = parts.filter(Boolean).join('/');
    return {
      address: [cluster, object].filter(Boolean).join('/') || 'kubernetes',
      names: [object, ...names],
      results,
      error,
    };
  });
}

function artifactOf(file: ScanFile, builder: ReportBuilder, root: Root, results: TrivyResult[]): Artifact {
  const address = root.ArtifactName || imageOf(results);
  if (address === undefined) builder.note('报告没有写明扫描对象（ArtifactName），以报告文件名代替');
  if (root.ArtifactType === 'filesystem' || root.ArtifactType === 'repository') {
    builder.note('报告只写明扫描路径，没有主机名；资产映射需按该路径登记');
  }
  return { address: address ?? file.name, names: [...namesOf(root.Metadata), root.ArtifactID], results };
}

/** Schema 1 names only targets: the one with an operating system is the image in which the others lie. */
function legacyArtifacts(results: readonly TrivyResult[]): Artifact[] {
  const image = imageOf(results);
  if (image !== undefined) return [{ address: image, names: [], results: [...results] }];
  return results.map((result) => ({ address: result.target || '（未写明）', names: [], results: [result] }));
}

function imageOf(results: readonly TrivyResult[]): string | undefined {
  for (const { target } of results) {
    const image = /^(.+) \([^()]+\)$/.exec(target)?.[1];
    if (image !== undefined) return image;
  }
  return undefined;
}

function finish(
  builder: ReportBuilder,
  artifacts: readonly Artifact[],
  about: { scannerVersion?: string | undefined; finishedAt?: string | undefined },
): ScanReport {
  if (artifacts.length === 0) builder.note('报告没有列出任何扫描对象，不能据此认定漏洞已修复');
  for (const { address, names, results, error } of artifacts) {
    const failed = results.length === 0;
    if (error) builder.note(`${address}：扫描出错，${error.slice(0, 200)}`);
    else if (failed) builder.note(NOTHING_CHECKED);
    builder.cover(address, names, failed ? 'failed' : 'scanned');
    for (const result of results) {
      for (const finding of result.findings) builder.add(onHost(finding, address));
      result.findings = []; // a large report need not be held twice
    }
  }
  return builder.build({ scanner: 'Trivy', ...about });
}

function onHost({ target, ...finding }: TrivyFinding, address: string) {
  // Where a package was found matters when the host is an image of many lock files.
  const place = target === '' || target.startsWith(address) ? undefined : `目标：${target}`;
  const evidence = [place, finding.evidence].filter(Boolean).join('\n');
  return { ...finding, evidence, address };
}

function noteSystem(builder: ReportBuilder, about: Metadata): void {
  if (about?.OS?.EOSL !== 'true') return;
  const system = [about.OS.Family, about.OS.Name].filter(Boolean).join(' ');
  builder.note(`操作系统 ${system} 已停止维护，其漏洞数据可能不全`);
}

function checkVersion(file: ScanFile, version: string | undefined): void {
  if (version === undefined || ['0', '1', '2'].includes(version)) return;
  throw new UserError('不支持这个版本的 Trivy 报告，没有导入任何内容', {
    file: file.name,
    at: 'SchemaVersion',
    found: version.slice(0, 80),
    expected: '1 或 2',
    hint: '用支持 schema 2 的 Trivy 版本重新导出 JSON',
  });
}

function notTrivy(file: ScanFile): UserError {
  return new UserError('不是 Trivy 的扫描结果，没有导入任何内容', {
    file: file.name,
    at: '文件最外层',
    found: '没有扫描对象和结果',
    expected: '带 ArtifactName、Results 或 ClusterName 的对象，或结果列表',
    hint: '用 trivy … --format json 重新导出；没有结果的旧版报告不能证明扫描了什么',
  });
}
