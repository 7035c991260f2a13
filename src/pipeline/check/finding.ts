/** What `opsledger check` can find, by cause; told grouped, because two hundred problems usually have one or two causes. */

/** `unusable`: no other command works until it is mended. `attention`: somebody has to see to it. `note`: worth knowing. */
export type Weight = 'unusable' | 'attention' | 'note';

/** Every cause in the order in which it is told, with its title and weight. */
export const causes = {
  unreadable: ['文件不能读取', 'unusable'],
  value: ['内容不符合要求', 'unusable'],
  contradiction: ['文件之间前后矛盾', 'unusable'],
  words: ['表达的原文（says）不在条款里', 'unusable'],
  settings: ['设置（opsledger.yaml）不能使用', 'unusable'],
  unit: ['交付义务没有可用的编制单元或章节', 'unusable'],
  allowed: ['外泄检查的放行清单（leak-allow.yaml）不能使用', 'attention'],
  placeholder: ['待填写', 'attention'],
  case: ['口径的案例与程序的判定不一致', 'attention'],
  uncased: ['口径的选项没有案例：签字前补上', 'attention'],
  copied: ['照抄的正文：没有写本现场', 'attention'],
  topic: ['条款没有写明事项：不作任何判定', 'attention'],
  unserved: ['条款所写的事项没有交付义务', 'attention'],
  limit: ['故障级别没有时限', 'attention'],
  date: ['应交项没有期限：得不出日期', 'attention'],
  number: ['同一件事有两种次数', 'attention'],
  unchecked: ['资产没有检查项：巡检不看它', 'attention'],
  source: ['检查没有数据源：结果都是“未配置”', 'attention'],
  paper: ['合同文件与条款原文', 'attention'],
  article: ['知识库的文章不能照写的发布', 'attention'],
  rank: ['同一事项有几份文件约定', 'note'],
  'signed-uncased': ['双方确认时没有列出案例的口径', 'note'],
  ending: ['有起止日期的内容', 'note'],
} as const satisfies Record<string, readonly [title: string, weight: Weight]>;

export type Cause = keyof typeof causes;

export interface Finding {
  cause: Cause;
  /** What is wrong, in Chinese; the same for all that are told together. */
  what: string;
  /** Where: a key path, an id; in Chinese where it is a sentence. */
  where: string;
  /** Path of the file in the workspace. */
  file: string;
  /** What stood there and what would be right; for the causes that have it. */
  found?: string;
  expected?: string;
  /** It cannot be read at all. */
  unreadable?: true;
}

export interface Group {
  what: string;
  file: string;
  count: number;
  /** All places, in the order of the data. */
  places: string[];
  /** Of the first place. */
  found?: string;
  expected?: string;
  /** It cannot be read at all. */
  unreadable?: true;
}

/** Findings of one cause, those about the same thing together, in the order in which they were met. */
export interface CauseGroups {
  cause: Cause;
  title: string;
  weight: Weight;
  count: number;
  groups: Group[];
}

/** Groups findings by cause and, within it, by what is wrong in which file. Pure. */
export function grouped(findings: readonly Finding[]): CauseGroups[] {
  const byCause = Map.groupBy(findings, (one) => one.cause);
  return (Object.keys(causes) as Cause[]).flatMap((cause) => {
    const own = byCause.get(cause) ?? [];
    if (own.length === 0) return [];
    const [title, weight] = causes[cause];
    const groups = [...Map.groupBy(own, (one) => `${one.file}\n${one.what}`).values()].map((list): Group => {
      const [first] = list as [Finding];
      return {
        what: first.what,
        file: first.file,
        count: list.length,
        places: list.map(({ where }) => where),
        ...(first.found === undefined ? {} : { found: first.found }),
        ...(first.expected === undefined ? {} : { expected: first.expected }),
      };
    });
    return [{ cause, title, weight, count: own.length, groups }];
  });
}
