/** A file under `plans/` → what the written document prints. */
import { excerpt, UserError } from '../../contract/error.ts';
import { planFrontMatterSchema } from '../../contract/terms/obligations.ts';
import { tooDeepLine } from '../../report/markdown-depth.ts';
import { parseMarkdown } from '../../report/written-markdown.ts';
import type { WrittenText } from '../../report/written-text.ts';
import { parseWith } from '../../workspace/text/parse.ts';
import { parseYaml } from '../../workspace/text/yaml.ts';

const FRONT = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/**
 * Splits the head from the body and reads both.
 * @param file path in the workspace, for messages
 * @param id of the written document that the file must be
 * @throws UserError when the head is missing or says something else than it should
 */
export function readPlan(source: string, file: string, id: string): WrittenText {
  const match = FRONT.exec(source);
  if (match === null) {
    throw new UserError('编写文档缺少文件头', {
      file,
      at: '第 1 行',
      found: excerpt(source.split('\n', 1)[0]),
      expected: '以 --- 开始和结束的文件头（schema、document、title、prepared、reviewed、approved）',
      hint: '参照 init 生成的 plans/ 下各文件补上文件头',
    });
  }
  const front = parseWith(planFrontMatterSchema, parseYaml(match[1] ?? '', file, 'data'), { file });
  if (front.document !== id) {
    throw new UserError('编写文档的文件头与文件不符', { file, at: 'document', found: front.document, expected: id });
  }
  const body = source.slice(match[0].length);
  requireShallow(body, match[0].split('\n').length - 1, file);
  const { title, prepared, reviewed, approved } = front;
  return { title, prepared, reviewed, approved, blocks: parseMarkdown(body) };
}

function requireShallow(body: string, linesBefore: number, file: string): void {
  const line = tooDeepLine(body);
  if (line === undefined) return;
  throw new UserError('编写文档嵌套过深，或标记、段落过多', {
    file,
    at: `第 ${linesBefore + line} 行`,
    found: excerpt(body.split('\n')[line - 1]),
    expected: '列表、引用与标签不超过 32 层；一段的强调与链接、一行的单元格、全文的段落、列表项与标题合计不超过 3000',
    hint: '改为较浅的列表，或分成几段',
  });
}
