/**
 * OSV-Scanner JSON. Each vulnerability of a package is one entry; those that OSV-Scanner groups as aliases of each other
 * (GHSA, PYSEC, GO…) get one id, so that the import joins them.
 */
import { ABSENT, UserError } from '../contract/error.ts';
import type { ScanFile, Scanner, ScanReport } from './_scanner.ts';
import type { CvssEntry } from './read/cvss.ts';
import { readJson } from './read/json.ts';
import { textAt, valueAt } from './read/json-any.ts';
import { jsonHead } from './read/json-head.ts';
import { any, each, type Filled, list, object, text } from './read/json-shape.ts';
import { commonId, leftReasons, lines, ReportBuilder, said, unnumbered } from './read/report.ts';

const vulnerability = object({
  id: text,
  aliases: list(text),
  summary: text,
  details: text,
  withdrawn: text,
  severity: list(object({ type: text, score: text })),
  database_specific: object({ severity: any }),
  affected: list(
    object({
      package: object({ name: text, ecosystem: text }),
      ranges: list(object({ type: text, events: list(object({ fixed: text })) })),
    }),
  ),
});
type Vulnerability = NonNullable<Filled<typeof vulnerability>>;

const entry = object({
  package: object({ name: text, version: text, ecosystem: text, commit: text }),
  vulnerabilities: list(vulnerability),
  groups: list(
    object({
      ids: list(text),
      aliases: list(text),
      max_severity: text,
      experimentalAnalysis: any,
      experimental_analysis: any,
    }),
  ),
  licenses: list(any),
});
type Entry = NonNullable<Filled<typeof entry>>;
type Group = NonNullable<NonNullable<NonNullable<Entry['groups']>[number]>>;
type Finding = Omit<Parameters<ReportBuilder['add']>[0], 'address'>;

export default {
  id: 'osv-scanner',
  label: 'OSV-Scanner JSON',
  recognise({ head }) {
    const keys = jsonHead(head);
    if (keys.root !== 'object') return false;
    return (
      keys.has('results[].packages', 'results[].source.path', 'experimental_config.licenses') ||
      (keys.has('results') && keys.has('experimental_config', 'image_metadata', 'license_summary'))
    );
  },
  read,
} satisfies Scanner;

async function read(file: ScanFile): Promise<ScanReport> {
  const builder = new ReportBuilder();
  let found: Finding[] = [];
  const root = await readJson(
    file,
    object({
      results: each(
        object({
          source: object({ path: text, type: text }),
          packages: each(entry, (one) => {
            if (one !== undefined) found.push(...fromPackage(one, builder));
          }),
        }),
        (result) => {
          const address = result?.source?.path || file.name;
          if (!result?.source?.path) builder.note('报告没有写明来源文件（source.path），以报告文件名代替');
          builder.cover(address);
          for (const finding of found) builder.add({ ...finding, address });
          found = [];
        },
      ),
    }),
  );
  if (root === undefined || !Object.hasOwn(root, 'results')) throw notOsv(file);
  if (!root.results) builder.note('报告没有列出任何来源文件：OSV-Scanner 不列没有漏洞的文件，不能据此认定漏洞已修复');
  return builder.build({ scanner: 'OSV-Scanner' });
}

function fromPackage(one: Entry, builder: ReportBuilder): Finding[] {
  if (one.licenses !== undefined) builder.leave(leftReasons.licences, one.licenses.length);
  const vulnerabilities = (one.vulnerabilities ?? []).filter((given) => given !== undefined);
  if (vulnerabilities.length === 0) builder.leave(leftReasons.packages);
  const groups = (one.groups ?? []).filter((group) => group !== undefined);
  return vulnerabilities.flatMap((given) => {
    const own = given.id || unnumbered('osv', given.summary || given.details);
    if (given.withdrawn) builder.leave(leftReasons.withdrawn);
    else if (own === undefined) builder.leave(leftReasons.noId);
    else {
      const group = groups.find(({ ids }) => ids?.includes(own));
      const names = namesOf(group, vulnerabilities);
      return [fromVulnerability(given, { own, id: idOf(own, given, group, names), about: one.package, group })];
    }
    return [];
  });
}

interface Known {
  /** Its id in the database that it is of. */
  own: string;
  /** The id that it is followed by. */
  id: string;
  about: Entry['package'];
  group: Group | undefined;
}

function fromVulnerability(given: Vulnerability, { own, id, about, group }: Known): Finding {
  const fixed = fixedVersions(given, about);
  return {
    id,
    component: about?.name || about?.commit || 'host',
    installed: about?.version || about?.commit,
    fixed,
    scores: scoresOf(given, group),
    severity: textAt(given.database_specific?.severity),
    title: given.summary,
    description: given.details,
    evidence: lines(said('OSV 编号', own), said('生态', about?.ecosystem), notCalled(group, own)),
    solution: fixed === '' ? undefined : `升级到 ${fixed}`,
  };
}

/** All names of a group: older reports list only its ids, and one member alone may tell the CVE. */
function namesOf(group: Group | undefined, vulnerabilities: readonly Vulnerability[]): (string | undefined)[] {
  const ids = group?.ids ?? [];
  const members = vulnerabilities.filter(({ id }) => id !== undefined && ids.includes(id));
  return [...ids, ...(group?.aliases ?? []), ...members.flatMap((one) => one.aliases ?? [])];
}

/**
 * One id for all members of a group, which are one vulnerability: a member that is a CVE, else the CVE where its names
 * tell exactly one, else its first id.
 */
function idOf(
  own: string,
  given: Vulnerability,
  group: Group | undefined,
  names: readonly (string | undefined)[],
): string {
  if (group === undefined) return commonId(own, given.aliases ?? []);
  const first = group.ids?.find((id) => id !== undefined && /^CVE-/i.test(id)) ?? group.ids?.[0] ?? own;
  return commonId(first, names);
}

/** OSV gives vectors; `max_severity` of the group is the only score in the file. */
function scoresOf(given: Vulnerability, group: Group | undefined): CvssEntry[] {
  const told = (given.severity ?? []).filter((one) => one?.type?.startsWith('CVSS'));
  return [...told.map((one) => ({ score: one?.score })), { score: group?.max_severity }];
}

/** One per branch that is maintained; commits are no versions. */
function fixedVersions(given: Vulnerability, about: Entry['package']): string {
  const same = (given.affected ?? []).filter(
    (one) =>
      one?.package?.name === about?.name && one?.package?.ecosystem?.split(':')[0] === about?.ecosystem?.split(':')[0],
  );
  const ranges = same.flatMap((one) => one?.ranges ?? []).filter((range) => range?.type !== 'GIT');
  return [...new Set(ranges.flatMap((range) => (range?.events ?? []).flatMap((event) => event?.fixed || [])))].join(
    ', ',
  );
}

function notCalled(group: Group | undefined, id: string): string | undefined {
  const analysis = valueAt(group?.experimentalAnalysis ?? group?.experimental_analysis, id);
  return textAt(analysis, 'called') === 'false' ? '调用分析：代码中未调用到受影响的函数' : undefined;
}

function notOsv(file: ScanFile): UserError {
  return new UserError('不是 OSV-Scanner 的扫描结果，没有导入任何内容', {
    file: file.name,
    at: 'results',
    found: ABSENT,
    expected: '结果列表',
    hint: '用 osv-scanner --format json 重新导出',
  });
}
