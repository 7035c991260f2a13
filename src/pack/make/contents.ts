/** 查验包目录: the list of a pack as a workbook, one sheet for each sort of thing. Pure. */

import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { clauseMarks } from '../../contract/terms/clause-marks.ts';
import { formatDateTime } from '../../contract/time.ts';
import type { Cell, Column, Row, Section, TableBlock } from '../../report/block.ts';
import type { ReportDocument } from '../../report/document.ts';
import type { Pack, PackDocument, PackFile, PackStep } from '../format.ts';
import { packSheet, type Told } from './cover-sheet.ts';

/** What was due in the period and had not been issued by then. */
export interface NotIssued {
  name: string;
  period: string;
  /** ISO; null: no time is set. */
  dueAt: string | null;
  /** 缺失, 逾期未交 and the like. */
  state: string;
  /** ISO: when the log noted it (MISSED); null: it did not. */
  notedAt: string | null;
}

/** A file of the pack that stands for no document, with the name under which the workspace has it. */
export interface NamedFile extends PackFile {
  name: string;
}

export interface ContentsInput extends Told {
  /** undefined: of a pack of what was asked for alone nobody looked for them. */
  notIssued: readonly NotIssued[] | undefined;
  /** Plans, articles and the like, of a pack that holds all. */
  texts: readonly NamedFile[];
}

export function contentsDocument(
  pack: Pack,
  bundle: Pick<ContractBundle, 'contract'>,
  { notIssued, texts, ...around }: ContentsInput,
): ReportDocument {
  const { documents, requests, missing, told = [] } = pack;
  const sections = [
    section('documents', '文档', DOCUMENTS, documents.map(documentRow), '本期没有签发的文档'),
    section('files', '文档的文件', FILES, documents.flatMap(fileRows), '没有文件'),
    ...given(requests, (all) =>
      section(
        'requests',
        '应答',
        REQUESTS,
        all.map((one) => row({ ...one, found: foundText(one.found) })),
        '清单中没有要求',
      ),
    ),
    section(
      'evidence',
      '原始材料',
      EVIDENCE,
      pack.evidence.map((one) => row({ ...fileCells(one), name: one.name, record: one.record })),
      '没有原始材料',
    ),
    section(
      'records',
      '记录',
      RECORDS,
      pack.records.map((one) => row({ ...fileCells(one), title: one.title, logged: one.logged })),
      '没有记录',
    ),
    ...given(texts.length === 0 ? undefined : texts, (all) =>
      section(
        'texts',
        '方案与知识库',
        TEXTS,
        all.map((one) => row({ ...fileCells(one), name: one.name })),
        '',
      ),
    ),
    ...given(notIssued, (all) =>
      section(
        'not-issued',
        '应交未签发',
        NOT_ISSUED,
        all.map((one) => row({ ...one, dueAt: time(one.dueAt), notedAt: time(one.notedAt) })),
        '本期应交的文档均已签发',
      ),
    ),
    ...given(told.length === 0 ? undefined : told, (all) =>
      section(
        'told',
        '事后改动与存疑',
        TOLD,
        all.map((one) => row({ ...one })),
        '',
      ),
    ),
    section(
      'missing',
      '未入包',
      MISSING,
      missing.map((one) => row({ ...one })),
      '应在包中的均在',
    ),
  ];
  return packSheet(pack, bundle, { title: '查验包目录', sections, told: around });
}

const given = <T>(value: T | undefined, make: (value: T) => Section): Section[] =>
  value === undefined ? [] : [make(value)];

const text = (key: string, label: string): Column => ({ key, label, type: 'text' });
const moment = (key: string, label: string): Column => ({ key, label, type: 'datetime' });
const number = (key: string, label: string): Column => ({ key, label, type: 'number', decimals: 0 });
const FILE_COLUMNS = [text('path', '包内路径'), number('size', '字节'), text('sha256', 'SHA-256'), text('sm3', 'SM3')];

