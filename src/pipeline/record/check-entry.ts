/**
 * What a record that a person writes down must hold beside its schema and the rules of its kind, which see one record only:
 * the records that it names, the clock, and the commands that alone may write down what happened to a document.
 */

import { UserError } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import { dateOf, formatDateTime } from '../../contract/time.ts';
import { allArticles, articlesIn, namedArticle } from '../../knowledge/named-articles.ts';
import { factsAfter } from '../../records/fact-times.ts';
import { inForce } from '../../records/in-force.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { decisionKey } from '../../subjects/findings/judge/decisions.ts';
import { assetsByAddress, followScans } from '../../subjects/findings/judge/track.ts';
import type { FindingDecisionRecord } from '../../subjects/findings/kinds/finding-decision.ts';
import type { ScanRecord } from '../../subjects/findings/kinds/scan.ts';
import type { ConsultationRecord } from '../../subjects/requests/kinds/consultation.ts';
import type { CloseOutRecord } from '../../subjects/signing/kinds/close-out.ts';
import { type EntryProblem, placeIn } from '../../workspace/store/record-check.ts';
import type { RecordStore } from '../../workspace/store/record-store.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { unknownReferences } from './check-references.ts';

/** @param now ISO instant of writing it down */
export async function entryProblems(
  { root, records, contract }: Pick<Workspace, 'root' | 'records' | 'contract'>,
  kind: RecordKind,
  given: AnyRecord,
  now: string,
): Promise<EntryProblem[]> {
  const record = inForce(given) ?? given;
  return [
    ...notHappened(kind, record, now),
    ...(await unknownReferences(records, kind, record)),
    ...(await unknownArticles(root, record)),
    ...(kind.id === 'finding-decision' ? await unknownFinding(records, record as FindingDecisionRecord) : []),
    ...(kind.id === 'close-out'
      ? await wrongCloseOut(records, record as CloseOutRecord, contract.contract.servicePeriod.to)
      : []),
  ];
}

/** Rule 9, against the clock: facts of a record that lie after the moment of writing it down. */
function notHappened(kind: RecordKind, record: AnyRecord, now: string): EntryProblem[] {
  return factsAfter(record, now, kind.planned).map(({ field, at }) => ({
    field,
    found: at,
    expected: `不晚于登记时间 ${now}`,
    summary: `${kind.label}中的时间尚未到来`,
    hint: '只登记已经发生的事；日期写错的请改正',
  }));
}

/** Kinds of facts about documents, and the commands that hold them against what was issued. */
const OWN_COMMANDS: Readonly<Record<string, string>> = {
  signoff: 'confirm（确认）、deliver（送达）、receive（签收）、return（退回）、void（作废）',
  waiver: 'waive（豁免）',
  'interpretation-decision': '⟦采购人⟧在登记台“口径”页确认',
};

const HINTS: Readonly<Record<string, string>> = {
  waiver: 'opsledger waive --help 查看用法',
  'interpretation-decision': '双方在纸面确认的，写入 contract/interpretations.yaml，并附签字扫描件',
};

/** Written as plain records they could say that a document was received which was never issued. @throws UserError */
export function refuseNewSignoff(kind: RecordKind, given: Readonly<Record<string, unknown>>, shown: string): void {
  const commands = OWN_COMMANDS[kind.id];
  if (commands === undefined) return;
  throw new UserError(`${kind.label}不能用 record 登记`, {
    file: shown,
    found: `${String(given.obligation ?? '')} ${String(given.period ?? '')}`.trim() || `record ${kind.id}`,
    expected: `由 ${commands} 登记，先核对该文档是否已签发`,
    hint: HINTS[kind.id] ?? 'opsledger deliver --help 查看用法',
  });
}

/** What of a sign-off says which document it is about, and what happened to it. */
const ABOUT = ['action', 'obligation', 'period', 'revision'] as const;

/** A correction (a name, a time) stays with its document. @throws UserError */
export function refuseOtherDocument(
  kind: RecordKind,
  before: AnyRecord,
  after: Readonly<Record<string, unknown>>,
  shown: string,
): void {
  if (OWN_COMMANDS[kind.id] === undefined) return;
  const was = before as unknown as Record<string, unknown>;
  const changed = ABOUT.find((field) => String(was[field]) !== String(after[field]));
  if (changed === undefined) return;
  throw new UserError(`${kind.label}所指的文档不能修改`, {
    file: shown,
    at: placeIn(kind, changed),
    found: String(after[changed]),
    expected: String(was[changed]),
    hint: '另一份文档的事实，用它自己的命令登记',
  });
}

