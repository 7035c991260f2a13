/** The text of a clause cut into what can be judged by itself: a sentence, an item, a row of a table. Pure. */
import { quantitiesIn } from './quantities.ts';

/** Words by which a text asks for something; 响应, 供应, 需求 and their like ask for nothing. */
const MODAL =
  /(?<![响相适供效反对呼])应(?![用急答对付])|须|(?<![按所急无])需(?![要求])|不得|不准|不能|严禁|禁止|未经|扣|罚款|违约金/;

/** true when the words ask for something: a number with a unit, or a word such as 应, 须, 不得, 扣. */
export const asks = (text: string): boolean => MODAL.test(text) || quantitiesIn(text).length > 0;

/**
 * The atoms of a text that ask for something, in its order, verbatim. A sentence falls into several where each part asks by itself; what
 * asks for nothing stays with the part that it introduces, or follows.
 */
export function askingAtoms(text: string): string[] {
  return cut(text, /[。；;！\n\t]/)
    .flatMap(partsOf)
    .map((one) => one.trim())
    .filter(asks);
}

/** At commas and 、 between parts that each ask. */
function partsOf(sentence: string): string[] {
  const parts: string[] = [];
  let open = '';
  for (const piece of cut(sentence, /[，,、]/)) {
    if (asks(open) && asks(piece)) {
      parts.push(open);
      open = piece;
    } else open += piece;
  }
  return [...parts, open];
}

/** Pieces with the mark that ends each; nothing is cut within brackets. */
function cut(text: string, at: RegExp): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let open = '';
  for (const one of text) {
    if (/[（(《“]/.test(one)) depth += 1;
    if (/[）)》”]/.test(one)) depth = Math.max(0, depth - 1);
    open += one;
    if (depth === 0 && at.test(one)) {
      pieces.push(open);
      open = '';
    }
  }
  return [...pieces, open].filter((piece) => piece.trim() !== '');
}
