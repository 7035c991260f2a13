/** What of a question carries its subject, and what only says how one asks. Pure. */

/** Characters that say how one asks, not what for. */
const EMPTY = new Set(
  '还多少怎么几哪什个的了是有在谁能可以不没一要把给被到从用上下里为和与或我你他它这那就都也很太再又吗呢吧啊请',
);

/** Weighs less where documents are ranked. */
export const isEmptyCharacter = (character: string): boolean => EMPTY.has(character);

/** Those and the other words without a subject of their own: pronouns, particles, modal verbs, prepositions, adverbs, and what anybody does. */
const EVERYDAY = new Set([
  ...EMPTY,
  ...'着地得过们您她咱俺此其嘛呀呗啦哦咋啥会想敢该须必应让叫使对向由于往跟及因比按才只更最已经刚将先常老总来去进出回起做弄搞办说讲看',
]);

/** Whether it says nothing, or not alone, of what is asked. @param text a character, or a pair of them, normalised */
export const isEveryday = (text: string): boolean => [...text].some((character) => EVERYDAY.has(character));
