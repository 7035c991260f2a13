/** `scan import`: each report becomes one scan record, and its original evidence; a report is taken whole or refused. */
import { basename, isAbsolute, join } from 'node:path';
import { contractFiles } from '../../contract/bundle/bundle.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { type FindingLevel, findingLevelsFileSchema, levelJudge } from '../../contract/terms/finding-levels.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import type { ScanFile, Scanner, ScanReport } from '../../scanners/_scanner.ts';
import type { ScanRecord } from '../../subjects/findings/kinds/scan.ts';
import type { Draft } from '../../workspace/change/change.ts';
import { type SpooledEvidence, spoolEvidence } from '../../workspace/store/evidence-spool.ts';
import { starterPart } from '../../workspace/store/starter-part.ts';
import { requireReferences } from '../record/check-references.ts';
import type { Session } from '../session.ts';
import { loadKind, loadScanners } from '../units.ts';
import { openScanFile } from './file.ts';
import { formatOf } from './format.ts';
import { assetFinder } from './mapped-assets.ts';
import { readEpss, readKev } from './offline-lists.ts';
import { type ScanCounts, type ScanFacts, scanRecord } from './scan-record.ts';

export interface ScanImportRequest {
  /** `path` absolute, `shown` as the person typed it. */
  files: { path: string; shown: string }[];
  /** Goes for all files. */
  said: ScanFacts['said'];
  /** Paths of the offline lists; those of the settings without them. */
  kev?: string;
  epss?: string;
  now: string;
  /** Formats; those of the program without it. */
  scanners?: Iterable<Scanner>;
}

/** One line of the answer; of a refused file all counts are 0. */
export interface ImportedFile extends ScanCounts {
  /** As the person typed it. */
  file: string;
  /** null: not recognised. */
  format: string | null;
  refused: string | null;
  /** Id and path of the record; of the earlier one when this original had been imported before. */
  record: string | null;
  path: string | null;
  unchanged: boolean;
}

export interface ScanImport {
  files: ImportedFile[];
  /** 0 done · 1 some refused · 2 or 3 all refused, nothing changed. */
  exitCode: 0 | 1 | 2 | 3;
}

/** @throws UserError when the options or the offline lists cannot be used; nothing is imported then */
export async function importScans(session: Session, request: ScanImportRequest): Promise<ScanImport> {
  const base = await commonFacts(session, request);
  const scanners = request.scanners ?? (await loadScanners()).values();
  const known = [...scanners];
  const files: ImportedFile[] = [];
  const refusals: UserError[] = [];
  for (const { path, shown } of request.files) {
    // One after the other: a report may take half of the memory that there is.
    const done = await importFile(session, { path, shown }, known, base);
    files.push(done.file);
    if (done.refusal !== null) refusals.push(done.refusal);
  }
  if (refusals.length === 0) return { files, exitCode: 0 };
  if (refusals.length < files.length) return { files, exitCode: 1 };
  return { files, exitCode: refusals.some((one) => one.exitCode === 3) ? 3 : 2 };
}

type CommonFacts = Pick<ScanFacts, 'assetOf' | 'kev' | 'epss' | 'said' | 'serviceFrom' | 'now' | 'unknownLevel'> & {
  judge(format: string): ScanFacts['levelOf'];
};

async function commonFacts({ workspace }: Session, request: ScanImportRequest): Promise<CommonFacts> {
  const { contract, settings, root } = workspace;
  const kev = request.kev ?? settings.scan.kev;
  const epss = request.epss ?? settings.scan.epss;
  const inRoot = (path: string) => (isAbsolute(path) ? path : join(root, path));
  // For workspaces made before they carried the mapping.
  const levels = contract.findingLevels ?? (await starterPart(contractFiles.findingLevels, findingLevelsFileSchema));
  return {
    judge: (format) => levelJudge(levels, format),
    unknownLevel: levels.unknown,
    assetOf: assetFinder({ assets: contract.assets, scan: settings.scan, sources: settings.sources }),
    kev: kev === null ? null : await readKev(inRoot(kev), kev),
    epss: epss === null ? null : await readEpss(inRoot(epss), epss),
    said: request.said,
    serviceFrom: contract.contract.servicePeriod.from,
    now: request.now,
  };
}

interface Done {
  file: ImportedFile;
  refusal: UserError | null;
}

const NO_LEVELS: Record<FindingLevel, number> = { critical: 0, high: 0, medium: 0, low: 0 };

