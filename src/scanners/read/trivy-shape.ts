/** What is kept of a Trivy report, and how its results become findings. */
import type { CvssEntry } from './cvss.ts';
import { each, type Filled, list, map, object, text } from './json-shape.ts';
import { leftReasons, lines, type RawFinding, said, unnumbered } from './report.ts';

/** A finding before it is known which host it is on. */
export type TrivyFinding = Omit<RawFinding, 'address'> & {
  /** `Target` of its result: image with operating system, lock file, manifest. */
  target: string;
};

const vulnerability = object({
  VulnerabilityID: text,
  PkgName: text,
  PkgPath: text,
  InstalledVersion: text,
  FixedVersion: text,
  Status: text,
  SeveritySource: text,
  PrimaryURL: text,
  Title: text,
  Description: text,
  Severity: text,
  CVSS: map(object({ V2Vector: text, V3Vector: text, V40Vector: text, V2Score: text, V3Score: text, V40Score: text })),
});
type Vulnerability = NonNullable<Filled<typeof vulnerability>>;

const misconfiguration = object({
  ID: text,
  AVDID: text,
  Title: text,
  Description: text,
  Message: text,
  Resolution: text,
  Severity: text,
  Status: text,
  CauseMetadata: object({ Resource: text, StartLine: text, EndLine: text }),
});
type Misconfiguration = NonNullable<Filled<typeof misconfiguration>>;

const secret = object({ RuleID: text, Category: text, Severity: text, Title: text, StartLine: text, EndLine: text });
type Secret = NonNullable<Filled<typeof secret>>;

/** What Trivy says of an image; only its names matter here. */
export const metadata = object({
  OS: object({ Family: text, Name: text, EOSL: text }),
  ImageID: text,
  RepoTags: list(text),
  RepoDigests: list(text),
  Reference: text,
  RepoURL: text,
});
export type Metadata = Filled<typeof metadata>;

export function namesOf(about: Metadata): (string | undefined)[] {
  if (about === undefined) return [];
  return [...(about.RepoTags ?? []), ...(about.RepoDigests ?? []), about.Reference, about.ImageID, about.RepoURL];
}

export interface TrivyResult {
  target: string;
  findings: TrivyFinding[];
}

/**
 * A result whose entries are turned into findings one by one.
 * @param take receives each result when it ends, since its target may stand after its entries
 * @param leave counts what is no finding
 */
export function resultShape(take: (result: TrivyResult) => void, leave: (reason: string, count?: number) => void) {
  let pending: Omit<TrivyFinding, 'target'>[] = [];
  const keep =
    <T>(read: (entry: T) => Omit<TrivyFinding, 'target'> | string) =>
    (entry: T | undefined) => {
      const read1 = entry === undefined ? leftReasons.noId : read(entry);
      if (typeof read1 === 'string') leave(read1);
      else pending.push(read1);
    };
  const shape = object({
    Target: text,
    Class: text,
    Packages: each(object({}), () => leave(leftReasons.packages)),
    Licenses: each(object({}), () => leave(leftReasons.licences)),
    ExperimentalModifiedFindings: each(object({}), () => leave(leftReasons.suppressed)),
    Vulnerabilities: each(vulnerability, keep(fromVulnerability)),
    Misconfigurations: each(misconfiguration, keep(fromMisconfiguration)),
    Secrets: each(secret, keep(fromSecret)),
  });
  const end = (result: Filled<typeof shape>): void => {
    const target = result?.Target ?? '';
    // A look at licences alone checks the host for nothing that could be found again or gone.
    const isCheck = result !== undefined && result.Class?.startsWith('license') !== true;
    if (isCheck) take({ target, findings: pending.map((finding) => placed(finding, target)) });
    pending = [];
  };
  return each(shape, end);
}

/** Components that begin with `:` or `#` are places in the target. */
function placed(finding: Omit<TrivyFinding, 'target'>, target: string): TrivyFinding {
  const { component } = finding;
  const isPlace = component === '' || component.startsWith(':') || component.startsWith('#');
  return { ...finding, component: isPlace ? `${target}${component}` || 'host' : component, target };
}

function fromVulnerability(entry: Vulnerability): Omit<TrivyFinding, 'target'> | string {
  if (entry.Status === 'not_affected') return leftReasons.notAffected;
  const id = entry.VulnerabilityID || unnumbered('trivy', entry.Title || entry.Description);
  if (id === undefined) return leftReasons.noId;
  return {
    id,
    component: entry.PkgName ?? '',
    installed: entry.InstalledVersion,
    fixed: entry.FixedVersion,
    scores: cvssEntries(entry),
    severity: entry.Severity,
    title: entry.Title,
    description: entry.Description,
    evidence: lines(
      said('路径', entry.PkgPath),
      said('状态', entry.Status),
      said('定级来源', entry.SeveritySource),
      said('参考', entry.PrimaryURL),
    ),
    solution: entry.FixedVersion ? `升级到 ${entry.FixedVersion}` : undefined,
  };
}

/** The source that Trivy took the level from comes first, then NVD, then the others as they stand. */
function cvssEntries({ CVSS, SeveritySource }: Vulnerability): CvssEntry[] {
  const sources = [...new Set([SeveritySource ?? '', 'nvd', ...(CVSS?.keys() ?? [])])];
  return sources.flatMap((source) => {
    const given = CVSS?.get(source);
    if (given === undefined) return [];
    return [
      { version: 4, vector: given.V40Vector, score: given.V40Score },
      { version: 3, vector: given.V3Vector, score: given.V3Score },
      { version: 2, vector: given.V2Vector, score: given.V2Score },
    ];
  });
}

function fromMisconfiguration(entry: Misconfiguration): Omit<TrivyFinding, 'target'> | string {
  if (entry.Status === 'PASS') return leftReasons.passed;
  if (entry.Status === 'EXCEPTION') return leftReasons.suppressed;
  if (entry.Status !== 'FAIL') return leftReasons.undecided;
  // Only this one is in the reports of every version.
  const number = entry.ID || entry.AVDID;
  const id = number ? `trivy:${number}` : unnumbered('trivy', entry.Title || entry.Message);
  if (id === undefined) return leftReasons.noId;
  const { Resource: resource, StartLine: start, EndLine: end } = entry.CauseMetadata ?? {};
  return {
    id,
    // The resource stays when lines move; where Trivy names none, several faults of one check differ by line alone.
    component: resource ? `#${resource}` : start && start !== '0' ? `:${start}` : '',
    severity: entry.Severity,
    title: entry.Title,
    description: entry.Description,
    evidence: lines(entry.Message, lineRange(start, end)),
    solution: entry.Resolution,
  };
}

/** What matched is not copied: Trivy masks it, but the lines around it are the customer's. */
function fromSecret(entry: Secret): Omit<TrivyFinding, 'target'> | string {
  const id = entry.RuleID ? `trivy:${entry.RuleID}` : unnumbered('trivy', entry.Title || entry.Category);
  if (id === undefined) return leftReasons.noId;
  return {
    id,
    component: entry.StartLine ? `:${entry.StartLine}` : '',
    severity: entry.Severity,
    title: entry.Title,
    evidence: lines(said('类别', entry.Category), lineRange(entry.StartLine, entry.EndLine)),
  };
}

function lineRange(start: string | undefined, end: string | undefined): string | undefined {
  if (!start || start === '0') return undefined;
  return end && end !== start ? `第 ${start}–${end} 行` : `第 ${start} 行`;
}
