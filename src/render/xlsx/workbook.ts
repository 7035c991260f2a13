/** The workbook of a document. The only place that loads exceljs, which has seen its last release. */
import type { ReportDocument } from '../../report/document.ts';
import { drawnOn } from '../../report/medium.ts';
import { alikeThousands } from '../thousands.ts';
import { addCoverSheet } from './cover-sheet.ts';
import { stableZip } from './stable-zip.ts';
import { addTableSheet } from './table-sheet.ts';
import { sheetsOf } from './tables.ts';
import { sheetText } from './values.ts';

/** The document as XLSX: a cover and one sheet per table. The same document gives the same bytes. */
export async function renderXlsx(source: ReportDocument): Promise<Uint8Array> {
  const doc = alikeThousands(drawnOn(source, 'workbook'));
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  const time = new Date(Temporal.Instant.from(doc.time).epochMilliseconds);
  workbook.creator = 'OpsLedger';
  workbook.lastModifiedBy = 'OpsLedger';
  workbook.created = time;
  workbook.modified = time;
  workbook.title = sheetText(`${doc.title} ${doc.number}`);
  workbook.subject = sheetText(doc.frame.project);
  const plans = sheetsOf(doc);
  addCoverSheet(workbook, plans, doc);
  for (const plan of plans) addTableSheet(workbook, plan, doc);
  // Stored only: it is packed for good, and compressed, just below.
  return stableZip(new Uint8Array(await workbook.xlsx.writeBuffer({ zip: { compression: 'STORE' } } as object)));
}
