/** Evidence that proves something else already, in what is kept: the doors refuse it today, and did not always. Pure. */
import { mayShare } from './evidence-uses.ts';
import { isAlike, likenessKeys } from './likeness.ts';
import type { AnyRecord, Attachment } from './record.ts';

interface Use {
  record: AnyRecord;
  attachment: Attachment;
}

/** One file of a record, and the record for which it, or a picture that looks the same, is evidence too. */
export interface Reuse extends Use {
  other: AnyRecord;
}

/** @returns the files that may not be evidence for both, by the id of each record that names them */
export function reusedEvidence(records: Iterable<AnyRecord>): ReadonlyMap<string, Reuse[]> {
  const unique = new Map([...records].map((one) => [one.id, one]));
  const uses = [...unique.values()].flatMap((record) => filesOf(record).map((attachment) => ({ record, attachment })));
  const near = new Map<string, Use[]>();
  for (const use of uses) {
    for (const key of keysOf(use.attachment)) near.set(key, [...(near.get(key) ?? []), use]);
  }
  const found = uses.flatMap((use) => {
    const other = keysOf(use.attachment)
      .flatMap((key) => near.get(key) ?? [])
      .find((one) => one.record !== use.record && isSame(one.attachment, use.attachment) && !mayShare(use, one));
    return other === undefined ? [] : [{ ...use, other: other.record }];
  });
  return Map.groupBy(found, ({ record }) => record.id);
}

/** `与 XK-20261120-002 的附件是同一文件`, to stand beside the name of the file. */
export function reuseText({ attachment, other }: Reuse): string {
  const isFile = filesOf(other).some(({ sha256 }) => sha256 === attachment.sha256);
  return `与 ${other.id} 的${isFile ? '附件是同一文件' : '图片几乎相同'}`;
}

/**
 * What a reader has to know of a file before it is opened; empty where it is as anybody expects, as of a scan without words. What is
 * written in fonts that are not enclosed shows nothing here: of such a file nobody has seen whether it says anything.
 */
export function shownText({ pages, inked, letters }: Pick<Attachment, 'pages' | 'inked' | 'letters'>): string {
  if (pages === undefined || inked === undefined) return '';
  const blank = inked >= pages ? [] : [`共 ${pages} 页，有内容 ${inked} 页`];
  return [...blank, ...(letters === undefined ? ['字体未嵌入，文字未读出'] : [])].join('；');
}

const filesOf = ({ withdrawn, attachments = [] }: AnyRecord): Attachment[] =>
  withdrawn === undefined ? attachments.filter((one) => one.withdrawn === undefined) : [];

const keysOf = ({ sha256, likeness }: Attachment): string[] => [
  sha256,
  ...(likeness === undefined ? [] : likenessKeys(likeness)),
];

const isSame = (a: Attachment, b: Attachment): boolean => a.sha256 === b.sha256 || isAlike(a.likeness, b.likeness);
