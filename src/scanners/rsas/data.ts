/**
 * `window.data` in the pages of newer versions of RSAS: categories, each with a `mark` and its data, some in `children`.
 * Known from public descriptions: `host-summary` (target, host name, times), `vul-detail` (services with their
 * vulnerabilities), `other-info` (tables such as 远程端口信息).
 */
import { z } from 'zod';
import { UserError } from '../../contract/error.ts';
import type { RsasHost, RsasIssue } from './parts.ts';

/** RSAS writes numbers as numbers and as text; absent and null are the same. */
const word = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? '' : String(value)));
/** Paragraphs, of which empty ones are null. */
const prose = z
  .union([z.array(z.string().nullable()), z.string()])
  .nullish()
  .transform((value) => (Array.isArray(value) ? value : [value]).filter((line) => line).join('\n'));
/** One number or several. */
const numbers = z.union([z.array(word), word]).transform((value) => (Array.isArray(value) ? value.join(' ') : value));

const vulSchema = z.object({
  vul_id: word,
  vul_level: word,
  port: word,
  vul_msg: z.object({
    i18n_name: word,
    i18n_description: prose,
    i18n_solution: prose,
    severity_points: word,
    cvss: word,
    cve_id: numbers.optional(),
    cnvd: numbers.optional(),
    vul_id: word,
  }),
});
const itemsSchema = z.array(z.object({ port: word, protocol: word, service: word, vuls: z.array(vulSchema) }));
const summarySchema = z.object({ target: z.string().min(1), hostname: word, timeStart: word, timeEnd: word });
const detailSchema = z.union([
  z.object({ vul_items: itemsSchema }),
  z.object({ vul_info: z.object({ vul_items: itemsSchema }) }),
]);
const otherSchema = z.object({
  other_info_data: z.array(z.object({ info_name: word, content: z.array(z.array(word)).nullish() })),
});
const categorySchema = z.object({ mark: word, data: z.unknown().optional(), children: z.array(z.unknown()).nullish() });

/**
 * @param script text of the script element
 * @throws UserError when it is no such data, naming the part that is not understood
 */
export function rsasHostOfData(script: string, file: string): RsasHost {
  const parts = categories(parsed(script, file), file);
  const part = <T>(mark: string, schema: z.ZodType<T>): T | undefined => {
    const data = parts.get(mark);
    if (data === undefined || data === null) return undefined;
    const result = schema.safeParse(data);
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    throw fault(
      file,
      `${mark}.${issue?.path.join('.') ?? ''}：${issue?.message ?? ''}`,
      '公开说明中的 RSAS 主机报表结构',
    );
  };
  const summary = part('host-summary', summarySchema);
  if (summary === undefined) throw fault(file, '没有主机概况（host-summary）', 'RSAS 主机报表');
  const detail = part('vul-detail', detailSchema);
  const items = detail === undefined ? [] : 'vul_items' in detail ? detail.vul_items : detail.vul_info.vul_items;
  const tables = part('other-info', otherSchema)?.other_info_data ?? [];
  return {
    address: summary.target,
    names: [summary.hostname],
    state: 'scanned',
    startedAt: summary.timeStart,
    finishedAt: summary.timeEnd,
    issues: items.flatMap((item) => item.vuls.map((vul) => issueOf(item, vul))),
    ports: tables
      .filter(({ info_name }) => info_name === '远程端口信息')
      .flatMap(({ content }) => portsOf(content ?? [])),
  };
}

function fault(file: string, found: string, expected: string): UserError {
  const hint = '在 RSAS 中以 XML 或 XLS 形式导出主机报表，或把清单粘贴到通用表格导入';
  return new UserError('RSAS 主机报表的数据不能读取，没有导入任何内容', {
    file,
    at: 'window.data',
    found,
    expected,
    hint,
  });
}

function parsed(script: string, file: string): unknown {
  const json = script.replace(/^window\.data\s*=\s*/, '').replace(/;\s*$/, '');
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) throw fault(file, error.message.slice(0, 120), '完整的 JSON');
    throw error;
  }
}

/** Data of every category by its mark, those of children too; the first of a mark counts. */
function categories(data: unknown, file: string): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const root = z.object({ categories: z.array(z.unknown()) }).safeParse(data);
  if (!root.success) throw fault(file, '没有 categories', 'RSAS 主机报表');
  const open = [...root.data.categories];
  // Breadth first and without recursion: nesting is the file's to choose.
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const category = categorySchema.safeParse(next);
    if (!category.success) continue;
    const { mark, data: own, children } = category.data;
    if (own !== undefined && own !== null && !found.has(mark)) found.set(mark, own);
    open.push(...(children ?? []));
  }
  return found;
}

function issueOf(item: z.infer<typeof itemsSchema>[number], vul: z.infer<typeof vulSchema>): RsasIssue {
  const message = vul.vul_msg;
  return {
    own: vul.vul_id || message.vul_id || message.i18n_name,
    title: message.i18n_name,
    cve: message.cve_id ?? '',
    cnvd: message.cnvd ?? '',
    port: vul.port || item.port,
    protocol: item.protocol,
    level: vul.vul_level,
    risk: message.severity_points,
    cvss: message.cvss,
    description: message.i18n_description,
    solution: message.i18n_solution,
  };
}

/** Rows of port, protocol, service, state; a range such as `80-89` is left as the one entry that it is. */
function portsOf(rows: string[][]): RsasHost['ports'] {
  return rows.flatMap(([port = '', protocol = '', service = '', status = 'open']) =>
    /open|开放/i.test(status) ? [{ port, protocol, service }] : [],
  );
}
