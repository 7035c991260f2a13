/** Pictures on paper: a few are printed, of many the page and the evidence list have each. */
import type { Block, ImageBlock } from '../../report/document.ts';

/** Most pictures of a section that are printed. */
const PRINTED = 8;

/** Names the pictures of a section that has too many of them to be looked at on paper. */
export function fewPictures(blocks: readonly Block[]): Block[] {
  const pictures = blocks.filter((block): block is ImageBlock => block.type === 'image');
  if (pictures.length <= PRINTED) return [...blocks];
  const told: Block = {
    type: 'note',
    text: `共 ${pictures.length} 张，见本文档的网页：${pictures.map(({ caption }) => caption).join('；')}。`,
    tone: 'muted',
  };
  const at = blocks.indexOf(pictures[0] as Block);
  const rest = blocks.filter((block) => block.type !== 'image');
  return [...rest.slice(0, at), told, ...rest.slice(at)];
}
