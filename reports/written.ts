/** Written documents (编写文档): one deliverable for each entry of `contract/written.yaml`; people write them in Markdown. */
import type { ContractBundle } from '../src/contract/bundle/bundle.ts';
import { TO_BE_FILLED } from '../src/contract/terms/contract.ts';
import type { GeneratedTable, Written } from '../src/contract/terms/obligations.ts';
import type { Section } from '../src/report/block.ts';
import type { CopiedText, WrittenText } from '../src/report/written-text.ts';
import { percentText } from '../src/wording/figures.ts';
import type { Composed, ComposeInput, Deliverable } from './_deliverable.ts';
import { aheadOfTime } from './written/ahead.ts';
import { interpretationNeeds, interpretationSections } from './written/interpretation-letter.ts';
import { assetsSection, peopleSection, postsSection } from './written/tables.ts';
import { openItems, openPlaces, textSections } from './written/text.ts';
import { unfinishedNeeds, unfinishedSection } from './written/unfinished.ts';

export default function writtenDocuments(contract: ContractBundle): Deliverable[] {
  return contract.written.map((written) => {
    const has = (table: GeneratedTable): boolean => written.generated?.includes(table) === true;
    return {
      id: written.id,
      needs: [...(has('interpretations') ? interpretationNeeds : []), ...(has('unfinished') ? unfinishedNeeds : [])],
      ...(has('interpretations') ? { occurrences: true } : {}),
      // Judges the clocks of what is not closed.
      ...(has('unfinished') ? { monitoring: true } : {}),
      notices: true,
      evidence: [],
      compose: (input) => compose(written, input),
    };
  });
}

type Marks = NonNullable<Composed['marks']>;

const generated: Readonly<Record<GeneratedTable, (input: ComposeInput) => Section[]>> = {
  interpretations: interpretationSections,
  people: (input) => [peopleSection(input), postsSection(input)],
  assets: (input) => [assetsSection(input)],
  unfinished: (input) => [unfinishedSection(input)],
};

function compose(written: Written, input: ComposeInput): Composed {
  const added = (written.generated ?? []).flatMap((table) => generated[table](input));
  const text = input.written;
  if (text === undefined) return { sections: [unreadable(written), ...added] };
  const ahead = aheadOfTime(text, input.asOf);
  const marks = [...marksOf(text), ...aheadMarks(ahead)];
  return {
    ...(marks.length === 0 ? {} : { marks }),
    ...(ahead.length === 0 ? {} : { notices: ahead.map((line) => `正文写明已核验的时间尚未到来：${line}`) }),
    ...people(text),
    sections: [...textSections(text), ...openSection(text), ...aheadSection(ahead), ...copiedSection(text), ...added],
  };
}

/** What of it is still open, or that it is the program's sample nearly word for word: what an auditor asks about first. */
function marksOf(text: WrittenText): Marks {
  const open = openPlaces(text);
  if (open > 0) return [{ text: `正文尚有 ${open} 处“${TO_BE_FILLED}”`, tone: 'attention' }];
  return text.copied === undefined ? [] : [{ text: `正文${copiedText(text.copied)}`, tone: 'abnormal' }];
}

const aheadMarks = (ahead: readonly string[]): Marks =>
  ahead.length === 0 ? [] : [{ text: `正文有 ${ahead.length} 处写明已核验的时间晚于本文`, tone: 'abnormal' }];

/** What nobody can have seen yet, line by line: it proves nothing, whoever signs beside it. */
function aheadSection(ahead: readonly string[]): Section[] {
  if (ahead.length === 0) return [];
  return [
    {
      id: 'ahead',
      title: '时间晚于本文的记载',
      blocks: [
        {
          type: 'note',
          text: '下列各处写明已经办理并有人核验，所写时间在本文编制时尚未到来，不能作为已办理的证明；办理后应出具新的版次。',
          tone: 'abnormal',
        },
        { type: 'list', items: ahead.map((text) => ({ text })) },
      ],
    },
  ];
}

const copiedText = ({ name, share }: CopiedText): string => `与${name}相同 ${percentText(share, 0)}`;

/** Which parts of it say nothing of this site. */
function copiedSection({ copied }: WrittenText): Section[] {
  if (copied === undefined) return [];
  const parts = copied.unchanged.length === 0 ? '' : `，未改之处：${copied.unchanged.join('、')}`;
  const text = `本文${copiedText(copied)}${parts}。没有写本现场的人员、设备和步骤，须改写。`;
  return [{ id: 'copied', title: '与样例相同的内容', blocks: [{ type: 'note', text, tone: 'abnormal' }] }];
}

/** What is still missing, named: a plan whose gaps nobody sees is taken for one without any. */
function openSection(text: WrittenText): Section[] {
  const items = openItems(text);
  if (items.length === 0) return [];
  return [{ id: 'open', title: '尚未填写的内容', blocks: [{ type: 'list', items }] }];
}

/** The pipeline names the file and the reason; such a document is shown and never issued. */
const unreadable = ({ file }: Written): Section => ({
  id: 'text-1',
  title: '正文',
  blocks: [{ type: 'note', text: `正文文件 ${file} 不可读。`, tone: 'abnormal' }],
});

/** 编制、审核、批准 as the file's head says; what is still 待填写 is left to whoever signs. */
function people(text: WrittenText): Pick<Composed, 'prepared' | 'reviewed' | 'approved'> {
  const named = (['prepared', 'reviewed', 'approved'] as const).filter((role) => text[role] !== TO_BE_FILLED);
  return Object.fromEntries(named.map((role) => [role, text[role]]));
}
