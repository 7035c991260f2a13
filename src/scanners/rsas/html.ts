/**
 * The page of RSAS for one host, in the two forms that public descriptions tell of. Older versions print tables: the
 * table `#vuln_list` says which vulnerability was found on which port, `#vul_detail` what it is, each by `data-id`.
 * Newer versions carry the data as JSON in a script (`window.data`), see `data.ts`. Read as tokens, in one pass:
 * no tree, so that neither nesting nor size of a page can harm.
 */

import { type Token, Tokenizer, TokenizerMode } from 'parse5';
import { ownValue } from '../../contract/names.ts';
import type { RsasAbout, RsasHost, RsasIssue } from './parts.ts';

/** What a page of tables says, before it is known whether it is one of RSAS. */
export interface RsasPage {
  host: RsasHost;
  about: RsasAbout;
  /** Text of the script that sets `window.data`. */
  data: string | undefined;
  /** Whether the page has a table of vulnerabilities. */
  hasTables: boolean;
  text: string;
}

interface Row {
  heads: string[];
  cells: string[];
}

/** One vulnerability in the list of a port, or in the details. */
interface Found {
  id: string;
  title: string;
  level: string;
  port: string;
  protocol: string;
  evidence: string;
  fields: Map<string, string>;
}

type Section = 'list' | 'detail';
const SECTIONS: Readonly<Record<string, Section>> = { vuln_list: 'list', vul_detail: 'detail' };
const LEVEL = /(?:level_danger_|vuln_)(high|middle|low)\b/;
/** First part of the text of a page, by which its maker is told. */
const TEXT_KEPT = 4096;

export function readRsasPage(html: string): RsasPage {
  const reading = new PageReading();
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: false }, reading);
  reading.tokenizer = tokenizer;
  tokenizer.write(html, true);
  return reading.page();
}

class PageReading {
  tokenizer: Tokenizer | undefined;
  readonly #about = new Map<string, string>();
  readonly #list: Found[] = [];
  readonly #details = new Map<string, Found>();
  readonly #ports: RsasHost['ports'] = [];
  #section: Section | undefined;
  /** The tag that opened the section, and how many of its name are open. */
  #opened = { tag: '', depth: 0 };
  /** Open tables in the section: cells of the list's own rows are told from those in them. */
  #tables = 0;
  #row: Row = { heads: [], cells: [] };
  #heads: string[] = [];
  #found: Found | undefined;
  #cell: { kind: 'th' | 'td'; text: string } | undefined;
  #label = '';
  #isTitle = false;
  #script: string | undefined;
  #data: string | undefined;
  #hasTables = false;
  #text = '';

