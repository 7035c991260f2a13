/** Written documents (编写文档): one deliverable for each entry of `contract/written.yaml`; people write them in Markdown. */
import type { ContractBundle } from '../src/contract/bundle/bundle.ts';
import { TO_BE_FILLED } from '../src/contract/terms/contract.ts';
import type { GeneratedTable, Written } from '../src/contract/terms/obligations.ts';
import type { Section } from '../src/report/document.ts';
import type { WrittenText } from '../src/report/written-text.ts';
import type { Composed, ComposeInput, Deliverable } from './_deliverable.ts';
import { interpretationNeeds, interpretationSections } from './written/interpretations.ts';
import { assetsSection, peopleSection } from './written/tables.ts';
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
  people: (input) => [peopleSection(input)],
  assets: (input) => [assetsSection(input)],
};

function compose(written: Written, input: ComposeInput): Composed {
  const added = (written.generated ?? []).flatMap((table) => generated[table](input));
  const text = input.written;
  if (text === undefined) return { sections: [unreadable(written), ...added] };
  const open = openPlaces(text);
  return {
    ...(open === 0 ? {} : { marks: [{ text: `正文尚有 ${open} 处“${TO_BE_FILLED}”`, tone: 'attention' as const }] }),
    ...people(text),
    sections: [...textSections(text), ...openSection(text), ...added],
  };
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
