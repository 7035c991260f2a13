/** Grype JSON: one match is one finding; ignored matches are suppressed ones. */
import { ABSENT, UserError } from '../contract/error.ts';
import type { ScanFile, Scanner, ScanReport } from './_scanner.ts';
import { readJson } from './read/json.ts';
import { textAt, textsAt } from './read/json-any.ts';
import { jsonHead } from './read/json-head.ts';
import { any, each, type Filled, type Json, list, object, text } from './read/json-shape.ts';
import { commonId, instantOf, leftReasons, lines, ReportBuilder, said, unnumbered } from './read/report.ts';

const cvss = list(object({ vector: text, metrics: object({ baseScore: text }) }));

const match = object({
  vulnerability: object({
    id: text,
    dataSource: text,
    namespace: text,
    severity: text,
    description: text,
    cvss,
    fix: object({ versions: list(text), state: text }),
  }),
  relatedVulnerabilities: list(object({ id: text, description: text, cvss })),
  artifact: object({ name: text, version: text, type: text, locations: list(object({ path: text })) }),
});
type Match = NonNullable<Filled<typeof match>>;

export default {
  id: 'grype',
  label: 'Grype JSON',
  recognise({ head }) {
    const keys = jsonHead(head);
    if (keys.root !== 'object') return false;
    return (
      keys.valueOf('descriptor.name') === 'grype' ||
      keys.has('matches[].vulnerability', 'matches[].artifact', 'matches[].relatedVulnerabilities') ||
      (keys.has('matches') && keys.has('source', 'distro', 'descriptor', 'ignoredMatches'))
    );
  },
  read,
} satisfies Scanner;

async function read(file: ScanFile): Promise<ScanReport> {
  const builder = new ReportBuilder();
  // The image stands after the matches.
  const matches: Finding[] = [];
  const root = await readJson(
    file,
    object({
      matches: each(match, (one) => {
        const finding = one === undefined ? undefined : fromMatch(one);
        if (finding === undefined) builder.leave(leftReasons.noId);
        else matches.push(finding);
      }),
      ignoredMatches: each(object({}), () => builder.leave(leftReasons.suppressed)),
      source: object({ type: text, target: any }),
      descriptor: object({ name: text, version: text, timestamp: text, db: any }),
    }),
  );
  if (root?.matches === undefined) throw notGrype(file);
  const address = addressOf(root.source?.target);
  if (address === undefined) builder.note('报告没有写明扫描对象（source.target），以报告文件名代替');
  const host = address ?? file.name;
  builder.cover(host, namesOf(root.source?.target));
  for (const finding of matches) builder.add({ ...finding, address: host });
  return builder.build({
    scanner: 'Grype',
    scannerVersion: root.descriptor?.version,
    feed: feedOf(root.descriptor?.db),
    finishedAt: instantOf(root.descriptor?.timestamp),
  });
}

type Finding = Omit<Parameters<ReportBuilder['add']>[0], 'address'>;

/** undefined when the match says nothing of a vulnerability */
function fromMatch({ vulnerability, relatedVulnerabilities, artifact }: Match): Finding | undefined {
  const own = vulnerability?.id || unnumbered('grype', vulnerability?.description);
  if (vulnerability === undefined || own === undefined) return undefined;
  const related = (relatedVulnerabilities ?? []).filter((one) => one !== undefined);
  const id = commonId(
    own,
    related.map((one) => one.id),
  );
  const fixed = (vulnerability.fix?.versions ?? []).filter(Boolean).join(', ');
  const paths = (artifact?.locations ?? []).flatMap((location) => location?.path ?? []);
  return {
    id,
    component: artifact?.name || 'host',
    installed: artifact?.version,
    fixed,
    scores: [vulnerability, ...related].flatMap((one) => scores(one.cvss)),
    severity: vulnerability.severity,
    title: id === own ? undefined : `${id}（${own}）`,
    description: vulnerability.description || related.find((one) => one.description)?.description,
    evidence: lines(
      said('路径', paths.slice(0, 3).join('、')),
      said('修复状态', vulnerability.fix?.state),
      said('来源', vulnerability.namespace),
      said('参考', vulnerability.dataSource),
    ),
    solution: fixed === '' ? undefined : `升级到 ${fixed}`,
  };
}

const scores = (given: Filled<typeof cvss>) =>
  (given ?? []).map((one) => ({ vector: one?.vector, score: one?.metrics?.baseScore }));

/** An image is an object, a folder or file a text. */
function addressOf(target: Json | undefined): string | undefined {
  if (typeof target === 'string' && target !== '') return target;
  return textAt(target, 'userInput') ?? textAt(target, 'path') ?? textAt(target, 'name') ?? textAt(target, 'imageID');
}

function namesOf(target: Json | undefined): (string | undefined)[] {
  const digests = [textAt(target, 'imageID'), textAt(target, 'manifestDigest')];
  return [...textsAt(target, 'tags'), ...textsAt(target, 'repoDigests'), ...digests];
}

/** When the vulnerability data were built; the place of it moved with schema 6. */
function feedOf(db: Json | undefined): string | undefined {
  return textAt(db, 'built') ?? textAt(db, 'status', 'built');
}

function notGrype(file: ScanFile): UserError {
  return new UserError('不是 Grype 的扫描结果，没有导入任何内容', {
    file: file.name,
    at: 'matches',
    found: ABSENT,
    expected: '匹配列表，没有漏洞时为空列表',
    hint: '用 grype … -o json 重新导出',
  });
}
