/** Written documents (编写文档): one deliverable for each entry of `contract/written.yaml`; people write them in Markdown. */
import type { ContractBundle } from '../src/contract/bundle/bundle.ts';
import { TO_BE_FILLED } from '../src/contract/terms/contract.ts';
import type { GeneratedTable, Written } from '../src/contract/terms/obligations.ts';
import type { Section } from '../src/report/document.ts';
import type { CopiedText, WrittenText } from '../src/report/written-text.ts';
import { percentText } from '../src/wording/figures.ts';
import type { Composed, ComposeInput, Deliverable } from './_deliverable.ts';
import { interpretationNeeds, interpretationSections } from './written/interpretations.ts';
import { assetsSection, peopleSection, postsSection } from './written/tables.ts';
import { openItems, openPlaces, textSections } from './written/text.ts';

export default function writtenDocuments(contract: ContractBundle): Deliverable[] {
  return contract.written.map((written) => {
    const judges = written.generated?.includes('interpretations') === true;
    return {
      id: written.id,
      needs: judges ? interpretationNeeds : [],
      ...(judges ? { occurrences: true } : {}),
      evidence: [],
      compose: (input) => compose(written, input),
    };
  });
}

const generated: Readonly<Record<GeneratedTable, (input: ComposeInput) => Section[]>> = {
  interpretations: interpretationSections,
  people: (input) => [peopleSection(input), postsSection(input)],
  assets: (input) => [assetsSection(input)],
};

function compose(written: Written, input: ComposeInput): Composed {
  const added = (written.generated ?? []).flatMap((table) => generated[table](input));
  const text = input.written;
  if (text === undefined) return { sections: [unreadable(written), ...added] };
  const open = openPlaces(text);
  return {
    ...marksOf(text, open),
    ...people(text),
    sections: [...textSections(text), ...openSection(text), ...copiedSection(text), ...added],
  };
}

/** What of it is still open, or that it is the program's sample nearly word for word: what an auditor asks about first. */
function marksOf({ copied }: WrittenText, open: number): Pick<Composed, 'marks'> {
  if (open > 0) return { marks: [{ text: `正文尚有 ${open} 处“${TO_BE_FILLED}”`, tone: 'attention' }] };
  return copied === undefined ? {} : { marks: [{ text: `正文${copiedText(copied)}`, tone: 'abnormal' }] };
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
