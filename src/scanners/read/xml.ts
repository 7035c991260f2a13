/**
 * Reads XML in one pass and constant memory. Entities are never expanded and nothing outside the file is ever fetched:
 * a bare DOCTYPE is accepted (real Nmap files begin with one), an internal subset is refused, so that neither external
 * entities nor entity bombs can be declared.
 */
import sax from 'sax';
import { UserError } from '../../contract/error.ts';

/** Deepest nesting; real reports stay below 30. */
const MAX_DEPTH = 200;
/** Longest text of an element, in characters. */
const MAX_TEXT = 4 * 1024 * 1024;
/** Longest attribute, comment or name, in characters; sax looks after each piece that it is given. */
const MAX_TOKEN = 1024 * 1024;
const PIECE = 64 * 1024;
const MAX_ATTRIBUTES = 1000;

// One setting for the whole process in sax; its own 64 KB are less than the output of some Nmap scripts in an attribute.
Object.assign(sax, { MAX_BUFFER_LENGTH: MAX_TOKEN });

/** Only the five entities of XML itself; the types of sax do not know the option. */
const OPTIONS: sax.SAXOptions & { strictEntities: true } = { strictEntities: true };

export type XmlAttributes = Readonly<Record<string, string>>;

export interface XmlHandler {
  /** @param path names from the root on, `/nmaprun/host/ports/port` */
  open?(path: string, attributes: XmlAttributes): void;
  /** @param text of the element itself, without that of the elements in it */
  close?(path: string, text: string, attributes: XmlAttributes): void;
}

interface Frame {
  path: string;
  attributes: XmlAttributes;
  text: string;
}

/**
 * @param chunks decoded text from the begin of the file
 * @param file name for messages
 * @throws UserError with the line when the file is cut off, malformed, hostile or beyond a bound; what the handler throws
 */
export async function readXml(
  chunks: AsyncIterable<string> | Iterable<string>,
  file: string,
  handler: XmlHandler,
): Promise<void> {
  const parser = sax.parser(true, OPTIONS);
  const fault = (summary: string, found: string, expected: string): UserError =>
    new UserError(`${summary}，没有导入任何内容`, {
      file,
      at: `第 ${parser.line + 1} 行`,
      found,
      expected,
      hint: '用扫描工具重新导出报告',
    });
  follow(parser, handler, fault);
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; at += PIECE) parser.write(chunk.slice(at, at + PIECE));
  parser.close();
}

type Fault = (summary: string, found: string, expected: string) => UserError;

function follow(parser: sax.SAXParser, handler: XmlHandler, fault: Fault): void {
  const frames: Frame[] = [];
  let attributes = 0;
  parser.onerror = (error) => {
    throw fault(...meaning(error.message, frames.at(-1)?.path ?? ''));
  };
  parser.ondoctype = (doctype) => {
    if (doctype.includes('[') || doctype.includes('<!'))
      throw fault('XML 带有内部 DTD 定义', 'DOCTYPE 中的实体或元素定义', '不含内部 DTD 的报告');
  };
  parser.onattribute = () => {
    attributes += 1;
    if (attributes > MAX_ATTRIBUTES)
      throw fault('XML 属性过多', `超过 ${MAX_ATTRIBUTES} 个`, `每个元素不超过 ${MAX_ATTRIBUTES} 个属性`);
  };
  parser.onopentag = (tag) => {
    attributes = 0;
    if (frames.length >= MAX_DEPTH) throw fault('XML 嵌套过深', `超过 ${MAX_DEPTH} 层`, `不超过 ${MAX_DEPTH} 层`);
    const path = `${frames.at(-1)?.path ?? ''}/${tag.name}`;
    // Without the xmlns option of sax, attributes are texts.
    const frame: Frame = { path, attributes: tag.attributes as XmlAttributes, text: '' };
    frames.push(frame);
    handler.open?.(path, frame.attributes);
  };
  const take = (text: string): void => {
    const frame = frames.at(-1);
    if (frame === undefined) return;
    frame.text += text;
    if (frame.text.length > MAX_TEXT)
      throw fault('XML 文字过长', `${frame.path} 超过 ${MAX_TEXT} 字`, `每个元素不超过 ${MAX_TEXT} 字`);
  };
  parser.ontext = take;
  parser.oncdata = take;
  parser.onclosetag = () => {
    const frame = frames.pop();
    if (frame !== undefined) handler.close?.(frame.path, frame.text, frame.attributes);
  };
}

/** What a message of sax means to the person who imports: summary, found, expected. */
function meaning(message: string, path: string): [string, string, string] {
  const said = (message.split('\n')[0] ?? '').slice(0, 120);
  if (/unclosed root|unexpected end/i.test(said))
    return ['文件不完整', path === '' ? said : `${path} 没有结束`, '完整的 XML'];
  if (/entity/i.test(said)) return ['XML 含有未定义的实体', said, '只含 XML 自带的五种实体'];
  if (/buffer length/i.test(said)) return ['XML 文字过长', said, `属性和注释不超过 ${MAX_TOKEN} 字`];
  return ['XML 格式错误', said, '格式正确的 XML'];
}

/** Name of the root element when the head is XML, else undefined. */
export function rootName(head: string): string | undefined {
  const text = head.replace(/^\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>\s*)*/, '');
  return /^<([A-Za-z_][\w.:-]*)/.exec(text)?.[1];
}
