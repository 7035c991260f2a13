/** LibreOffice, which the engineer and the purchaser use beside WPS, opens the workbook of a real inspection log. */
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { renderXlsx } from '../../src/render/xlsx/workbook.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { tempFolder } from '../support/at-end.ts';

const run = promisify(execFile);

const golden = async (name: string) =>
  JSON.parse(
    await readFile(join(import.meta.dirname, '..', 'golden', 'reports', `${name}.json`), 'utf8'),
  ) as ReportDocument;

const folder = await tempFolder('office');
await writeFile(join(folder, 'log.xlsx'), await renderXlsx(await golden('inspection-log-abnormal')));
// Every sheet as CSV, as displayed: field separator, quote, UTF-8, first line, …, -1 for all sheets.
const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';
const profile = `-env:UserInstallation=file://${folder}/profile`;
const args = [profile, '--headless', '--convert-to', filter, '--outdir', join(folder, 'out'), join(folder, 'log.xlsx')];
await run('soffice', args, { env: { ...process.env, HOME: folder }, timeout: 110_000 });
const names = await readdir(join(folder, 'out'));
const sheets = new Map(
  await Promise.all(
    names.map(
      async (name) =>
        [name.replace(/^log-|\.csv$/g, ''), await readFile(join(folder, 'out', name), 'utf8')] as [string, string],
    ),
  ),
);

describe('LibreOffice', () => {
  it('opens every sheet, the cover first among them', () => {
    expect(sheets.size).toBeGreaterThan(8);
    expect([...sheets.keys()]).toContain('逐项明细');
    const cover = sheets.get('封面') ?? '';
    for (const word of ['系统巡检日志', '2026-11-24', '项目负责人']) expect(cover).toContain(word);
  });

  it('shows the rows with their Chinese texts, figures and outcomes', () => {
    const details = sheets.get('逐项明细') ?? '';
    expect(details.trim().split('\n').length).toBeGreaterThan(130);
    expect(details).toMatch(/应用服务器 3,磁盘使用率 \/data,[^\n]*86\.4[^\n]*异常/);
    expect(details).not.toMatch(/#(?:NAME|VALUE|REF|DIV)|Err:\d/);
  });
});
