/** The optional YAML head of an article. */
import { parseDocument } from 'yaml';
import { z } from 'zod';

const list = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(/[,，、]/).map((one) => one.trim()))], {
    error: '应为列表，例如 [磁盘, 容量]',
  })
  .transform((items) => items.filter((item) => item !== ''));

/** Keys that are not ours are left alone: an article may come from another system. */
const frontMatterSchema = z.object({
  title: z.string('应为文字').optional(),
  topics: list.optional(),
  systems: list.optional(),
  keywords: list.optional(),
  clauses: list.optional(),
  owner: z.string('应为文字').optional(),
  reviewed: z.iso.date('应为日期，例如 2026-11-24').optional(),
  updated: z.iso.date('应为日期，例如 2026-11-24').optional(),
});

export type FrontMatter = z.infer<typeof frontMatterSchema>;

const FENCE = /^---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

/**
 * Splits an article into head and body. A head that cannot be used is reported and left out; the body is kept.
 * @returns `problem` in Chinese, null when all is well
 */
export function splitFrontMatter(source: string): { data: FrontMatter; body: string; problem: string | null } {
  const match = FENCE.exec(source);
  if (match === null) {
    // A lone `---` at the top is a ruler; it is only a broken head when something like `key:` follows.
    const broken = /^---[ \t]*\r?\n[\w.-]+[ \t]*:/.test(source);
    return { data: {}, body: source, problem: broken ? '文件头没有结束行（---），已按正文显示' : null };
  }
  const body = source.slice(match[0].length);
  const { value, problem } = readYaml(match[1] ?? '');
  if (problem !== null) return { data: {}, body, problem };
  const parsed = frontMatterSchema.safeParse(value);
  if (parsed.success) return { data: parsed.data, body, problem: null };
  const issue = parsed.error.issues[0];
  const at = issue === undefined || issue.path.length === 0 ? '' : `“${issue.path.join('.')}”`;
  return { data: {}, body, problem: `文件头${at}有误：${issue?.message ?? '无法识别'}，已忽略文件头` };
}

function readYaml(text: string): { value: unknown; problem: string | null } {
  // All scalars as text (design, rule 11): clause "5.10" must not become 5.1.
  const document = parseDocument(text, { schema: 'failsafe' });
  const error = document.errors[0];
  if (error !== undefined) {
    const line = error.linePos?.[0].line;
    return {
      value: null,
      problem: `文件头不是有效的 YAML${line === undefined ? '' : `（第 ${line + 1} 行）`}，已忽略文件头`,
    };
  }
  try {
    return { value: document.toJS({ maxAliasCount: 20 }) ?? {}, problem: null };
  } catch (error) {
    if (error instanceof ReferenceError) return { value: null, problem: '文件头的别名过多，已忽略文件头' };
    throw error;
  }
}
