/** 建设规划: what people wrote, printed between what the records say. Nothing where the contract's data name no text. */

import { TO_BE_FILLED } from '../../src/contract/terms/contract.ts';
import { dateOf } from '../../src/contract/time.ts';
import type { Block, Section } from '../../src/report/block.ts';
import { cellText } from '../../src/report/cell.ts';
import type { WrittenText } from '../../src/report/written-text.ts';
import type { Composed, ComposeInput } from '../_deliverable.ts';
import type { Decision, Part } from '../first-page/part.ts';
import { openItems, openPlaces, textSections } from '../written/text.ts';

const ID = 'plan';
const TITLE = '建设规划';
const DEEPEST = 3;

/** The text's sections below one of ours. */
export function planSections({ written, obligation: { file } }: ComposeInput): Section[] {
  if (file === undefined) return [];
  if (written === undefined) {
    const text = `正文文件 ${file} 不可读。`;
    return [{ id: ID, title: TITLE, blocks: [{ type: 'note', text, tone: 'abnormal' }] }];
  }
  const open = openPlaces(written);
  return [
    {
      id: ID,
      title: TITLE,
      blocks: [
        {
          type: 'note',
          text: `以下由⟦供应商⟧编写${peopleText(written)}，不是由记录算出的。${open === 0 ? '' : `尚未写明的 ${open} 处如下，不能作为规划的依据。`}`,
          tone: open === 0 ? 'muted' : 'attention',
        },
        ...(open === 0 ? [] : [{ type: 'list' as const, items: openItems(written) }]),
      ],
    },
    ...textSections(written).map(
      (one, n): Section => ({
        ...one,
        id: `${ID}-${n + 1}`,
        level: Math.min((one.level ?? 1) + 1, DEEPEST) as 2 | 3,
      }),
    ),
  ];
}

const roles = { prepared: '编制', reviewed: '审核', approved: '批准' } as const;

/** Who answers for the text, as its head says; who is not named there is left out. */
function peopleText(written: WrittenText): string {
  const named = (Object.keys(roles) as (keyof typeof roles)[])
    .filter((role) => written[role] !== TO_BE_FILLED)
    .map((role) => `${roles[role]} ${written[role]}`);
  return named.length === 0 ? '' : `（${named.join('，')}）`;
}

/** What stands under the title while something is open. */
export function planMarks({ written }: ComposeInput): Pick<Composed, 'marks'> {
  const open = written === undefined ? 0 : openPlaces(written);
  return open === 0 ? {} : { marks: [{ text: `${TITLE}正文尚有 ${open} 处“${TO_BE_FILLED}”`, tone: 'attention' }] };
}

/** Heads of what a text asks the purchaser to decide; in whatever words it calls them. */
const TO_DECIDE = /(?:需要?|须|请|待).*决定/;

/**
 * What people ask the purchaser for in the text, item by item, for the first page: it waits since the document was made. What is
 * still to be filled in asks for nothing.
 */
export const planned: Part = {
  order: 0,
  decisions({ view: { input } }) {
    const since = dateOf(input.firstIssuedAt ?? input.asOf);
    return planSections(input)
      .filter(({ title }) => TO_DECIDE.test(title))
      .flatMap(({ id, title, blocks }) =>
        blocks.flatMap(itemsOf).map(
          (text): Decision => ({
            text: `${TITLE}“${title}”：${text}`,
            references: [{ text: TITLE, section: id }],
            since,
          }),
        ),
      );
  },
};

/** Lists and paragraphs; a table asks for what its rows say together. */
function itemsOf(block: Block): string[] {
  const texts =
    block.type === 'list'
      ? block.items.map(({ text, sub = [] }) => [text, ...sub].join('；'))
      : block.type === 'note'
        ? [block.text]
        : block.type === 'table'
          ? block.rows.map(({ cells }) => Object.values(cells).map(cellText).join('，'))
          : [];
  return texts.filter((text) => text !== '' && !text.includes(TO_BE_FILLED));
}
