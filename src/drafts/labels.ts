/** A short name for a clause, of its own first words: cut between words, never within one or within a number. Pure. */

/** Longest label that is proposed. */
const LONGEST = 18;

const words = new Intl.Segmenter('zh', { granularity: 'word' });
/** A number with what it counts, a day, a time and a name in letters are one word. */
const WHOLE =
  /(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日|\d{4}年(?:\d{1,2}月)?|\d{1,2}[:：]\d{2}|\d+(?:[.,]\d+)*\s?(?:个?(?:工作日|小时|分钟|百分点)|万元|[\u4e00-\u9fff%％‰]|[A-Za-z]{1,3})?|[A-Za-z]+(?:\d+(?![\d.,年月日时点小分工个天秒次元万台%％:：]))?(?:[+#/.-][A-Za-z0-9]+)*/gu;
/** Who does it, and that it is to be done: every clause says so. */
const LEAD =
  /^(?:(?:甲乙)?双方|[甲乙丙]方|采购人|采购单位|供应商|中标人|中标单位|服务商|服务方|客户|委托[人方]|受托[人方]|承包[人方]|发包[人方])?(?:应当|应该|必须|应|须|需|负责(?![人的]))?(?:及时|按时|按期)?(?:于|在(?=\d|每))?/;
/** Words that ask for another one behind them. */
const OPEN_END =
  /(?:[的地和与及或并且在于至到由对按为将把被从向应须需、，,—-]|以及|或者|并且|不少|不得|进行|提前|少于|低于|超过)$/;

/**
 * The first phrase of the text, or its own title where a gap parts one from the text (`合同标的　甲方委托…`).
 * @param text of the clause without its number @param otherwise what names it when the text has no word
 */
export function labelOf(text: string, otherwise: string): string {
  const first = text.replace(/^[\s\u3000]+/, '').split('\n')[0] ?? '';
  const [titled = ''] = /^[^\s\u3000，。；：:（(\d]{2,12}(?=[\s\u3000]{1,3}\S)/u.exec(first) ?? [];
  if (titled !== '' && !first.includes('\t')) return titled;
  const bare = first.replace(/^[（(][^）)]{2,30}[）)](?=\S{4})/, '').replace(/\t.*$/, '');
  const phrase = phraseOf(bare.replace(LEAD, '')) || phraseOf(bare);
  return phrase === '' ? otherwise : cut(phrase);
}

/** Up to the first stop; a point or colon within a number is none, nor is a comma that leaves two words. */
function phraseOf(text: string): string {
  const pieces = text.split(/[。；;：]|(?<!\d)[.:]/)[0]?.split(/[，,](?!\d{3})/) ?? [];
  const [first = '', second = ''] = pieces;
  return (first.trim().length <= 3 && second !== '' ? `${first}，${second}` : first).trim();
}

function cut(phrase: string): string {
  if ([...phrase].length <= LONGEST) return phrase;
  let label = '';
  for (const word of wordsOf(phrase)) {
    if ([...label, ...word].length > LONGEST) break;
    label += word;
  }
  // An opened bracket or quotation is left out with what it began.
  label = label.replace(/[（(《“‘"][^）)》”’"]*$/, '');
  while (OPEN_END.test(label)) label = label.replace(OPEN_END, '');
  return label.trim() === '' ? [...phrase].slice(0, LONGEST).join('') : label.trim();
}

function wordsOf(phrase: string): string[] {
  const all: string[] = [];
  let at = 0;
  for (const { 0: whole, index } of phrase.matchAll(WHOLE)) {
    for (const { segment } of words.segment(phrase.slice(at, index))) all.push(segment);
    all.push(whole);
    at = index + whole.length;
  }
  for (const { segment } of words.segment(phrase.slice(at))) all.push(segment);
  return all;
}
