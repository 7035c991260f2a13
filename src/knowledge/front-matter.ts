/** The optional YAML head of an article. */
import { z } from 'zod';
import { UserError } from '../contract/error.ts';
import { parseYaml } from '../workspace/text/yaml.ts';

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
  'next-review': z.iso.date('应为日期，例如 2027-05-24').optional(),
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

/** All scalars are text (design, rule 11): clause "5.10" must not become 5.1. */
function readYaml(text: string): { value: unknown; problem: string | null } {
  try {
    return { value: parseYaml(text, '文件头', 'data') ?? {}, problem: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { at, found } = error.place;
    const where = [at, found].filter((part) => part !== undefined).join('：');
    return { value: null, problem: `文件头不是有效的 YAML${where === '' ? '' : `（${where}）`}，已忽略文件头` };
  }
}
