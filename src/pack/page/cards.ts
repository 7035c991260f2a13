/** A document's whole chain as a card: clause, due, permits, document, delivery, receipt, and what each rests on. */
import type { CheckResult } from '../check/check-pack.ts';
import { problemsAt } from '../check/result-sheet.ts';
import type { PackDocument, PackStep } from '../format.ts';
import { element, fileLink } from './dom.ts';

const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ');

/** Named files of the pack, so that a card can say what a digest is called. */
export interface Names {
  evidence: ReadonlyMap<string, string>;
  records: ReadonlyMap<string, string>;
}

export const namesOf = ({ pack }: CheckResult): Names => ({
  evidence: new Map(pack.evidence.map(({ path, name }) => [path, name])),
  records: new Map(pack.records.map(({ path, title }) => [path, title])),
});

export function card(document: PackDocument, result: CheckResult, names: Names): HTMLElement {
  const { number, title, periodText, revision, clauses, dueAt, issuedAt, late, state, proof } = document;
  const steps = element('ol', 'chain');
  const add = (name: string, ...content: (Node | string)[]): void =>
    void steps.append(element('li', '', element('span', 'step', name), element('div', 'held', ...content)));
  const line = (...content: (Node | string)[]): HTMLElement => element('p', '', ...content);
  const file = (path: string, text: string): HTMLElement =>
    line(fileLink(path, text), ' ', judged(problemsAt(result, path)));
  const each = (paths: readonly string[], known: ReadonlyMap<string, string>): HTMLElement[] =>
    paths.map((path) => file(path, known.get(path) ?? path.slice(path.lastIndexOf('/') + 1)));
  const step = ({ record, at, by, text }: PackStep): HTMLElement =>
    line(
      `${minute(at)} ${by} ${text} `,
      ...(record === null ? [] : [fileLink(record, '记录'), ' ', judged(problemsAt(result, record))]),
    );

  for (const { id, paper = id, text } of clauses) add('条款', line(element('b', '', paper), ` ${text}`));
  if (clauses.length === 0) add('条款', line('清单没有写明条款'));
  add('应交', line(dueAt === null ? '没有固定的应交时间' : minute(dueAt)));
  if (document.evidence.length > 0) add('原件', ...folded(each(document.evidence, names.evidence)));
  // The contract's own data are behind every document: what is its own comes first.
  const isOwn = (path: string): boolean => path.startsWith('records/');
  const records = [...document.records.filter(isOwn), ...document.records.filter((path) => !isOwn(path))];
  if (records.length > 0) add('依据记录', ...folded(each(records, names.records)));
  if (document.permits.length > 0) add('许可', ...folded(document.permits.map(step)));
  add(
    '文档',
    line(`${minute(issuedAt)} 签发${late ? '，逾期' : ''}`),
    ...document.files.map(({ path }) => file(path, path.slice(path.lastIndexOf('/') + 1))),
  );
  add('存证', file(proof, '证明'));
  add('交付', ...folded(orNone(document.deliveries.map(step), '没有交付记录')));
  add(
    '签收',
    ...orNone(document.receipts.map(step), '没有签收记录'),
    ...document.signed.map(({ path }) => file(path, '签收件')),
  );
  const wrong = problemsOf(document, result);
  const heading = element('h3', '', `${title} ${periodText} 第 ${revision} 版`);
  return element(
    'article',
    'card',
    heading,
    element('p', 'card-sum', element('span', 'number', number), element('span', '', state), judged(wrong)),
    steps,
  );
}

/** Problems of anything that the card shows. */
export function problemsOf(document: PackDocument, result: CheckResult): string[] {
  const steps = [...document.permits, ...document.deliveries, ...document.receipts];
  const paths = [
    `documents/${document.number}`,
    document.proof,
    ...document.signed.map(({ path }) => path),
    ...document.evidence,
    ...document.records,
    ...steps.flatMap(({ record }) => (record === null ? [] : [record])),
  ];
  const own = result.problems.filter(
    ({ message, where }) => where === 'pack.json' && message.includes(document.number),
  );
  return [...new Set([...paths.flatMap((path) => problemsAt(result, path)), ...own.map(({ message }) => message)])];
}

function judged(problems: readonly string[]): HTMLElement {
  return problems.length === 0
    ? element('span', 'judged tone-normal', '● 相符')
    : element('span', 'judged tone-abnormal', `▲ ${problems.join('；')}`);
}

const orNone = (steps: HTMLElement[], none: string): HTMLElement[] =>
  steps.length === 0 ? [element('p', 'tone-attention', `△ ${none}`)] : steps;

/** Of many a few are seen at once. */
const FEW = 4;

function folded(items: HTMLElement[]): HTMLElement[] {
  if (items.length <= FEW) return items;
  const rest = element('details', '', element('summary', '', `另有 ${items.length - FEW} 件`), ...items.slice(FEW));
  return [...items.slice(0, FEW), rest];
}
