/** What 档案查验 found, in one sentence: the same on the site and in the terminal. Pure. */
import type { Proof, ProofDocument, ProofFile } from './index.ts';
import type { Appended } from './pdf/appended.ts';

export const formatWords: Readonly<Record<ProofFile['kind'], string>> = { pdf: ' PDF ', xlsx: ' Excel ', html: '网页' };

/**
 * What the period in a number is, where it reads like one of the calendar and is not: `2026Q2` of the third quarter of a service is neither
 * April to June nor the second. Numbers stay as they were issued.
 * @returns null where the number says the days itself
 */
export function numberRemark({ number, days }: Pick<ProofDocument, 'number' | 'days'>): string | null {
  const code = /-(\d{4}[\dQH]*)(?:n\d+)?-r\d+$/.exec(number)?.[1];
  return days === undefined || code === undefined ? null : `编号中的 ${code} 是期次代号，统计区间是 ${days}`;
}

export interface ProofSentence {
  tone: 'normal' | 'attention' | 'abnormal';
  mark: '●' | '△' | '▲' | '×';
  text: string;
}

/** @param name of the file @param here where it was looked for */
export function proofSentence(proof: Proof, name: string, here: '本站' | '本工作区' | '本查验包'): ProofSentence {
  const erased = erasedOf(proof);
  if (erased !== undefined)
    return {
      tone: 'attention',
      mark: '△',
      text: `“${name}”是 ${erased.number} 签发时的原件，其内容已依规清除（${erased.how}）：此副本也应销毁。`,
    };
  switch (proof.state) {
    case 'genuine':
      return {
        tone: 'normal',
        mark: '●',
        text: `“${name}”是真的：与签发时的${formatWords[proof.kind]}逐字节相同，是现行版次。`,
      };
    case 'superseded':
      return {
        tone: 'attention',
        mark: '△',
        text: `“${name}”是当时签发的原件，但已被新版替代：${proof.document.supersededBy ?? ''}。`,
      };
    case 'appended':
      return appendedSentence(proof, name);
    case 'altered':
      return {
        tone: 'abnormal',
        mark: '▲',
        text: `“${name}”自称 ${proof.document.number}，内容与归档的任何一个文件都不同：已被改动，或不是从${here}取得的。`,
      };
    case 'unknown': {
      const claim = proof.claimed === null ? '' : `它自称 ${proof.claimed}，${here}没有这个编号。`;
      return { tone: 'abnormal', mark: '×', text: `${here}没有签发过“${name}”。${claim}` };
    }
  }
}

/** Of a file that was issued and whose content was destroyed since. */
export function erasedOf(proof: Proof): { number: string; how: string } | undefined {
  if (proof.state !== 'genuine' && proof.state !== 'superseded' && proof.state !== 'appended') return undefined;
  const kind = proof.state === 'appended' ? 'pdf' : proof.kind;
  const how = proof.document.files.find((one) => one.kind === kind)?.erased;
  return how === undefined ? undefined : { number: proof.document.number, how };
}

function appendedSentence({ document, appended }: Extract<Proof, { state: 'appended' }>, name: string): ProofSentence {
  if (appended.is === 'other')
    return {
      tone: 'abnormal',
      mark: '▲',
      text: `“${name}”以 ${document.number} 的原件开头，原件之后另有改动：${appended.what}。请以归档的原件为准。`,
    };
  const replaced = document.supersededBy === null ? '' : `该版已被新版替代：${document.supersededBy}。`;
  return {
    tone: replaced === '' ? 'normal' : 'attention',
    mark: replaced === '' ? '●' : '△',
    text: `“${name}”是原件，加盖电子签章（签章未经本程序验证）：${signatureWords(appended)}${replaced}`,
  };
}

function signatureWords({ count, pages, properties }: Extract<Appended, { is: 'signature' }>): string {
  const where = pages.length === 0 ? '页面上不显示' : `显示在第 ${pages.join('、')} 页，被它遮住的以归档的原件为准`;
  const also = properties ? '；签章软件另写了修改时间等文档属性' : '';
  return `签发的内容一个字节未变，其后追加签章 ${count} 个，${where}${also}。`;
}
