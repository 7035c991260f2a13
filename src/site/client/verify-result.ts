/** How the result of 档案查验 is shown: one sentence with its mark, then the document and what it is made of. */
import type { Proof, ProofDocument, ProofRecords } from '../../proof/index.ts';
import { formatWords, numberRemark, proofSentence } from '../../proof/result-words.ts';
import { documentHref, proofHref } from '../lib/paths.ts';
import { listedRecords, recordCount } from '../lib/proof-records.ts';
import { wholeText } from './whole-text.ts';

/** What may be behind a file that the archive does not know, and what to do. */
const ADVICE =
  '归档里没有内容相同的文件。另存、打印成 PDF 都会改变文件：请用当时下载的原文件再查一次，或在上面输入页脚的文档编号，下载归档的那一份来对照。';
/** More values than these take the whole width. */
const FEW = 3;

type Tone = 'normal' | 'attention' | 'abnormal' | 'muted';

export function message(text: string): HTMLElement {
  return element('p', 'ol-note', text);
}

export interface Around {
  /** Names of the kinds of records by their ids. */
  kinds: Readonly<Record<string, string>>;
  /** Numbers of the clauses on paper by their ids. */
  clauses: Readonly<Record<string, string>>;
  /** Where a record stands whole. */
  placeOf: (id: string) => string;
}

export function proofResult(proof: Proof, name: string, digest: string, around: Around): HTMLElement[] {
  const { tone, mark, text: sentence } = proofSentence(proof, name, '本站');
  const rest = proof.state === 'unknown' ? message(ADVICE) : card(proof.document, around);
  const sum = element('p', 'ol-note ol-digest', `SHA-256 ${digest}`);
  return [verdict(tone, mark, sentence), rest, folded('详情：您这份文件的校验值', [sum])];
}

export function numberResult(documents: readonly ProofDocument[], typed: string, around: Around): HTMLElement[] {
  if (documents.length === 0) {
    return [
      verdict('abnormal', '×', `没有编号为“${typed}”的文档。`),
      message(
        '请核对页脚的编号；尚未签发的文档没有编号。手中有印着这个编号的文件或纸张的，资料可能被换回签发它之前的旧版：选择该文件，或输入首页所印的“存证校验”核对。',
      ),
    ];
  }
  return documents.map((one) => card(one, around));
}

/** What an auditor compares and nobody else reads. */
function folded(title: string, parts: readonly Node[]): HTMLElement {
  const box = element('details', 'ol-proof-more');
  box.append(element('summary', '', title), ...parts);
  return box;
}

/** One sentence with its mark. */
export function verdict(tone: Tone, mark: string, sentence: string): HTMLElement {
  const box = element('p', `ol-verdict ol-verdict-${tone} ol-proof-verdict`);
  box.append(element('span', `ol-mark ol-tone-${tone}`, mark), text(sentence));
  return box;
}

function card(one: ProofDocument, around: Around): HTMLElement {
  const box = element('section', 'ol-proof-card');
  const heading = element('h2', 'ol-heading');
  // Its parts stand apart, so that what is read in one is one of them.
  heading.append(
    element('span', '', `${one.title} ${one.periodText}`),
    ' ',
    element('span', 'ol-whole', one.revisionText),
  );
  box.append(heading);
  const list = element('dl', 'ol-facts');
  list.append(
    fact('文档编号', numberOf(one)),
    fact('签发时间', [text(one.issuedAt.slice(0, 16).replace('T', ' '))]),
    fact('数据指纹', [text(one.fingerprint)]),
    fact('现状', status(one)),
    fact('标注', [text(one.marks.length > 0 ? one.marks.join('、') : '没有')]),
    ...(one.reason === null ? [] : [fact('编制原因', [text(one.reason)])]),
    fact('文件', [link(documentHref(one.number), '打开'), ...one.files.map(fileLink)]),
    fact(
      '条款',
      one.clauses.map((id) => link(`/clauses/${encodeURIComponent(id)}`, around.clauses[id] ?? id)),
    ),
    ...Object.entries(one.records).map(([kind, some]) =>
      fact(`${around.kinds[kind] ?? '依据记录'} ${recordCount(some)}`, recordLinks(kind, some, around)),
    ),
  );
  const sums = one.files.map(({ kind, sha256 }) =>
    element('p', 'ol-note ol-digest', `${formatWords[kind].trim()} SHA-256 ${sha256}`),
  );
  box.append(list, folded('详情：各文件的校验值', sums));
  return box;
}

/** With its days, where the number reads like others. */
function numberOf(one: ProofDocument): Node[] {
  const remark = numberRemark(one);
  return remark === null ? [text(one.number)] : [text(one.number), text(remark)];
}

function status(one: ProofDocument): Node[] {
  if (one.supersededBy === null) return [text(one.late ? '现行版次，补报' : '现行版次')];
  return [text('已被替代，现行版次 '), link(proofHref(one.supersededBy), one.supersededBy)];
}

function fileLink(file: ProofDocument['files'][number]): Node {
  const made = link(file.url, formatWords[file.kind]);
  made.download = file.name;
  made.title = `SHA-256 ${file.sha256}`;
  return made;
}

/** Those of its own days first; the others apart, with what they are for. What is not listed is counted where it belongs. */
function recordLinks(kind: string, records: ProofRecords, { kinds, placeOf }: Around): Node[] {
  const { own, earlier } = listedRecords(records);
  const links = (ids: readonly string[]): Node[] => ids.map((id) => link(placeOf(id), id));
  const cut = (count: number, what = ''): Node[] => (count === 0 ? [] : [text(`${what}另有 ${count} 条没有列在这里`)]);
  const all = own.cut + earlier.cut === 0 ? [] : [link(`/records/${kind}`, `全部${kinds[kind] ?? '记录'}`)];
  const before = earlier.ids.length + earlier.cut;
  const use = '供趋势、对比和累计';
  if (before === 0) return [...links(own.ids), ...cut(own.cut), ...all];
  const of = own.ids.length + own.cut === 0 ? '都是此前的，' : `此前的 ${before} 条，`;
  const folds =
    earlier.ids.length === 0
      ? [text(`${of}${use}，没有列在这里`)]
      : [folded(`${of}${use}`, [...links(earlier.ids), ...cut(earlier.cut, '此前的')].map(each))];
  return [...links(own.ids), ...cut(own.cut), ...all, ...folds];
}

function each(one: Node): HTMLElement {
  const part = element('span', 'ol-each');
  part.append(one);
  return part;
}

function fact(label: string, values: readonly Node[]): HTMLElement {
  const row = element('div', values.length > FEW ? 'ol-fact-wide' : '');
  const value = element('dd', '');
  for (const one of values) value.append(one instanceof HTMLDetailsElement ? one : each(one));
  row.append(element('dt', '', label), value);
  return row;
}

function link(href: string, content: string): HTMLAnchorElement {
  const made = document.createElement('a');
  made.href = href;
  made.append(text(content));
  return made;
}

const text = wholeText;

function element(tag: string, className: string, content = ''): HTMLElement {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  if (content !== '') made.append(text(content));
  return made;
}
