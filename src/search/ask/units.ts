/** A question cut into what it speaks of, by the words that are known: whether a document holds each decides what it is about. Pure. */
import { runs } from '../text/normalise.ts';
import { tokenise } from '../text/tokenise.ts';
import { isWord } from './synonyms.ts';
import { isThing } from './things.ts';

/** Words that say how somebody asks, and what every office does: that a document lacks them says nothing. */
const EVERYDAY = new Set(
  `
怎么 什么 时候 多少 哪里 哪个 哪些 为什 可以 能不 不能 是不 有没 没有 要不 需要 应该 怎样 如何
谁来 找谁 问谁 去哪 在哪 哪儿 几点 几天 几次 几个 几年 多久 多长 多大 多高 多快 一次 一下 一个
一直 一样 一起 总是 老是 老说 还是 还能 还要 还没 已经 现在 今天 昨天 明天 每天 每年 每月 每次
突然 忽然 有时 经常 自己 别人 我们 你们 他们 大家 这个 那个 这样 那样 里面 外面 上面 下面 前面
后面 旁边 地方 东西 事情 问题 情况 办法 原因 意思 要求 规定 标准 材料 手续 流程 办理 申请 使用
处理 解决 注意 知道 觉得 想要 看到 听到 发现 出现 发生 变成 起来 下来 出来 进去 出去 回来 过去
不了 不到 不上 不下 不出 不动 不好 不对 不会 不想 不让 不用 不要 之前 之后 以后 以前 期间 时间
第一 先做 先干 先把 首先 然后 最后 马上 立刻 赶紧 临时 重新 另外 或者 如果 但是 因为 所以 只有
全部 所有 一些 有些 很多 好几 几乎 特别 非常 比较 明明 到底 究竟 应当 必须 得到 拿到 收到 交给
准备 负责 负责人 联系 找人 请人 帮忙 麻烦 请问 一般 正常 新的 旧的 大的 小的 单位 公司 人员 工作
方面 部门 管理 服务 安排 提供 检查 保证 进行 完成 开始 结束 怎么办 怎么弄 怎么做 怎么算 怎么报
怎么走 要交 要带 要先 要做 要看 要多 能用 能开 能拿 能做 不被 会被 才能 才会 就要 就能
`
    .trim()
    .split(/\s+/),
);

/** Characters that say how one asks, not what for. */
const EMPTY = new Set(
  '还多少怎么几哪什个的了是有在谁能可以不没一要把给被到从用上下里为和与或我你他它这那就都也很太再又吗呢吧啊请',
);

export const isEmptyCharacter = (character: string): boolean => EMPTY.has(character);

/** One thing that the question speaks of. */
export interface Unit {
  text: string;
  /** It is the name of a thing, which a document about the question must hold. */
  thing: boolean;
  /** Pairs of its characters, or itself where it is one character or Latin: a document that holds all of them holds it. */
  terms: string[];
}

/** Characters of the longest word that is known. */
const LONGEST = 6;

/**
 * What a question speaks of, each once: the words that are known, and what remains between them.
 * @param cleaned normalised, without the words that only ask
 */
export function unitsOf(cleaned: string): Unit[] {
  const found = new Map<string, Unit>();
  const add = (text: string): void => {
    if (text === '' || found.has(text)) return;
    const pairs = tokenise(text).filter(({ sort }) => sort === 'pair' || sort === 'latin');
    found.set(text, {
      text,
      thing: isThing(text),
      terms: pairs.length === 0 ? [text] : pairs.map((term) => term.text),
    });
  };
  for (const { text, han } of runs(cleaned)) {
    if (han) cutHan(text, add);
    else add(text);
  }
  return [...found.values()];
}

function cutHan(text: string, add: (unit: string) => void): void {
  let rest = '';
  let at = 0;
  while (at < text.length) {
    const word = longestAt(text, at);
    const character = text[at] as string;
    const isRest = word === '' && !isEmptyCharacter(character);
    if (isRest) rest += character;
    else {
      add(rest);
      rest = '';
      if (word !== '' && !EVERYDAY.has(word)) add(word);
    }
    at += Math.max(1, word.length);
  }
  add(rest);
}

/** The longest word that is known and begins there, of everyday or not; empty when none does. */
function longestAt(text: string, at: number): string {
  for (let length = Math.min(LONGEST, text.length - at); length > 0; length--) {
    const word = text.slice(at, at + length);
    if (isWord(word) || isThing(word) || EVERYDAY.has(word)) return word;
  }
  return '';
}
