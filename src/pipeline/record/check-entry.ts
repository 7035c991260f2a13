/**
 * What a record that a person writes down must hold beside its schema and the rules of its kind, which see one record only:
 * the records that it names, the clock, and the commands that alone may write down what happened to a document.
 */
import { UserError } from '../../contract/error.ts';
import { factsAfter } from '../../records/fact-times.ts';
import { inForce } from '../../records/in-force.ts';
import type { FindingDecisionRecord } from '../../records/kinds/finding-decision.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { type EntryProblem, placeIn } from '../../workspace/store/record-check.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { unknownArticles } from './check-articles.ts';
import { unknownFinding } from './check-finding.ts';
import { unknownReferences } from './check-references.ts';

/** @param now ISO instant of writing it down */
export async function entryProblems(
  { root, records }: Pick<Workspace, 'root' | 'records'>,
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
