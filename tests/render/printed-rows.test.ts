import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { renderPage } from '../../src/render/html/archived-page.ts';
import { renderXlsx } from '../../src/render/xlsx/workbook.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';
import { picture } from './_documents.ts';

const ROWS = 50;
const PRINTED = 20;

function long(): ReportDocument {
  const rows = Array.from({ length: ROWS }, (_, i) => ({ cells: { id: `CVE-2026-${1000 + i}` } }));
  const columns = [{ key: 'id', label: '漏洞编号', type: 'text' as const }];
  return {
    ...inspectionLog(),
    sections: [
      {
        id: 'long',
        title: '长表',
        blocks: [
          {
            type: 'table',
            title: '长表',
            columns,
            rows,
            totals: [{ cells: { id: '合计' } }],
            empty: '没有。',
            printedRows: PRINTED,
          },
        ],
      },
    ],
  };
}

test('a table with printedRows is short on paper and whole in the workbook', async () => {
  const html = await renderPage(long(), picture);
  expect(html.match(/CVE-2026-\d+/g)).toHaveLength(PRINTED);
  expect(html).toContain('合计');
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await renderXlsx(long())) as unknown as ExcelJS.Buffer);
  const values = JSON.stringify(workbook.getWorksheet('长表')?.getSheetValues());
  expect(values.match(/CVE-2026-\d+/g)).toHaveLength(ROWS);
});
