/** The same row twice in one file is a block that was pasted twice: kept, it would count twice. */
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../contract/error.ts';
import type { RecordKind } from '../../records/record.ts';
import { rowLists, rowsOf } from '../../records/row.ts';
import { placeIn } from '../../workspace/store/record-check.ts';

/** @throws UserError naming the second of two rows that say the same */
export function refuseDoubledRows(kind: RecordKind, given: Readonly<Record<string, unknown>>, shown: string): void {
  for (const list of rowLists(kind.schema)) {
    const rows = rowsOf(given, list);
    const second = rows.findIndex((row, n) => rows.slice(0, n).some((other) => isDeepStrictEqual(other, row)));
    if (second === -1) continue;
    throw new UserError('清单中有两行完全相同', {
      file: shown,
      at: placeIn(kind, `${list}[${second}]`),
      found: JSON.stringify(rows[second]).slice(0, 80),
      expected: '每件事一行',
      hint: '多贴的一段删去；确是两件事的，写出不同之处',
    });
  }
}
