/** 附件与证据清单: the records on which a document rests with their files, many of one kind in one line. Pure. */
import { belongsTo } from '../../src/contract/calendar/belongs.ts';
import { dateOf, formatDateTime } from '../../src/contract/time.ts';
import { factOf } from '../../src/records/counted.ts';
import { type Reuse, reusedEvidence, reuseText, shownText } from '../../src/records/evidence-reuse.ts';
import { type AnyRecord, type Attachment, isBackfilled, recordSources } from '../../src/records/record.ts';
import type { EvidenceBlock } from '../../src/report/block.ts';
import type { ComposeInput } from '../_deliverable.ts';
import type { NamedRecord } from './corrections.ts';

/** A record that went into the document, as the evidence list names it. */
export interface EvidenceRecord extends NamedRecord {
  /** SHA-256 of the record's file, lower-case hex. */
  sha256: string;
}

/** More records of one kind than this are one line with their range, so that a monthly list stays readable. */
const LIST_AT_MOST = 8;
/** Several records that bring more lines than this, their attachments among them, are one line too. */
const LINES_AT_MOST = 12;

const lineCount = (group: readonly EvidenceRecord[]): number =>
  group.reduce((sum, { record }) => sum + 1 + (record.attachments?.length ?? 0), 0);

const isLong = (group: readonly EvidenceRecord[]): boolean =>
  group.length > LIST_AT_MOST || (group.length > 1 && lineCount(group) > LINES_AT_MOST);

/**
 * Of a document of statistics it says how many of many records are counted here: it rests on others, too, such as those of whole
 * days that the document before counted.
 */
export function evidenceBlock({
  evidence,
  input,
  counts = false,
}: {
  evidence: readonly EvidenceRecord[];
  input: ComposeInput;
  counts?: boolean;
}): EvidenceBlock {
  const { cuts, occurrence } = input;
  const isOwn = ({ record }: EvidenceRecord): boolean =>
    !counts || belongsTo(factOf(record, occurrence), cuts) === cuts.at(-1);

  const byKind = Map.groupBy(evidence, (e) => e.record.kind);
  const known = Object.values(input.records).flat() as AnyRecord[];
  const reused = reusedEvidence([...known, ...evidence.map(({ record }) => record)]);
  return {
    type: 'evidence',
    items: [...byKind.values()].flatMap((group) =>
      isLong(group)
        ? [rangeItem(group, isOwn, reused)]
        : group.flatMap((one) => recordItems(one, reused.get(one.record.id) ?? [])),
    ),
    empty: '本文档没有可列示的记录。',
  };
}

function recordItems({ record, label, sha256 }: EvidenceRecord, reused: readonly Reuse[]): EvidenceBlock['items'] {
  const kind = isBackfilled(record) ? `${recordSources[record.source]}（补录）` : recordSources[record.source];
  return [
    { title: label, kind, time: formatDateTime(record.at), record: record.id, hash: sha256 },
    ...(record.attachments ?? []).map((a) => ({
      title: titleOf(a, reused),
      kind: a.type.startsWith('image/') ? '图片' : '附件',
      time: formatDateTime(a.takenAt),
      record: record.id,
      hash: a.sha256,
    })),
  ];
}

const notesOf = (file: Attachment, reused: readonly Reuse[]): string[] =>
  [shownText(file), ...reused.filter(({ attachment }) => attachment.sha256 === file.sha256).map(reuseText)].filter(
    (one) => one !== '',
  );

/** What it is, and what of it a reader would not expect. */
function titleOf(file: Attachment, reused: readonly Reuse[]): string {
  const notes = notesOf(file, reused);
  return notes.length === 0 ? file.subject : `${file.subject}（${notes.join('；')}）`;
}

/** Files of a folded group that a reader would not expect are told, each by its record: folding hides nothing of that. */
function strangeOf(group: readonly EvidenceRecord[], reused: ReadonlyMap<string, readonly Reuse[]>): string {
  const told = group.flatMap(({ record }) =>
    (record.attachments ?? []).flatMap((file) => {
      const notes = notesOf(file, reused.get(record.id) ?? []);
      return notes.length === 0 ? [] : [`${record.id}“${file.subject}”${notes.join('，')}`];
    }),
  );
  const rest = told.length - STRANGE_AT_MOST;
  if (told.length === 0) return '';
  return `；${told.slice(0, STRANGE_AT_MOST).join('；')}${rest > 0 ? `；另有 ${rest} 件，见各记录` : ''}`;
}
const STRANGE_AT_MOST = 8;

function rangeItem(
  group: EvidenceRecord[],
  isOwn: (one: EvidenceRecord) => boolean,
  reused: ReadonlyMap<string, readonly Reuse[]>,
): EvidenceBlock['items'][number] {
  const own = group.filter(isOwn).length;
  const share = own === group.length ? '' : `，其中计入本期的 ${own} 份`;
  const first = group[0] as EvidenceRecord;
  const last = group.at(-1) as EvidenceRecord;
  const attached = lineCount(group) - group.length;
  const sources = [...new Set(group.map((e) => recordSources[e.record.source]))].join('、');
  return {
    title: `${first.label} ${group.length} 份${share}${attached === 0 ? '' : `（附件 ${attached} 件）`}${strangeOf(group, reused)}`,
    kind: sources,
    time: `${dateOf(first.record.at)} 至 ${dateOf(last.record.at)}`,
    record: `${first.record.id} … ${last.record.id}`,
    hash: '逐份校验值见归档清单',
    counted: { label: first.label, records: group.length, own, attached },
  };
}
