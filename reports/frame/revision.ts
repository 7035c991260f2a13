/** 修订说明: which revision this one follows, why, and what it rests on that the one before did not. Pure. */
import { formatDateTime } from '../../src/contract/time.ts';
import type { Section } from '../../src/report/block.ts';

/** What changed since the revision before; printed as 修订说明. */
export interface RevisionNote {
  previousNumber: string;
  previousIssuedAt: string;
  reason: string;
  added: string[];
  changed: string[];
  removed: string[];
}

/** What an input is called. */
export interface InputName {
  /** Id of a record; of anything else a part of its path that only it has. */
  id: string;
  /** 中文名 of its kind. */
  label: string;
  /** Default: the id. */
  name?: string;
}

/** Of more inputs of one kind than this only the first and the last are named. */
const LISTED = 6;

/** What the people who confirmed the two revisions said. */
interface Confirmations {
  /** true: nobody confirmed the revision before. */
  previousUnseen: boolean;
  /** See `changedAnswers`. */
  answers: readonly string[];
}

export function revisionSection(
  note: RevisionNote | null,
  names: readonly InputName[],
  confirmations: Confirmations,
): Section[] {
  if (note === null) return [];
  const lines = (title: string, ids: readonly string[]) =>
    linesOf(ids.map((id) => nameOf(id, names))).map((line) => ({ text: `${title}：${line}` }));
  return [
    {
      id: 'revision',
      title: '修订说明',
      blocks: [
        {
          type: 'facts',
          columns: 2,
          items: [
            { label: '上一版文档编号', value: note.previousNumber },
            {
              label: '上一版签发时间',
              value: `${formatDateTime(note.previousIssuedAt)}${confirmations.previousUnseen ? '，未经人工确认' : ''}`,
            },
          ],
        },
        { type: 'facts', columns: 1, items: [{ label: '修订原因', value: note.reason }] },
        {
          type: 'list',
          items: [
            ...confirmations.answers.map((text) => ({ text })),
            ...lines('新增依据', note.added),
            ...lines('变更依据', note.changed),
            ...lines('移除依据', note.removed),
          ],
          empty: '依据的数据没有变化。',
        },
      ],
    },
  ];
}

interface Named {
  label: string;
  name: string;
}

function nameOf(id: string, names: readonly InputName[]): Named {
  const found = names.find((one) => one.id === id) ?? names.find((one) => one.id.includes('/') && id.includes(one.id));
  return { label: found?.label ?? '', name: found?.name ?? id };
}

/** One line a kind; what has no kind is a line of its own. */
function linesOf(inputs: readonly Named[]): string[] {
  return [...Map.groupBy(inputs, ({ label }) => label)].flatMap(([label, own]) => {
    const all = own.map(({ name }) => name);
    if (label === '') return all;
    if (own.length > LISTED) return [`${label} ${own.length} 份（${all[0]} … ${all.at(-1)}）`];
    return [`${label} ${all.join('、')}`];
  });
}