async function importFile(
  session: Session,
  { path, shown }: ScanImportRequest['files'][number],
  scanners: readonly Scanner[],
  base: CommonFacts,
): Promise<Done> {
  let format: string | null = null;
  try {
    // Its name stands in the record and in documents.
    await requireCleanEntry(session.workspace.root, { shown: '扫描报告', value: { 文件名: basename(path) } });
    const file = await openScanFile(path, shown);
    const scanner = formatOf(file, scanners, shown);
    format = scanner.id;
    const { draft, counts, spooled } = await readAndJudge(session, file, scanner, base, shown);
    try {
      const saved = await save(session, draft, spooled, shown);
      return { file: { file: shown, format, ...counts, refused: null, ...saved }, refusal: null };
    } finally {
      await spooled.discard();
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { file: refusedFile(shown, format, error), refusal: error };
  }
}

function refusedFile(file: string, format: string | null, error: UserError): ImportedFile {
  const counts = {
    findings: 0,
    distinct: 0,
    byLevel: { ...NO_LEVELS },
    unmapped: [],
    exposures: 0,
    left: {},
    notes: [],
  };
  return {
    file,
    format,
    ...counts,
    refused: error instanceof EnvironmentError ? error.told : error.message,
    record: null,
    path: null,
    unchanged: false,
  };
}

/** A function of its own, so that the report is let go of before its record is written. */
async function readAndJudge(
  session: Session,
  file: ScanFile,
  scanner: Scanner,
  base: CommonFacts,
  shown: string,
): Promise<ReturnType<typeof scanRecord> & { spooled: SpooledEvidence }> {
  const { report, spooled } = await readAndSpool(session, file, scanner, shown);
  const original = { sha256: spooled.sha256, name: file.name };
  return { ...scanRecord({ ...base, levelOf: base.judge(scanner.id), report, format: scanner.id, original }), spooled };
}

/** The original is packed while it is read; of a report that is refused no more than it takes to know so. */
async function readAndSpool(
  { workspace }: Session,
  file: ScanFile,
  scanner: Scanner,
  shown: string,
): Promise<{ report: ScanReport; spooled: SpooledEvidence }> {
  let refused = false;
  async function* original(): AsyncGenerator<Uint8Array> {
    for await (const piece of file.bytes()) {
      if (refused) throw new UserError('报告未通过读取', { file: shown });
      yield piece;
    }
  }
  const reading = readReport(scanner, file, shown).catch((error: unknown) => {
    refused = true;
    throw error;
  });
  const [read, packed] = await Promise.allSettled([reading, spoolEvidence(workspace.root, original, file.size)]);
  if (read.status === 'fulfilled' && packed.status === 'fulfilled')
    return { report: read.value, spooled: packed.value };
  if (packed.status === 'fulfilled') await packed.value.discard();
  throw read.status === 'rejected' ? read.reason : (packed as PromiseRejectedResult).reason;
}

/** A parser that meets what nobody foresaw refuses the report as well: other files of the same command go on. */
async function readReport(scanner: Scanner, file: ScanFile, shown: string): Promise<ScanReport> {
  try {
    return await scanner.read(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const made = new UserError('报告不能读取，没有导入任何内容', {
      file: shown,
      found: error instanceof Error ? error.message : String(error),
      expected: `完整的 ${scanner.label} 报告`,
      hint: '重新导出报告；仍不能读取的，把报告交给维护人员',
    });
    made.cause = error;
    throw made;
  }
}

type Saved = Pick<ImportedFile, 'record' | 'path' | 'unchanged'>;

function save(
  { workspace }: Session,
  draft: Draft<ScanRecord>,
  spooled: SpooledEvidence,
  shown: string,
): Promise<Saved> {
  return workspace.change(
    `导入漏洞扫描报告 ${draft.originalName ?? ''}`.trim(),
    async (change) => {
      if (await workspace.evidence.hasEvidence(spooled.sha256)) {
        const earlier = await importedBefore(workspace.records, spooled.sha256);
        if (earlier !== undefined) return { record: earlier.record.id, path: earlier.path, unchanged: true };
      }
      await change.adoptEvidence(spooled);
      const saved = await change.addRecord<ScanRecord>('scan', draft, shown);
      await requireReferences(workspace.records, await loadKind('scan'), saved.record, shown);
      return { record: saved.id, path: saved.path, unchanged: false };
    },
    { at: draft.enteredAt },
  );
}

async function importedBefore(records: Session['workspace']['records'], original: string) {
  const { files } = await records.list<ScanRecord>('scan');
  return files.find(({ record }) => record.original === original);
}
