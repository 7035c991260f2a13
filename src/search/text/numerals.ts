export const DIGITS = '零一二三四五六七八九';

/** `11`, `十一`, `二十四`; 0 when there is none. */
export function numeralOf(text: string | undefined): number {
  if (text === undefined) return 0;
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  const ten = text.includes('十') ? (tens === '' ? 1 : DIGITS.indexOf(tens as string)) : 0;
  return ten * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones as string));
}