const DOCUMENTS: Column[] = [
  text('number', '文档编号'),
  text('title', '名称'),
  text('periodText', '期次'),
  text('revision', '版次'),
  moment('dueAt', '应交'),
  moment('issuedAt', '签发'),
  text('late', '是否逾期'),
  text('delivered', '送达'),
  text('received', '签收'),
  text('state', '状态'),
  number('pages', '页数'),
  number('files', '文件数'),
  text('clauses', '条款'),
  number('signed', '签字件'),
  number('records', '记录数'),
  number('evidence', '原始材料数'),
  text('pdf', 'PDF 的 SHA-256'),
];
const FILES = [text('number', '文档编号'), ...FILE_COLUMNS];
const REQUESTS: Column[] = [
  number('row', '清单行号'),
  text('asked', '要求'),
  text('found', '提供'),
  text('told', '说明'),
];
const EVIDENCE = [text('name', '名称'), text('record', '所属记录'), ...FILE_COLUMNS];
const RECORDS = [text('title', '记录'), ...FILE_COLUMNS, text('logged', '工作区路径')];
const TEXTS = [text('name', '工作区路径'), ...FILE_COLUMNS];
const NOT_ISSUED: Column[] = [
  text('name', '名称'),
  text('period', '期次'),
  moment('dueAt', '应交'),
  text('state', '状态'),
  moment('notedAt', '存证日志登记缺失'),
];
const TOLD = [text('id', '记录'), text('text', '改动与主张')];
const MISSING = [text('what', '内容'), text('why', '原因')];

/** Rows of one sheet: a workbook of years would take more memory than machines have, and nobody reads it. */
const MOST_ROWS = 20_000;

function section(id: string, title: string, columns: Column[], rows: Row[], empty: string): Section {
  const more = rows.length - MOST_ROWS;
  const [first = { key: '' }] = columns;
  const told = row({ [first.key]: `另有 ${more} 行没有列出，全部见 pack.json` });
  const shown = more > 0 ? [...rows.slice(0, MOST_ROWS), told] : rows;
  const table: TableBlock = { type: 'table', title, columns, rows: shown, empty };
  return { id, title, blocks: [table] };
}

const row = (cells: Record<string, Cell>): Row => ({ cells });

/** A cell of a time; empty where there is none. */
const time = (at: string | null): Cell =>
  at === null ? null : { text: formatDateTime(at), value: at, kind: 'datetime' };

const fileCells = ({ path, size, sha256, sm3 }: PackFile): Record<string, Cell> => ({ path, size, sha256, sm3 });

function documentRow(one: PackDocument): Row {
  return row({
    number: one.number,
    title: one.title,
    periodText: one.periodText,
    revision: `第 ${one.revision} 版`,
    dueAt: time(one.dueAt),
    issuedAt: time(one.issuedAt),
    late: one.late ? '逾期' : '',
    delivered: steps(one.deliveries),
    received: steps(one.receipts),
    state: one.state,
    pages: one.pages,
    files: one.files.length,
    clauses: clauseMarks(one.clauses.map(({ id }) => id)),
    signed: one.signed.length,
    records: one.records.length,
    evidence: one.evidence.length,
    pdf: one.files.find(({ path }) => path.endsWith('.pdf'))?.sha256 ?? '',
  });
}

/** Names that one cell holds: more is no reading, and a workbook has a limit. */
const MOST_FOUND = 400;

const foundText = (found: readonly string[]): string =>
  found.length > MOST_FOUND ? `${found.slice(0, MOST_FOUND).join('\n')}\n等 ${found.length} 件` : found.join('\n');

const steps = (all: readonly PackStep[]): string =>
  all.map(({ at, by, text: what }) => `${formatDateTime(at)} ${by} ${what}`).join('\n');

const fileRows = ({ number: of, files, signed }: PackDocument): Row[] =>
  [...files, ...signed].map((file) => row({ number: of, ...fileCells(file) }));
