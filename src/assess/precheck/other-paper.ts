/** A page that the purchaser signed whose words name another record of the kind, and not the one that rests on it. Pure. */
import { insteadText, vouchedAsRecord } from '../../records/named-on-paper.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { PrecheckLine } from './line.ts';

/** One line a page. */
export const papersOfOthers = (records: readonly AnyRecord[]): PrecheckLine[] =>
  records.flatMap((record) =>
    (record.attachments ?? []).flatMap((one): PrecheckLine[] => {
      const text = insteadText(one, vouchedAsRecord(record));
      return text === '' ? [] : [{ rule: 'other-paper', records: [record.id], text: `“${one.subject}”${text}` }];
    }),
  );