/** Articles named in a message at most. */
const LIKE_ARTICLES = 2;

/** The articles that a record names and that are not there, each with those that may be meant. */
async function unknownArticles(root: string, record: AnyRecord): Promise<EntryProblem[]> {
  // What came of a question may be written after it.
  if ((record as ConsultationRecord).articleChange === 'new') return [];
  const problems: EntryProblem[] = [];
  for (const { field, id } of articlesIn(record)) {
    if ((await namedArticle(root, id)) !== undefined) continue;
    const expected = await expectedOf(root, id);
    problems.push({ field, found: id, expected, summary: '引用的知识条目不存在' });
  }
  return problems;
}

/** An article may be meant by its title, too. */
async function expectedOf(root: string, wrong: string): Promise<string> {
  const words = (await allArticles(root)).flatMap((article) =>
    [article.id, article.title].map((text) => ({ article, text })),
  );
  const close = nearest(wrong, words, ({ text }) => text, words.length).map(({ article }) => article);
  const meant = [...new Set(close)].slice(0, LIKE_ARTICLES).map(({ id, title }) => `${id}（${title}）`);
  const known = 'knowledge-base/ 中已有的条目，不写扩展名';
  return meant.length === 0 ? known : `${known}；您是不是要 ${meant.join('、')}？`;
}

/** Findings named in a message at most. */
const LIKE_FINDINGS = 3;

/** A decision about no known finding, with the findings that are nearest to the one named. */
async function unknownFinding(records: RecordStore, decision: FindingDecisionRecord): Promise<EntryProblem[]> {
  const { records: scans, problems } = await records.list<ScanRecord>('scan');
  const { tracks } = followScans(scans);
  if (tracks.has(decisionKey(decision, assetsByAddress(scans)))) return [];
  const wanted = nameOf({ ...decision, id: decision.vulnerability });
  const known = [...tracks.values()].map(({ finding }) => ({
    id: finding.id,
    target: finding.asset ?? finding.address,
    component: finding.component,
  }));
  return [
    {
      field: 'vulnerability',
      found: wanted,
      expected: '已导入的扫描报告中的漏洞，漏洞编号、资产、端口/组件三项都与漏洞明细一致',
      summary: '没有这个漏洞',
      hint: problems.length === 0 ? hintOf(decision, known, wanted) : `先改正不可读的扫描记录 ${problems[0]?.path}`,
    },
  ];
}

interface Named {
  id: string;
  target: string;
  component: string;
}

const nameOf = ({ id, target, component }: Named): string => `${id} · ${target} · ${component}`;

function hintOf(decision: FindingDecisionRecord, known: readonly Named[], wanted: string): string {
  if (known.length === 0) return '尚未导入扫描报告：先运行 opsledger scan import 报告文件';
  const same = known.filter((one) => one.id === decision.vulnerability);
  const there = same.length > 0 ? same : known.filter((one) => one.target === decision.target);
  const close = nearest(wanted, there, nameOf, LIKE_FINDINGS);
  const shown = (close.length > 0 ? close : there.slice(0, LIKE_FINDINGS)).map(nameOf);
  return shown.length === 0
    ? '先用 opsledger scan import 导入发现它的报告，或改正编号'
    : `是不是 ${shown.join('、')}；报告尚未导入的，先运行 opsledger scan import`;
}

/** A project is closed once, and not while it is served: what is owed up to the last day runs. */
async function wrongCloseOut(records: RecordStore, record: CloseOutRecord, last: string): Promise<EntryProblem[]> {
  const { records: known } = await records.list<CloseOutRecord>('close-out');
  const other = known.find(({ id }) => id !== record.id);
  const early: EntryProblem = {
    field: 'at',
    found: record.at,
    expected: `不早于服务期最后一日 ${last}`,
    summary: '服务期还没有结束，不能结项',
    hint: '服务提前结束的，先由双方把合同数据 servicePeriod.to 改为实际的最后一日',
  };
  const twice: EntryProblem = {
    field: 'at',
    found: record.at,
    expected: `只有一条结项记录；已有 ${other?.id}（${formatDateTime(other?.at ?? record.at)}）`,
    summary: '已经结项',
    hint: `补附签字扫描件用 opsledger attach ${other?.id} 扫描件 --signed；写错的，更正该条，或经⟦采购人⟧同意作废后重新登记`,
  };
  return [...(dateOf(record.at) < last ? [early] : []), ...(other === undefined ? [] : [twice])];
}
