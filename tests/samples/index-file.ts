/** The INDEX of a folder of samples: which files there are, and what an independent count found in each. */
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../src/contract/error.ts';

/** One file and one truth about it; a file may have several rows. */
export interface IndexRow {
  /** Below the folder; with a slash at the end it is all that lies there. */
  file: string;
  truth: string;
  /** Why the row cannot be used. */
  problem?: string;
}

const jsonIndex = z.array(z.strictObject({ file: z.string().min(1), truth: z.string().min(1) })).min(1);

/**
 * Reads `INDEX.json` (a list of `{file, truth}`) where there is one, else the tables of `INDEX.md`, whose first column is
 * the file and whose last is the truth.
 * @throws UserError when there is neither, or it names no file
 */
export async function readIndex(folder: string, shown: string): Promise<IndexRow[]> {
  const json = await textOf(join(folder, 'INDEX.json'));
  if (json !== undefined) return fromJson(json, `${shown}/INDEX.json`);
  const markdown = await textOf(join(folder, 'INDEX.md'));
  if (markdown === undefined)
    throw new UserError('样例文件夹不能读取', {
      file: shown,
      expected: '含有 INDEX.md（或 INDEX.json）的文件夹，列出每个文件的计数',
      hint: '检查路径是否写对：npm run samples -- 文件夹',
    });
  const rows = fromMarkdown(markdown);
  if (rows.length === 0)
    throw new UserError('INDEX 没有列出任何文件', {
      file: `${shown}/INDEX.md`,
      expected: '第一列为文件、最后一列为计数的表',
    });
  return rows;
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function fromJson(text: string, shown: string): IndexRow[] {
  try {
    return jsonIndex.parse(JSON.parse(text));
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new UserError('INDEX.json 不能读取', { file: shown, found, expected: '[{"file": "…", "truth": "…"}]' });
  }
}

/** A row that only rules the table, and the row of names above it, are none. */
export function fromMarkdown(text: string): IndexRow[] {
  const rows = text.split('\n').map((line) => line.trim());
  return rows.flatMap((line, at) => {
    if (!line.startsWith('|') || isRuler(line) || isRuler(rows[at + 1] ?? '')) return [];
    const cells = line
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim());
    return eachFile(cells[0]?.replaceAll('`', '') ?? '', cells.length < 2 ? '' : (cells.at(-1) ?? ''));
  });
}

const isRuler = (line: string): boolean => /^\|[\s:|-]+\|?$/.test(line);

/** `a/2024.json, 2025.json` with as many truths as files gives each file its own. */
function eachFile(names: string, truth: string): IndexRow[] {
  const files = names.split(/,\s+/);
  const [first = ''] = files;
  if (first === '' || truth === '') return [{ file: first, truth, problem: '缺少文件名或计数' }];
  if (files.length === 1) return [{ file: first, truth }];
  const truths = truth.split(/,\s+(?![^(]*\))/);
  const folder = posix.dirname(first);
  const paths = files.map((file, n) => (n === 0 || file.includes('/') ? file : posix.join(folder, file)));
  if (truths.length !== files.length)
    return paths.map((file) => ({ file, truth, problem: `一行有 ${files.length} 个文件、${truths.length} 组计数` }));
  return paths.map((file, n) => ({ file, truth: truths[n] ?? '' }));
}