  onStartTag(tag: Token.TagToken): void {
    const name = tag.tagName;
    if (name === 'script' || name === 'style') {
      // The tokenizer alone does not know which elements hold raw text.
      if (this.tokenizer !== undefined)
        this.tokenizer.state = name === 'script' ? TokenizerMode.SCRIPT_DATA : TokenizerMode.RAWTEXT;
      this.#script = name === 'script' ? '' : undefined;
      return;
    }
    this.#openSection(tag);
    if (this.#section !== undefined && name === 'table') this.#tables += 1;
    this.#openFound(tag);
    if (name === 'tr') this.#openRow();
    else if (name === 'th' || name === 'td') this.#cell = { kind: name, text: '' };
    else if (name === 'br') this.#take('\n');
    this.#takeLevel(tag);
  }

  onEndTag(tag: Token.TagToken): void {
    const name = tag.tagName;
    if (name === 'script') this.#closeScript();
    else if (name === 'th' || name === 'td') this.#closeCell(name);
    else if (name === 'tr') this.#closeRow();
    else if (name === 'span') this.#isTitle = false;
    else if (name === 'table') {
      this.#tables = Math.max(0, this.#tables - 1);
      this.#heads = [];
    }
    this.#closeSection(name);
  }

  onCharacter(token: Token.CharacterToken): void {
    this.#take(token.chars);
  }

  onWhitespaceCharacter(token: Token.CharacterToken): void {
    this.#take(token.chars);
  }

  onNullCharacter(): void {
    // no text
  }

  onComment(): void {
    // RSAS leaves names of vulnerabilities in comments, as older rows of the same list
  }

  onDoctype(): void {
    // says nothing of the content
  }

  onEof(): void {
    // what was found by then is the page
  }

  #openSection(tag: Token.TagToken): void {
    if (this.#section !== undefined) {
      if (tag.tagName === this.#opened.tag) this.#opened.depth += 1;
      return;
    }
    const section = ownValue(SECTIONS, attribute(tag, 'id'));
    if (section === undefined) return;
    this.#section = section;
    this.#opened = { tag: tag.tagName, depth: 1 };
    this.#tables = 0;
    this.#hasTables = true;
  }

  #closeSection(name: string): void {
    if (this.#section === undefined || name !== this.#opened.tag) return;
    this.#opened.depth -= 1;
    if (this.#opened.depth > 0) return;
    this.#section = undefined;
    this.#found = undefined;
  }

  #openFound(tag: Token.TagToken): void {
    const id = attribute(tag, 'data-id');
    if (id === '' || this.#section === undefined) return;
    const isDetail = this.#section === 'detail';
    if (isDetail && tag.tagName !== 'tr') return;
    const [port = attribute(tag, 'data-port'), protocol = ''] = isDetail ? [] : this.#row.cells;
    this.#found = {
      id,
      title: '',
      level: '',
      port: port.trim(),
      protocol: protocol.trim(),
      evidence: '',
      fields: new Map(),
    };
    if (isDetail) this.#details.set(id, this.#found);
    else this.#list.push(this.#found);
  }

  #takeLevel(tag: Token.TagToken): void {
    const level = LEVEL.exec(`${attribute(tag, 'class')} ${attribute(tag, 'src')}`)?.[1];
    if (this.#found === undefined || level === undefined) return;
    if (this.#found.level === '') this.#found.level = level;
    this.#isTitle = tag.tagName === 'span' && this.#found.title === '';
  }

  #take(text: string): void {
    if (this.#script !== undefined) this.#script += text;
    else {
      if (this.#text.length < TEXT_KEPT) this.#text += text;
      if (this.#cell !== undefined) this.#cell.text += text;
      if (this.#isTitle && this.#found !== undefined) this.#found.title += text;
      else if (this.#section === 'list' && this.#found !== undefined) this.#found.evidence += text;
    }
  }

  #closeScript(): void {
    const script = this.#script?.trim() ?? '';
    this.#script = undefined;
    if (script.startsWith('window.data')) this.#data ??= script;
  }

  #openRow(): void {
    if (this.#section === 'list' && this.#tables > 1) return;
    this.#row = { heads: [], cells: [] };
    if (this.#section === 'list') this.#found = undefined;
  }

  #closeCell(kind: 'th' | 'td'): void {
    const text = lines(this.#cell?.text ?? '');
    const isOpen = this.#cell?.kind === kind;
    this.#cell = undefined;
    if (!isOpen) return;
    if (kind === 'th') {
      this.#row.heads.push(text);
      this.#label = text.replace(/[\s：:]/g, '');
      return;
    }
    if (!(this.#section === 'list' && this.#tables > 1)) this.#row.cells.push(text);
    if (this.#label === '') return;
    if (this.#section === 'detail') this.#found?.fields.set(this.#label, text);
    else if (this.#section === undefined && !this.#about.has(this.#label)) this.#about.set(this.#label, text);
    this.#label = '';
  }

  /** Outside of the sections: a table with the heads 端口, 协议, 服务, 状态 lists the open ports. */
  #closeRow(): void {
    if (this.#section !== undefined) return;
    const { heads, cells } = this.#row;
    if (heads.length > 1 && cells.length === 0) this.#heads = heads.map((head) => head.replace(/\s/g, ''));
    else if (this.#heads[0] === '端口' && this.#heads.includes('状态')) {
      const cell = (name: string): string => cells[this.#heads.indexOf(name)] ?? '';
      if (/open|开放/i.test(cell('状态')))
        this.#ports.push({ port: cell('端口'), protocol: cell('协议'), service: cell('服务') });
    }
    this.#row = { heads: [], cells: [] };
  }

  page(): RsasPage {
    const about = (...labels: string[]): string | undefined =>
      labels.map((label) => this.#about.get(label)).find((text) => text);
    const listed = new Set(this.#list.map(({ id }) => id));
    const unlisted = [...this.#details.values()].filter(({ id }) => !listed.has(id));
    const issues = [...this.#list, ...unlisted].map((found) => issueOf(found, this.#details.get(found.id)));
    const name = about('主机名', '主机名称');
    const startedAt = about('扫描起始时间', '扫描开始时间', '开始时间');
    const finishedAt = about('扫描结束时间', '结束时间');
    const version = about('系统版本', '系统版本信息', '产品版本');
    const feed = about('插件版本', '插件版本信息', '漏洞库版本', '系统插件版本');
    return {
      host: {
        address: about('IP地址', 'IP', '主机IP', '扫描目标') ?? '',
        names: name === undefined ? [] : [name],
        state: 'scanned',
        issues,
        ports: this.#ports,
        ...(startedAt === undefined ? {} : { startedAt }),
        ...(finishedAt === undefined ? {} : { finishedAt }),
      },
      about: { ...(version === undefined ? {} : { version }), ...(feed === undefined ? {} : { feed }) },
      data: this.#data,
      hasTables: this.#hasTables,
      text: this.#text,
    };
  }
}

const attribute = (tag: Token.TagToken, name: string): string =>
  tag.attrs.find((one) => one.name === name)?.value ?? '';

/** Without the indentation of the page and without empty lines. */
const lines = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');

function issueOf(found: Found, detail: Found = found): RsasIssue {
  const field = (...names: string[]): string => names.map((name) => detail.fields.get(name)).find((text) => text) ?? '';
  return {
    own: found.id,
    title: (detail.title || found.title).trim(),
    port: found.port,
    protocol: found.protocol,
    level: detail.level || found.level,
    cve: field('CVE编号'),
    cnvd: field('CNVD编号'),
    risk: field('威胁分值', '危险分值'),
    cvss: field('CVSS评分'),
    description: field('详细描述'),
    solution: field('解决办法', '解决方法'),
    evidence: lines(found === detail ? '' : found.evidence),
  };
}
