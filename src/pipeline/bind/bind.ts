/** 合订本: issued documents as one PDF, as they stand in the archive. Nothing of it is kept: it can be made again at any time. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../archive/digest.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import { monthText } from '../../contract/calendar/month-text.ts';
import { periodText, revisionText } from '../../contract/calendar/period-text.ts';
import { UserError } from '../../contract/error.ts';
import { sayIn, wordsOf } from '../../contract/party-words.ts';
import { formatDateTime, latest } from '../../contract/time.ts';
import type { BoundPart, Print } from '../../render/bind/bind.ts';
import { writeDurable } from '../../workspace/disk/durable.ts';
import { planWithRequests } from '../plan/on-request.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import { rendererCache, type Session } from '../session.ts';
import { type BindChoice, chosenDocuments } from './chosen.ts';

/** A browser that prints, and is ended where it was opened for this alone. */
type OpenPrint = Print & { close?(): Promise<void> };

export interface BindRequest extends BindChoice {
  /** ISO instant. */
  now: string;
  /** Prints cover and contents; default: the program's own browser. */
  print?: Print;
}

export interface Bound {
  pdf: Buffer;
  documents: number;
  pages: number;
  /** Name under which it is saved. */
  name: string;
  /** Owed in the same days and not issued, in words. */
  missing: string[];
}

/**
 * @throws UserError when nothing is chosen, or a file is not what was issued; whatever printing throws
 */
export async function bind(session: Session, request: BindRequest): Promise<Bound> {
  const { items, missing } = chosenDocuments(await planWithRequests(session, request.now), request);
  const { root, contract } = session.workspace;
  const parts = await Promise.all(items.map((item) => partOf(root, item)));
  const groups = Map.groupBy(parts, ({ month }) => month);
  const manifests = items.flatMap(({ issued }) => issued?.manifest ?? []);
  const time = latest(manifests.map(({ times }) => times.issued)) ?? request.now;
  const pages = parts.reduce((sum, one) => sum + one.pages, 0);
  const span = spanText(items);
  const words = wordsOf(contract.contract);
  const { project, number, parties } = contract.contract;
  const content = sha256(manifests.map((one) => `${one.number} ${one.fingerprint}\n`).join(''));
  const title = '运维文档合订本';
  const { bindPdfs } = await import('../../render/bind/bind.ts');
  const facts = [
    { label: '项目名称', value: project },
    ...(number === null || number === undefined ? [] : [{ label: '合同编号', value: number }]),
    { label: sayIn(words, '⟦采购人⟧'), value: parties.purchaser },
    { label: sayIn(words, '⟦供应商⟧'), value: parties.supplier },
    { label: '统计区间', value: span },
    { label: '文档', value: `${items.length} 份，共 ${pages} 页` },
    { label: '最近签发', value: formatDateTime(time) },
    { label: '内容指纹', value: content.slice(0, SHOWN) },
  ];
  const notes = [
    '各份文档按签发时的原件合订，内容未作改动；每页右上角为合订页码，骑缝章按此核对。',
    ...(missing.length === 0 ? [] : [`期内应交而没有签发、不在本册的 ${missing.length} 份：${brief(missing)}。`]),
  ];
  const print: OpenPrint = request.print ?? (await openPrint());
  try {
    const made = await bindPdfs(
      {
        front: {
          title,
          subtitle: span,
          facts,
          notes,
          mark: manifests.some((one) => one.simulated) ? '演示数据' : null,
        },
        groups: [...groups].map(([month, own]) => ({ title: monthText(month), parts: own })),
        meta: {
          title: `${title} ${span}`,
          author: parties.supplier,
          subject: `${project}　${items.length} 份`,
          keywords: content,
          creator: 'OpsLedger',
          producer: 'OpsLedger',
          time,
        },
      },
      print,
    );
    return {
      pdf: made.pdf,
      documents: items.length,
      pages: made.pages,
      name: `${title}_${span.replaceAll(' ', '')}.pdf`,
      missing,
    };
  } finally {
    await print.close?.();
  }
}

/**
 * The same, written to a file.
 * @param request `file` gives its path by the name that it would have
 * @throws as `bind`; nothing is written then
 */
export async function bindTo(
  session: Session,
  request: BindRequest & { file(name: string): string },
): Promise<WrittenBound> {
  const { pdf, ...told } = await bind(session, request);
  const file = request.file(told.name);
  await writeDurable(file, pdf);
  return { ...told, file, bytes: pdf.length };
}

export interface WrittenBound extends Omit<Bound, 'pdf'> {
  file: string;
  bytes: number;
}

const SHOWN = 16;
/** Missing documents that the cover names. */
const NAMED = 12;

const brief = (names: readonly string[]): string =>
  names.length > NAMED ? `${names.slice(0, NAMED).join('、')} 等` : names.join('、');

async function openPrint(): Promise<Print & { close(): Promise<void> }> {
  const { openPrinter } = await import('../../render/chromium/printer.ts');
  const printer = openPrinter(rendererCache, 1);
  return Object.assign((html: string) => printer.print(html), { close: () => printer.close() });
}

async function partOf(root: string, item: PlannedOccurrence): Promise<BoundPart & { month: string }> {
  const issued = item.issued as ArchivedDocument;
  const { manifest, folder } = issued;
  const read = () => readIssued(root, folder, manifest);
  const { pageCount } = await import('../../render/pdf/read.ts');
  return {
    title: manifest.title,
    // What a day counts by the clock stands in the document; the contents have the day.
    period: periodText(item.occurrence).replace(/（[^（）]*）$/, ''),
    number: manifest.number,
    revision: revisionText(manifest.revision),
    // Older manifests do not tell.
    pages: manifest.pages ?? pageCount(await read()),
    month: item.occurrence.to.slice(0, 7),
    read,
  };
}

/** @throws UserError when the file is gone, or is not the one that was issued */
async function readIssued(root: string, folder: string, manifest: ArchivedDocument['manifest']): Promise<Buffer> {
  const name = `${manifest.number}.pdf`;
  const path = `${folder}/${name}`;
  const known = manifest.outputs.find((one) => one.path === name);
  const bytes = await readFile(join(root, path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (bytes !== null && known !== undefined && sha256(bytes) === known.sha256) return bytes;
  throw new UserError('归档的文件与签发时不同，没有合订', {
    file: path,
    found: bytes === null ? '文件不存在' : '摘要与签发清单不符',
    expected: '签发时的 PDF',
    hint: '运行 opsledger verify 查看；从备份恢复该文件后再合订',
  });
}

/** `2026 年 3 月`, or the first and last day. */
function spanText(items: readonly PlannedOccurrence[]): string {
  const days = items.map(({ occurrence }) => occurrence.to).sort();
  const [first = '', last = ''] = [days[0], days.at(-1)];
  if (first.slice(0, 7) === last.slice(0, 7)) return monthText(first.slice(0, 7));
  return `${first} 至 ${last}`;
}
