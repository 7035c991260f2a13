/** A scanner format for tests, whose report is what the unit shall give, and the real formats beside it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importScans, type ScanImport, type ScanImportRequest } from '../../../src/pipeline/scan/import.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { loadScanners } from '../../../src/pipeline/units.ts';
import type { ReportedFinding, Scanner, ScanReport } from '../../../src/scanners/_scanner.ts';
import type { ScanRecord } from '../../../src/subjects/findings/kinds/scan.ts';

export const NOW = '2026-11-24T10:00:00+08:00';
const MARK = '#plain\n';

/** Reads a `ScanReport` as JSON; one with `crash` breaks as a parser does that nobody foresaw. */
export const plain: Scanner = {
  id: 'plain',
  label: '测试格式',
  recognise: ({ head }) => head.startsWith(MARK),
  async read(file) {
    let text = '';
    for await (const part of file.text()) text += part;
    const report = JSON.parse(text.slice(MARK.length)) as ScanReport & { crash?: true };
    if (report.crash) throw new RangeError('Maximum call stack size exceeded');
    return report;
  },
};

export const finding = (patch: Partial<ReportedFinding> = {}): ReportedFinding => ({
  id: 'CVE-2024-6387',
  address: '10.0.0.11',
  component: '22/tcp',
  severity: 'HIGH',
  ...patch,
});

export const report = (patch: Partial<ScanReport> = {}): ScanReport => ({
  scanner: 'Plain',
  startedAt: '2026-11-24T01:00:00+08:00',
  finishedAt: '2026-11-24T02:00:00+08:00',
  hosts: [{ address: '10.0.0.11', names: [], state: 'scanned' }],
  findings: [finding()],
  exposures: [],
  left: {},
  notes: [],
  ...patch,
});

const folders: string[] = [];

export async function removeFiles(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}

export async function fileOf(content: ScanReport | string | Uint8Array, name = 'report.txt') {
  const folder = await mkdtemp(join(tmpdir(), 'opsledger-scans-'));
  folders.push(folder);
  const path = join(folder, name);
  const text = typeof content === 'string' || content instanceof Uint8Array;
  await writeFile(path, text ? content : `${MARK}${JSON.stringify(content)}`);
  return { path, shown: name };
}

export async function importFiles(
  session: Session,
  files: ScanImportRequest['files'],
  patch: Partial<ScanImportRequest> = {},
): Promise<ScanImport> {
  const scanners = [...(await loadScanners()).values(), plain];
  return importScans(session, { files, said: {}, now: NOW, scanners, ...patch });
}

/** Imports reports of the test format, one after the other. @returns the records, in order */
export async function imported(
  session: Session,
  reports: readonly Partial<ScanReport>[],
  patch: Partial<ScanImportRequest> = {},
): Promise<ScanRecord[]> {
  const files = await Promise.all(reports.map((one, n) => fileOf(report(one), `report-${n}.txt`)));
  const done = await importFiles(session, files, patch);
  const refused = done.files.find((one) => one.refused !== null);
  if (refused !== undefined) throw new Error(refused.refused ?? '');
  return Promise.all(done.files.map(async (one) => (await recordOf(session, one.record)) as ScanRecord));
}

export async function recordOf(session: Session, id: string | null): Promise<ScanRecord> {
  const stored = await session.workspace.records.get<ScanRecord>(id ?? '');
  if (stored === undefined) throw new Error(`no record ${id}`);
  return stored.record;
}
