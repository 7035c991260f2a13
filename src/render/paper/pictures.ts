/** Pictures on paper: a few are printed, of many the page and the evidence list have each. */
import type { Block, ImageBlock } from '../../report/document.ts';

/** Most pictures of a section that are printed. */
const PRINTED = 8;

/** Most names that are said of those which are not printed. */
const NAMED = 12;

/** What ends a caption: when it was taken, and of which record. */
const REMARK = /（[^（）]*）$/;

/**
 * Says of a section with too many pictures to be looked at on paper how many there are, and names them, those of one name counted;
 * of very many names none: nobody reads them.
 */
export function fewPictures(blocks: readonly Block[]): Block[] {
  const pictures = blocks.filter((block): block is ImageBlock => block.type === 'image');
  if (pictures.length <= PRINTED) return [...blocks];
  const names = [...Map.groupBy(pictures, ({ caption }) => caption.replace(REMARK, ''))];
  const list = names.map(([name, own]) => (own.length === 1 ? own[0]?.caption : `${name} ${own.length} 张`));
  const named = names.length <= NAMED ? `：${list.join('；')}` : '';
  const told: Block = {
    type: 'note',
    text: `共 ${pictures.length} 张，逐张的${named === '' ? '名称、' : ''}时间和记录见本文档的网页${named}。`,
    tone: 'muted',
  };
  const at = blocks.indexOf(pictures[0] as Block);
  const rest = blocks.filter((block) => block.type !== 'image');
  return [...rest.slice(0, at), told, ...rest.slice(at)];
}
